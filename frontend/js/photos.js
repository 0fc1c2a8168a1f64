// Shows the chosen files as a list, leaves out what is too large or too many before anything is uploaded, and lets each
// be taken out again. Choosing again adds to the list. Without this script the plain file field works as it is.
const sizeOf = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

function line(file, words, remove) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = `${file.name} (${sizeOf(file.size)})`;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.textContent = words;
  button.setAttribute("aria-label", `${words} ${file.name}`);
  button.addEventListener("click", remove);
  item.append(name, button);
  return item;
}

function watch(box) {
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector("[data-photo-list]");
  const status = box.querySelector("[data-photo-status]");
  const { most, largestMb, wordsRemove, wordsLarge, wordsMany } = box.dataset;
  let chosen = [];

  function show() {
    const transfer = new DataTransfer();
    for (const file of chosen) transfer.items.add(file);
    input.files = transfer.files;
    list.replaceChildren(...chosen.map((file) => line(file, wordsRemove, () => {
      chosen = chosen.filter((other) => other !== file);
      show();
      input.focus();
    })));
  }

  input.addEventListener("change", () => {
    const known = new Set(chosen.map((file) => `${file.name}/${file.size}/${file.lastModified}`));
    const fresh = [...input.files].filter((file) => !known.has(`${file.name}/${file.size}/${file.lastModified}`));
    const large = fresh.filter((file) => file.size > largestMb * 1048576);
    const fitting = (input.multiple ? chosen : []).concat(fresh.filter((file) => !large.includes(file)));
    const many = fitting.slice(input.multiple ? Number(most) : 1);
    chosen = fitting.slice(0, fitting.length - many.length);
    const say = (words, files) => (files.length ? `${words} ${files.map((file) => file.name).join("、")}` : "");
    status.textContent = [say(wordsLarge, large), say(wordsMany, many)].filter(Boolean).join(" ");
    show();
  });
}

for (const box of document.querySelectorAll("[data-photos]")) {
  if (box.querySelector("input[type=file]") && "DataTransfer" in window) watch(box);
}
