// Passkeys: fetches the options of a form marked data-passkey, asks the authenticator, and submits the form with its answer.
// https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON
const supported = typeof PublicKeyCredential !== "undefined" && "parseCreationOptionsFromJSON" in PublicKeyCredential;

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!supported) {
    form.hidden = true;
    continue;
  }
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    const status = form.querySelector("[data-passkey-status]");
    status.textContent = "";
    try {
      const answer = await fetch(form.dataset.options, {
        method: "POST",
        headers: { RequestVerificationToken: form.elements.__RequestVerificationToken.value },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const options = await answer.json();
      const credential = form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      status.textContent = form.dataset.failed;
    }
  });
}
