// The player's logic without a browser: requests in pieces, the way of entries
// to the server, what the page around believes, what a screen reader hears.
import assert from "node:assert/strict";
import { test } from "node:test";

import { fill, words } from "../../assets/js/attempts/call_words.js";
import { read } from "../../assets/js/attempts/messages.js";
import { BEACON_BYTES, jsonBytes, Link, prefix } from "../../assets/js/player/link.js";
import { say, values } from "../../assets/js/player/pretend.js";
import { grouped } from "../../assets/js/player/queue_store.js";
import { ago, Announcer } from "../../assets/js/player/save_state.js";

const entry = (n, value = "") => ({ n, at: 0, kind: "set_value", element: "cmi.location", value });
const LAUNCH = "0199e2f0-0000-7000-8000-000000000001";

test("a request takes the beginning that fits, and never nothing", () => {
  const entries = [entry(1, "a".repeat(400)), entry(2, "b".repeat(400)), entry(3, "c".repeat(400))];

  assert.deepEqual(prefix(entries, 1000).map((it) => it.n), [1, 2]);
  assert.deepEqual(prefix(entries, 10).map((it) => it.n), [1]);
  assert.deepEqual(prefix(entries, 10, true), []);
});

test("a closing page sends at most what browsers allow altogether", () => {
  const sent = [];
  const link = new Link("/p/t/", { sendBeacon: (url, body) => sent.push([url, body.size]) > 0 });
  const entries = [entry(1, "x".repeat(30_000)), entry(2, "y".repeat(50_000))];

  assert.equal(link.last({ generation: 1, delivery: 1 }, entries), false);
  assert.equal(link.last({ generation: 1, delivery: 1 }, [entry(2, "y".repeat(50_000))]), false);
  assert.equal(link.last({ generation: 1, delivery: 1 }, [entry(3)]), true);

  const total = sent.reduce((sum, [, size]) => sum + size, 0);
  assert.equal(sent.length, 2);
  assert.ok(total <= BEACON_BYTES, String(total));
});

test("a request that the browser forbids is no answer", () => {
  class Forbidden {
    open() {}
    setRequestHeader() {}
    send() {
      throw new Error("NetworkError");
    }
  }
  const link = new Link("/p/t/", { XMLHttpRequest: Forbidden });

  assert.deepEqual(link.now("commit", {}), { status: 0, body: {} });
});

test("bytes are counted as they travel", () => {
  assert.equal(jsonBytes("ж"), 4);
});

test("the page around believes only what has the shape of a message", () => {
  const keep = { obuka: 1, type: "keep", launch: LAUNCH, generation: 1, delivery: 2, entries: [entry(1)] };
  const bad = [
    null,
    "hello",
    { type: "hello" },
    { obuka: 1, type: "eval", code: "alert(1)" },
    { ...keep, launch: "../x" },
    { ...keep, generation: -1 },
    { ...keep, delivery: "2" },
    { ...keep, entries: [{ ...entry(1), n: 1.5 }] },
    { ...keep, entries: [{ ...entry(1), kind: "delete" }] },
    { ...keep, entries: [{ ...entry(1), value: 7 }] },
    { ...keep, entries: { length: 1 } },
    { obuka: 1, type: "drop", launch: LAUNCH, mark: Infinity },
    { obuka: 1, type: "settle", queues: [{ launch: LAUNCH }] },
    { obuka: 1, type: "call", call: { call: "x".repeat(60), args: [], result: "", error: 0 } },
  ];

  for (const message of bad) assert.equal(read(message), null, JSON.stringify(message));
  assert.deepEqual(read({ ...keep, entries: [{ ...entry(1), extra: "no" }], more: 1 }), {
    type: "keep",
    launch: LAUNCH,
    generation: 1,
    delivery: 2,
    entries: [entry(1)],
  });
});

test("kept entries come back as queues, the oldest opening first", () => {
  const row = (generation, n) => ({ person: "p", attempt: "a", launch: LAUNCH, generation, delivery: generation, n, entry: entry(n) });

  const queues = grouped([row(2, 5), row(1, 3), row(1, 4)]);

  assert.deepEqual(queues.map((it) => [it.generation, it.entries.map((e) => e.n)]), [[1, [3, 4]], [2, [5]]]);
});

test("a screen reader hears of changes at most every thirty seconds", () => {
  const spoken = [];
  let now = 0;
  /** @type {(() => void) | null} */
  let timer = null;
  const clock = { now: () => now, setTimeout: (work) => ((timer = work), 1) };
  const announcer = new Announcer((it) => spoken.push(it), clock);

  announcer.say("saved");
  announcer.say("saved");
  announcer.say("waiting");
  now = 10_000;
  announcer.say("saved");
  announcer.say("refused");
  assert.deepEqual(spoken, ["saved"]);
  now = 30_000;
  timer?.();

  assert.deepEqual(spoken, ["saved", "refused"]);
});

test("times are told in the unit that fits", () => {
  assert.equal(ago(3000, "en"), "3 sec");
  assert.equal(ago(125_000, "sr-Latn"), "2 min");
});

test("calls have words, and hostile element names are only names", () => {
  const call = (name, args, result = "true", error = 0) => ({ call: name, args, result, error });

  assert.equal(words(call("LMSSetValue", ["cmi.core.lesson_location", "3"]))?.id, "trace-location");
  assert.equal(words(call("SetValue", ["__proto__", "x"]))?.id, "trace-other");
  assert.equal(words(call("SetValue", ["constructor", "x"]))?.id, "trace-other");
  assert.equal(words(call("Commit", [""], "false", 391))?.id, "trace-commit-failed");
  assert.equal(words(call("GetLastError", [])), null);
  assert.equal(fill("{value} {toString}", { value: "{element}", element: "e" }), "{element} {toString}");
});

test("a trainer speaks for a module in the words of its data model", () => {
  const said = { completion: "completed", success: "passed", score: "85", ends: false };

  assert.deepEqual(values("2004", said), [
    ["cmi.score.scaled", "0.85"],
    ["cmi.score.raw", "85"],
    ["cmi.success_status", "passed"],
    ["cmi.completion_status", "completed"],
  ]);
  assert.deepEqual(values("1.2", { ...said, score: "" }), [["cmi.core.lesson_status", "completed"]]);
});

test("a trainer speaks only while the module may, and hears what was refused", () => {
  const calls = [];
  const api = {
    LMSSetValue: (element) => String(calls.push(element) > 0 && element !== "cmi.core.score.raw"),
    LMSCommit: () => "true",
    LMSFinish: () => calls.push("finish"),
  };
  const said = { completion: "passed", success: "", score: "", ends: true };

  assert.equal(say({}, { phase: "running" }, said), "nothing");
  assert.equal(say({ API: api }, { phase: "not_initialized" }, said), "early");
  assert.equal(say({ API: api }, { phase: "terminated" }, said), "over");
  assert.deepEqual(calls, []);
  assert.equal(say({ API: api }, { phase: "running" }, said), "said");
  assert.deepEqual(calls, ["cmi.core.lesson_status", "finish"]);
  assert.equal(say({ API: api }, { phase: "running" }, { ...said, score: "1000", ends: false }), "refused");
});

test("a pretended line is off or slow for every request", async () => {
  const asked = [];
  const answer = { status: 200, text: async () => "{}" };
  const link = new Link("/p/t/", { fetch: async (url) => asked.push(url) && answer, sendBeacon: () => true });

  link.isOff = true;
  assert.equal((await link.soon("commit", {})).status, 0);
  assert.equal(link.now("commit", {}).status, 0);
  assert.equal(link.last({ generation: 1, delivery: 1 }, [entry(1)]), false);
  link.isOff = false;
  link.isSlow = true;
  await link.soon("commit", {});
  assert.deepEqual(asked, ["/p/t/commit?slow=true"]);
});
