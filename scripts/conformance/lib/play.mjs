// One package in the browser: to its first slide, a little further, and out.
import { waitFor } from "./browser.mjs";
import { Player } from "./player.mjs";

const SLIDE_WITHIN_MS = 15_000;
/** A SCO looks for its API when it loads, some of them a little later. */
const API_WITHIN_MS = 2500;
const DRIVE_MS = 2000;
const STORED_WITHIN_MS = 6000;
/** All of it. A package that closes its window may leave a question to a page that is gone. */
const WHOLE_WITHIN_MS = 90_000;
const CLOSES_WITHIN_MS = 5000;
const API_NAMES = /LMSInitialize|API_1484_11/;
const ABOUT_THE_API = /\bAPI\b|LMS|SCORM|cmi\.|Initiali[sz]e|Terminate|pipwerks/i;

/**
 * @param {any} chromium
 * @param {string} url
 * @param {string} [picture] where to keep one of the first slide
 * @returns {Promise<{slide: boolean, speaks: boolean, complaints: string[]}>} `speaks`: some
 *   script that was loaded knows the API's names
 */
export async function play(chromium, url, picture) {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
  /** @type {Set<string>} */
  const complaints = new Set();
  let hasCalled = false;
  let speaks = false;
  context.on("page", (/** @type {any} */ page) => {
    const note = (/** @type {string} */ text) => ABOUT_THE_API.test(text) && complaints.add(text.slice(0, 200));
    page.on("console", (/** @type {any} */ it) => it.type() === "error" && note(it.text()));
    page.on("pageerror", (/** @type {any} */ error) => note(String(error.message)));
    page.on("dialog", (/** @type {any} */ dialog) => {
      note(dialog.message());
      dialog.accept().catch(() => {});
    });
    page.on("response", async (/** @type {any} */ response) => {
      if (speaks || !/\/f\/(?!.*\/js\/(player|scorm)\/).*\.(js|html?|php|asp)([?#]|$)/i.test(response.url())) return;
      const text = await response.text().catch(() => "");
      speaks ||= API_NAMES.test(text);
    });
    page.on("request", (/** @type {any} */ request) => {
      if (/\/commit$/.test(request.url()) && /Initialize/.test(request.postData() ?? "")) hasCalled = true;
    });
  });
  let isClosed = false;
  await context.exposeFunction("obukaSawClose", () => {
    isClosed = true;
  });
  await context.addInitScript(() => {
    const close = window.close;
    window.close = () => {
      /** @type {any} */ (window).obukaSawClose();
      return close.call(window);
    };
  });
  const work = async () => {
    const page = await context.newPage();
    page.on("close", () => (isClosed = true));
    const player = new Player(page);
    await page.goto(url);
    await player.chooseFirst();
    const slide = await firstSlide(context, player);
    if (speaks) await waitFor(async () => hasCalled, API_WITHIN_MS);
    if (picture) await page.screenshot({ path: picture, timeout: 5000 }).catch(() => {});
    if (slide) await drive(context, player, DRIVE_MS);
    // Some begin when the learner does.
    if (speaks && slide) await waitFor(async () => hasCalled, API_WITHIN_MS);
    await player.finish();
    await waitFor(async () => (await page.getAttribute("body", "data-save")) === "saved", STORED_WITHIN_MS);
    return { slide, speaks, complaints: [...complaints] };
  };
  /** @type {any} */
  let alarm;
  const late = new Promise((_, reject) => {
    const seconds = WHOLE_WITHIN_MS / 1000;
    alarm = setTimeout(() => reject(new Error(`not done after ${seconds} s`)), WHOLE_WITHIN_MS);
  });
  const doing = work();
  doing.catch(() => {});
  try {
    return await Promise.race([doing, late]);
  } catch (error) {
    throw isClosed ? new Error("closes its window") : error;
  } finally {
    clearTimeout(alarm);
    await Promise.race([context.close().catch(() => {}), new Promise((done) => setTimeout(done, CLOSES_WITHIN_MS))]);
  }
}

/** @param {any} context @param {Player} player @returns {Promise<boolean>} */
async function firstSlide(context, player) {
  const isThere = async () => {
    const windows = context.pages().filter((/** @type {any} */ it) => it !== player.page);
    const frames = [player.sco(), ...windows.map((/** @type {any} */ it) => it.mainFrame())].filter(Boolean);
    for (const frame of frames) if (await showsSomething(frame)) return true;
    return false;
  };
  return (await waitFor(isThere, SLIDE_WITHIN_MS, 400)) ?? false;
}

/** The frame or one inside it. @param {any} frame @returns {Promise<boolean>} */
async function showsSomething(frame) {
  if (await frame.evaluate(hasContent).catch(() => false)) return true;
  for (const child of frame.childFrames()) if (await showsSomething(child)) return true;
  return false;
}

/** @returns {boolean} runs in the frame */
function hasContent() {
  if (document.readyState === "loading" || location.href === "about:blank" || !document.body) return false;
  const isSeen = (/** @type {Element} */ it) => {
    const { width, height } = it.getBoundingClientRect();
    return 30 < width && 30 < height && getComputedStyle(it).visibility !== "hidden";
  };
  if (document.contentType === "application/pdf" || /^(image|video)\//.test(document.contentType)) return true;
  if (0 < document.body.innerText.trim().length) return true;
  if ([...document.querySelectorAll("img, svg, canvas, video, object, embed, input, button")].some(isSeen)) return true;
  const isPainted = (/** @type {Element} */ it) => getComputedStyle(it).backgroundImage !== "none";
  return [...document.querySelectorAll("div, span, a")].some((it) => isPainted(it) && isSeen(it));
}

/**
 * Clicks what looks like going on, wherever it is; else the middle of the SCO.
 *
 * @param {any} context
 * @param {Player} player
 * @param {number} forMs
 */
async function drive(context, player, forMs) {
  let blindClicks = 0;
  const until = Date.now() + forMs;
  while (Date.now() < until) {
    let hasClicked = false;
    for (const page of context.pages()) {
      for (const frame of page.frames()) {
        if (frame === page.mainFrame() && page.url().includes("/p/")) continue;
        hasClicked = (await frame.evaluate(goOn).catch(() => false)) || hasClicked;
      }
    }
    if (!hasClicked && 2 < ++blindClicks) return;
    if (!hasClicked) await clickMiddle(player);
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
}

/** @param {Player} player */
async function clickMiddle(player) {
  const box = await player.page.locator('iframe[name="sco"]').boundingBox({ timeout: 500 }).catch(() => null);
  if (box) await player.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** @returns {boolean} runs in the frame: clicks one thing that leads on */
function goOn() {
  const leads = /^(next|continue|start|begin|launch|forward|submit|ok|yes|play|weiter|siguiente|comenzar|suivant|далее|начать|поехали|>|»|→)/i;
  const words = (/** @type {Element} */ it) =>
    [it.textContent, it.getAttribute("aria-label"), it.getAttribute("title"), it.getAttribute("value"), it.id]
      .map((text) => (text ?? "").trim())
      .filter((text) => text !== "");
  const buttons = document.querySelectorAll('button, a, [role="button"], input[type="button"], input[type="submit"]');
  const leaves = [...document.querySelectorAll("div, span, td")].filter((it) => it.childElementCount === 0 && (it.textContent ?? "").trim().length < 20);
  for (const it of [...buttons, ...leaves]) {
    const { width, height } = it.getBoundingClientRect();
    if (width === 0 || height === 0 || !(it instanceof HTMLElement)) continue;
    if (words(it).some((text) => leads.test(text))) {
      it.click();
      return true;
    }
  }
  return false;
}
