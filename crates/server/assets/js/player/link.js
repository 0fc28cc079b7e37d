// What the player sends to the server: requests that wait, requests that do
// not, and what a closing page may still send. Nothing here decides anything;
// every way carries entries that the server takes once, however often they come.

/** @import { Entry } from "../scorm/run_time.js" */
/**
 * @typedef {{generation: number, delivery: number}} Place  which opening, and what is on screen
 * @typedef {{status: number, body: Record<string, any>}} Answer  status 0: no answer
 */

/** What one request carries at most, in bytes; a single longer entry goes alone. */
export const REQUEST_BYTES = 900_000;
/** What browsers let a closing page have in flight is 64 KiB; headers count too. */
export const BEACON_BYTES = 60_000;

const NO_ANSWER = { status: 0, body: {} };

/** @param {unknown} value @returns {number} bytes of its JSON in UTF-8 */
export function jsonBytes(value) {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/**
 * The longest beginning of `entries` that fits; at least one entry, unless `strict`.
 *
 * @param {Entry[]} entries
 * @param {number} limitBytes
 * @param {boolean} [strict]
 * @returns {Entry[]}
 */
export function prefix(entries, limitBytes, strict = false) {
  let bytes = 0;
  let count = 0;
  for (const entry of entries) {
    bytes += jsonBytes(entry) + 1;
    if (limitBytes < bytes && (strict || 0 < count)) break;
    count += 1;
  }
  return entries.slice(0, count);
}

export class Link {
  /** Bytes that a closing page has sent already. */
  #beaconBytes = 0;
  /** Pretended in a trial: the network is off, or the line is slow. */
  isOff = false;
  isSlow = false;

  /**
   * @param {string} base the launch's address, which ends in a slash
   * @param {{fetch: typeof fetch, XMLHttpRequest: typeof XMLHttpRequest,
   *   sendBeacon: (url: string, body: Blob) => boolean}} browser
   */
  constructor(base, browser) {
    this.base = base;
    this.browser = browser;
  }

  /**
   * Sends and waits. Throws nothing: while a document unloads the browser
   * refuses such requests, and that is no answer like any other.
   *
   * @param {string} path
   * @param {unknown} body
   * @returns {Answer}
   */
  now(path, body) {
    if (this.isOff) return NO_ANSWER;
    const request = new this.browser.XMLHttpRequest();
    try {
      request.open("POST", this.#address(path), false);
      request.setRequestHeader("content-type", "application/json");
      request.send(JSON.stringify(body));
    } catch {
      return NO_ANSWER;
    }
    return { status: request.status, body: parsed(request.responseText) };
  }

  /**
   * @param {string} path
   * @param {unknown} body
   * @param {number} [timeoutMs]
   * @returns {Promise<Answer>}
   */
  async soon(path, body, timeoutMs = 20_000) {
    if (this.isOff) return NO_ANSWER;
    try {
      const response = await this.browser.fetch(this.#address(path), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        credentials: "omit",
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { status: response.status, body: parsed(await response.text()) };
    } catch {
      return NO_ANSWER;
    }
  }

  /**
   * What still fits into a closing page's allowance goes out; nobody hears the answer.
   *
   * @param {Place} place
   * @param {Entry[]} entries
   * @returns {boolean} whether all of them went out
   */
  last(place, entries) {
    if (this.isOff) return false;
    const room = BEACON_BYTES - this.#beaconBytes;
    const fitting = prefix(entries, room - 200, true);
    if (fitting.length === 0) return entries.length === 0;
    const text = JSON.stringify({ ...place, entries: fitting });
    const body = new Blob([text], { type: "application/json" });
    if (!this.browser.sendBeacon(`${this.base}commit`, body)) return false;
    this.#beaconBytes += body.size;
    return fitting.length === entries.length;
  }

  /** @param {string} path */
  #address(path) {
    return this.base + path + (this.isSlow ? "?slow=true" : "");
  }

  /** The page stays after all. */
  reopen() {
    this.#beaconBytes = 0;
  }
}

/** @param {string} text @returns {Record<string, any>} */
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === "object" ? value : {};
  } catch {
    return {};
  }
}
