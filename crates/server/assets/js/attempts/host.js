// The app's page around the player: keeps the player's queue, shows what came
// of the learner session, and takes the learner back to the course. It believes
// nobody but the player's own window on the content origin, and stores nothing
// but for the attempt that the server put on this page.
import { QueueStore } from "../player/queue_store.js";
import { read } from "./messages.js";

const { contentOrigin = "", person = "", attempt = "", launch = "", back = "/" } = document.body.dataset;
const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("player"));
const store = new QueueStore({ person, attempt });
const isTrial = document.body.classList.contains("play-trial");
/** The queue's changes, one after the other. */
let work = Promise.resolve();

window.addEventListener("message", (event) => {
  if (event.origin !== contentOrigin || event.source !== frame.contentWindow) return;
  const message = read(event.data);
  if (message) hear(message);
});

/** @param {import("./messages.js").Message} message */
function hear(message) {
  switch (message.type) {
    case "hello":
      answerQueues();
      break;
    case "keep":
      if (message.launch === launch) queued(() => store.keep(message));
      break;
    case "drop":
      queued(() => store.drop(message.launch, message.mark));
      break;
    case "settle":
      queued(() => store.settle(message.queues));
      break;
    case "decided":
      showResult();
      break;
    case "ended":
      leave();
      break;
    case "call":
      if (isTrial) import("./trial.js").then((trial) => trial.show(message.call));
      break;
  }
}

/** @param {() => Promise<void>} next */
function queued(next) {
  work = work.then(next).catch((error) => console.warn("the queue cannot be kept:", error));
}

async function answerQueues() {
  let queues = /** @type {unknown[]} */ ([]);
  try {
    await work;
    queues = await store.queues();
  } catch {
    // Without storage there is nothing to give.
  }
  frame.contentWindow?.postMessage({ obuka: 1, type: "queues", queues }, contentOrigin);
}

let hasResult = false;

async function showResult() {
  const response = await fetch(`/attempts/${attempt}/result`);
  if (!response.ok) return;
  const panel = document.getElementById("result");
  if (!panel) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  panel.replaceChildren(...page.body.childNodes);
  panel.hidden = panel.childElementCount === 0;
  hasResult = !panel.hidden;
  if (hasResult && !isTrial) panel.focus();
}

/** The learner has left: back to the course, unless there is something to read first. */
async function leave() {
  await work;
  await showResult();
  const isOver = document.querySelector("#result [data-finished]") !== null;
  if (!isTrial && !(hasResult && isOver)) location.assign(back);
}
