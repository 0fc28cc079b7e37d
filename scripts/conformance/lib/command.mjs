// The command line of the scripts: a folder, and words that choose from it.
import { readdirSync } from "node:fs";
import { resolve } from "node:path";

/**
 * `FOLDER [WORD…] [--name value]`. A word chooses every file whose name contains it.
 *
 * @param {string} usage
 * @returns {{folder: string, words: string[], options: Record<string, string>}}
 */
export function command(usage) {
  const given = process.argv.slice(2);
  const words = [];
  /** @type {Record<string, string>} */
  const options = {};
  while (0 < given.length) {
    const word = given.shift() ?? "";
    if (word === "--help") stop(usage);
    else if (word.startsWith("--")) options[word.slice(2)] = given.shift() ?? stop(usage);
    else words.push(word);
  }
  const folder = words.shift();
  if (folder === undefined) stop(usage);
  return { folder: resolve(folder), words, options };
}

/** @param {string} usage @returns {never} */
function stop(usage) {
  console.error(usage);
  process.exit(2);
}

/** @param {string} folder @param {string[]} words @returns {string[]} the names of the zips, in order */
export function zips(folder, words) {
  return readdirSync(folder)
    .filter((name) => name.toLowerCase().endsWith(".zip"))
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
}

/**
 * Works through `list`, a few at once.
 *
 * @template T
 * @param {T[]} list
 * @param {number} atOnce
 * @param {(it: T) => Promise<void>} work
 */
export async function each(list, atOnce, work) {
  const left = [...list];
  const worker = async () => {
    for (let it = left.shift(); it !== undefined; it = left.shift()) await work(it);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
