// Checks a value against the type that the data model gives its element.
// Twin of `crates/course-runtime/src/cmi/value_type.rs`, `response.rs` and
// `languages.rs`; change both, then run `cargo test -p course-runtime --test vectors --test
// differential` (shared vectors, then random calls against the Rust side).

/**
 * @typedef {{kind: "text", max_chars: number, promised: number}
 *   | {kind: "language_text", max_chars: number, promised: number, language: LanguageTag}
 *   | {kind: "language", language: LanguageTag, max_chars: number}
 *   | {kind: "pattern", pattern: string, max_chars: number}
 *   | {kind: "real", pattern: string, min: number | null, max: number | null, blank: boolean}
 *   | {kind: "vocabulary", tokens: string[]}
 *   | {kind: "timestamp", pattern: string, min_year: number, max_year: number}
 *   | {kind: "any_of", types: ValueType[]}
 *   | {kind: "response", part: ResponsePart, interaction_type: string, max_chars: number}
 * } ValueType
 * @typedef {"learner_response" | "correct_pattern"} ResponsePart
 * @typedef {{name: string, value: ValueType}} Prefix
 * @typedef {{kind: "value", value: ValueType}
 *   | {kind: "pair", separator: string, first: ValueType, second: Item}
 *   | {kind: "range", separator: string, pattern: string, otherwise: ValueType | null}
 * } Item
 * @typedef {{prefixes: Prefix[], separator: string | null, empty: boolean,
 *   unique_items: boolean, item: Item}} Format
 * @typedef {{name: string, learner_response: Format, correct_pattern: Format,
 *   max_patterns: number | null, unique_patterns: "no" | "exactly" | "as_set"}} ResponseType
 * @typedef {{pattern: string, registered: boolean}} LanguageTag
 * @typedef {{codes: string, local_use: [string, string]}} Languages
 * @typedef {(tag: string) => boolean} LanguageCheck
 * @typedef {"type_mismatch" | "out_of_range"} ValueFault
 */

/** Longest number read as one; more digits are a type mismatch on both sides. */
const MAX_NUMBER_CHARS = 100;

/** @type {Map<string, RegExp>} each pattern is compiled once */
const compiled = new Map();

/**
 * Checks `value`; a `response` is checked by the run-time, which knows the
 * interaction's type, and here only for its length.
 *
 * @param {ValueType} type
 * @param {string} value
 * @param {LanguageCheck} isKnown
 * @returns {ValueFault | null}
 */
export function valueFault(type, value, isKnown) {
  switch (type.kind) {
    case "text":
    case "response":
      return unless(fits(value, type.max_chars));
    case "language_text": {
      const prefix = splitPrefix(value, "lang");
      if (!prefix) return unless(fits(value, type.max_chars));
      return unless(fits(prefix.rest, type.max_chars) && acceptsTag(type.language, prefix.tag, isKnown));
    }
    case "language":
      return unless(fits(value, type.max_chars) && acceptsTag(type.language, value, isKnown));
    case "pattern":
      return unless(fits(value, type.max_chars) && matches(type.pattern, value));
    case "vocabulary":
      return unless(type.tokens.includes(value));
    case "real": {
      if (type.blank && value === "") return null;
      const number = toNumber(value, type.pattern);
      if (number === null) return "type_mismatch";
      const tooLow = type.min !== null && number < type.min;
      const tooHigh = type.max !== null && type.max < number;
      return tooLow || tooHigh ? "out_of_range" : null;
    }
    case "timestamp":
      return unless(matches(type.pattern, value) && dayExists(value, type.min_year, type.max_year));
    case "any_of":
      return unless(type.types.some((it) => valueFault(it, value, isKnown) === null));
  }
}

/**
 * Whether the value is longer than the specification promises to a SCO.
 *
 * @param {ValueType} type
 * @param {string} value
 */
export function exceedsPromise(type, value) {
  if (type.kind === "text") return !fits(value, type.promised);
  if (type.kind !== "language_text") return false;
  return !fits(splitPrefix(value, "lang")?.rest ?? value, type.promised);
}

/**
 * @param {Format} format
 * @param {string} value
 * @param {LanguageCheck} isKnown
 * @returns {ValueFault | null}
 */
export function formatFault(format, value, isKnown) {
  const text = stripPrefixes(format, value, isKnown);
  if (text === null) return "type_mismatch";
  if (text === "") return unless(format.empty);
  if (format.separator === null) return unless(acceptsItem(format.item, text, isKnown));
  const items = text.split(format.separator);
  const unique = !format.unique_items || new Set(items).size === items.length;
  return unless(unique && items.every((item) => acceptsItem(format.item, item, isKnown)));
}

/**
 * Whether a second correct response would say the same as a first.
 *
 * @param {ResponseType} response
 * @param {string} one
 * @param {string} other
 */
export function samePattern(response, one, other) {
  switch (response.unique_patterns) {
    case "no":
      return false;
    case "exactly":
      return one === other;
    case "as_set": {
      const separator = response.correct_pattern.separator ?? ",";
      const items = (/** @type {string} */ it) => JSON.stringify(it.split(separator).sort());
      return one === other || items(one) === items(other);
    }
  }
}

/**
 * Whether the language of a tag, which its pattern accepts, is a known one. `i`
 * and `x` are not looked up: what follows them is registered elsewhere, or
 * private.
 *
 * @param {Languages | null} languages
 * @returns {LanguageCheck}
 */
export function languageCheck(languages) {
  if (!languages) return () => false;
  const codes = new Set(languages.codes.split(" "));
  const [first, last] = languages.local_use;
  return (tag) => {
    const code = tag.split("-", 1)[0].toLowerCase();
    return code.length === 1 || (code.length === 3 && first <= code && code <= last) || codes.has(code);
  };
}

/**
 * Counts Unicode scalar values, as Rust's `chars` does; `length` would count
 * UTF-16 units and refuse text that the server accepts.
 *
 * @param {string} value well-formed
 */
export function charCount(value) {
  let count = value.length;
  for (let at = 0; at < value.length; at += 1) {
    if ((value.charCodeAt(at) & 0xfc00) === 0xd800) count -= 1;
  }
  return count;
}

/**
 * The text after the prefixes, or null if one of them is malformed. A second
 * prefix of the same name is text.
 *
 * @param {Format} format
 * @param {string} value
 * @param {LanguageCheck} isKnown
 */
function stripPrefixes(format, value, isKnown) {
  let text = value;
  const open = [...format.prefixes];
  for (;;) {
    const at = open.findIndex((it) => splitPrefix(text, it.name) !== null);
    if (at === -1) return text;
    const prefix = splitPrefix(text, open[at].name);
    if (!prefix || valueFault(open[at].value, prefix.tag, isKnown) !== null) return null;
    open.splice(at, 1);
    text = prefix.rest;
  }
}

/**
 * @param {Item} item
 * @param {string} text
 * @param {LanguageCheck} isKnown
 * @returns {boolean}
 */
function acceptsItem(item, text, isKnown) {
  if (item.kind === "value") return valueFault(item.value, text, isKnown) === null;
  const at = text.indexOf(item.separator);
  if (at === -1) {
    return item.kind === "range" && item.otherwise !== null && valueFault(item.otherwise, text, isKnown) === null;
  }
  const left = text.slice(0, at);
  const right = text.slice(at + item.separator.length);
  if (item.kind === "pair") {
    if ((left === "" && right === "") || right.includes(item.separator)) return false;
    return valueFault(item.first, left, isKnown) === null && acceptsItem(item.second, right, isKnown);
  }
  const low = left === "" ? -Infinity : toNumber(left, item.pattern);
  const high = right === "" ? Infinity : toNumber(right, item.pattern);
  return low !== null && high !== null && low <= high;
}

/**
 * @param {LanguageTag} language
 * @param {string} tag
 * @param {LanguageCheck} isKnown
 */
function acceptsTag(language, tag, isKnown) {
  return matches(language.pattern, tag) && (!language.registered || isKnown(tag));
}

/**
 * The number that `value` is, if the pattern says that it is one.
 *
 * @param {string} value
 * @param {string} pattern
 */
function toNumber(value, pattern) {
  if (MAX_NUMBER_CHARS < value.length || !matches(pattern, value)) return null;
  return Number(value);
}

/**
 * `{lang=en}rest` with name `lang` is `en` and `rest`.
 *
 * @param {string} value
 * @param {string} name
 */
function splitPrefix(value, name) {
  const start = `{${name}=`;
  const end = value.indexOf("}", start.length);
  if (!value.startsWith(start) || end === -1) return null;
  return { tag: value.slice(start.length, end), rest: value.slice(end + 1) };
}

/**
 * The pattern has made sure that year, month and day stand where they belong.
 *
 * @param {string} value
 * @param {number} minYear
 * @param {number} maxYear
 */
function dayExists(value, minYear, maxYear) {
  const year = Number(value.slice(0, 4));
  const month = Number(value.slice(5, 7) || 1);
  const day = Number(value.slice(8, 10) || 1);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return minYear <= year && year <= maxYear && 1 <= day && day <= days;
}

/**
 * @param {string} pattern
 * @param {string} value
 */
function matches(pattern, value) {
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = new RegExp(pattern, "u");
    compiled.set(pattern, expression);
  }
  return expression.test(value);
}

/**
 * @param {string} value
 * @param {number} maxChars
 */
function fits(value, maxChars) {
  return value.length <= maxChars || charCount(value) <= maxChars;
}

/**
 * @param {boolean} accepted
 * @returns {"type_mismatch" | null}
 */
function unless(accepted) {
  return accepted ? null : "type_mismatch";
}
