// The lab page: live ticks, and buttons that copy commands. Without it the page is graded by its button.
import { sendQuietly, showPictures } from "./lab-picture.js";
import { openTerminal } from "./lab-terminal.js";

const live = document.getElementById("live");

const english = document.documentElement.lang === "en";

if (live?.dataset.live) {
  const events = new EventSource(live.dataset.live);
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  live.after(said);
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
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("code")?.textContent.trim() ?? "");
    button.textContent = label[1];
    setTimeout(() => (button.textContent = label[0]), 2000);
  });
  block.after(button);
}
