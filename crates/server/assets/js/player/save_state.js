// The words of the save bar, and what a screen reader hears of it: changes
// only, and at most every thirty seconds.

/** @typedef {"saved" | "saving" | "waiting" | "refused"} Save */

export const ANNOUNCE_EVERY_MS = 30_000;

/**
 * @param {number} ms
 * @param {string} language
 * @returns {string} `3 s`, `2 min`, `1 h`
 */
export function ago(ms, language) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [value, unit] =
    seconds < 60 ? [seconds, "second"] : seconds < 3600 ? [Math.floor(seconds / 60), "minute"] : [Math.floor(seconds / 3600), "hour"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(value);
}

export class Announcer {
  #spokenAt = -Infinity;
  #spoken = "";
  /** @type {string | null} */
  #waiting = null;
  #timer = 0;

  /**
   * @param {(words: string) => void} speak
   * @param {{now: () => number, setTimeout: (work: () => void, ms: number) => number}} clock
   */
  constructor(speak, clock) {
    this.speak = speak;
    this.clock = clock;
  }

  /** @param {string} words */
  say(words) {
    this.#waiting = words === this.#spoken ? null : words;
    if (this.#waiting === null || this.#timer !== 0) return;
    const left = this.#spokenAt + ANNOUNCE_EVERY_MS - this.clock.now();
    if (left <= 0) this.#flush();
    else this.#timer = this.clock.setTimeout(() => this.#flush(), left);
  }

  #flush() {
    this.#timer = 0;
    if (this.#waiting === null) return;
    this.#spoken = this.#waiting;
    this.#waiting = null;
    this.#spokenAt = this.clock.now();
    this.speak(this.#spoken);
  }
}
