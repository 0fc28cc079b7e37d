// The table of docs/conformance/packages.md.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** @param {string} folder @returns {Map<string, string>} the public repository and path of each file */
function sources(folder) {
  const index = join(folder, "INDEX.tsv");
  if (!existsSync(index)) return new Map();
  const lines = readFileSync(index, "utf8").split("\n").slice(1);
  return new Map(lines.map((it) => it.split("\t")).map((it) => [it[0], it[3] ?? ""]));
}

/** @param {any} row @returns {string} */
function result(row) {
  if (row.error) return `error: ${row.error}`;
  if (!row.imported) return `refused: ${row.checks.map((/** @type {string} */ it) => `\`${it}\``).join(", ")}`;
  if (!row.slide) return "**no first slide**";
  if (row.initialised) return `plays: ${row.status || "nothing stored"}`;
  return row.speaks ? "first slide, **not initialised**" : "plays; its content never calls the API";
}

const NAMES = /** @type {Record<string, string>} */ ({
  scorm_1_2: "1.2",
  scorm_2004_2nd: "2004 2nd",
  scorm_2004_3rd: "2004 3rd",
  scorm_2004_4th: "2004 4th",
});

/** @param {string} folder @param {any[]} rows @returns {string} */
export function markdown(folder, rows) {
  const known = sources(folder);
  const cell = (/** @type {string} */ text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const lines = rows.map((row) => {
    const source = (known.get(row.file) ?? row.file).replace(/:\/?$/, "");
    const warnings = row.warnings.map((/** @type {string} */ it) => `\`${it}\``).join(" ");
    return `| ${cell(source)} | ${row.tool} | ${NAMES[row.standard] ?? ""} | ${cell(result(row))} | ${warnings} |`;
  });
  const head = "| Package (public repository: path) | Tool as recognised | SCORM | Result | Warnings |\n|---|---|---|---|---|";
  return `${head}\n${lines.join("\n")}\n`;
}
