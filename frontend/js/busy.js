// A posted form is sent once, however often its button is pressed; data-busy="off" leaves a form alone (a download, which
// never leaves the page). After a second without an answer it says so in words.
const words = document.body.dataset.busyWords ?? "";
const sending = new Map();

function rest(form) {
  const { timer, note, button } = sending.get(form);
  clearTimeout(timer);
  note.remove();
  button?.removeAttribute("aria-busy");
  sending.delete(form);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.busy === "off") return;
  if (sending.has(form)) {
    event.preventDefault();
    return;
  }
  const button = event.submitter;
  const note = document.createElement("span");
  note.className = "busy";
  note.setAttribute("role", "status");
  const timer = setTimeout(() => {
    button?.setAttribute("aria-busy", "true");
    button?.after(note);
    note.textContent = form.dataset.busyWords ?? words;
  }, 1000);
  sending.set(form, { timer, note, button });
});

// Coming back by the back button shows the page as it was left: set it free again.
addEventListener("pageshow", () => [...sending.keys()].forEach(rest));
