// What is on the player page: the frame of the SCO, the table of contents, the
// controls, the save bar, and the notice when something stands in the way.
import { ago, Announcer } from "./save_state.js";

/** @import { RunTime } from "../scorm/run_time.js" */
/** @import { Item, Scene } from "./player.js" */
/** @import { Save } from "./save_state.js" */

/** How long a document may take to unload before it is removed. */
const UNLOAD_WITHIN_MS = 1500;
/** Behind the version's capability: the same files over a slow line. */
const SLOW_FILES = "~slow/";
const CONTROLS = /** @type {const} */ ([
  ["continue", "continue"],
  ["previous", "previous"],
  ["exitAll", "exit_all"],
  ["suspendAll", "suspend_all"],
  ["abandonAll", "abandon_all"],
]);

export class Screen {
  /** @type {(request: string) => void} */
  onNavigate = () => {};
  onContinueHere = () => {};
  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  /** @type {Save} */
  #state = "saved";
  #savedAt = Date.now();
  /** @type {Record<string, boolean>} */
  #controls = {};
  #busy = false;

  /**
   * @param {{document: Document, window: Window & typeof globalThis, texts: Record<string, string>,
   *   apis: Record<string, (runTime: RunTime) => object>}} parts
   */
  constructor({ document, window, texts, apis }) {
    this.document = document;
    this.window = window;
    this.texts = texts;
    this.apis = apis;
    /** Below what the items' files are. */
    this.files = "";
    /** Pretended in a trial: from the next item on the files come over a slow line. */
    this.isSlow = false;
    this.toc = this.#element("toc");
    this.stage = this.#element("stage");
    const live = this.#element("announcer");
    this.announcer = new Announcer((words) => (live.textContent = words), {
      now: () => Date.now(),
      setTimeout: (work, ms) => window.setTimeout(work, ms),
    });
    this.#listen();
    window.setInterval(() => this.#showSaved(), 1000);
  }

  /** @param {Scene} scene */
  show(scene) {
    const { body } = this.document;
    this.files = scene.files ?? this.files;
    body.dataset.session = scene.session;
    this.#showToc(scene);
    this.controls(scene.controls);
    this.#showSteps(scene);
    if (scene.exception) this.notice("notOffered");
    else if (scene.session === "ended") this.notice("ended");
    else if (scene.session === "none") this.notice("choose");
    else this.#element("notice").hidden = true;
    if (!scene.item) this.#removeFrame();
  }

  /**
   * Loads an item; its API stands before its first script runs.
   *
   * @param {Item} item
   * @param {RunTime | null} runTime
   */
  frame(item, runTime) {
    this.#removeFrame();
    const globals = /** @type {any} */ (this.window);
    delete globals.API;
    delete globals.API_1484_11;
    if (runTime) {
      const api = this.apis[runTime.model.name](runTime);
      globals[runTime.model.name === "1.2" ? "API" : "API_1484_11"] = api;
    }
    const frame = this.document.createElement("iframe");
    frame.name = "sco";
    frame.title = item.title;
    frame.allow = "fullscreen; autoplay; unload";
    frame.allowFullscreen = true;
    frame.src = (this.isSlow ? this.files.replace(/\/$/, SLOW_FILES) : this.files) + item.url;
    this.stage.append(frame);
    this.#frame = frame;
    // The window of the empty document becomes that of the first page.
    if (frame.contentWindow) calmDomain(frame.contentWindow);
    frame.focus();
  }

  /** Lets the SCO's document unload, so that it may finish there. @returns {Promise<void>} */
  async unload() {
    const frame = this.#frame;
    if (!frame) return;
    await new Promise((resolve) => {
      this.window.setTimeout(resolve, UNLOAD_WITHIN_MS);
      frame.addEventListener("load", () => resolve(undefined), { once: true });
      try {
        frame.contentWindow?.location.replace("about:blank");
      } catch {
        // It shows a page of another site, which cannot finish anything.
        resolve(undefined);
      }
    });
    this.#removeFrame();
  }

  /** @param {Save} state @param {string} [reason] */
  save(state, reason) {
    this.#state = state;
    this.document.body.dataset.save = state;
    if (state === "saved") this.#savedAt = Date.now();
    this.#showSaved();
    // "Saving" comes and goes; who listens wants to know where it ended.
    if (state !== "saving") this.announcer.say(this.texts[reason ?? (state === "saved" ? "savedNow" : state)] ?? "");
  }

  /** @param {Record<string, boolean>} controls */
  controls(controls) {
    this.#controls = controls;
    for (const [name, key] of CONTROLS) {
      const isOffered = !this.#busy && Boolean(controls[key]);
      for (const button of this.document.querySelectorAll(`[data-nav="${name}"]`)) {
        if (button instanceof HTMLButtonElement) button.disabled = !isOffered;
      }
    }
  }

  /** @param {boolean} isBusy */
  busy(isBusy) {
    this.#busy = isBusy;
    this.stage.setAttribute("aria-busy", String(isBusy));
    this.controls(this.#controls);
  }

  /** @param {string} reason */
  notice(reason) {
    const notice = this.#element("notice");
    notice.textContent = this.texts[reason] ?? reason;
    notice.dataset.reason = reason;
    notice.hidden = false;
    if (reason === "superseded" || reason === "diverged") {
      const button = this.document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.id = "continue-here";
      button.textContent = this.texts.continueHere ?? "";
      button.addEventListener("click", () => this.onContinueHere());
      notice.append(button);
    }
    const isOver = !["notOffered", "notApplied", "choose", "ended"].includes(reason);
    if (isOver) {
      this.#removeFrame();
      this.document.body.dataset.session = "none";
      this.controls({});
    }
  }

  #removeFrame() {
    this.#frame?.remove();
    this.#frame = null;
  }

  /** @param {Scene} scene */
  #showSteps(scene) {
    const steps = this.document.querySelector(".player-steps");
    const { continue: next, previous } = scene.controls;
    // A module of one item has nowhere to go; its end is the bar's Finish.
    const launchable = scene.toc.filter((it) => it.launchable).length;
    if (steps instanceof HTMLElement) steps.hidden = launchable === 1 || !(next || previous || 1 < launchable);
  }

  /** @param {Scene} scene */
  #showToc(scene) {
    const visible = scene.toc.filter((it) => it.visible);
    const list = this.document.createElement("ul");
    for (const entry of visible) list.append(this.#tocLine(entry));
    this.toc.replaceChildren(list);
    const isUseful = 1 < visible.filter((it) => it.launchable).length;
    this.toc.hidden = !isUseful;
    this.document.body.classList.toggle("has-toc", isUseful);
    const toggle = this.document.querySelector(".player-toc-toggle");
    if (toggle instanceof HTMLElement) toggle.hidden = !isUseful;
    this.#openToc(false);
  }

  /** @param {any} entry */
  #tocLine(entry) {
    const line = this.document.createElement("li");
    const button = this.document.createElement("button");
    button.type = "button";
    button.dataset.item = entry.item;
    button.dataset.depth = String(Math.min(entry.depth, 5));
    if (entry.current) button.setAttribute("aria-current", "true");
    if (!entry.selectable) button.setAttribute("aria-disabled", "true");
    const [icon, words] = this.#status(entry);
    const mark = this.document.createElement("span");
    mark.className = "player-mark";
    mark.setAttribute("aria-hidden", "true");
    mark.textContent = icon;
    const title = this.document.createElement("span");
    title.textContent = entry.title;
    const status = this.document.createElement("span");
    status.className = "visually-hidden";
    status.textContent = words === "" ? "" : ` – ${words}`;
    button.append(mark, title, status);
    button.addEventListener("click", () => {
      if (entry.selectable && !entry.current) this.onNavigate(`{target=${entry.item}}choice`);
      else if (!entry.selectable) this.announcer.say(this.texts.notOffered ?? "");
    });
    line.append(button);
    return line;
  }

  /** @param {any} entry @returns {[string, string]} */
  #status(entry) {
    const { texts } = this;
    if (!entry.launchable) return ["", ""];
    if (entry.success === "failed") return ["✗", texts.failed ?? ""];
    if (entry.completion === "completed" || entry.success === "passed") return ["✓", texts.done ?? ""];
    if (entry.attempted) return ["◐", texts.begun ?? ""];
    return ["○", texts.notYet ?? ""];
  }

  #showSaved() {
    const words = this.#element("save-text");
    const since = Date.now() - this.#savedAt;
    const language = this.document.documentElement.lang;
    if (this.#state !== "saved") words.textContent = this.texts[this.#state] ?? "";
    else if (since < 2000) words.textContent = this.texts.savedNow ?? "";
    else words.textContent = (this.texts.saved ?? "").replace("{ago}", ago(coarse(since), language));
  }

  #listen() {
    for (const button of this.document.querySelectorAll("[data-nav]")) {
      if (!(button instanceof HTMLElement)) continue;
      button.addEventListener("click", () => this.onNavigate(button.dataset.nav ?? ""));
    }
    const toggle = this.document.querySelector(".player-toc-toggle");
    toggle?.addEventListener("click", () => this.#openToc(!this.document.body.classList.contains("toc-open")));
    this.document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.document.body.classList.contains("toc-open")) return;
      this.#openToc(false);
      if (toggle instanceof HTMLElement) toggle.focus();
    });
    const more = this.document.querySelector(".player-more-toggle");
    more?.addEventListener("click", () => this.#openMore(!this.document.body.classList.contains("more-open")));
    this.document.addEventListener("click", (event) => {
      if (event.target instanceof Node && !more?.contains(event.target)) this.#openMore(false);
    });
    // Whoever goes into the module has left the menu.
    this.window.addEventListener("blur", () => this.#openMore(false));
    this.document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.document.body.classList.contains("more-open")) return;
      this.#openMore(false);
      if (more instanceof HTMLElement) more.focus();
    });
    const full = this.#element("full-screen");
    full.hidden = !this.document.fullscreenEnabled;
    full.addEventListener("click", () => {
      if (this.document.fullscreenElement) this.document.exitFullscreen();
      else this.document.documentElement.requestFullscreen();
    });
  }

  /** @param {boolean} isOpen */
  #openToc(isOpen) {
    this.document.body.classList.toggle("toc-open", isOpen);
    this.document.querySelector(".player-toc-toggle")?.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.toc.querySelector("button")?.focus();
  }

  /** @param {boolean} isOpen */
  #openMore(isOpen) {
    this.document.body.classList.toggle("more-open", isOpen);
    this.document.querySelector(".player-more-toggle")?.setAttribute("aria-expanded", String(isOpen));
  }

  /** @param {string} id @returns {HTMLElement} */
  #element(id) {
    const found = this.document.getElementById(id);
    if (!found) throw new Error(`the page has no #${id}`);
    return found;
  }
}

/**
 * Old packages set `document.domain`. In a sandboxed frame that throws, and the
 * rest of their script does not run; here it does nothing.
 *
 * @param {Window} inside
 */
function calmDomain(inside) {
  const { prototype } = /** @type {Window & typeof globalThis} */ (inside).Document;
  const property = Object.getOwnPropertyDescriptor(prototype, "domain");
  if (property) Object.defineProperty(prototype, "domain", { ...property, set() {} });
}

/** Seconds that change every second make a bar restless: five at a time. */
/** @param {number} ms */
function coarse(ms) {
  const seconds = Math.floor(ms / 1000);
  return 1000 * (seconds < 10 ? seconds : seconds - (seconds % 5));
}
