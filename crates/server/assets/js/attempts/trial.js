// The side panel of a trial: every call of the package in words and raw.
import { fill, words } from "./call_words.js";

/** @import { Call } from "./messages.js" */

const MOST_LINES = 500;
const list = /** @type {HTMLElement} */ (document.getElementById("calls"));
const texts = JSON.parse(JSON.parse(document.getElementById("call-texts")?.textContent ?? '"{}"'));

/** @param {Call} call */
export function show(call) {
  const spoken = words(call);
  if (!spoken) return;
  const line = document.createElement("li");
  const text = document.createElement("span");
  text.textContent = fill(texts[`${spoken.id}:${spoken.values.value}`] ?? texts[spoken.id] ?? spoken.id, spoken.values);
  if (call.error !== 0) text.className = "bad";
  const raw = document.createElement("code");
  raw.textContent = `${call.call}(${call.args.map((it) => JSON.stringify(it)).join(", ")}) → ${JSON.stringify(call.result)}${call.error === 0 ? "" : ` [${call.error}]`}`;
  line.append(text, raw);
  list.prepend(line);
  while (MOST_LINES < list.childElementCount) list.lastElementChild?.remove();
}
