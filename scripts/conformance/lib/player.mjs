// The player page, by its marks (docs/automation.md).
import { waitFor } from "./browser.mjs";

/** How long the player may take to show what was asked for. */
const SETTLES_WITHIN_MS = 8000;

export class Player {
  /** @param {any} page */
  constructor(page) {
    this.page = page;
  }

  /** @returns {Promise<string>} `delivering`, `ended` or `none` */
  async session() {
    return (await this.page.getAttribute("[data-session]", "data-session")) ?? "none";
  }

  /** @returns {any} the frame of the SCO, if there is one */
  sco() {
    return this.page.frame({ name: "sco" });
  }

  /** @param {string} name @returns {Promise<boolean>} */
  async isOffered(name) {
    return this.page.evaluate(isOffered, name);
  }

  /** @param {string} name @returns {Promise<boolean>} whether there was such a button to click */
  async click(name) {
    const isThere = await waitFor(() => this.isOffered(name), SETTLES_WITHIN_MS);
    if (isThere) await this.page.evaluate(click, name);
    return isThere ?? false;
  }

  /** Nothing is on its way to the server. @returns {Promise<boolean>} */
  async settled() {
    const isStill = () => this.page.evaluate(() => !document.querySelector('[aria-busy="true"]'));
    return (await waitFor(isStill, SETTLES_WITHIN_MS)) ?? false;
  }

  /**
   * What the table of contents says about an item.
   *
   * @param {string} title
   * @returns {Promise<{isVisible: boolean, isSelectable: boolean}>}
   */
  async item(title) {
    return this.page.evaluate(item, { title, isClick: false });
  }

  /** @param {string} title @returns {Promise<boolean>} whether it could be chosen */
  async choose(title) {
    const canBeChosen = async () => (await this.item(title)).isSelectable;
    const isThere = await waitFor(canBeChosen, SETTLES_WITHIN_MS);
    if (isThere) await this.page.evaluate(item, { title, isClick: true });
    return isThere ?? false;
  }

  /** Whether the table of contents is there, with something to choose. @returns {Promise<boolean>} */
  async hasToc() {
    return this.page.evaluate(() => {
      const items = [...document.querySelectorAll("#toc [data-item]:not([aria-disabled])")];
      return document.getElementById("toc")?.hidden === false && 0 < items.length;
    });
  }

  /** Where the course leaves the beginning to the learner, its first item. */
  async chooseFirst() {
    const isReady = async () => (await this.session()) === "delivering" || (await this.hasToc());
    await waitFor(isReady, SETTLES_WITHIN_MS);
    if (!this.sco()) await this.page.evaluate(chooseFirst);
  }

  /** Leaves for good, if the player offers it. @returns {Promise<string>} the session then */
  async finish() {
    if ((await this.session()) !== "ended" && (await this.isOffered("exitAll"))) await this.click("exitAll");
    await waitFor(async () => (await this.session()) === "ended", SETTLES_WITHIN_MS);
    return this.session();
  }
}

// These run in the page; menus that are folded away count as there.

/** @param {string} name */
function isOffered(name) {
  const buttons = [...document.querySelectorAll(`[data-nav="${name}"]`)];
  return buttons.some((it) => it instanceof HTMLButtonElement && !it.disabled && !it.closest("[hidden]"));
}

/** @param {string} name */
function click(name) {
  const buttons = [...document.querySelectorAll(`[data-nav="${name}"]`)];
  for (const it of buttons) if (it instanceof HTMLButtonElement && !it.disabled) return it.click();
}

function chooseFirst() {
  const line = document.querySelector("#toc [data-item]:not([aria-disabled])");
  if (line instanceof HTMLElement) line.click();
}

/** @param {{title: string, isClick: boolean}} wanted */
function item({ title, isClick }) {
  const toc = document.getElementById("toc");
  const lines = toc?.hidden === false ? [...toc.querySelectorAll("[data-item]")] : [];
  const titleOf = (/** @type {Element} */ it) => it.querySelector("span:nth-of-type(2)")?.textContent?.trim();
  const found = lines.find((it) => titleOf(it) === title);
  const isSelectable = found !== undefined && found.getAttribute("aria-disabled") !== "true";
  if (isClick && isSelectable && found instanceof HTMLElement) found.click();
  return { isVisible: found !== undefined, isSelectable };
}
