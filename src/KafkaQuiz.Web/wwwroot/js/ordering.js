// Puts a list in order with two buttons an item. The selects that work without a script stay in the page as the answer's fields.

export function makeOrderable(list) {
  const question = list.closest("[data-question]");
  const keep = question.querySelector("[data-keep-order]");
  const said = question.querySelector("[data-order-said]");
  const items = () => [...list.children];
  const field = (item) => item.querySelector("select");

  const answer = () => {
    items().forEach((item, at) => { field(item).value = String(at + 1); });
    list.classList.remove("unset");
    if (keep) keep.hidden = true;
    list.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const limits = () => items().forEach((item, at, all) => {
    item.querySelector("[data-move=up]").setAttribute("aria-disabled", String(at === 0));
    item.querySelector("[data-move=down]").setAttribute("aria-disabled", String(at === all.length - 1));
  });

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const item = button.closest("li");
    const other = button.dataset.move === "up" ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (button.dataset.move === "up") other.before(item);
    else other.after(item);
    button.focus();
    said.textContent = said.dataset.words.replace("{0}", String(items().indexOf(item) + 1));
    limits();
    answer();
  });
  keep?.addEventListener("click", () => { answer(); list.querySelector("[data-move=down]").focus(); });

  // The answer was put into the fields from elsewhere.
  list.addEventListener("rearrange", () => {
    const placed = items().filter((item) => field(item).value !== "").sort((a, b) => Number(field(a).value) - Number(field(b).value));
    placed.forEach((item) => list.append(item));
    if (placed.length > 0) { list.classList.remove("unset"); if (keep) keep.hidden = true; }
    limits();
  });
  limits();
}
