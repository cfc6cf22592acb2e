// A running attempt: saves each answer as it is given. An answer that the server has not acknowledged stays in this browser
// (localStorage) and is sent again: with growing pauses, when the network returns, when the page is left, when it is opened again.
import { Outbox } from "./outbox.js";
import { makeOrderable } from "./ordering.js";

const form = document.querySelector("form[data-attempt]");
for (const done of document.querySelectorAll("[data-submitted]")) Outbox.forget(done.dataset.submitted);
if (form) start(form);

function start(form) {
  const words = form.dataset;
  const state = form.querySelector("[data-save-state]");
  const token = form.querySelector("input[name=__RequestVerificationToken]")?.value;
  const outbox = new Outbox(form.dataset.attempt, token, (name) => show(name), (saved) => acknowledged(saved));

  for (const question of form.querySelectorAll("[data-question]")) {
    for (const list of question.querySelectorAll("[data-order]")) makeOrderable(list);
    restore(question);
  }

  // Text is saved when the typing pauses, everything else at once.
  const pauses = new Map();
  form.addEventListener("input", (event) => {
    const question = event.target.closest("[data-question]");
    if (!question) return;
    clearTimeout(pauses.get(question));
    const typing = event.target.matches("textarea, input:not([type=radio], [type=checkbox])");
    keep(question);
    if (typing) pauses.set(question, setTimeout(() => outbox.send(), 600));
    else outbox.send();
  });
  form.addEventListener("focusout", () => outbox.send());
  addEventListener("online", () => outbox.send());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" ? outbox.sendLeaving() : outbox.send());
  addEventListener("pagehide", () => outbox.sendLeaving());
  // The form itself carries every answer of this page to the server.
  form.addEventListener("submit", () => outbox.pause());
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  outbox.send();

  /** Notes the answer as it stands, under the next number of its question. */
  function keep(question) {
    const position = Number(question.dataset.question);
    const response = read(question);
    const sequence = Number(question.dataset.sequence) + 1;
    question.dataset.sequence = sequence;
    outbox.put({ position, sequence, response });
    mark(position, Object.keys(response).length > 0);
  }

  /** What was typed here and never reached the server goes back into the page. */
  function restore(question) {
    const kept = outbox.get(Number(question.dataset.question));
    if (!kept || !question.querySelector("[name$='.base']")) return;
    write(question, kept.response);
    question.dataset.sequence = Math.max(Number(question.dataset.sequence) + 1, kept.sequence);
    outbox.put({ ...kept, sequence: Number(question.dataset.sequence) });
    mark(kept.position, Object.keys(kept.response).length > 0);
  }

  /** @returns {boolean} whether the answer that was saved is still the one in the page */
  function acknowledged({ position, sequence, result }) {
    const question = form.querySelector(`[data-question="${position}"]`);
    if (!question) return;
    if (result === "conflict") {
      // Another window gave an answer under this number; what was changed here is newer.
      question.dataset.sequence = sequence;
      keep(question);
      outbox.send();
      return;
    }
    const base = question.querySelector("[name$='.base']");
    if (base && sequence) base.value = sequence;
    if (sequence > Number(question.dataset.sequence)) question.dataset.sequence = sequence;
  }

  function mark(position, answered) {
    const cell = form.querySelector(`[data-cell="${position}"]`);
    if (cell) cell.toggleAttribute("data-answered", answered);
    const said = cell?.querySelector("[data-cell-said]");
    if (said) said.textContent = answered ? said.dataset.yes : said.dataset.no;
    const count = form.querySelector("[data-answered-count]");
    const cells = form.querySelectorAll("[data-cell]");
    const done = [...cells].filter((one) => one.hasAttribute("data-answered")).length;
    count.textContent = count.dataset.words.replace("{0}", done).replace("{1}", cells.length);
  }

  function show(name) {
    if (!state || state.dataset.state === name) return;
    state.dataset.state = name === "closed" ? "refused" : name;
    state.textContent = words["words" + name[0].toUpperCase() + name.slice(1)];
  }
}

/** The fields of a question, as the server names them. */
function read(question) {
  const prefix = `q${question.dataset.question}.`;
  const fields = {};
  for (const control of question.querySelectorAll(`[name^="${prefix}"]`)) {
    const field = control.name.slice(prefix.length);
    if (field === "base" || ((control.type === "radio" || control.type === "checkbox") && !control.checked) || control.value === "") continue;
    (fields[field] ??= []).push(control.value);
  }
  return fields;
}

function write(question, fields) {
  const prefix = `q${question.dataset.question}.`;
  const taken = {};
  for (const control of question.querySelectorAll(`[name^="${prefix}"]`)) {
    const field = control.name.slice(prefix.length);
    if (field === "base") continue;
    const values = fields[field] ?? [];
    if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
    else control.value = values[(taken[field] = (taken[field] ?? -1) + 1)] ?? "";
  }
  for (const list of question.querySelectorAll("[data-order]")) list.dispatchEvent(new CustomEvent("rearrange"));
}
