// What every page has: the theme switch without a page load.
document.documentElement.dataset.js = "";

for (const form of document.querySelectorAll("[data-theme-switch]")) {
  form.addEventListener("submit", (event) => {
    const to = event.submitter?.value;
    if (!to) return;
    event.preventDefault();
    document.documentElement.dataset.theme = to;
    const other = form.querySelector(to === "dark" ? ".to-light" : ".to-dark");
    other?.focus();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => {});
  });
}
