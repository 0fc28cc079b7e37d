// The SCORM run-time of one launch: every call answered at once from memory.
// The rules come from cmi-1.2.json and cmi-2004.json, exported by
// crates/course-runtime; the interpreter here has a twin in its
// `src/cmi/run_time.rs`.
//
// How the player uses it:
//
//   const runTime = new RunTime(model, launch, hooks);
//   window.API = createApi(runTime);            // from api_12.js
//   window.API_1484_11 = createApi(runTime);    // from api_2004.js
//
// `model` is the table, `launch` the document that the server makes for each
// launch (`LaunchDocument` in Rust). `hooks`, all optional:
//
//   commit(entries, reason) → boolean
//     Called by Commit ("commit") and Terminate ("terminate") with every entry
//     that is not acknowledged. Return true only if they are stored: that is
//     what the SCO is told. When the server answers, now or later, call
//     `runTime.acknowledge(mark, requestValid)`. Without this hook nothing is
//     ever stored and Commit fails.
//   onCall({call, args, result, error})
//     Every call the SCO makes, after its answer; for the trial panel.
//   onEntry(entry)
//     An accepted call joined the journal: time to plan an automatic commit.
//   onNote({element, kind})
//     A value was taken that the strict rules refuse ("lenient"), or that is
//     longer than the specification promises ("long"); once per element.
//   now() → number
//     Milliseconds since 1970; Date.now unless given.
//
// The journal: accepted Initialize, SetValue and Terminate calls, numbered
// without gaps from `launch.mark + 1`. `runTime.pending()` is what is not
// acknowledged yet; send all of it each time, the server skips what it has.
// `acknowledge(mark)` drops what is at or below the mark, never more.
//
// Terminate is journalled even when it cannot be stored at once (a page that
// unloads). The SCO then hears "false", and may call Terminate again, which
// tries to store again. Everything else is over from then on.
import { charCount, exceedsPromise, formatFault, languageCheck, samePattern, valueFault } from "./value_types.js";

/** @import { Languages, ResponseType, ValueType } from "./value_types.js" */
/**
 * @typedef {"read_only" | "write_only" | "read_write" | "closed" | "keyword"} Access
 * @typedef {"unique_in_collection" | "set_once" | "response_limits" | "clears_responses" | "empty_is_unset" | "appends"} Rule
 * @typedef {{threshold: string, measure: string, reached: string, missed: string,
 *   unknown: string}} Derived
 * @typedef {{path: string, access: Access, value: ValueType, lenient: ValueType | null,
 *   initial: string | null, needs: string[], rules: Rule[], derived: Derived | null}} Element
 * @typedef {{path: string, children: string | null,
 *   collection: {max_records: number, sco_adds: boolean} | null}} Group
 * @typedef {{code: number, text: string, diagnostic: string}} ErrorText
 * @typedef {{name: string, faults: [string, number][], errors: ErrorText[], groups: Group[],
 *   elements: Element[], responses: ResponseType[], languages: Languages | null,
 *   max_total_chars: number}} Model
 * @typedef {"not_initialized" | "running" | "terminated"} Phase
 * @typedef {{model: string, profile: "strict" | "lenient", phase: Phase,
 *   given: [string, string][], values: [string, string][],
 *   access: [string, Access][], mark: number,
 *   request_valid: Record<string, string>}} Launch
 * @typedef {{kind: "initialize"} | {kind: "set_value", element: string, value: string}
 *   | {kind: "terminate"}} Call
 * @typedef {{n: number, at: number} & Call} Entry
 * @typedef {{element: string, kind: "lenient" | "long"}} Note
 * @typedef {{call: string, args: string[], result: string, error: number}} Observed
 * @typedef {{commit?: (entries: Entry[], reason: "commit" | "terminate") => boolean,
 *   onCall?: (call: Observed) => void, onEntry?: (entry: Entry) => void,
 *   onNote?: (note: Note) => void, now?: () => number}} Hooks
 * @typedef {{end: number, declaredEnd: number, index: number}} Level
 * @typedef {{written: string, declared: string, levels: Level[]}} Path
 */

const REQUEST_VALID = "adl.nav.request_valid.";
const INTERACTION_TYPE = "cmi.interactions.n.type";
/** What the rule `clears_responses` clears. */
const RESPONSES = { "cmi.interactions.n.learner_response": [], "cmi.interactions.n.correct_responses": ["pattern"] };

/** @type {Record<Rule, (runTime: RunTime, path: Path, value: string) => string | null>} */
const RULES = {
  unique_in_collection: (runTime, path, value) => (runTime.others(path).includes(value) ? "not_unique" : null),
  set_once: (runTime, path, value) => ((runTime.stored(path.written) ?? value) === value ? null : "set_once"),
  response_limits: (runTime, path, value) => {
    const response = runTime.responseType(path);
    if (!response) return null;
    return runTime.others(path).some((it) => samePattern(response, it, value)) ? "not_unique" : null;
  },
  clears_responses: () => null,
  empty_is_unset: () => null,
  appends: () => null,
};

export class RunTime {
  /** @type {Map<string, {value: string, given: boolean}>} */
  #values = new Map();
  /** @type {Map<string, number>} records per collection, by its path as written */
  #counts = new Map();
  /** What the SCO's values take, paths included, in Unicode scalar values. */
  #chars = 0;
  /** @type {Entry[]} */
  #journal = [];
  /** @type {Set<string>} */
  #noted = new Set();
  /** The number of the Terminate entry that is not stored yet, 0 if none. */
  #terminateEntry = 0;

  /**
   * @param {Model} model
   * @param {Launch} launch
   * @param {Hooks} hooks
   */
  constructor(model, launch, hooks = {}) {
    if (model.name !== launch.model) throw new Error(`launch for ${launch.model}, table for ${model.name}`);
    this.model = model;
    this.hooks = hooks;
    this.profile = launch.profile;
    /** @type {Phase} */
    this.phase = launch.phase;
    this.lastError = 0;
    this.nextNumber = launch.mark + 1;
    this.elements = new Map(model.elements.map((it) => [it.path, it]));
    this.groups = new Map(model.groups.map((it) => [it.path, it]));
    this.faults = new Map(model.faults);
    this.errors = new Map(model.errors.map((it) => [String(it.code), it]));
    this.isKnownLanguage = languageCheck(model.languages);
    this.responses = new Map(model.responses.map((it) => [it.name, it]));
    this.access = new Map(launch.access);
    this.requestValid = new Map(Object.entries(launch.request_valid));
    const unknown = model.elements.flatMap((it) => it.rules).filter((rule) => !Object.hasOwn(RULES, rule));
    if (0 < unknown.length) throw new Error(`rules without code: ${unknown}`);
    for (const [path, value] of launch.given) this.#put(path, value, true);
    for (const [path, value] of launch.values) this.#put(path, value, false);
  }

  // The API's functions, under their names in SCORM 2004.

  /** @param {string} argument */
  initialize(argument) {
    if (this.phase === "running") return this.#fail("already_initialized", "false");
    if (this.phase === "terminated") return this.#fail("initialize_after_terminate", "false");
    if (argument !== "") return this.#fail("argument", "false");
    this.phase = "running";
    this.#record({ kind: "initialize" });
    return this.#succeed("true");
  }

  /** @param {string} argument */
  terminate(argument) {
    if (this.phase === "not_initialized") return this.#fail("terminate_before_initialize", "false");
    if (this.phase === "terminated") {
      if (this.#terminateEntry === 0) return this.#fail("terminate_after_terminate", "false");
      return this.#store("terminate");
    }
    if (argument !== "") return this.#fail("argument", "false");
    this.phase = "terminated";
    this.#terminateEntry = this.nextNumber;
    this.#record({ kind: "terminate" });
    return this.#store("terminate");
  }

  /** @param {string} argument */
  commit(argument) {
    if (this.phase === "not_initialized") return this.#fail("commit_before_initialize", "false");
    if (this.phase === "terminated") return this.#fail("commit_after_terminate", "false");
    if (argument !== "") return this.#fail("argument", "false");
    return this.#store("commit");
  }

  /** @param {string} element */
  getValue(element) {
    if (this.phase === "not_initialized") return this.#fail("get_before_initialize", "");
    if (this.phase === "terminated") return this.#fail("get_after_terminate", "");
    const answer = this.#get(element);
    return "fault" in answer ? this.#fail(answer.fault, "") : this.#succeed(answer.value);
  }

  /**
   * @param {string} element
   * @param {string} value
   */
  setValue(element, value) {
    if (this.phase === "not_initialized") return this.#fail("set_before_initialize", "false");
    if (this.phase === "terminated") return this.#fail("set_after_terminate", "false");
    const fault = this.#set(element, value);
    if (fault !== null) return this.#fail(fault, "false");
    this.#record({ kind: "set_value", element, value });
    return this.#succeed("true");
  }

  getLastError() {
    return String(this.lastError);
  }

  /** @param {string} code */
  getErrorString(code) {
    return this.errors.get(code)?.text ?? "";
  }

  /** @param {string} code an empty one asks about the last error */
  getDiagnostic(code) {
    return this.errors.get(code === "" ? String(this.lastError) : code)?.diagnostic ?? "";
  }

  // The player's side.

  /** @returns {Entry[]} the entries that are not acknowledged, in order */
  pending() {
    return [...this.#journal];
  }

  /**
   * The server has stored all entries up to `mark`.
   *
   * @param {number} mark
   * @param {Record<string, string>} [requestValid] which navigation it would accept now
   */
  acknowledge(mark, requestValid) {
    this.#journal = this.#journal.filter((it) => mark < it.n);
    if (this.#terminateEntry <= mark) this.#terminateEntry = 0;
    if (requestValid) this.setRequestValid(requestValid);
  }

  /** @param {Record<string, string>} requestValid */
  setRequestValid(requestValid) {
    this.requestValid = new Map(Object.entries(requestValid));
  }

  /**
   * What was set or given, whatever the element's access; no initial values.
   *
   * @param {string} path
   */
  stored(path) {
    return this.#values.get(path)?.value;
  }

  // For the rules.

  /** @param {Path} path @returns {string[]} the same field of the collection's other records */
  others(path) {
    const level = path.levels.at(-1);
    if (!level) return [];
    const collection = path.written.slice(0, level.end);
    const field = path.declared.slice(level.declaredEnd + 3);
    const others = [];
    for (let index = 0; index < this.#count(collection); index += 1) {
      const value = index === level.index ? undefined : this.stored(`${collection}.${index}.${field}`);
      if (value !== undefined) others.push(value);
    }
    return others;
  }

  /** @param {Path} path */
  responseType(path) {
    return this.responses.get(this.stored(sibling(path, INTERACTION_TYPE)) ?? "");
  }

  /** One response too many is refused whatever it says. @param {Path} path */
  #hasAllResponses(path) {
    const max = this.responseType(path)?.max_patterns ?? null;
    return max !== null && max <= (path.levels.at(-1)?.index ?? 0);
  }

  /** @param {string} name @returns {{value: string} | {fault: string}} */
  #get(name) {
    const written = wellFormed(name) ? name : "\ufffd";
    if (written === "") return { fault: "get_without_name" };
    const keyword = splitKeyword(written);
    if (keyword) return this.#getKeyword(written, keyword);
    const path = parsePath(written);
    const element = path && this.elements.get(path.declared);
    if (!element) return { fault: this.#undefined(written) };
    const access = this.#accessOf(written, element);
    if (access === "write_only" || access === "closed") return { fault: "write_only" };
    if (!this.#exists(path)) return { fault: "get_beyond_count" };
    const value =
      this.#navigationAnswer(written) ?? this.#derive(element) ?? this.#visible(element, written) ?? element.initial;
    return value === null ? { fault: "no_value" } : { value };
  }

  /**
   * @param {string} written
   * @param {{parent: string, last: string}} keyword
   * @returns {{value: string} | {fault: string}}
   */
  #getKeyword(written, { parent, last }) {
    const path = parsePath(parent);
    if (!path || !this.#isDeclared(path.declared)) return { fault: this.#undefined(written) };
    const group = this.groups.get(path.declared);
    if (last === "_children") {
      if (!group?.children) return { fault: "no_children" };
      return this.#exists(path) ? { value: group.children } : { fault: "get_beyond_count" };
    }
    if (!group?.collection) return { fault: "no_count" };
    return this.#exists(path) ? { value: String(this.#count(parent)) } : { fault: "get_beyond_count" };
  }

  /** @param {string} name @param {string} value @returns {string | null} the fault */
  #set(name, value) {
    const written = wellFormed(name) ? name : "\ufffd";
    if (written === "") return "set_without_name";
    const keyword = splitKeyword(written);
    if (keyword) return this.#setKeywordFault(written, keyword);
    const path = parsePath(written);
    const element = path && this.elements.get(path.declared);
    if (!element) return this.#undefined(written);
    const access = this.#accessOf(written, element);
    if (access === "read_only" || access === "closed") return "read_only";
    if (access === "keyword") return "set_keyword";
    const misplaced = this.#orderFault(path);
    if (misplaced) return misplaced;
    if (element.needs.some((it) => this.stored(sibling(path, it)) === undefined)) return "dependency";
    if (element.rules.includes("response_limits") && this.#hasAllResponses(path)) return "too_many_responses";
    if (!wellFormed(value)) return "type_mismatch";
    const old = this.stored(written);
    const whole = element.rules.includes("appends") ? (old ?? "") + value : value;
    const checked = this.#check(path, element, whole);
    if (checked.fault) return checked.fault;
    for (const rule of element.rules) {
      const fault = RULES[rule](this, path, whole);
      if (fault) return fault;
    }
    if (this.model.max_total_chars < this.#charsWith(written, whole)) return "too_much";
    if (element.rules.includes("clears_responses") && old !== undefined && old !== whole) this.#clearResponses(path);
    this.#put(written, whole, false);
    if (checked.note) this.#note(path.declared, checked.note);
    return null;
  }

  /** @param {string} written @param {{parent: string, last: string}} keyword */
  #setKeywordFault(written, { parent, last }) {
    const path = parsePath(parent);
    if (!path || !this.#isDeclared(path.declared)) return this.#undefined(written);
    const group = this.groups.get(path.declared);
    const hasIt = last === "_children" ? group?.children : group?.collection;
    return hasIt ? "set_keyword" : "set_missing_keyword";
  }

  /**
   * @param {Path} path
   * @param {Element} element
   * @param {string} value
   * @returns {{fault?: string, note?: "lenient" | "long"}}
   */
  #check(path, element, value) {
    const fault = this.#strictFault(path, element.value, value);
    if (!fault) return exceedsPromise(element.value, value) ? { note: "long" } : {};
    const lenient = this.profile === "lenient" ? element.lenient : null;
    return lenient && valueFault(lenient, value, this.isKnownLanguage) === null ? { note: "lenient" } : { fault };
  }

  /** @param {Path} path @param {ValueType} type @param {string} value */
  #strictFault(path, type, value) {
    const fault = valueFault(type, value, this.isKnownLanguage);
    if (fault || type.kind !== "response") return fault;
    const response = this.responses.get(this.stored(sibling(path, type.interaction_type)) ?? "");
    return response ? formatFault(response[type.part], value, this.isKnownLanguage) : null;
  }

  /** Some codes tell a missing member of a known group from nonsense. @param {string} written */
  #undefined(written) {
    const [first, second, ...rest] = written.split(".");
    return 0 < rest.length && this.#isDeclared(`${first}.${second}`) ? "undefined_member" : "undefined";
  }

  /** @param {string} declared */
  #isDeclared(declared) {
    return this.elements.has(declared) || this.groups.has(declared);
  }

  /** @param {string} written @param {Element} element */
  #accessOf(written, element) {
    return this.access.get(written) ?? element.access;
  }

  /** Every record on the way exists. @param {Path} path */
  #exists(path) {
    return path.levels.every((it) => it.index < this.#count(path.written.slice(0, it.end)));
  }

  /** Every record on the way exists or is the next one and may be added. @param {Path} path */
  #orderFault(path) {
    for (const level of path.levels) {
      const count = this.#count(path.written.slice(0, level.end));
      if (level.index < count) continue;
      const collection = this.groups.get(path.declared.slice(0, level.declaredEnd))?.collection;
      if (!collection?.sco_adds || level.index !== count) return "set_beyond_count";
      if (collection.max_records <= count) return "too_much";
    }
    return null;
  }

  /**
   * The stored value; what was emptied reads as unset where the element says so.
   *
   * @param {Element} element
   * @param {string} written
   * @returns {string | undefined}
   */
  #visible(element, written) {
    const value = this.stored(written);
    return value === "" && element.rules.includes("empty_is_unset") ? undefined : value;
  }

  /** @param {Element} element @returns {string | undefined} */
  #derive({ derived }) {
    if (!derived) return undefined;
    const threshold = plainNumber(this.stored(derived.threshold));
    if (threshold === null) return undefined;
    const measure = plainNumber(this.stored(derived.measure));
    if (measure === null) return derived.unknown;
    return threshold <= measure ? derived.reached : derived.missed;
  }

  /** @param {string} written */
  #navigationAnswer(written) {
    return written.startsWith(REQUEST_VALID) ? this.requestValid.get(written.slice(REQUEST_VALID.length)) : undefined;
  }

  /** @param {string} collection */
  #count(collection) {
    return this.#counts.get(collection) ?? 0;
  }

  /** @param {string} path @param {string} value @param {boolean} given */
  #put(path, value, given) {
    if (!given) this.#chars = this.#charsWith(path, value);
    for (const level of parsePath(path)?.levels ?? []) {
      const collection = path.slice(0, level.end);
      this.#counts.set(collection, Math.max(this.#count(collection), level.index + 1));
    }
    this.#values.set(path, { value, given });
  }

  /** @param {string} path @param {string} value */
  #charsWith(path, value) {
    return this.#chars - this.#charsOf(path) + charCount(path) + charCount(value);
  }

  /** @param {string} path */
  #charsOf(path) {
    const slot = this.#values.get(path);
    return slot && !slot.given ? charCount(path) + charCount(slot.value) : 0;
  }

  /** @param {Path} path */
  #clearResponses(path) {
    for (const [declared, fields] of Object.entries(RESPONSES)) {
      const place = sibling(path, declared);
      this.#clear(place);
      for (let index = 0; index < this.#count(place); index += 1) {
        for (const field of fields) this.#clear(`${place}.${index}.${field}`);
      }
      this.#counts.delete(place);
    }
  }

  /** @param {string} path */
  #clear(path) {
    this.#chars -= this.#charsOf(path);
    this.#values.delete(path);
  }

  /** @param {Call} call */
  #record(call) {
    const entry = { n: this.nextNumber, at: (this.hooks.now ?? Date.now)(), ...call };
    this.nextNumber += 1;
    this.#journal.push(entry);
    this.hooks.onEntry?.(entry);
  }

  /** @param {"commit" | "terminate"} reason */
  #store(reason) {
    const stored = this.hooks.commit?.(this.pending(), reason) ?? false;
    if (!stored) return this.#fail("commit_failed", "false");
    if (reason === "terminate") this.#terminateEntry = 0;
    return this.#succeed("true");
  }

  /** @param {string} element @param {"lenient" | "long"} kind */
  #note(element, kind) {
    const key = `${kind} ${element}`;
    if (this.#noted.has(key)) return;
    this.#noted.add(key);
    this.hooks.onNote?.({ element, kind });
  }

  /** @template {string} T @param {string} fault @param {T} result @returns {T} */
  #fail(fault, result) {
    const code = this.faults.get(fault);
    if (code === undefined) throw new Error(`no code for ${fault}`);
    this.lastError = code;
    return result;
  }

  /** @template {string} T @param {T} result @returns {T} */
  #succeed(result) {
    this.lastError = 0;
    return result;
  }
}

/**
 * Reads an element's name against the declared paths: `cmi.objectives.2.id` is
 * `cmi.objectives.n.id` with one level. Twin of `src/cmi/path.rs`.
 *
 * @param {string} written
 * @returns {Path | null} null if no model declares such a path
 */
export function parsePath(written) {
  const at = written.indexOf(".{");
  const plain = at === -1 ? written : written.slice(0, at);
  /** @type {string[]} */
  const declared = [];
  /** @type {Level[]} */
  const levels = [];
  let offset = 0;
  for (const part of plain.split(".")) {
    if (part === "n") return null;
    const index = indexOf(part);
    if (index === null) {
      declared.push(part);
    } else {
      if (offset === 0 || levels.length === 2) return null;
      levels.push({ end: offset - 1, declaredEnd: declared.join(".").length, index });
      declared.push("n");
    }
    offset += part.length + 1;
  }
  if (at !== -1) {
    if (!/^[{]target=[^{}]+[}]$/u.test(written.slice(at + 1))) return null;
    declared.push("{target}");
  }
  return { written, declared: declared.join("."), levels };
}

/**
 * An index is written in ASCII digits. One with leading zeros is no record's: it
 * is beyond the last, like one that is too long.
 *
 * @param {string} part
 */
function indexOf(part) {
  if (!/^[0-9]+$/u.test(part)) return null;
  return /^(?:0|[1-9][0-9]{0,3})$/u.test(part) ? Number(part) : Infinity;
}

/**
 * A declared path with this path's indexes in the place of each `n`.
 *
 * @param {Path} path
 * @param {string} declared
 */
function sibling(path, declared) {
  let level = 0;
  const parts = declared.split(".").map((part) => {
    if (part !== "n") return part;
    const index = path.levels[level]?.index ?? "";
    level += 1;
    return String(index);
  });
  return parts.join(".");
}

/** @param {string} written */
function splitKeyword(written) {
  const at = written.lastIndexOf(".");
  const last = written.slice(at + 1);
  if (at === -1 || (last !== "_children" && last !== "_count")) return null;
  return { parent: written.slice(0, at), last };
}

/** @param {string | undefined} text */
function plainNumber(text) {
  const number = text === undefined || text.trim() === "" ? NaN : Number(text);
  return Number.isNaN(number) ? null : number;
}

/** Whether the text has no lone surrogate: such text cannot be sent or stored. @param {string} text */
function wellFormed(text) {
  return !/\p{Surrogate}/u.test(text);
}
