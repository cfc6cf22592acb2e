// The lab page: live ticks, and buttons that copy commands. Without it the page is graded by its button.
import { keepFiles } from "./lab-files.js";
import { sendQuietly, showPictures } from "./lab-picture.js";
import { openTerminal } from "./lab-terminal.js";

const live = document.getElementById("live");

const english = document.documentElement.lang === "en";

const said = document.createElement("p");
said.className = "visually-hidden";
said.setAttribute("role", "status");
document.querySelector(".lab")?.append(said);

if (live?.dataset.live) {
  const events = new EventSource(live.dataset.live);
  events.addEventListener("tasks", (event) => {
    const before = done();
    // The server's own HTML, rendered from the same component as the page.
    live.innerHTML = event.data;
    const now = done();
    const ticked = now.filter((id) => !before.includes(id));
    if (ticked.length > 0) said.textContent = english ? `${now.length} tasks done` : `과제 ${now.length}개 완료`;
  });
  showPictures(events);
  openTerminal(events, live.dataset.live.split("/")[3]);
  keepFiles(events);
  addEventListener("pagehide", () => events.close());
}

function done() {
  return [...live.querySelectorAll('[data-state="done"]')].map((task) => task.dataset.task);
}

sendQuietly();

for (const block of document.querySelectorAll("[data-copy], .lab-story .prose pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small copy";
  const label = english ? ["Copy", "Copied"] : ["복사", "복사됨"];
  button.textContent = label[0];
  button.addEventListener("click", () => copy(block.querySelector("code"), button, label));
  block.after(button);
}

for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copies]");
  if (button) copy(document.getElementById(button.dataset.copies), button, english ? ["Copy", "Copied"] : ["복사", "복사됨"]);
});

/** Copies an element's text; where the browser does not allow it, the text is selected for the reader to copy. */
async function copy(element, button, [before, after]) {
  try {
    await navigator.clipboard.writeText(element?.textContent.trim() ?? "");
    button.textContent = said.textContent = after;
    setTimeout(() => (button.textContent = before), 2000);
  } catch {
    if (element) getSelection().selectAllChildren(element);
  }
}
