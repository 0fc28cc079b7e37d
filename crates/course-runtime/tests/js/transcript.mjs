// Repeats calls on the browser's run-time. A transcript is a list of calls and,
// for the first launch and each `NewLaunch` among the calls, the document that
// the server would start it from.
import { readFileSync } from "node:fs";
import { createApi as createApi12 } from "../../../server/assets/js/scorm/api_12.js";
import { createApi as createApi2004 } from "../../../server/assets/js/scorm/api_2004.js";
import { RunTime } from "../../../server/assets/js/scorm/run_time.js";

const assets = new URL("../../../server/assets/js/scorm/", import.meta.url);
const models = Object.fromEntries(
  ["1.2", "2004"].map((name) => [name, JSON.parse(readFileSync(new URL(`cmi-${name}.json`, assets), "utf8"))]),
);

/** Stands for a lone surrogate, which JSON from Rust cannot carry. */
const LONE_SURROGATE = /\u{10fffd}LONE\u{10fffd}/gu;

/**
 * @param {{launches: object[], calls: [string, string[]][]}} transcript
 * @returns {[string | null, number][]} each call's result and the error code after it
 */
export function repeat({ launches, calls }) {
  let next = 0;
  let { runTime, api } = launch(launches[next]);
  return calls.map(([name, args]) => {
    if (name === "NewLaunch") {
      next += 1;
      ({ runTime, api } = launch(launches[next]));
      return [null, 0];
    }
    const given = args.map((it) => it.replace(LONE_SURROGATE, "\ud800"));
    return [api[name](...given), runTime.lastError];
  });
}

function launch(document) {
  const runTime = new RunTime(models[document.model], document, {
    commit: (entries) => {
      if (0 < entries.length) runTime.acknowledge(entries.at(-1).n);
      return true;
    },
  });
  const createApi = document.model === "1.2" ? createApi12 : createApi2004;
  return { runTime, api: createApi(runTime) };
}

export function readInput() {
  return JSON.parse(readFileSync(0, "utf8"));
}
