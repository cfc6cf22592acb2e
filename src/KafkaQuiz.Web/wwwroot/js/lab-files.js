// The files of a practice cluster's terminal: fetched again when a command may have changed them, or one was saved. What is being written stays.
import { words } from "./lab-picture.js";

export function keepFiles(events) {
  const list = document.getElementById("file-list");
  if (!list) return;
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  list.after(said);
  let last = null, timer = null, saved = null;

  // An end of a command: its kind comes even where nothing is printed.
  events.addEventListener("terminal", (event) => { if (JSON.parse(event.data).kind === "exit") later(); });

  list.addEventListener("sent", (event) => {
    const form = event.target, path = form.elements.path;
    said.textContent = words(`저장했습니다: ${path.value}`, `Saved ${path.value}`);
    saved = path.value.trim();
    // Saved under another name: the other file is what is worked on now.
    if (path.value !== path.defaultValue) form.closest("details").open = false;
    // What was saved is no longer being written.
    for (const field of fieldsOf(form)) field.defaultValue = field.value;
    last = null;
    later();
  });

  list.addEventListener("input", () => { said.textContent = ""; });

  list.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); event.target.form?.requestSubmit(); }
  });

  function later() { clearTimeout(timer); timer = setTimeout(refresh, 150); }

  async function refresh() {
    let html;
    try {
      const answer = await fetch(list.dataset.from);
      if (!answer.ok) return;
      html = await answer.text();
    } catch { return; }
    if (html === last) return;
    const open = new Set([...list.querySelectorAll("details[open]")].map(keyOf));
    const written = new Map([...list.querySelectorAll("details")].filter(isWritten).map((one) => [keyOf(one), fieldsOf(one).map((field) => field.value)]));
    const active = document.activeElement, within = list.contains(active);
    const focus = within ? { key: keyOf(active.closest("details")), at: [...active.closest("details").querySelectorAll("summary, input, textarea, button")].indexOf(active), start: active.selectionStart, end: active.selectionEnd, top: active.scrollTop } : null;
    list.innerHTML = last = html;
    for (const one of list.querySelectorAll("details")) {
      const key = keyOf(one), values = written.get(key);
      const isSaved = saved !== null && (key === saved || key.endsWith("/" + saved));
      one.open = open.has(key) || isSaved;
      if (isSaved) one.querySelector("button").after(words(" 저장했습니다", " Saved"));
      if (values) fieldsOf(one).forEach((field, index) => { field.value = values[index]; });
    }
    if (focus) {
      const one = [...list.querySelectorAll("details")].find((other) => keyOf(other) === focus.key);
      const again = one?.querySelectorAll("summary, input, textarea, button")[focus.at];
      again?.focus({ preventScroll: true });
      if (again?.setSelectionRange && focus.start !== undefined) { again.setSelectionRange(focus.start, focus.end); again.scrollTop = focus.top; }
    }
    saved = null;
  }

  function keyOf(details) { return details?.querySelector("summary")?.textContent.trim() ?? ""; }
  function fieldsOf(element) { return [...element.querySelectorAll('input:not([type="hidden"]), textarea')]; }
  function isWritten(details) { return fieldsOf(details).some((field) => field.value !== field.defaultValue); }
}
