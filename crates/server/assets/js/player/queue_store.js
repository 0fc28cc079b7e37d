// Entries that are not acknowledged, kept on this device until they are. The
// app's page keeps them for the player that it frames, since all packages share
// the content origin's storage; a player in a window of its own keeps them itself.

/** @import { Entry } from "../scorm/run_time.js" */
/**
 * @typedef {{person: string, attempt: string}} Owner
 * @typedef {{launch: string, generation: number, delivery: number, entries: Entry[]}} Queue
 * @typedef {Owner & {launch: string, generation: number, delivery: number, n: number, entry: Entry}} Row
 */

const STORE = "entries";

export class QueueStore {
  /** @type {Promise<IDBDatabase> | null} */
  #database = null;

  /** @param {Owner} owner */
  constructor(owner) {
    this.owner = owner;
  }

  /** @param {Queue} queue entries to add */
  async keep({ launch, generation, delivery, entries }) {
    await this.#run("readwrite", (store) => {
      for (const entry of entries) {
        store.put({ ...this.owner, launch, generation, delivery, n: entry.n, entry });
      }
    });
  }

  /** @param {string} launch @param {number} mark entries up to it are stored */
  async drop(launch, mark) {
    const rows = await this.#rows();
    await this.#run("readwrite", (store) => {
      for (const row of rows) if (row.launch === launch && row.n <= mark) store.delete(key(row));
    });
  }

  /** @param {{launch: string, generation: number}[]} queues what the server has taken */
  async settle(queues) {
    const rows = await this.#rows();
    const isSettled = (/** @type {Row} */ row) =>
      queues.some((it) => it.launch === row.launch && it.generation === row.generation);
    await this.#run("readwrite", (store) => {
      for (const row of rows) if (isSettled(row)) store.delete(key(row));
    });
  }

  /** @returns {Promise<Queue[]>} what was kept, oldest first */
  async queues() {
    return grouped(await this.#rows());
  }

  /** @returns {Promise<Row[]>} */
  async #rows() {
    const { person, attempt } = this.owner;
    const range = IDBKeyRange.bound([person, attempt], [person, attempt, []]);
    /** @type {IDBRequest<Row[]> | null} */
    let request = null;
    await this.#run("readonly", (store) => {
      request = store.getAll(range);
    });
    return /** @type {IDBRequest<Row[]> | null} */ (request)?.result ?? [];
  }

  /**
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => void} work
   */
  async #run(mode, work) {
    this.#database ??= open();
    const database = await this.#database;
    await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      transaction.oncomplete = () => resolve(undefined);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
      work(transaction.objectStore(STORE));
    });
  }
}

/**
 * @param {Row[]} rows in the order of their keys
 * @returns {Queue[]}
 */
export function grouped(rows) {
  /** @type {Queue[]} */
  const queues = [];
  for (const { launch, generation, delivery, entry } of rows) {
    const last = queues.at(-1);
    if (last && last.launch === launch && last.generation === generation) {
      last.entries.push(entry);
      last.delivery = delivery;
    } else queues.push({ launch, generation, delivery, entries: [entry] });
  }
  return queues.sort((a, b) => a.generation - b.generation);
}

/** @param {Row} row */
function key({ person, attempt, launch, generation, n }) {
  return [person, attempt, launch, generation, n];
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("obuka-queue", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(STORE, { keyPath: ["person", "attempt", "launch", "generation", "n"] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}
