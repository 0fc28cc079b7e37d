// A running Obuka and its automation interface (docs/automation.md). Without
// OBUKA and TOKEN a server of its own is started, in a folder that goes away.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, openAsBlob, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const STARTS_WITHIN_MS = 30_000;

/** @returns {Promise<Obuka>} */
export async function open() {
  const { OBUKA, TOKEN } = process.env;
  if (OBUKA && TOKEN) return new Obuka(OBUKA, TOKEN, async () => {});
  return start();
}

/** @returns {string} */
function binary() {
  const known = [process.env.BINARY, join(ROOT, "target/release/obuka"), join(ROOT, "target/debug/obuka")];
  const found = known.find((it) => it && existsSync(it));
  if (!found) throw new Error("no obuka to run: build it (cargo build --release), or set BINARY");
  return found;
}

/** @returns {Promise<Obuka>} */
async function start() {
  const program = binary();
  const data = mkdtempSync(join(tmpdir(), "obuka-conformance-"));
  const port = Number(process.env.PORT ?? 28_080);
  const address = `http://localhost:${port}`;
  const env = {
    ...process.env,
    OBUKA_DATA: data,
    OBUKA_APP_ORIGIN: address,
    OBUKA_CONTENT_ORIGIN: `http://localhost:${port + 1}`,
  };
  if (await fetch(`${address}/health`).catch(() => null)) throw new Error(`something runs at ${address}: set PORT`);
  const log = openSync(join(data, "log"), "w");
  const server = spawn(program, ["serve"], { env, stdio: ["ignore", log, log] });
  process.once("exit", () => server.kill());
  const stop = async () => {
    server.kill();
    if (server.exitCode === null) await new Promise((resolve) => server.once("exit", resolve));
    rmSync(data, { recursive: true, force: true });
  };
  await healthy(address, server);
  const made = spawnSync(program, ["create-token", "--role", "administrator"], { env, encoding: "utf8" });
  const token = made.stdout.trim().split("\n").pop();
  if (!token) throw new Error(`no token: ${made.stderr}`);
  return new Obuka(address, token, stop);
}

/** @param {string} address @param {import("node:child_process").ChildProcess} server */
async function healthy(address, server) {
  const until = Date.now() + STARTS_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`${address}/health`).catch(() => null);
    if (answer?.ok) return;
    if (server.exitCode !== null || until < Date.now()) throw new Error("the server does not start");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What a request was refused with. */
export class Refused extends Error {
  /** @param {number} status @param {any} problem */
  constructor(status, problem) {
    super(`${status} ${problem.title ?? ""}: ${problem.detail ?? ""}`);
    this.status = status;
    this.problem = problem;
  }
}

export class Obuka {
  #people = 0;

  /** @param {string} address @param {string} token @param {() => Promise<void>} stop */
  constructor(address, token, stop) {
    this.address = address;
    this.token = token;
    this.stop = stop;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {any} [body]
   * @returns {Promise<any>}
   */
  async ask(method, path, body) {
    const isFile = body instanceof Blob;
    const type = isFile ? "application/zip" : "application/json";
    const response = await fetch(`${this.address}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, "content-type": type },
      body: body === undefined || isFile ? body : JSON.stringify(body),
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Refused(response.status, answer);
    return answer;
  }

  /** @param {string} zip the file's path @param {"strict" | "lenient"} [profile] @returns {Promise<any>} */
  async import(zip, profile = "lenient") {
    const name = encodeURIComponent(basename(zip));
    const query = `publish=true&profile=${profile}&file_name=${name}`;
    return this.ask("POST", `/packages?${query}`, await openAsBlob(zip));
  }

  /** @param {string} title @param {string} version @returns {Promise<{course: string, step: string}>} */
  async course(title, version) {
    const steps = [{ version_id: version, rule: "completed" }];
    const made = await this.ask("POST", "/courses", { title, language: "en", published: true, steps });
    return { course: made.id, step: made.steps[0].id };
  }

  /** @returns {Promise<string>} the id of a new learner */
  async learner() {
    this.#people += 1;
    const email = `learner-${Date.now()}-${this.#people}@example.org`;
    const person = { given_name: "Mila", family_name: "Ilić", email };
    return (await this.ask("POST", "/people", person)).id;
  }

  /** @param {string} person @param {string} course @returns {Promise<string>} */
  async enrol(person, course) {
    return (await this.ask("POST", "/enrolments", { person_id: person, course_id: course })).id;
  }

  /** @param {string} enrolment @param {string} step @returns {Promise<{url: string, attempt_id: string}>} */
  async launch(enrolment, step) {
    const body = { step_id: step, mode: "normal", language: "en" };
    return this.ask("POST", `/enrolments/${enrolment}/launch`, body);
  }

  /** @param {string} id @returns {Promise<any>} */
  async attempt(id) {
    return this.ask("GET", `/attempts/${id}`);
  }
}
