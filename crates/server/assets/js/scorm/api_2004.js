// The SCORM 2004 API object (IEEE 1484.11.2) over a run-time.

/** @import { RunTime } from "./run_time.js" */

/** Of the standard that the object follows; SCOs may ask for it. */
const VERSION = "1.0";

/**
 * @param {RunTime} runTime
 * @returns {Record<string, string | ((...args: unknown[]) => string)>} what a SCO looks for as `API_1484_11`
 */
export function createApi(runTime) {
  const functions = observed(runTime, {
    Initialize: (argument) => runTime.initialize(argument),
    Terminate: (argument) => runTime.terminate(argument),
    GetValue: (element) => runTime.getValue(element),
    SetValue: (element, value) => runTime.setValue(element, value),
    Commit: (argument) => runTime.commit(argument),
    GetLastError: () => runTime.getLastError(),
    GetErrorString: (code) => runTime.getErrorString(code),
    GetDiagnostic: (code) => runTime.getDiagnostic(code),
  });
  return { ...functions, version: VERSION };
}

/**
 * Gives each function texts whatever the SCO passes (numbers are common), and
 * tells the observer about each call. A missing argument is empty.
 *
 * @param {RunTime} runTime
 * @param {Record<string, (first: string, second: string) => string>} functions
 * @returns {Record<string, (...args: unknown[]) => string>}
 */
export function observed(runTime, functions) {
  const entries = Object.entries(functions).map(([call, answer]) => {
    const observe = (/** @type {unknown[]} */ ...given) => {
      const args = given.map((it) => (it === undefined || it === null ? "" : String(it)));
      const result = answer(args[0] ?? "", args[1] ?? "");
      runTime.hooks.onCall?.({ call, args, result, error: runTime.lastError });
      return result;
    };
    return [call, observe];
  });
  return Object.fromEntries(entries);
}
