// Keeps what is typed into the text areas of a form[data-draft="name"] on this device until it has been sent.
// The page shown after sending carries data-draft-sent="name" somewhere; only then is the draft thrown away.
const DAYS_KEPT = 7;
const keyOf = (name) => `hx-draft-${name}`;

function read(name) {
  try {
    const draft = JSON.parse(localStorage.getItem(keyOf(name)));
    return draft && Date.now() - draft.at < DAYS_KEPT * 86400000 ? draft.texts : null;
  } catch {
    return null;
  }
}

function write(name, texts) {
  try {
    if (Object.values(texts).some((text) => text.trim())) {
      localStorage.setItem(keyOf(name), JSON.stringify({ at: Date.now(), texts }));
    } else {
      localStorage.removeItem(keyOf(name));
    }
  } catch {
    // Storage is full or forbidden: the form works without it.
  }
}

function drop(name) {
  try {
    localStorage.removeItem(keyOf(name));
  } catch {
    // Nothing was kept.
  }
}

function restore(areas, texts) {
  const empty = areas.filter((area) => !area.value && texts[area.name]);
  for (const area of empty) {
    area.value = texts[area.name];
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return empty;
}

function keep(form) {
  const name = form.dataset.draft;
  const areas = [...form.querySelectorAll("textarea[name]")];
  const notice = form.querySelector("[data-draft-notice]");
  const restored = restore(areas, read(name) ?? {});
  if (notice) notice.hidden = restored.length === 0;
  notice?.querySelector("[data-draft-discard]")?.addEventListener("click", () => {
    for (const area of restored) area.value = "";
    drop(name);
    notice.hidden = true;
    areas[0]?.focus();
  });
  let timer;
  const save = () => write(name, Object.fromEntries(areas.map((area) => [area.name, area.value])));
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  addEventListener("pagehide", () => {
    if (timer) save();
  });
}

for (const sent of document.querySelectorAll("[data-draft-sent]")) drop(sent.dataset.draftSent);
for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
