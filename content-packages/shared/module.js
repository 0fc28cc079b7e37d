/* Shows one SCO (or asset) page by page: language, place, answers, result, and the talk with the run-time. */
(function () {
  "use strict";
  const Obuka = (window.Obuka = window.Obuka || {});
  const { words, make, tasks } = Obuka;
  const say = (text) => words.say(text);
  const word = (id, values) => words.word(id, values);
  const LANGUAGE_KEY = "obuka-module-language";

  let module; // what `start` was given
  let session; // null for an asset
  let state;
  let shownAt = Date.now();
  let hasResumed = false;

  const tasksOf = (page) => page.blocks.filter((block) => block.task).map((block) => block.task);
  const scoredPages = () => module.pages.filter((page) => page.scored);
  const isScored = () => scoredPages().length > 0;
  const answerTo = (task) => state.answers[task.id];
  const isDone = (page) => tasksOf(page).every((task) => answerTo(task));

  // ---- what is remembered between sessions --------------------------------------------------------------

  function fresh() {
    return { place: 0, seen: [], answers: {}, right: {}, best: null, isSettled: false };
  }

  function pack() {
    return JSON.stringify({
      l: words.tag, s: state.seen, a: state.answers, r: Object.keys(state.right), b: state.best, d: state.isSettled ? 1 : 0,
    });
  }

  function unpack(text) {
    try {
      const packed = JSON.parse(text);
      if (packed.l) words.use(packed.l);
      state.seen = packed.s.filter((id) => module.pages.some((page) => page.id === id));
      state.answers = packed.a;
      state.right = Object.fromEntries(packed.r.map((id) => [id, true]));
      state.best = packed.b;
      state.isSettled = packed.d === 1;
    } catch {
      state = fresh(); // Data of an older edition of the module: begin again rather than fail.
    }
  }

  function save() {
    if (!session) return;
    session.remember(module.pages[state.place].id, pack());
    session.commit();
  }

  // ---- language -------------------------------------------------------------------------------------------

  function fromStorage() {
    try {
      return sessionStorage.getItem(LANGUAGE_KEY);
    } catch {
      return null; // Storage may be closed to framed pages.
    }
  }

  /** The language of the page around, so that a learner keeps the face that the system shows. */
  function aroundUs() {
    try {
      return window.parent !== window ? window.parent.document.documentElement.lang : "";
    } catch {
      return ""; // A page of another site.
    }
  }

  function firstLanguage() {
    const asked = new URLSearchParams(location.search).get("lang");
    const candidates = [asked, fromStorage(), session && session.language(), aroundUs(), navigator.language];
    const found = candidates.map((tag) => words.faceFor(tag)).find(Boolean);
    words.use(found ? found.tag : "sr-Cyrl");
  }

  function changeLanguage(tag) {
    words.use(tag);
    try {
      sessionStorage.setItem(LANGUAGE_KEY, tag);
    } catch {
      // Without storage the next part asks the run-time instead.
    }
    if (session) session.setLanguage(tag);
    save();
    draw();
  }

  function languageSwitch(id) {
    return make("div", { class: "faces", role: "group", "aria-label": word("language") }, words.faces.map((face) => make("button", {
      type: "button", lang: face.tag, id: `${id}-${face.tag}`, "aria-pressed": String(face.tag === words.tag),
      onclick: () => {
        changeLanguage(face.tag);
        document.getElementById(`${id}-${face.tag}`).focus();
      },
    }, face.name)));
  }

  // ---- blocks ---------------------------------------------------------------------------------------------

  const BLOCKS = {
    p: (text) => make("p", {}, say(text)),
    lead: (text) => make("p", { class: "lead" }, say(text)),
    h: (text) => make("h2", {}, say(text)),
    list: (items) => make("ul", {}, items.map((item) => make("li", {}, say(item)))),
    steps: (items) => make("ol", { class: "steps" }, items.map((item) => make("li", {}, say(item)))),
    note: (text) => make("div", { class: "finding" }, make("p", {}, say(text))),
    warning: (text) => make("div", { class: "finding warn" }, make("p", {}, say(text))),
    terms: (pairs) => make("dl", { class: "terms" }, pairs.map(([term, meaning]) => make("div", {}, make("dt", {}, say(term)), make("dd", {}, say(meaning))))),
    scene: (lines) => make("div", { class: "scene" }, lines.map((line) => make("p", { class: line.me ? "me" : "" }, make("span", { class: "who" }, say(line.who)), say(line.says)))),
    mail: (mail) => make("article", { class: "mail" },
      make("dl", {}, make("div", {}, make("dt", {}, word("from")), make("dd", {}, say(mail.from))), make("div", {}, make("dt", {}, word("subject")), make("dd", {}, say(mail.subject)))),
      mail.text.map((text) => make("p", {}, say(text)))),
    table: (table) => make("div", { class: "table", tabindex: "0", role: "region", "aria-label": say(table.name) }, make("table", {},
      make("thead", {}, make("tr", {}, table.head.map((cell) => make("th", { scope: "col" }, say(cell))))),
      make("tbody", {}, table.rows.map((row) => make("tr", {}, row.map((cell, index) => make(index ? "td" : "th", index ? {} : { scope: "row" }, say(cell)))))))),
    art: (art) => Obuka.art(art.scene, say(art.alt)),
    print: () => make("p", { class: "no-print" }, make("button", { type: "button", class: "button", onclick: () => window.print() }, word("print"))),
  };

  function drawBlock(block, page, isPaper) {
    if (block.task) return isPaper ? tasks.onPaper(block.task) : drawTask(block.task, page);
    const [kind] = Object.keys(block);
    return BLOCKS[kind](block[kind]);
  }

  function drawTask(task, page) {
    const isAnswered = Boolean(answerTo(task));
    const box = tasks.draw(task, {
      answer: answerTo(task), isScored: Boolean(page.scored), isLocked: Boolean(page.scored) && isAnswered,
      onAnswer: (value, isRight) => answered(task, page, value, isRight),
    });
    box.id = `task-${task.id}`;
    return box;
  }

  function answered(task, page, value, isRight) {
    const isFirst = !answerTo(task);
    state.answers[task.id] = value;
    if (isRight) state.right[task.id] = true;
    else if (page.scored) delete state.right[task.id];
    if (session && isFirst) {
      const kind = tasks.KINDS[task.kind];
      session.addInteraction({
        id: `${module.id}-${task.id}`, type: kind.type, isRight, text: say(task.prompt), language: words.tag.slice(0, 2),
        response: kind.response(value), correct: kind.response(kind.correct(task)), objective: task.objective || module.objective,
        seconds: (Date.now() - shownAt) / 1000,
      });
    }
    track();
    save();
    draw();
    document.querySelector(`#task-${CSS.escape(task.id)} .feedback`).focus();
  }

  // ---- result ---------------------------------------------------------------------------------------------

  function questions() {
    return scoredPages().flatMap(tasksOf);
  }

  /** The manifest may set the mark; asking for one that it does not set is an error in SCORM 2004. */
  const passMark = () => (session && module.isMarkInManifest ? session.passMark(module.passMark) : module.passMark);

  /** Settles the test once all questions are answered: a later, lower result takes nothing back. */
  function settle() {
    if (!isScored() || state.isSettled || !questions().every(answerTo)) return;
    const all = questions();
    const percent = Math.round((100 * all.filter((task) => state.right[task.id]).length) / all.length);
    state.isSettled = true;
    if (session && (state.best === null || percent > state.best)) {
      const ids = new Set(all.map((task) => task.objective).filter(Boolean));
      for (const id of ids) {
        const mine = all.filter((task) => task.objective === id);
        const share = Math.round((100 * mine.filter((task) => state.right[task.id]).length) / mine.length);
        session.setObjective(id, share, share >= passMark());
      }
      session.setResult(percent, percent >= passMark());
    }
    state.best = Math.max(percent, state.best === null ? 0 : state.best);
  }

  function tryAgain() {
    for (const task of questions()) {
      delete state.answers[task.id];
      delete state.right[task.id];
    }
    state.isSettled = false;
    goTo(module.pages.indexOf(scoredPages()[0]));
  }

  function drawResult() {
    const all = questions();
    const right = all.filter((task) => state.right[task.id]).length;
    const percent = Math.round((100 * right) / all.length);
    const mark = passMark();
    const hasPassed = percent >= mark;
    const box = make("section", { class: `card result ${hasPassed ? "good" : "bad"}` },
      make("p", { class: "figure" }, word("percent", { percent })),
      make("div", {}, make("h2", {}, word(hasPassed ? "passed" : "failed")),
        make("p", {}, word(hasPassed ? "passedText" : "failedText", { right, total: all.length, mark })),
        state.best > percent ? make("p", {}, word("bestKept", { best: state.best })) : null,
        make("div", { class: "meter", role: "img", "aria-label": word("percent", { percent }) }, make("i", { style: `width:${percent}%` }), make("b", { style: `left:${mark}%` }))));
    const list = make("ol", { class: "answers" }, scoredPages().map((page) => {
      const isRight = tasksOf(page).every((task) => state.right[task.id]);
      return make("li", {}, make("span", { class: `tag ${isRight ? "good" : "bad"}` }, `${isRight ? "✓" : "✗"} ${word(isRight ? "right" : "wrong")}`),
        make("span", {}, say(page.title)),
        make("button", { type: "button", class: "link", onclick: () => goTo(module.pages.indexOf(page)) }, word("review")));
    }));
    return [box, list, percent < 100 ? make("p", { class: "no-print" }, make("button", { type: "button", class: "button", onclick: tryAgain }, word("again"))) : null];
  }

  // ---- going about ----------------------------------------------------------------------------------------

  function goTo(index) {
    state.place = Math.max(0, Math.min(index, module.pages.length - 1));
    const page = module.pages[state.place];
    if (!state.seen.includes(page.id)) state.seen.push(page.id);
    shownAt = Date.now();
    hasResumed = false;
    if (page.result) settle();
    track();
    save();
    draw();
    const heading = document.getElementById("heading");
    heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  /** A page counts once it was opened and its tasks were tried. */
  function progress() {
    const done = module.pages.filter((page) => state.seen.includes(page.id) && (page.scored || isDone(page)));
    return done.length / module.pages.length;
  }

  function track() {
    if (!session) return;
    session.setProgress(progress(), isScored());
    if (module.objective && !isScored() && progress() >= 1) session.setObjective(module.objective, null, true);
  }

  function next() {
    const page = module.pages[state.place];
    const open = tasksOf(page).find((task) => !answerTo(task));
    if (open) {
      const out = document.querySelector(`#task-${CSS.escape(open.id)} .feedback`);
      out.replaceChildren(make("p", { class: "finding warn" }, word("doFirst")));
      out.focus();
      out.scrollIntoView({ block: "nearest" });
      return;
    }
    goTo(state.place + 1);
  }

  function finish(navigation) {
    save();
    const isWhole = progress() >= 1 && (!isScored() || state.best >= passMark());
    const isStored = session.close(session.version === "1.2" && isWhole ? "" : "suspend", navigation);
    const text = !isStored ? "waitingText" : module.hasNext ? "savedNext" : "savedText";
    document.getElementById("app").replaceChildren(make("main", { class: "wrap closed" },
      make("h1", { id: "heading", tabindex: "-1" }, word(isStored ? "saved" : "waiting")), make("p", { class: "lead" }, word(text))));
    document.getElementById("heading").focus();
  }

  function lastActions() {
    if (!session) return [];
    if (module.hasNext) {
      const navigation = session.mayContinue() ? "continue" : undefined;
      return [make("button", { type: "button", class: "button primary big", id: "next-part", onclick: () => finish(navigation) }, module.nextName ? say(module.nextName) : word("nextPart"))];
    }
    const hasPassed = !isScored() || state.best >= passMark();
    // Not `exitAll`: whoever took the test before the lessons must be able to go back to them in the same attempt.
    return [make("button", { type: "button", class: "button primary big", id: "finish", onclick: () => finish("suspendAll") }, word(hasPassed ? "finish" : "leave"))];
  }

  // ---- the page as a whole --------------------------------------------------------------------------------

  function notices() {
    const list = [];
    if (session && !session.isConnected) list.push(word("alone"));
    else if (session && session.mode !== "normal") list.push(word("looking"));
    if (hasResumed) list.push(word("resumed"));
    return list.map((text) => make("p", { class: "notice" }, text));
  }

  /** Escape closes the list of pages and gives the focus back. */
  function closeMenu(event) {
    if (event.key !== "Escape" || !event.currentTarget.open) return;
    event.currentTarget.open = false;
    event.currentTarget.querySelector("summary").focus();
  }

  function drawHeader() {
    const count = module.pages.length;
    const place = word("page", { page: state.place + 1, pages: count });
    const reached = (index) => index === 0 || state.seen.includes(module.pages[index].id);
    const menu = make("nav", { "aria-label": word("pages") }, make("details", { class: "menu", onkeydown: closeMenu }, make("summary", {}, place),
      make("ol", {}, module.pages.map((page, index) => make("li", {}, reached(index)
        ? make("button", { type: "button", "aria-current": index === state.place ? "page" : null, onclick: () => goTo(index) }, say(page.title))
        : make("span", { class: "soft" }, say(page.title)))))));
    return make("header", { class: "top" }, make("div", { class: "wrap" },
      make("p", { class: "mark" }, Obuka.mark(), make("span", {}, say(module.title))), count > 1 ? menu : null, languageSwitch("face")),
      make("div", { class: "progress", role: "progressbar", "aria-valuemin": "0", "aria-valuemax": "100", "aria-valuenow": String(Math.round(progress() * 100)), "aria-label": place }, make("i", { style: `width:${progress() * 100}%` })));
  }

  function drawCover() {
    return [
      make("div", { class: "cover" },
        make("div", {}, make("p", { class: "kicker" }, say(module.kicker)), make("h1", { id: "heading", tabindex: "-1" }, say(module.title)), make("p", { class: "lead" }, say(module.lead)),
          make("p", {}, make("span", { class: "tag" }, word("minutes", { minutes: module.minutes })))),
        Obuka.art(module.art.scene, say(module.art.alt))),
      make("section", { class: "card" }, make("h2", {}, word(isScored() && module.pages.length === scoredPages().length + 2 ? "tested" : "learn")), make("ul", { class: "ticks" }, module.learn.map((item) => make("li", {}, say(item))))),
      make("section", { class: "choose-language" }, make("h2", {}, word("language")), languageSwitch("cover")),
    ];
  }

  function drawPage(page) {
    if (page.cover) return drawCover();
    const number = scoredPages().indexOf(page) + 1;
    const title = page.result ? word("result") : page.scored ? word("question", { number, total: scoredPages().length }) : say(page.title);
    return [
      page.kicker ? make("p", { class: "kicker" }, say(page.kicker)) : null,
      make("h1", { id: "heading", tabindex: "-1", class: page.scored ? "small-title" : null }, title),
      ...page.blocks.map((block) => drawBlock(block, page, false)),
      ...(page.result ? drawResult() : []),
    ];
  }

  function drawFooter(page) {
    const isLast = state.place === module.pages.length - 1;
    const back = state.place > 0 ? make("button", { type: "button", class: "button", id: "back", onclick: () => goTo(state.place - 1) }, word("back")) : null;
    const forward = isLast ? lastActions() : [make("button", { type: "button", class: "button primary big", id: "next", onclick: next }, word(page.cover ? "start" : "next"))];
    return make("footer", { class: "bottom" }, make("div", { class: "wrap" }, back, ...forward));
  }

  function draw() {
    const page = module.pages[state.place];
    document.documentElement.lang = words.tag;
    document.title = `${say(page.title)} – ${say(module.title)}`;
    document.getElementById("app").replaceChildren(
      make("a", { class: "skip", href: "#heading" }, word("skip")),
      drawHeader(),
      make("main", { class: page.cover ? "wrap wide" : "wrap" }, notices(), drawPage(page).filter(Boolean)),
      drawFooter(page),
    );
  }

  /** On paper: every page that teaches, with the right answers of its tasks, but not the test. */
  function drawPaper() {
    const pages = module.pages.filter((page) => !page.cover && !page.scored && !page.result);
    document.body.append(make("div", { id: "paper" }, make("h1", {}, say(module.title)),
      pages.map((page) => make("section", {}, make("h2", {}, say(page.title)), page.blocks.filter((block) => !block.print).map((block) => drawBlock(block, page, true))))));
  }

  /** Starts the SCO. `definition.scorm` is "1.2", "2004", or absent for an asset. */
  function start(definition) {
    module = definition;
    module.pages.forEach((page) => (page.blocks = page.blocks || []));
    state = fresh();
    session = module.scorm ? new Obuka.Session(module.scorm) : null;
    if (session) session.open();
    firstLanguage();
    const earlier = session && session.remembered();
    if (earlier) {
      const asked = words.faceFor(new URLSearchParams(location.search).get("lang"));
      unpack(earlier.data);
      if (asked) words.use(asked.tag);
      const place = module.pages.findIndex((page) => page.id === earlier.location);
      state.place = Math.max(0, place);
      hasResumed = state.place > 0;
    }
    if (!state.seen.includes(module.pages[state.place].id)) state.seen.push(module.pages[state.place].id);
    track();
    save();
    draw();
    const leave = () => session && session.close(session.version === "1.2" && isScored() && state.isSettled && state.best >= passMark() ? "" : "suspend");
    window.addEventListener("pagehide", leave);
    window.addEventListener("unload", leave);
    window.addEventListener("pageshow", (event) => event.persisted && location.reload());
    window.addEventListener("beforeprint", drawPaper);
    window.addEventListener("afterprint", () => document.querySelectorAll("#paper").forEach((paper) => paper.remove()));
  }

  Obuka.start = start;
})();
