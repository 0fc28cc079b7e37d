// node --test crates/server/tests/js
//
// What the browser's run-time does beside answering calls as Rust does: its
// journal, its hooks, its edges. The answers themselves are compared by the
// vectors and the differential test of crates/course-runtime.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createApi as createApi12 } from "../../assets/js/scorm/api_12.js";
import { createApi as createApi2004 } from "../../assets/js/scorm/api_2004.js";
import { RunTime, parsePath } from "../../assets/js/scorm/run_time.js";

const table = (name) =>
  JSON.parse(readFileSync(new URL(`../../assets/js/scorm/cmi-${name}.json`, import.meta.url), "utf8"));
const models = { 1.2: table("1.2"), 2004: table("2004") };

function start({ model = "2004", hooks = {}, ...launch } = {}) {
  const document = {
    model, profile: "strict", phase: "not_initialized", given: [], values: [], access: [],
    mark: 0, request_valid: {}, ...launch,
  };
  const runTime = new RunTime(models[model], document, { now: () => 7, ...hooks });
  const api = model === "1.2" ? createApi12(runTime) : createApi2004(runTime);
  return { runTime, api };
}

test("the API of SCORM 2004 says which version of its standard it follows", () => {
  assert.equal(start().api.version, "1.0");
  assert.equal(start({ model: "1.2" }).api.version, undefined);
});

test("comments of SCORM 1.2 append, and the journal has what was set", () => {
  const { runTime, api } = start({ model: "1.2" });
  api.LMSInitialize("");
  api.LMSSetValue("cmi.comments", "one");
  api.LMSSetValue("cmi.comments", " two");

  assert.equal(api.LMSGetValue("cmi.comments"), "one two");
  assert.deepEqual(runTime.pending().map((it) => it.value), [undefined, "one", " two"]);
});

test("accepted calls are journalled and numbered from the mark, refused ones are not", () => {
  const { runTime, api } = start({ mark: 41 });

  api.Initialize("");
  api.SetValue("cmi.score.scaled", "2");
  api.SetValue("cmi.location", "p1");
  api.GetValue("cmi.location");

  assert.deepEqual(runTime.pending(), [
    { n: 42, at: 7, kind: "initialize" },
    { n: 43, at: 7, kind: "set_value", element: "cmi.location", value: "p1" },
  ]);
});

test("an acknowledgement drops what is at or below the mark and nothing else", () => {
  const { runTime, api } = start();
  api.Initialize("");
  api.SetValue("cmi.location", "p1");
  api.SetValue("cmi.location", "p2");

  runTime.acknowledge(2);
  runTime.acknowledge(1);

  assert.deepEqual(runTime.pending().map((it) => it.n), [3]);
});

test("Commit tells the SCO whether everything is stored", () => {
  let stored = false;
  const sent = [];
  const { runTime, api } = start({
    hooks: {
      commit: (entries, reason) => {
        sent.push([reason, entries.map((it) => it.n)]);
        if (stored) runTime.acknowledge(entries.at(-1).n);
        return stored;
      },
    },
  });
  api.Initialize("");

  assert.equal(api.Commit(""), "false");
  assert.equal(api.GetLastError(), "391");
  stored = true;
  assert.equal(api.Commit(""), "true");
  assert.equal(api.GetLastError(), "0");
  assert.deepEqual(sent, [["commit", [1]], ["commit", [1]]]);
  assert.deepEqual(runTime.pending(), []);
});

test("without a transport nothing counts as stored", () => {
  const { api } = start();
  api.Initialize("");

  assert.equal(api.Commit(""), "false");
  assert.equal(api.GetLastError(), "391");
});

test("a Terminate that could not be stored stays in the journal once and may be tried again", () => {
  let stored = false;
  const { runTime, api } = start({ hooks: { commit: () => stored } });
  api.Initialize("");

  assert.equal(api.Terminate(""), "false");
  assert.equal(api.GetLastError(), "391");
  assert.equal(api.SetValue("cmi.location", "late"), "false");
  assert.equal(api.GetLastError(), "133");
  stored = true;
  assert.equal(api.Terminate(""), "true");
  assert.equal(api.Terminate(""), "false");
  assert.equal(api.GetLastError(), "113");
  assert.deepEqual(runTime.pending().map((it) => it.kind), ["initialize", "terminate"]);
});

test("a Terminate that was stored later is over", () => {
  const { runTime, api } = start({ hooks: { commit: () => false } });
  api.Initialize("");
  api.Terminate("");

  runTime.acknowledge(2);

  assert.equal(api.Terminate(""), "false");
  assert.equal(api.GetLastError(), "113");
});

test("a lone surrogate is a type mismatch and never joins the journal", () => {
  for (const [model, error] of [["1.2", 405], ["2004", 406]]) {
    const { runTime } = start({ model });
    runTime.initialize("");
    for (const value of ["\ud800", "a\udc00", "\udc00\ud800"]) {
      assert.equal(runTime.setValue("cmi.suspend_data", value), "false");
      assert.equal(runTime.lastError, error);
    }
    assert.equal(runTime.setValue("cmi.suspend_data", "\ud83d\ude00\u0000"), "true");
    assert.equal(runTime.pending().length, 2);
  }
});

test("whatever a SCO passes becomes text", () => {
  const { api } = start({ model: "1.2" });

  assert.equal(api.LMSInitialize(), "true");
  assert.equal(api.LMSSetValue("cmi.core.score.raw", 85), "true");
  assert.equal(api.LMSGetValue("cmi.core.score.raw"), "85");
  assert.equal(api.LMSSetValue("cmi.core.lesson_location", null), "true");
  assert.equal(api.LMSGetValue("cmi.core.lesson_location"), "");
  assert.equal(api.LMSGetErrorString(401), "Not implemented error");
  assert.equal(api.LMSGetDiagnostic(), "The last call succeeded.");
});

test("the observer sees every call with its answer", () => {
  const seen = [];
  const { api } = start({ hooks: { onCall: (call) => seen.push(call) } });

  api.Initialize("");
  api.GetValue("cmi.bogus");
  api.GetLastError();

  assert.deepEqual(seen, [
    { call: "Initialize", args: [""], result: "true", error: 0 },
    { call: "GetValue", args: ["cmi.bogus"], result: "", error: 401 },
    { call: "GetLastError", args: [], result: "401", error: 401 },
  ]);
});

test("leniency and length are noted once per element", () => {
  const notes = [];
  const { runTime } = start({ model: "1.2", profile: "lenient", hooks: { onNote: (note) => notes.push(note) } });
  runTime.initialize("");

  for (const index of [0, 1]) runTime.setValue(`cmi.objectives.${index}.id`, `objective ${index}`);
  runTime.setValue("cmi.suspend_data", "a".repeat(5000));

  assert.deepEqual(notes, [
    { element: "cmi.objectives.n.id", kind: "lenient" },
    { element: "cmi.suspend_data", kind: "lenient" },
  ]);
});

test("the validity of navigation is what the server said last", () => {
  const { runTime } = start({ request_valid: { continue: "true", "choice.{target=a.b}": "false" } });
  runTime.initialize("");
  const valid = (request) => runTime.getValue(`adl.nav.request_valid.${request}`);

  assert.deepEqual(["continue", "previous", "choice.{target=a.b}"].map(valid), ["true", "unknown", "false"]);
  runTime.acknowledge(1, { continue: "false", __proto__: "true" });
  assert.deepEqual(["continue", "choice.{target=a.b}", "__proto__"].map(valid), ["false", "unknown", ""]);
});

test("a launch goes on where the state was left", () => {
  const { runTime, api } = start({
    phase: "running", mark: 9, given: [["cmi.learner_id", "l1"]],
    values: [["cmi.objectives.0.id", "a"], ["cmi.objectives.1.id", "b"]],
  });

  assert.equal(api.GetValue("cmi.objectives._count"), "2");
  assert.equal(api.GetValue("cmi.learner_id"), "l1");
  assert.equal(api.SetValue("cmi.objectives.2.id", "a"), "false");
  assert.equal(api.SetValue("cmi.objectives.2.id", "c"), "true");
  assert.equal(runTime.pending()[0].n, 10);
});

test("a table with a rule that has no code is refused, as is another version's launch", () => {
  const model = structuredClone(models["2004"]);
  model.elements[0].rules.push("toString");
  const launch = { model: "2004", given: [], values: [], access: [], mark: 0, request_valid: {} };

  assert.throws(() => new RunTime(model, launch), /rules without code: toString/);
  assert.throws(() => new RunTime(models["1.2"], launch), /launch for 2004/);
});

test("paths are read against their declaration", () => {
  assert.equal(parsePath("cmi.objectives.2.id")?.declared, "cmi.objectives.n.id");
  assert.equal(parsePath("cmi.objectives.n.id"), null);
  // Read as an index, and then refused as one out of order: see the vectors.
  assert.equal(parsePath("cmi.objectives.00.id")?.declared, "cmi.objectives.n.id");
});
