// The SCORM 1.2 API object over a run-time.
import { observed } from "./api_2004.js";

/** @import { RunTime } from "./run_time.js" */

/**
 * @param {RunTime} runTime
 * @returns {Record<string, (...args: unknown[]) => string>} what a SCO looks for as `API`
 */
export function createApi(runTime) {
  return observed(runTime, {
    LMSInitialize: (argument) => runTime.initialize(argument),
    LMSFinish: (argument) => runTime.terminate(argument),
    LMSGetValue: (element) => runTime.getValue(element),
    LMSSetValue: (element, value) => runTime.setValue(element, value),
    LMSCommit: (argument) => runTime.commit(argument),
    LMSGetLastError: () => runTime.getLastError(),
    LMSGetErrorString: (code) => runTime.getErrorString(code),
    LMSGetDiagnostic: (code) => runTime.getDiagnostic(code),
  });
}
