// When a network has sent more than its share, the site sets a puzzle instead of a wait; a worker solves it while the page
// stays usable, and the form goes off by itself. Without scripts the page says how many seconds to wait.
//
// A page that was held back brings its puzzle along (data-queue). A form with files asks for one before it is sent,
// because a form that is held back comes back without its files.
const box = document.querySelector("[data-queue]");
const form = box?.closest("form");
const field = box?.querySelector("[name=puzzle]");
const status = document.querySelector("[data-queue-status]");
const bar = document.querySelector("[data-queue-progress]");
const filesLost = document.querySelector("[data-files-again]");
const waiting = status?.textContent;
let state = "idle"; // idle, asking, solving, sending
let goes = false; // whether the form goes off by itself once the puzzle is solved
let solvedAt = 0; // an answer is good for ten minutes
const GOOD_FOR = 8 * 60000;

const hasFiles = () => [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);

function say(words) {
  status.textContent = words;
}

function send() {
  state = "sending";
  say(box.dataset.wordsSending);
  if (form.requestSubmit) form.requestSubmit();
  else form.submit();
}

function answer(puzzle) {
  const [, most, salt, goal] = puzzle.split(".");
  return new Promise((resolve, reject) => {
    const worker = new Worker(box.dataset.solver);
    worker.onerror = (event) => {
      worker.terminate();
      reject(event);
    };
    worker.onmessage = ({ data }) => {
      bar.value = Math.round(100 * (data.done ?? 1));
      if (data.number === undefined) return;
      worker.terminate();
      resolve(`${puzzle}.${data.number}`);
    };
    worker.postMessage({ salt, goal, most: Number(most) });
  });
}

async function work(puzzle) {
  state = "solving";
  say(box.dataset.wordsQueueing);
  bar.hidden = false;
  try {
    field.value = await answer(puzzle);
    solvedAt = Date.now();
  } catch {
    // This browser cannot: what holds is what holds without scripts.
  }
  state = "idle";
  bar.hidden = true;
  if (!solvedAt) {
    if (box.dataset.queue) say(waiting);
    else send();
  } else if (goes) send();
  else say(filesLost && !hasFiles() ? box.dataset.wordsFiles : box.dataset.wordsReady);
}

async function ask() {
  state = "asking";
  say(box.dataset.wordsAsking);
  goes = true;
  let puzzle = "";
  try {
    const body = new URLSearchParams({ code: form.elements.code.value });
    const said = await fetch(box.dataset.turn, { method: "POST", body });
    if (said.status === 200) puzzle = (await said.json()).puzzle;
  } catch {
    // No connection: the browser says so itself when the form goes off.
  }
  if (puzzle) await work(puzzle);
  else if (goes) send();
  else {
    state = "idle";
    solvedAt = Date.now(); // our turn without an answer
    say(box.dataset.wordsReady);
  }
}

if (form && status && "Worker" in window) {
  form.addEventListener("submit", (event) => {
    if (state === "sending" || (state === "idle" && (!hasFiles() || Date.now() - solvedAt < GOOD_FOR))) return;
    event.preventDefault();
    if (state === "solving") {
      goes = true; // pressed while it was being solved: as soon as it is
      say(box.dataset.wordsQueueing);
    } else if (state === "idle") ask();
  });
  // Who goes on writing does not want it sent half-way.
  form.addEventListener("input", () => {
    goes = false;
  });
  // Coming back by the back button: free again.
  addEventListener("pageshow", (event) => {
    if (event.persisted) state = "idle";
  });
  if (box.dataset.queue) {
    goes = !filesLost;
    work(box.dataset.queue);
  }
}
