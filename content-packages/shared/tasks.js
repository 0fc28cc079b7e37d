/* Tasks for the learner: choose one or several, sort into groups, put in order.
 * Each works by keyboard alone and says in words what was right and why. */
(function () {
  "use strict";
  const Obuka = (window.Obuka = window.Obuka || {});
  const { say, word } = { say: (t) => Obuka.words.say(t), word: (id, values) => Obuka.words.word(id, values) };

  /** Makes an element; `**bold**` in string children becomes `<strong>`. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "style") element.style.cssText = value; // Not as an attribute: a content security policy may forbid those.
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
    }
    for (const child of children.flat()) {
      if (child === null || child === undefined) continue;
      if (typeof child !== "string") element.append(child);
      else unbroken(child).split("**").forEach((part, index) => element.append(index % 2 ? make("strong", {}, part) : part));
    }
    return element;
  }

  /** A number and its percent sign stay on one line. */
  function unbroken(text) {
    return text.replace(/(\d) %/g, "$1\u00a0%");
  }

  const letters = (items) => items.map((item) => item.id).join(",");

  /** What each kind of task needs to know: how to read, compare and describe an answer. */
  const KINDS = {
    choose: {
      type: "choice",
      correct: (task) => letters(task.options.filter((option) => option.good)),
      response: (value) => value.split(","),
    },
    "true-false": {
      type: "true-false",
      correct: (task) => String(task.isTrue),
      response: (value) => [value],
    },
    sort: {
      type: "matching",
      correct: (task) => task.items.map((item) => `${item.id}.${item.group}`).join(","),
      response: (value) => value.split(",").map((pair) => pair.split(".")),
    },
    order: {
      type: "sequencing",
      correct: (task) => letters(task.items),
      response: (value) => value.split(","),
    },
  };

  function optionsOf(task) {
    if (task.kind !== "true-false") return task.options;
    return [
      { id: "true", text: ["Тачно", "True"], good: task.isTrue, why: task.why },
      { id: "false", text: ["Нетачно", "False"], good: !task.isTrue, why: task.why },
    ];
  }

  /** A verdict in words with a colour, never a colour alone. */
  function verdict(isGood, title, text) {
    return make("div", { class: `finding ${isGood ? "good" : "bad"}` }, make("p", {}, `**${isGood ? "✓" : "✗"} ${title}.** ${text || ""}`));
  }

  function choose(task, context, box) {
    const isMany = task.kind === "choose" && task.options.filter((option) => option.good).length > 1;
    const chosen = context.answer ? context.answer.split(",") : [];
    const legend = make("legend", {}, say(task.prompt));
    const set = make("fieldset", { class: "options" }, legend, isMany ? make("p", { class: "soft small" }, word("several")) : null);
    for (const option of optionsOf(task)) {
      const input = make("input", {
        type: isMany ? "checkbox" : "radio", name: task.id, value: option.id,
        checked: chosen.includes(option.id), disabled: context.isLocked,
      });
      set.append(make("label", { class: "option" }, input, make("span", {}, say(option.text))));
    }
    box.append(set);
    return () => [...set.querySelectorAll("input:checked")].map((input) => input.value).join(",");
  }

  function explainChoice(task, context, out) {
    const chosen = context.answer.split(",");
    const options = optionsOf(task);
    if (!context.isScored && options.filter((option) => option.good).length === 1) {
      const option = options.find((candidate) => candidate.id === context.answer);
      out.append(verdict(option.good, word(option.good ? "good" : "notBest"), say(option.why)));
      return;
    }
    const isRight = context.answer === KINDS[task.kind].correct(task);
    if (context.isScored) {
      const good = options.filter((option) => option.good).map((option) => say(option.text)).join("; ");
      out.append(verdict(isRight, word(isRight ? "right" : "wrong"), isRight ? "" : `${word("rightAnswer")}: ${good}.`));
      out.append(make("p", {}, say(task.why)));
      return;
    }
    const rightCount = options.filter((option) => Boolean(option.good) === chosen.includes(option.id)).length;
    out.append(tally(rightCount, options.length, context));
    out.append(make("ul", { class: "reasons" }, options.map((option) => {
      const matches = Boolean(option.good) === chosen.includes(option.id);
      return make("li", { class: matches ? "is-good" : "is-bad" }, `**${matches ? "✓" : "✗"} ${say(option.text)}** – ${say(option.why)}`);
    })));
  }

  function tally(right, total, context) {
    const isAll = right === total;
    const text = isAll ? word("allRight") : word(context.isLocked ? "someRightFinal" : "someRight", { right, total });
    return verdict(isAll, word(isAll ? "right" : context.isScored ? "wrong" : "notBest"), text);
  }

  function sort(task, context, box) {
    const chosen = Object.fromEntries((context.answer || "").split(",").map((pair) => pair.split(".")));
    const rows = task.items.map((item) => {
      const id = `${task.id}-${item.id}`;
      const select = make("select", { id, disabled: context.isLocked }, make("option", { value: "" }, word("choosePrompt")),
        task.groups.map((group) => make("option", { value: group.id, selected: chosen[item.id] === group.id }, say(group.text))));
      return { item, select, row: make("li", {}, make("label", { for: id }, say(item.text)), select) };
    });
    box.append(make("fieldset", { class: "options" }, make("legend", {}, say(task.prompt)), make("ul", { class: "sort" }, rows.map((row) => row.row))));
    return () => (rows.every((row) => row.select.value) ? rows.map((row) => `${row.item.id}.${row.select.value}`).join(",") : "");
  }

  function explainSort(task, context, out) {
    const chosen = Object.fromEntries(context.answer.split(",").map((pair) => pair.split(".")));
    const right = task.items.filter((item) => chosen[item.id] === item.group).length;
    out.append(tally(right, task.items.length, context));
    const nameOf = (id) => say(task.groups.find((group) => group.id === id).text);
    out.append(make("ul", { class: "reasons" }, task.items.map((item) => {
      const matches = chosen[item.id] === item.group;
      const answer = matches || context.isScored ? `${nameOf(item.group)}. ` : "";
      return make("li", { class: matches ? "is-good" : "is-bad" }, `**${matches ? "✓" : "✗"} ${say(item.text)}** – ${answer}${say(item.why)}`);
    })));
  }

  function order(task, context, box) {
    const ids = context.answer ? context.answer.split(",") : task.shown;
    let items = ids.map((id) => task.items.find((item) => item.id === id));
    const list = make("ol", { class: "order" });
    const news = make("p", { class: "visually-hidden", role: "status" });
    const move = (from, to, button) => {
      const moved = items[from];
      items = items.filter((item) => item !== moved);
      items.splice(to, 0, moved);
      draw();
      news.textContent = word("moved", { item: say(moved.text), place: to + 1 });
      const again = list.children[to].querySelector(`[data-move="${button}"]`);
      (again.hidden ? list.children[to].querySelector("button:not([hidden])") : again).focus();
    };
    const draw = () => {
      list.replaceChildren(...items.map((item, index) => make("li", {}, make("span", {}, say(item.text)), context.isLocked ? null : make("span", { class: "moves" },
        make("button", { type: "button", class: "icon", "data-move": "up", hidden: index === 0, "aria-label": word("up", { item: say(item.text) }), onclick: () => move(index, index - 1, "up") }, "↑"),
        make("button", { type: "button", class: "icon", "data-move": "down", hidden: index === items.length - 1, "aria-label": word("down", { item: say(item.text) }), onclick: () => move(index, index + 1, "down") }, "↓")))));
    };
    draw();
    box.append(make("fieldset", { class: "options" }, make("legend", {}, say(task.prompt)), list, news));
    return () => letters(items);
  }

  function explainOrder(task, context, out) {
    const isRight = context.answer === KINDS.order.correct(task);
    out.append(verdict(isRight, word(isRight ? "right" : context.isScored ? "wrong" : "notBest"), say(isRight || context.isScored ? task.why : task.hint)));
    if (!isRight && context.isScored) out.append(make("ol", {}, task.items.map((item) => make("li", {}, say(item.text)))));
  }

  const FORMS = {
    choose: [choose, explainChoice],
    "true-false": [choose, explainChoice],
    sort: [sort, explainSort],
    order: [order, explainOrder],
  };

  /** Draws a task. `context`: `{answer, isScored, isLocked, onAnswer(value, isRight)}`. */
  function draw(task, context) {
    const [form, explain] = FORMS[task.kind];
    const box = make("form", { class: "task card", "aria-label": word("task") });
    const read = form(task, context, box);
    const out = make("div", { class: "feedback", role: "status", tabindex: "-1" });
    const isSingleDecision = task.kind === "choose" && task.options.filter((option) => option.good).length === 1;
    const label = context.isScored ? "answer" : isSingleDecision ? "decide" : "check";
    if (!context.isLocked) box.append(make("button", { class: "button", type: "submit" }, word(label)));
    box.append(out);
    if (context.answer) explain(task, context, out);
    box.addEventListener("submit", (event) => {
      event.preventDefault();
      const value = read();
      if (!value) {
        out.replaceChildren(make("p", { class: "finding warn" }, word(task.kind === "sort" ? "chooseAll" : "chooseFirst")));
        out.focus();
        return;
      }
      context.onAnswer(value, value === KINDS[task.kind].correct(task));
    });
    return box;
  }

  /** The task on paper: the question and what is right, without anything to press. */
  function onPaper(task) {
    const list = task.kind === "sort"
      ? task.items.map((item) => `${say(item.text)} → ${say(task.groups.find((group) => group.id === item.group).text)}. ${say(item.why)}`)
      : task.kind === "order"
        ? task.items.map((item) => say(item.text))
        : optionsOf(task).map((option) => `${option.good ? "✓" : "✗"} ${say(option.text)} – ${say(option.why || "")}`);
    return make("div", { class: "task card" }, make("p", {}, `**${say(task.prompt)}**`), make(task.kind === "order" ? "ol" : "ul", {}, list.map((line) => make("li", {}, line))));
  }

  Obuka.make = make;
  Obuka.tasks = { draw, onPaper, KINDS };
})();
