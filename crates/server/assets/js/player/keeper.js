// Who keeps the queue for the player: the app's page that frames it, or, in a
// window of its own, the content origin's storage. And what a closing page can
// still put aside: only the oldest storage of all works without waiting.
import { QueueStore } from "./queue_store.js";

/** @import { Entry } from "../scorm/run_time.js" */
/** @import { Owner, Queue } from "./queue_store.js" */
/** @typedef {Queue & {kept: "app" | "content"}} KeptQueue */

const ANSWER_WITHIN_MS = 3000;
/** The page around may still be loading its script, and hears nothing before. */
const ASK_AGAIN_MS = 100;

export class Keeper {
  /** @type {((queues: Queue[]) => void) | null} */
  #answered = null;
  #framed = false;
  /** What the page around wants pretended, in a trial. @type {((message: any) => void) | null} */
  onPretend = null;

  /**
   * @param {{owner: Owner, appOrigin: string, window: Window & typeof globalThis}} setting
   */
  constructor({ owner, appOrigin, window }) {
    this.owner = owner;
    this.appOrigin = appOrigin;
    this.window = window;
    this.store = new QueueStore(owner);
    this.lastKey = `obuka-last:${owner.attempt}`;
    window.addEventListener("message", (event) => this.#hear(event));
  }

  get isFramed() {
    return this.#framed;
  }

  /** @returns {Promise<KeptQueue[]>} what earlier openings could not get stored */
  async queues() {
    const [theirs, ours] = await Promise.all([this.#ask(), quietly(() => this.store.queues(), [])]);
    return [
      ...theirs.map((it) => ({ ...it, kept: /** @type {const} */ ("app") })),
      ...[...ours, ...this.#leftAtTheEnd()].map((it) => ({ ...it, kept: /** @type {const} */ ("content") })),
    ];
  }

  /** @param {Queue} queue entries to keep until they are stored */
  keep(queue) {
    if (this.#framed) this.tell("keep", queue);
    else quietly(() => this.store.keep(queue), undefined);
  }

  /** @param {string} launch @param {number} mark */
  drop(launch, mark) {
    if (this.#framed) this.tell("drop", { launch, mark });
    else quietly(() => this.store.drop(launch, mark), undefined);
  }

  /** @param {KeptQueue[]} queues what the server has taken */
  settle(queues) {
    const names = queues.map(({ launch, generation }) => ({ launch, generation }));
    if (names.length === 0) return;
    if (this.#framed) this.tell("settle", { queues: names });
    quietly(() => this.store.settle(names), undefined);
    attempt(() => this.window.localStorage.removeItem(this.lastKey));
  }

  /** @param {Queue} queue what a closing page could not send */
  keepAtTheEnd(queue) {
    this.keep(queue);
    attempt(() => this.window.localStorage.setItem(this.lastKey, JSON.stringify(queue)));
  }

  /** The page stayed, and what it had put aside is stored. */
  forgetTheEnd() {
    attempt(() => this.window.localStorage.removeItem(this.lastKey));
  }

  /** @param {string} type @param {Record<string, unknown>} [content] */
  tell(type, content = {}) {
    if (this.window.parent !== this.window) {
      this.window.parent.postMessage({ obuka: 1, type, ...content }, this.appOrigin);
    }
  }

  /** @returns {Queue[]} */
  #leftAtTheEnd() {
    const text = attempt(() => this.window.localStorage.getItem(this.lastKey));
    const queue = attempt(() => JSON.parse(text ?? "null"));
    const isQueue = queue && typeof queue.launch === "string" && Array.isArray(queue.entries);
    return isQueue ? [queue] : [];
  }

  /** @returns {Promise<Queue[]>} */
  #ask() {
    if (this.window.parent === this.window) return Promise.resolve([]);
    return new Promise((resolve) => {
      const asking = this.window.setInterval(() => this.tell("hello"), ASK_AGAIN_MS);
      this.#answered = (queues) => {
        this.#answered = null;
        this.window.clearInterval(asking);
        resolve(queues);
      };
      this.window.setTimeout(() => this.#answered?.([]), ANSWER_WITHIN_MS);
      this.tell("hello");
    });
  }

  /** @param {MessageEvent} event */
  #hear(event) {
    const { data } = event;
    const isOurs = event.origin === this.appOrigin && event.source === this.window.parent && data?.obuka === 1;
    if (isOurs && data.type === "pretend") this.onPretend?.(data);
    if (!isOurs || data.type !== "queues" || !Array.isArray(data.queues)) return;
    this.#framed = true;
    this.#answered?.(data.queues);
  }
}

/**
 * Storage may be forbidden; the server has what matters.
 *
 * @template T @param {() => Promise<T>} work @param {T} otherwise @returns {Promise<T>}
 */
async function quietly(work, otherwise) {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}

/** @template T @param {() => T} work @returns {T | null} */
function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}
