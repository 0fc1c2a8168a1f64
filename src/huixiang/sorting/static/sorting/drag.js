// Voices of a problem can be dragged onto the buttons below them: the one that is dragged is selected with those that
// were, and the button is pressed. Nothing can be done by dragging alone that the tick boxes cannot do.
for (const form of document.querySelectorAll("form[data-drag-form]")) {
  const targets = form.querySelectorAll(".bulk button[name=what]");
  const over = (button, on) => button.classList.toggle("drag-over", on);
  for (const row of form.querySelectorAll("[data-drag]")) {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      const box = row.querySelector("input[type=checkbox]");
      if (box) box.checked = true;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", box?.value ?? "");
      form.classList.add("dropping");
    });
    row.addEventListener("dragend", () => form.classList.remove("dropping"));
  }
  for (const button of targets) {
    button.addEventListener("dragover", (event) => {
      event.preventDefault();
      over(button, true);
    });
    button.addEventListener("dragleave", () => over(button, false));
    button.addEventListener("drop", (event) => {
      event.preventDefault();
      over(button, false);
      button.click();
    });
  }
}
