// Chromium by playwright-core, which is fetched into the target folder when it
// is first needed (PLAYWRIGHT names another folder that has it).
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = process.env.PLAYWRIGHT ?? fileURLToPath(new URL("../../../target/conformance", import.meta.url));
const PLAYWRIGHT = "playwright-core@1.56";

/** @returns {Promise<any>} a browser of playwright-core */
export async function browser() {
  if (!existsSync(join(FOLDER, "node_modules/playwright-core"))) {
    mkdirSync(FOLDER, { recursive: true });
    const npm = ["install", "--prefix", FOLDER, "--no-save", "--no-audit", "--no-fund", PLAYWRIGHT];
    if (spawnSync("npm", npm, { stdio: "inherit" }).status !== 0) throw new Error("npm cannot fetch playwright-core");
  }
  const { chromium } = createRequire(join(FOLDER, "index.js"))("playwright-core");
  const executablePath = process.env.CHROMIUM ?? onPath("chromium");
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"] });
}

/** @param {string} program @returns {string} */
function onPath(program) {
  const folders = (process.env.PATH ?? "").split(":");
  const found = folders.map((it) => join(it, program)).find((it) => existsSync(it));
  if (!found) throw new Error(`${program} is not on the PATH`);
  return found;
}

/**
 * Waits until `check` gives something.
 *
 * @template T
 * @param {() => Promise<T | null | undefined | false>} check
 * @param {number} withinMs
 * @param {number} [everyMs]
 * @returns {Promise<T | null>} null when it does not come
 */
export async function waitFor(check, withinMs, everyMs = 150) {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await check().catch(() => null);
    if (found) return found;
    if (until < Date.now()) return null;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
