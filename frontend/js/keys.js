// The desk by keyboard. An element with data-keys="list" is walked; its items carry data-keys-item, and inside an item
// data-keys-open marks the link and data-keys-select the tick box. data-keys-search marks the search field.
// Any button or link with data-key="a" is pressed by that letter, first of all one in the item that is at. Keys rest while something is being typed.
const dialog = document.getElementById("keys");
let at = -1;

const items = () => [...document.querySelectorAll("[data-keys='list'] [data-keys-item]")];
const typing = (target) =>
  target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName) && target.type !== "checkbox" && target.type !== "radio";

function go(step) {
  const list = items();
  if (!list.length) return;
  if (!list[at]?.isConnected) at = list.findIndex((item) => item.contains(document.activeElement));
  at = Math.min(Math.max(at + step, 0), list.length - 1);
  list.forEach((item, index) => item.classList.toggle("at", index === at));
  const link = list[at].querySelector("[data-keys-open], a");
  link?.focus({ preventScroll: true });
  list[at].scrollIntoView({ block: "nearest" });
}

function open() {
  items()[at]?.querySelector("[data-keys-open], a")?.click();
}

function select() {
  items()[at]?.querySelector("[data-keys-select], input[type=checkbox]")?.click();
}

function search() {
  const field = document.querySelector("[data-keys-search]");
  field?.focus();
  field?.select?.();
}

function press(letter) {
  const here = items()[at]?.querySelectorAll("[data-key]") ?? [];
  const wanted = [...here, ...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === letter);
  wanted?.click();
  return Boolean(wanted);
}

const moves = { j: () => go(1), k: () => go(-1), x: select, "/": search, "?": () => dialog?.showModal?.() };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog?.open || typing(event.target)) return;
  if (event.key === "Enter") {
    const busy = event.target.closest?.("a, button, summary, input");
    if (!busy && at >= 0) open();
    return;
  }
  const move = moves[event.key];
  if (move) {
    move();
    event.preventDefault();
  } else if (press(event.key)) {
    event.preventDefault();
  }
});

for (const button of document.querySelectorAll("button[data-keys-help]")) {
  button.hidden = !dialog?.showModal;
  button.addEventListener("click", () => dialog.showModal());
}
