// What a trainer pretends in a trial: the page around the player says it, and
// here it happens to the module as it would to a learner's.

/** @import { Link } from "./link.js" */
/** @import { Keeper } from "./keeper.js" */
/** @import { Player } from "./player.js" */
/** @import { Screen } from "./screen.js" */
/**
 * @typedef {{completion: string, success: string, score: string, ends: boolean}} Said
 * @typedef {"said" | "nothing" | "early" | "over" | "refused"} Outcome
 */

/**
 * What a module would set to say so; an empty field says nothing.
 *
 * @param {string} model
 * @param {Said} said
 * @returns {[string, string][]}
 */
export function values(model, { completion, success, score }) {
  /** @type {[string, string][]} */
  const all =
    model === "1.2"
      ? [
          ["cmi.core.score.raw", score],
          ["cmi.core.lesson_status", completion],
        ]
      : [
          ["cmi.score.scaled", score === "" ? "" : String(Number(score) / 100)],
          ["cmi.score.raw", score],
          ["cmi.success_status", success],
          ["cmi.completion_status", completion],
        ];
  return all.filter(([, value]) => value !== "");
}

/**
 * Makes the calls through the very object that the module uses.
 *
 * @param {any} globals the player's window
 * @param {Pick<Player, "phase">} player
 * @param {Said} said
 * @returns {Outcome}
 */
export function say(globals, player, said) {
  const is12 = Boolean(globals.API);
  const api = globals.API ?? globals.API_1484_11;
  const calls = values(is12 ? "1.2" : "2004", said);
  if (!api || (calls.length === 0 && !said.ends)) return "nothing";
  if (player.phase === "not_initialized") return "early";
  if (player.phase !== "running") return "over";
  const prefix = is12 ? "LMS" : "";
  const answers = calls.map(([element, value]) => api[`${prefix}SetValue`](element, value));
  api[`${prefix}Commit`]("");
  if (said.ends) api[is12 ? "LMSFinish" : "Terminate"]("");
  return answers.includes("false") ? "refused" : "said";
}

export class Pretence {
  /** The calls that are being made are the trainer's. */
  speaks = false;

  /**
   * @param {{link: Link, keeper: Keeper, player: Player, screen: Screen,
   *   window: Window & typeof globalThis}} parts
   */
  constructor({ link, keeper, player, screen, window }) {
    this.link = link;
    this.keeper = keeper;
    this.player = player;
    this.screen = screen;
    this.window = window;
    keeper.onPretend = (message) => this.#hear(message);
  }

  /** @param {any} message */
  #hear(message) {
    switch (message.what) {
      case "circumstances":
        this.#circumstances(Boolean(message.slow), Boolean(message.off));
        break;
      case "jump":
        if (typeof message.item === "string") this.player.go(`{target=${message.item}}jump`);
        break;
      case "say":
        this.keeper.tell("pretended", { outcome: this.#say(message) });
        break;
    }
  }

  /** @param {boolean} slow @param {boolean} off */
  #circumstances(slow, off) {
    const isBack = this.link.isOff && !off;
    this.link.isSlow = slow;
    this.screen.isSlow = slow;
    this.link.isOff = off;
    // What waited for the network is told that it is there.
    if (isBack) this.window.dispatchEvent(new Event("online"));
  }

  /** @param {any} message */
  #say(message) {
    this.speaks = true;
    try {
      return say(this.window, this.player, {
        completion: String(message.completion ?? ""),
        success: String(message.success ?? ""),
        score: String(message.score ?? ""),
        ends: Boolean(message.ends),
      });
    } finally {
      this.speaks = false;
    }
  }
}
