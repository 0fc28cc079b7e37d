// The player page: puts the SCORM API where SCOs look for it, shows what the
// server delivers, and says how far everything is saved.
import { createApi as createApi12 } from "../scorm/api_12.js";
import { createApi as createApi2004 } from "../scorm/api_2004.js";
import { Keeper } from "./keeper.js";
import { Link } from "./link.js";
import { Player } from "./player.js";
import { Screen } from "./screen.js";

const { body } = document;
const texts = JSON.parse(JSON.parse(document.getElementById("texts")?.textContent ?? '"{}"'));
const keeper = new Keeper({
  owner: { person: body.dataset.person ?? "", attempt: body.dataset.attempt ?? "" },
  appOrigin: body.dataset.appOrigin ?? "",
  window,
});
const link = new Link(new URL(".", location.href).href, {
  fetch: window.fetch.bind(window),
  XMLHttpRequest,
  sendBeacon: navigator.sendBeacon.bind(navigator),
});
const screen = new Screen({ document, window, texts, apis: { "1.2": createApi12, 2004: createApi2004 } });

/** @type {Map<string, Promise<any>>} */
const models = new Map();

/** @param {string} name @returns {Promise<any>} */
function model(name) {
  const known = models.get(name);
  if (known) return known;
  const loading = fetch(`${body.dataset.assets}/js/scorm/cmi-${name}.json`).then((response) => {
    if (!response.ok) throw new Error(`the data model ${name}: ${response.status}`);
    return response.json();
  });
  models.set(name, loading);
  return loading;
}

const isTrial = "trial" in body.dataset;
/** @type {import("./pretend.js").Pretence | null} */
let pretence = null;
const player = new Player({
  link,
  keeper,
  screen,
  models: model,
  window,
  onCall: isTrial ? (call) => keeper.tell("call", { call: { ...call, pretended: pretence?.speaks } }) : undefined,
});
screen.onNavigate = (request) => player.go(request);
screen.onContinueHere = () => location.reload();
if (isTrial) {
  const { Pretence } = await import("./pretend.js");
  pretence = new Pretence({ link, keeper, player, screen, window });
}
await player.begin();
