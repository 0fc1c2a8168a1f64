// Copies and prints a receipt code, and fills the code field from the digits after # in the address, which browsers
// never send to a server; they are wiped from the address at once, so that history and screenshots do not keep them.
async function copy(button) {
  const status = button.closest("[data-receipt]")?.querySelector("[data-copy-status]");
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    if (status) status.textContent = button.dataset.copied;
  } catch {
    const code = button.closest("[data-receipt]")?.querySelector(".receipt-code");
    if (code) getSelection()?.selectAllChildren(code);
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

const field = document.querySelector("[data-receipt-field]");
const digits = decodeURIComponent(location.hash.slice(1)).replace(/[\s-]/g, "");
if (field && /^\d{8,32}$/.test(digits)) {
  field.value = digits.replace(/(\d{4})(?=\d)/g, "$1 ");
  history.replaceState(null, "", location.pathname + location.search);
}
