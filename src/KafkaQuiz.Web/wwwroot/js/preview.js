// The preview of a question: reloads when a file of the content changes, and lets lists be put in order as in a quiz.
import { makeOrderable } from "./ordering.js";

const shown = document.querySelector("[data-preview-version]").dataset.previewVersion;
for (const list of document.querySelectorAll("[data-order]")) makeOrderable(list);

async function look() {
  if (document.visibilityState === "visible") {
    try {
      const answer = await fetch("/preview/version", { cache: "no-store" });
      // A reload keeps the place on the page.
      if (answer.ok && (await answer.text()) !== shown) return location.reload();
    } catch {
      // The server was stopped: it is asked again.
    }
  }
  setTimeout(look, 700);
}

look();
