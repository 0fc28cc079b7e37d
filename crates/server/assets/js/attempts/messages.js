// What the player may say to the app's page, checked to the last field: uploaded
// packages share the player's origin, and some would like to be heard here.

/** @import { Entry } from "../scorm/run_time.js" */
/**
 * @typedef {{call: string, args: string[], result: string, error: number, pretended?: boolean}} Call
 * @typedef {{type: "hello"} | {type: "ended"} | {type: "decided"} | {type: "stopped"}
 *   | {type: "keep", launch: string, generation: number, delivery: number, entries: Entry[]}
 *   | {type: "drop", launch: string, mark: number}
 *   | {type: "settle", queues: {launch: string, generation: number}[]}
 *   | {type: "call", call: Call} | {type: "pretended", outcome: string}} Message
 */

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOST_ENTRIES = 20_000;
const MOST_CHARS = 4_000_000;
/** What came of what a trainer let the module say. */
const OUTCOMES = ["said", "nothing", "early", "over", "refused"];

const isCount = (/** @type {unknown} */ it) => Number.isSafeInteger(it) && 0 <= /** @type {number} */ (it);
const isText = (/** @type {unknown} */ it, most = 10_000) => typeof it === "string" && it.length <= most;
const isLaunch = (/** @type {unknown} */ it) => typeof it === "string" && UUID.test(it);

/** @param {any} it @returns {Entry | null} the entry with its own fields only */
function entry(it) {
  if (!it || !isCount(it.n) || !Number.isSafeInteger(it.at)) return null;
  const { n, at, kind } = it;
  if (kind === "initialize" || kind === "terminate") return { n, at, kind };
  if (kind === "set_value" && isText(it.element) && isText(it.value, MOST_CHARS)) {
    return { n, at, kind, element: it.element, value: it.value };
  }
  return null;
}

/**
 * @param {any} data
 * @returns {Message | null} nothing, when it is no message of the player
 */
export function read(data) {
  if (typeof data !== "object" || data === null || data.obuka !== 1) return null;
  switch (data.type) {
    case "hello":
    case "ended":
    case "decided":
    case "stopped":
      return { type: data.type };
    case "keep":
      return keep(data);
    case "drop":
      return isLaunch(data.launch) && isCount(data.mark) ? { type: "drop", launch: data.launch, mark: data.mark } : null;
    case "settle": {
      if (!Array.isArray(data.queues) || 1000 < data.queues.length) return null;
      const isFine = data.queues.every((/** @type {any} */ it) => it && isLaunch(it.launch) && isCount(it.generation));
      if (!isFine) return null;
      const queues = data.queues.map((/** @type {any} */ { launch, generation }) => ({ launch, generation }));
      return { type: "settle", queues };
    }
    case "call":
      return call(data.call);
    case "pretended":
      return OUTCOMES.includes(data.outcome) ? { type: "pretended", outcome: data.outcome } : null;
    default:
      return null;
  }
}

/** @param {any} data @returns {Message | null} */
function keep({ launch, generation, delivery, entries }) {
  const isFine = isLaunch(launch) && isCount(generation) && isCount(delivery) && Array.isArray(entries);
  if (!isFine || MOST_ENTRIES < entries.length) return null;
  const read = entries.map(entry);
  if (read.includes(null)) return null;
  return { type: "keep", launch, generation, delivery, entries: /** @type {Entry[]} */ (read) };
}

/** @param {any} it @returns {Message | null} */
function call(it) {
  const isFine =
    it && isText(it.call, 50) && Array.isArray(it.args) && it.args.length <= 5 && isText(it.result, MOST_CHARS) && isCount(it.error);
  if (!isFine) return null;
  const args = it.args.map((/** @type {unknown} */ arg) => String(arg).slice(0, 4000));
  const { call, error } = it;
  return { type: "call", call: { call, args, result: it.result.slice(0, 4000), error, pretended: it.pretended === true } };
}
