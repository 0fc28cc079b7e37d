// One opening of the player: the SCO's run-time, the way of its entries to the
// server, and the requests that lead from one item to the next. What is on the
// page is the business of `screen`; where the queue lies, of `keeper`.
import { RunTime } from "../scorm/run_time.js";
import { jsonBytes, prefix, REQUEST_BYTES } from "./link.js";

/** @import { Entry, Model, Observed } from "../scorm/run_time.js" */
/** @import { Answer, Link } from "./link.js" */
/** @import { Keeper } from "./keeper.js" */
/** @import { Save } from "./save_state.js" */
/**
 * @typedef {{identifier: string, title: string, url: string, document: any}} Item
 * @typedef {{attempt: string, launch: string, generation: number, delivery: number, mark: number,
 *   session: "delivering" | "ended" | "none", item: Item | null, toc: any[],
 *   controls: Record<string, boolean>, valid: Record<string, string>,
 *   exception: {code: string, meaning: string} | null, removes_content: boolean,
 *   decided: boolean, files?: string, queues?: string[]}} Scene
 * @typedef {{show(scene: Scene): void, frame(item: Item, runTime: RunTime | null): void,
 *   unload(): Promise<void>, save(state: Save, reason?: string): void,
 *   controls(controls: Record<string, boolean>): void, notice(reason: string): void,
 *   busy(isBusy: boolean): void}} Screen
 */

/** An automatic commit comes this long after the last change … */
const AFTER_LAST_MS = 3000;
/** … and at the latest this long after the first one. */
const AFTER_FIRST_MS = 10_000;
/** How often the server hears of a learner who does nothing. */
const HEARTBEAT_MS = 60_000;
/** While the network is away, waiting requests are tried this often at most. */
const PATIENCE_MS = 2000;
const LONGEST_RETRY_MS = 20_000;
const MOST_REFUSED = 50;

export class Player {
  /** @type {Scene | null} */
  #scene = null;
  /** @type {RunTime | null} */
  #runTime = null;
  /** Unacknowledged entries of a SCO that has gone: none is ever left behind. */
  #closing = false;
  #navigating = false;
  /** No more is taken: another opening is newer, or the launch has ended. */
  #stopped = "";
  #flushing = false;
  #timer = 0;
  #firstChangeAt = 0;
  #failures = 0;
  #failedAt = -Infinity;
  #refused = /** @type {any[]} */ ([]);

  /**
   * @param {{link: Link, keeper: Keeper, screen: Screen, models: (name: string) => Promise<Model>,
   *   window: Window & typeof globalThis, onCall?: (call: Observed) => void}} parts
   */
  constructor({ link, keeper, screen, models, window, onCall }) {
    this.link = link;
    this.keeper = keeper;
    this.screen = screen;
    this.models = models;
    this.window = window;
    this.onCall = onCall;
    window.addEventListener("pagehide", () => this.close());
    window.addEventListener("pageshow", () => this.#reopen());
    window.addEventListener("online", () => this.flushSoon(0));
    window.document.addEventListener("visibilitychange", () => this.flushSoon(0));
    window.setInterval(() => this.#beat(), HEARTBEAT_MS);
  }

  /** Opens or resumes the attempt. */
  async begin() {
    const queues = await this.keeper.queues();
    const scene = await this.#ask("begin", () => ({ queues: fitting(queues) }));
    if (!scene) return;
    this.keeper.settle(queues);
    if (scene.queues?.includes("not_applied")) this.screen.notice("notApplied");
    await this.#enter(scene);
    this.screen.save("saved");
  }

  /**
   * Leaves what is on screen and asks the server for `request`; without one,
   * for what the SCO asked for when it terminated.
   *
   * @param {string | null} request
   */
  async go(request) {
    if (this.#navigating || this.#stopped || !this.#scene) return;
    this.#navigating = true;
    this.screen.busy(true);
    await this.screen.unload();
    const scene = await this.#ask("navigate", () => ({
      ...this.#place(),
      entries: prefix(this.pending(), REQUEST_BYTES),
      refused: this.#takeRefused(),
      request,
    }));
    this.#navigating = false;
    this.screen.busy(false);
    if (scene) await this.#enter(scene);
  }

  /** How far the conversation with the SCO on screen is. */
  get phase() {
    return this.#runTime?.phase ?? "terminated";
  }

  /** @returns {Entry[]} */
  pending() {
    return this.#runTime?.pending() ?? [];
  }

  /** Sends what waits, after `ms`. */
  flushSoon(ms = AFTER_LAST_MS) {
    if (this.#stopped || this.#closing) return;
    this.window.clearTimeout(this.#timer);
    this.#timer = this.window.setTimeout(() => this.#flush(), ms);
  }

  /** The page goes away; perhaps for good. */
  close() {
    this.#closing = true;
    this.#sendLast();
  }

  #reopen() {
    if (!this.#closing) return;
    this.#closing = false;
    this.link.reopen();
    this.flushSoon(0);
  }

  #beat() {
    if (this.#scene?.session === "delivering" && !this.#navigating) this.flushSoon(0);
  }

  /** @returns {{generation: number, delivery: number}} */
  #place() {
    return { generation: this.#scene?.generation ?? 0, delivery: this.#scene?.delivery ?? 0 };
  }

  /** @param {Scene} scene */
  async #enter(scene) {
    this.#scene = scene;
    this.keeper.drop(scene.launch, scene.mark);
    this.#runTime = null;
    const { item } = scene;
    if (item?.document) {
      const model = await this.models(item.document.model);
      this.#runTime = new RunTime(model, item.document, {
        commit: (entries) => this.#commit(entries),
        onEntry: (entry) => this.#changed(entry),
        onCall: (call) => this.#called(call),
      });
    }
    this.screen.show(scene);
    if (item) this.screen.frame(item, this.#runTime);
    if (scene.session === "ended") this.keeper.tell("ended");
  }

  /** @param {Observed} call */
  #called(call) {
    this.onCall?.(call);
    const isRefused = call.error !== 0 && /SetValue|Terminate|Finish|Initialize/.test(call.call);
    if (!isRefused || MOST_REFUSED <= this.#refused.length) return;
    const [element = "", value = ""] = call.args;
    this.#refused.push({
      at: Date.now(),
      function: call.call,
      element: element.slice(0, 500),
      value: value.slice(0, 500),
      error: call.error,
    });
  }

  #takeRefused() {
    const refused = this.#refused;
    this.#refused = [];
    return refused;
  }

  /** @param {Entry} entry */
  #changed(entry) {
    const { launch = "" } = this.#scene ?? {};
    const place = this.#place();
    if (this.#closing) this.keeper.keepAtTheEnd({ launch, ...place, entries: this.pending() });
    else this.keeper.keep({ launch, ...place, entries: [entry] });
    const now = Date.now();
    if (this.#firstChangeAt === 0) this.#firstChangeAt = now;
    const left = Math.max(0, this.#firstChangeAt + AFTER_FIRST_MS - now);
    this.flushSoon(Math.min(AFTER_LAST_MS, left));
  }

  /**
   * Commit and Terminate: `true` only when everything is stored.
   *
   * @param {Entry[]} entries
   * @returns {boolean}
   */
  #commit(entries) {
    if (this.#stopped) return false;
    if (this.#closing) {
      this.#sendLast();
      return false;
    }
    const isAway = this.window.navigator.onLine === false || Date.now() - this.#failedAt < PATIENCE_MS;
    // While a SCO unloads, browsers refuse to wait for an answer; what it says
    // goes along with the request for what comes next.
    if (isAway || this.#navigating) {
      this.flushSoon(this.#navigating ? 0 : PATIENCE_MS);
      return false;
    }
    let left = entries;
    while (0 < left.length) {
      const part = prefix(left, REQUEST_BYTES);
      const answer = this.link.now("commit", { ...this.#place(), entries: part, refused: this.#takeRefused() });
      if (!this.#take(answer)) return false;
      const before = left.length;
      left = this.pending();
      if (before <= left.length) return false;
    }
    return true;
  }

  /** A closing page sends what it may, and puts the rest aside. */
  #sendLast() {
    const entries = this.pending();
    if (entries.length === 0 || this.#stopped) return;
    const { launch = "" } = this.#scene ?? {};
    const place = this.#place();
    this.keeper.keepAtTheEnd({ launch, ...place, entries });
    this.link.last(place, entries);
  }

  async #flush() {
    if (this.#flushing || this.#stopped || !this.#scene || this.#navigating) return;
    this.#flushing = true;
    const entries = prefix(this.pending(), REQUEST_BYTES);
    if (0 < entries.length) this.screen.save("saving");
    const body = { ...this.#place(), entries, refused: this.#takeRefused() };
    const delivery = this.#scene.delivery;
    const answer = await this.link.soon("commit", body);
    this.#flushing = false;
    // Meanwhile something else may be on screen: then this answer is old.
    if (this.#scene.delivery === delivery && this.#take(answer)) {
      this.#firstChangeAt = 0;
      if (0 < this.pending().length) this.flushSoon(0);
    }
  }

  /**
   * Takes the answer to a commit.
   *
   * @param {Answer} answer
   * @returns {boolean} whether entries were stored
   */
  #take({ status, body }) {
    if (status === 200) {
      this.#failures = 0;
      this.#failedAt = -Infinity;
      this.#runTime?.acknowledge(body.mark, body.valid);
      if (this.#scene) this.keeper.drop(this.#scene.launch, body.mark);
      this.keeper.forgetTheEnd();
      this.screen.controls(body.controls);
      this.screen.save(this.pending().length === 0 ? "saved" : "saving");
      if (body.terminated) this.#terminated(body);
      return true;
    }
    if (status === 0 || status === 429 || 500 <= status) {
      this.#failed();
      return false;
    }
    if (status === 409 && body.error === "gap") {
      // The server knows less than we were told: nothing can mend that here.
      this.#stop("diverged");
      return false;
    }
    this.#stop(reasonOf(status, body));
    return false;
  }

  #failed() {
    this.#failures += 1;
    this.#failedAt = Date.now();
    this.screen.save("waiting");
    this.flushSoon(Math.min(LONGEST_RETRY_MS, 1000 * 2 ** Math.min(this.#failures, 5)));
  }

  /** @param {Record<string, any>} body */
  #terminated(body) {
    this.keeper.tell("decided");
    // The SCO is still in its call; it must get its answer before it goes.
    if (body.wish) this.window.setTimeout(() => this.go(null), 0);
  }

  /** @param {string} reason */
  #stop(reason) {
    this.#stopped = reason;
    this.screen.save("refused", reason);
    this.screen.notice(reason);
    this.keeper.tell("stopped", { reason });
  }

  /**
   * Asks until there is an answer; the network may be away for long.
   *
   * @param {string} path
   * @param {() => unknown} body
   * @returns {Promise<Scene | null>}
   */
  async #ask(path, body) {
    for (let tries = 1; ; tries += 1) {
      while (path === "navigate" && REQUEST_BYTES < jsonBytes(this.pending())) {
        // More than one request holds: the beginning goes ahead.
        const part = { ...this.#place(), entries: prefix(this.pending(), REQUEST_BYTES), refused: [] };
        const answer = await this.link.soon("commit", part);
        if (answer.status !== 200) break;
        this.#runTime?.acknowledge(answer.body.mark);
      }
      const { status, body: answer } = await this.link.soon(path, body());
      if (status === 200) {
        this.#failures = 0;
        this.screen.save("saved");
        return /** @type {any} */ (answer);
      }
      const isOutage = status === 0 || status === 429 || 500 <= status;
      if (!isOutage) {
        this.#stop(reasonOf(status, answer));
        return null;
      }
      this.screen.save("waiting");
      await this.#pause(Math.min(LONGEST_RETRY_MS, 500 * 2 ** Math.min(tries, 6)));
    }
  }

  /** @param {number} ms @returns {Promise<void>} earlier, when the network comes back */
  #pause(ms) {
    return new Promise((resolve) => {
      const done = () => {
        this.window.removeEventListener("online", done);
        resolve();
      };
      this.window.setTimeout(done, ms);
      this.window.addEventListener("online", done);
    });
  }
}

/** @param {number} status @param {Record<string, any>} body @returns {string} */
function reasonOf(status, body) {
  const known = ["superseded", "expired", "suspended", "withdrawn", "closed"];
  if (known.includes(body.error)) return body.error;
  if (status === 404 || body.error === "revoked") return "expired";
  return body.error === "delivery" ? "superseded" : "diverged";
}

/**
 * As many queues as one request holds; the newest matter most.
 *
 * @template {{entries: Entry[], generation: number}} Q
 * @param {Q[]} queues
 * @returns {Q[]}
 */
function fitting(queues) {
  let bytes = 0;
  const newestFirst = [...queues].sort((a, b) => b.generation - a.generation);
  return newestFirst.filter((it) => {
    bytes += jsonBytes(it);
    return bytes < 3 * REQUEST_BYTES;
  });
}
