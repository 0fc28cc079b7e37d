// Which sentence stands for a call. Twin of `set_in_words` in
// `src/attempts/verdict.rs`, which does the same for stored calls.

/** @import { Call } from "./messages.js" */

/** @type {Record<string, string>} */
const ELEMENTS = {
  "cmi.core.lesson_location": "trace-location",
  "cmi.location": "trace-location",
  "cmi.core.lesson_status": "trace-status",
  "cmi.completion_status": "trace-completion",
  "cmi.success_status": "trace-success",
  "cmi.core.score.raw": "trace-score",
  "cmi.score.raw": "trace-score",
  "cmi.core.score.min": "trace-score-min",
  "cmi.score.min": "trace-score-min",
  "cmi.core.score.max": "trace-score-max",
  "cmi.score.max": "trace-score-max",
  "cmi.score.scaled": "trace-score-scaled",
  "cmi.progress_measure": "trace-progress",
  "cmi.core.session_time": "trace-time",
  "cmi.session_time": "trace-time",
  "cmi.core.exit": "trace-exit",
  "cmi.exit": "trace-exit",
  "adl.nav.request": "trace-navigation",
  "cmi.suspend_data": "trace-suspend-data",
};

/**
 * @param {Call} call
 * @returns {{id: string, values: Record<string, string>} | null} nothing for calls that only ask about errors
 */
export function words({ call, args, result, error }) {
  const [element = "", value = ""] = args;
  const name = call.replace(/^LMS/, "");
  const values = { element, value: value.slice(0, 120), count: String([...value].length), error: String(error) };
  if (/^Get(LastError|ErrorString|Diagnostic)$/.test(name)) return null;
  if (name === "Commit") return { id: result === "true" ? "trace-commit" : "trace-commit-failed", values };
  if (error !== 0) return { id: "trace-refused", values };
  if (name === "GetValue") return { id: "trace-read", values };
  if (name === "Initialize") return { id: "trace-initialize", values };
  if (name === "Terminate" || name === "Finish") return { id: "trace-terminate", values };
  const known = Object.hasOwn(ELEMENTS, element) ? ELEMENTS[element] : undefined;
  if (known) return { id: known, values };
  if (element.startsWith("cmi.interactions.")) return { id: "trace-interaction", values };
  if (element.startsWith("cmi.objectives.")) return { id: "trace-objective", values };
  return { id: "trace-other", values };
}

/** @param {string} text @param {Record<string, string>} values @returns {string} */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? values[name] : whole));
}
