// The app's page around the player: keeps the player's queue, shows what came
// of the learner session, and takes the learner back to the course. It believes
// nobody but the player's own window on the content origin, and stores nothing
// but for the attempt that the server put on this page.
import { QueueStore } from "../player/queue_store.js";
import { read } from "./messages.js";

const { contentOrigin = "", person = "", attempt = "", back = "/" } = document.body.dataset;
let { launch = "" } = document.body.dataset;
const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("player"));
const store = new QueueStore({ person, attempt });
const isTrial = document.body.classList.contains("play-trial");
/** The queue's changes, one after the other. */
let work = Promise.resolve();
/** Only a trial has one. */
const panel = isTrial ? await openPanel() : null;

window.addEventListener("message", (event) => {
  if (event.origin !== contentOrigin || event.source !== frame.contentWindow) return;
  const message = read(event.data);
  if (message) hear(message);
});

/** @param {import("./messages.js").Message} message */
function hear(message) {
  switch (message.type) {
    case "hello":
      panel?.greet();
      answerQueues();
      break;
    case "keep":
      if (message.launch === launch) queued(() => store.keep(message));
      break;
    case "drop":
      queued(() => store.drop(message.launch, message.mark));
      panel?.changed();
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
      panel?.show(message.call);
      break;
    case "pretended":
      panel?.note(message.outcome);
      break;
  }
}

async function openPanel() {
  const { Panel } = await import("./trial.js");
  const tell = (/** @type {Record<string, unknown>} */ content) => {
    frame.contentWindow?.postMessage({ obuka: 1, type: "pretend", ...content }, contentOrigin);
  };
  const open = (/** @type {string} */ url, /** @type {string} */ opened) => {
    launch = opened;
    frame.src = url;
  };
  return new Panel({ attempt, tell, open });
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
  const credentials = panel?.credentials ?? "same-origin";
  const response = await fetch(`/attempts/${attempt}/result`, { credentials });
  // Whoever is not signed in any more is led to the page for that.
  if (!response.ok || response.redirected) {
    panel?.note("signInAsked");
    return;
  }
  const place = document.getElementById("result");
  if (!place) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  place.replaceChildren(...page.body.childNodes);
  place.hidden = place.childElementCount === 0;
  hasResult = !place.hidden;
  if (hasResult && !isTrial) place.focus();
}

/** The learner has left: back to the course, unless there is something to read first. */
async function leave() {
  await work;
  await showResult();
  const isOver = document.querySelector("#result [data-finished]") !== null;
  if (!isTrial && !(hasResult && isOver)) location.assign(back);
}
