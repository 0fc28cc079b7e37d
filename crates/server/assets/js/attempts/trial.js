// The panel of a trial: the activity tree as it stands, what the trainer
// pretends, and every call of the package in words and raw. What is pretended
// happens in the player; here it is only said.
import { fill, words } from "./call_words.js";

/** @import { Call } from "./messages.js" */

const MOST_LINES = 500;
/** Several things are stored at once; the tree is asked for after them. */
const TREE_AFTER_MS = 150;

/** @param {string} id @returns {any} the texts that the server put on the page */
const texts = (id) => JSON.parse(JSON.parse(document.getElementById(id)?.textContent ?? '"{}"'));

export class Panel {
  #timer = 0;
  #tree = /** @type {HTMLElement} */ (document.getElementById("tree"));
  #calls = /** @type {HTMLElement} */ (document.getElementById("calls"));
  #words = texts("call-texts");
  #notes = texts("pretend-notes");

  /**
   * @param {{attempt: string, tell: (content: Record<string, unknown>) => void,
   *   open: (url: string, launch: string) => void}} parts
   */
  constructor({ attempt, tell, open }) {
    this.attempt = attempt;
    this.tell = tell;
    this.open = open;
    this.csrf = document.querySelector(".play-panel")?.getAttribute("data-csrf") ?? "";
    this.#listen();
    this.changed();
  }

  /** A signed-out learner sends no cookie. @returns {RequestCredentials} */
  get credentials() {
    return this.#box("pretend-signed-out").checked ? "omit" : "same-origin";
  }

  /** The player has just opened: it behaves as the boxes say. */
  greet() {
    this.tell({ what: "circumstances", slow: this.#box("pretend-slow").checked, off: this.#box("pretend-off").checked });
  }

  /** Something was stored, or something else is on screen. */
  changed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#showTree(), TREE_AFTER_MS);
  }

  /** @param {string} name */
  note(name) {
    const place = /** @type {HTMLElement} */ (document.getElementById("pretended"));
    place.textContent = this.#notes[name] ?? this.#notes.failed ?? "";
    place.dataset.note = name;
    place.hidden = false;
  }

  /** @param {Call} call */
  show(call) {
    const spoken = words(call);
    if (!spoken) return;
    const line = document.createElement("li");
    const text = document.createElement("span");
    text.textContent = fill(this.#words[`${spoken.id}:${spoken.values.value}`] ?? this.#words[spoken.id] ?? spoken.id, spoken.values);
    if (call.error !== 0) text.className = "bad";
    const raw = document.createElement("code");
    raw.textContent = `${call.call}(${call.args.map((it) => JSON.stringify(it)).join(", ")}) → ${JSON.stringify(call.result)}${call.error === 0 ? "" : ` [${call.error}]`}`;
    line.append(text);
    if (call.pretended) {
      const tag = document.createElement("span");
      tag.className = "tag warn";
      tag.textContent = this.#notes.byTrainer ?? "";
      line.append(" ", tag);
    }
    line.append(raw);
    this.#calls.prepend(line);
    while (MOST_LINES < this.#calls.childElementCount) this.#calls.lastElementChild?.remove();
  }

  async #showTree() {
    const response = await fetch(`/attempts/${this.attempt}/tree`).catch(() => null);
    if (!response?.ok || response.redirected) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    // Whoever is about to jump stays where they are.
    const focused = document.activeElement?.getAttribute("data-jump");
    this.#tree.replaceChildren(...page.body.childNodes);
    if (focused) /** @type {HTMLElement | null} */ (this.#tree.querySelector(`[data-jump="${CSS.escape(focused)}"]`))?.focus();
  }

  #listen() {
    this.#tree.addEventListener("click", (event) => {
      const item = event.target instanceof Element ? event.target.getAttribute("data-jump") : null;
      if (item === null) return;
      this.tell({ what: "jump", item });
      this.note("jumped");
    });
    document.getElementById("pretend-say")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#say();
    });
    this.#on("pretend-slow", "slow", "fast");
    this.#on("pretend-off", "off", "on");
    this.#on("pretend-signed-out", "signedOut", "signedIn");
    document.getElementById("pretend-reload")?.addEventListener("click", () => this.#reload());
    document.getElementById("pretend-expire")?.addEventListener("click", () => this.#expire());
  }

  /** @param {string} id @param {string} checked @param {string} unchecked */
  #on(id, checked, unchecked) {
    this.#box(id).addEventListener("change", (event) => {
      this.greet();
      this.note(/** @type {HTMLInputElement} */ (event.target).checked ? checked : unchecked);
    });
  }

  #say() {
    this.tell({
      what: "say",
      completion: this.#value("pretend-completion"),
      success: this.#value("pretend-success"),
      score: this.#value("pretend-score"),
      ends: this.#box("pretend-ends").checked,
    });
  }

  async #reload() {
    const response = await this.#post("reload");
    if (response?.status === 401) return this.note("signInAsked");
    if (!response?.ok) return this.note("failed");
    const { url, launch } = await response.json();
    this.open(url, launch);
    this.note("reloaded");
  }

  async #expire() {
    const response = await this.#post("expire");
    this.note(response?.ok ? "expired" : response?.status === 401 ? "signInAsked" : "failed");
  }

  /** @param {string} what @returns {Promise<Response | null>} */
  #post(what) {
    const headers = { "x-csrf-token": this.csrf };
    const { credentials } = this;
    return fetch(`/attempts/${this.attempt}/${what}`, { method: "POST", headers, credentials }).catch(() => null);
  }

  /** @param {string} id @returns {HTMLInputElement} */
  #box(id) {
    return /** @type {HTMLInputElement} */ (document.getElementById(id));
  }

  /** @param {string} id */
  #value(id) {
    return /** @type {HTMLInputElement | null} */ (document.getElementById(id))?.value ?? "";
  }
}
