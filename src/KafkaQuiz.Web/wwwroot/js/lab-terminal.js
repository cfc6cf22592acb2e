// The terminal of a practice cluster: output as it comes, history, completion, Ctrl+C, Ctrl+D, several lines pasted at once.
import { send, token, words } from "./lab-picture.js";

/** Most pieces of output that the page keeps. */
const mostPieces = 4_000;

export function openTerminal(events, session) {
  const output = document.getElementById("transcript");
  const form = document.getElementById("prompt");
  if (!output || !form) return;
  const input = form.elements.line;
  const list = document.getElementById("completions");
  const history = [...output.querySelectorAll(".typed")].map((one) => one.textContent.replace(/^\$ /, "").trimEnd()).filter((line) => line && line !== "^C");
  let at = history.length, kept = "", leaving = false, offered = null, sending = Promise.resolve();
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  output.after(said);
  // The terminal is one: who types on while a server or a consumer runs in it wonders why nothing happens.
  const busy = document.createElement("p");
  busy.className = "soft lab-busy";
  busy.textContent = words("실행 중인 명령이 이 입력을 받습니다. 명령을 멈추려면 Ctrl+C, 입력을 끝내려면 Ctrl+D를 누르세요.", "The command that runs gets what you type. Ctrl+C stops it, Ctrl+D ends its input.");
  busy.hidden = true;
  form.after(busy);
  let heard = "", lines = 0, hearing = null;
  output.scrollTop = output.scrollHeight;

  events.addEventListener("terminal", (event) => {
    const { kind, text } = JSON.parse(event.data);
    if (kind === "stdin") busy.hidden = false;
    if (kind === "exit") busy.hidden = true;
    if (!text) return;
    if (kind !== "typed" && kind !== "stdin") hear(text);
    const atEnd = output.scrollHeight - output.scrollTop - output.clientHeight < 40;
    const piece = document.createElement("span");
    piece.className = kind;
    piece.textContent = text;
    output.append(piece);
    while (output.childNodes.length > mostPieces) output.firstChild.remove();
    if (atEnd) output.scrollTop = output.scrollHeight;
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    enter(input.value);
    input.value = "";
  });

  // A field of one line would lose the line ends.
  input.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain").replaceAll("\r", "") ?? "";
    const last = text.lastIndexOf("\n");
    if (last < 0) return;
    event.preventDefault();
    enter(input.value.slice(0, input.selectionStart) + text.slice(0, last));
    input.value = text.slice(last + 1) + input.value.slice(input.selectionEnd);
  });

  input.addEventListener("input", () => { leaving = false; close(); });
  input.addEventListener("blur", () => { leaving = false; setTimeout(close, 200); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Hangul is being put together.
    if (event.key === "Escape") { leaving = true; close(); }
    else if (event.key === "Tab" && !event.shiftKey && !leaving && (offered || input.value.trim())) { event.preventDefault(); complete(); }
    else if (event.key === "ArrowUp") { event.preventDefault(); recall(-1); }
    else if (event.key === "ArrowDown") { event.preventDefault(); recall(1); }
    else if (event.ctrlKey && event.key === "c" && input.selectionStart === input.selectionEnd && getSelection().isCollapsed) { event.preventDefault(); interrupt(); }
    // As in a shell: the end of input where nothing is typed; over a text it would end the terminal's line, here nothing.
    else if (event.ctrlKey && event.key === "d") { event.preventDefault(); if (!input.value) post(form.action.replace(/terminal$/, "end-input"), {}); }
    else if (event.ctrlKey && event.key === "l") { event.preventDefault(); output.replaceChildren(); }
  });

  function enter(line) {
    close();
    for (const one of line.split("\n")) if (one.trim() && history.at(-1) !== one) history.push(one);
    at = history.length;
    post(form.action, { line });
  }

  function interrupt() {
    input.value = "";
    close();
    post(form.action.replace(/terminal$/, "interrupt"), {});
  }

  /** What was printed, to listeners: a few lines as they are, of more only how many. The log itself is there to be read. */
  function hear(text) {
    lines += text.split("\n").length - 1;
    heard = (heard + text).slice(0, 300);
    hearing ??= setTimeout(() => {
      said.textContent = lines <= 3 ? heard.trim() : words(`${lines}줄이 출력되었습니다.`, `${lines} lines were printed.`);
      [heard, lines, hearing] = ["", 0, null];
    }, 1_500);
  }

  /** One after another: lines arrive in the order in which they were typed. */
  function post(action, fields) {
    sending = sending.then(async () => {
      const data = new FormData();
      for (const [name, value] of Object.entries(fields)) data.set(name, value);
      const problem = await send(action, data);
      if (problem) tell(problem);
    });
  }

  function tell(problem) {
    const piece = document.createElement("span");
    piece.className = "error";
    piece.textContent = problem + "\n";
    output.append(piece);
    output.scrollTop = output.scrollHeight;
  }

  function recall(step) {
    if (at === history.length) kept = input.value;
    at = Math.min(Math.max(at + step, 0), history.length);
    input.value = at === history.length ? kept : history[at];
    input.setSelectionRange(input.value.length, input.value.length);
    close();
  }

  async function complete() {
    if (offered) { take((offered.chosen + 1) % offered.items.length); return; }
    const line = input.value, caret = input.selectionStart;
    let found;
    try {
      const answer = await fetch(`/api/v1/lab-sessions/${session}/practice/terminal/completions`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Accept": "application/json", "RequestVerificationToken": token() },
        body: JSON.stringify({ line, caret }),
      });
      if (!answer.ok) return;
      found = await answer.json();
    } catch { return; }
    // Typed on meanwhile: what was found belongs to another line.
    if (input.value !== line || input.selectionStart !== caret || found.items.length === 0) return;
    if (found.items.length === 1) {
      const only = found.items[0];
      put(found.start, found.end, only.text + (only.continues ? "" : " "));
      return;
    }
    const common = found.items.map((item) => item.text).reduce((one, other) => {
      let same = 0;
      while (same < one.length && one[same] === other[same]) same++;
      return one.slice(0, same);
    });
    let end = found.end;
    if (common.length > end - found.start) end = put(found.start, end, common);
    offered = { start: found.start, end, items: found.items, chosen: -1 };
    show();
  }

  function put(start, end, text) {
    input.value = input.value.slice(0, start) + text + input.value.slice(end);
    input.setSelectionRange(start + text.length, start + text.length);
    return start + text.length;
  }

  function take(index) {
    offered.chosen = index;
    offered.end = put(offered.start, offered.end, offered.items[index].text);
    for (const [i, one] of [...list.children].entries()) one.setAttribute("aria-selected", String(i === index));
    list.children[index]?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", `completion-${index}`);
  }

  function show() {
    list.replaceChildren(...offered.items.map((item, index) => {
      const one = document.createElement("li");
      one.id = `completion-${index}`;
      one.setAttribute("role", "option");
      one.setAttribute("aria-selected", "false");
      const code = document.createElement("code");
      code.textContent = item.text;
      one.append(code, item.help ? ` ${item.help}` : "");
      one.addEventListener("pointerdown", (event) => { event.preventDefault(); take(index); close(); input.focus(); });
      return one;
    }));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    list.setAttribute("aria-label", words(`자동 완성 ${offered.items.length}개`, `${offered.items.length} completions`));
  }

  function close() {
    offered = null;
    if (!list) return;
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", "completions");
  input.setAttribute("aria-expanded", "false");
}
