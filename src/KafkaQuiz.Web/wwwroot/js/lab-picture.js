// The live picture of a practice cluster, and its buttons. Without it they are forms that load the page again.

/** Draws each picture that the server sends; what was open stays open, and the focus stays where it was. */
export function showPictures(events) {
  const picture = document.getElementById("picture");
  if (!picture) return;
  let next = null, pressed = false;

  function draw() {
    if (next === null || pressed) return;
    const toggled = new Map([...picture.querySelectorAll("details")].map((one) => [keyOf(one), one.open]));
    const focused = picture.contains(document.activeElement) ? nameOf(document.activeElement) : null;
    picture.innerHTML = next;
    next = null;
    for (const one of picture.querySelectorAll("details")) if (toggled.has(keyOf(one))) one.open = toggled.get(keyOf(one));
    if (focused === null) return;
    const again = [...picture.querySelectorAll("button, summary, [tabindex]")].find((one) => nameOf(one).name === focused.name)
      // A button that is gone, such as "stop", leaves the focus at its broker.
      ?? picture.querySelector(`[data-node="${focused.node}"] button`);
    again?.focus({ preventScroll: true });
  }

  events.addEventListener("picture", (event) => { next = event.data; draw(); });
  // What is pressed must not be replaced between the press and the click.
  picture.addEventListener("pointerdown", () => { pressed = true; });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => { pressed = false; setTimeout(draw); });

  function keyOf(details) { return details.className + details.querySelector("summary code")?.textContent; }
  function nameOf(element) {
    return { name: element.getAttribute("aria-label") ?? element.textContent, node: element.closest("[data-node]")?.dataset.node };
  }
}

/** Forms whose effect is seen in the live parts are sent without loading the page. */
export function sendQuietly() {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!("quiet" in form.dataset)) return;
    event.preventDefault();
    // Not form.action: a button of that name stands in its way.
    const problem = await send(form.getAttribute("action"), new FormData(form, event.submitter));
    say(form, problem);
    if (!problem) form.dispatchEvent(new CustomEvent("sent", { bubbles: true }));
  });
}

/** Sends fields with the page's anti-forgery token. Null where it was done, else why not. */
export async function send(action, fields) {
  if (!fields.has("__RequestVerificationToken")) fields.set("__RequestVerificationToken", token());
  try {
    const answer = await fetch(action, { method: "POST", headers: { "X-Quiet": "1", "Accept": "application/json" }, body: new URLSearchParams(fields) });
    if (answer.ok) return null;
    const problem = await answer.json().catch(() => null);
    return problem?.detail ?? words("서버가 받지 못했습니다. 페이지를 새로 고친 뒤 다시 해 보세요.", "The server did not take it. Reload the page and try again.");
  } catch {
    return words("서버에 연결할 수 없습니다. 잠시 후 다시 해 보세요.", "The server cannot be reached. Try again in a moment.");
  }
}

export function token() { return document.querySelector('input[name="__RequestVerificationToken"]')?.value ?? ""; }

export function words(ko, en) { return document.documentElement.lang === "en" ? en : ko; }

function say(form, problem) {
  const section = form.closest("section") ?? form.parentElement;
  let alert = section.querySelector(":scope > [data-problem]");
  if (!problem) { alert?.remove(); return; }
  if (!alert) {
    alert = document.createElement("p");
    alert.className = "alert bad";
    alert.dataset.problem = "";
    alert.setAttribute("role", "alert");
    section.append(alert);
  }
  alert.textContent = problem;
}
