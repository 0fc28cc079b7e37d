// Reads every module as data and checks what no compiler does: that each text
// exists in both languages and keeps to its script, that each task can be
// solved, and that answers fit the types of SCORM.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MODULES = ["asylum-basics-12", "legal-migration-2004", "data-confidentiality-12", "data-confidentiality-2004"];

/** The definitions that a package's pages start, each with the name of its page. */
function definitions(name) {
  const pages = readdirSync(join(ROOT, name), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".html"));
  return pages.map((page) => {
    const html = readFileSync(join(ROOT, name, page), "utf8");
    const scripts = [...html.matchAll(/<script src="([^"]+)">/g)].map((match) => match[1]).filter((src) => !src.includes("shared/"));
    assert.notEqual(scripts.length, 0, page);
    const started = [];
    const context = vm.createContext({ Obuka: { start: (definition) => started.push(definition) } });
    for (const script of scripts) vm.runInContext(readFileSync(join(ROOT, name, page, "..", script), "utf8"), context);
    assert.equal(started.length, 1, `${name}/${page} starts one module`);
    return { page: `${name}/${page}`, definition: started[0] };
  });
}

const ALL = MODULES.flatMap(definitions);
const tasksOf = (definition) => definition.pages.flatMap((page) => (page.blocks ?? []).map((block) => block.task).filter(Boolean));

/** Every `[Serbian, English]` pair below a value. */
function* pairs(value) {
  if (Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string")) yield value;
  else if (value !== null && typeof value === "object") for (const part of Object.values(value)) yield* pairs(part);
}

function shared(file, name) {
  const context = vm.createContext({ window: {}, document: {}, console });
  context.window.window = context.window;
  vm.runInContext(readFileSync(join(ROOT, "shared", file), "utf8"), context);
  return context.window.Obuka[name];
}

test("every text is there in both languages, each in its script", () => {
  for (const { page, definition } of ALL) {
    const texts = [...pairs(definition)];
    assert.ok(texts.length > 15, `${page} has texts`);
    for (const [serbian, english] of texts) {
      assert.notEqual(english.trim(), "", `${page}: ${serbian}`);
      assert.doesNotMatch(english, /\p{Script=Cyrillic}/u, page);
      // What the man at the counter says is English in both.
      assert.doesNotMatch(serbian.replace("Asylum. Please. Asylum.", ""), /\p{Script=Latin}/u, page);
    }
  }
});

test("Latin is made letter by letter, capitals by their neighbours", () => {
  const { toLatin } = shared("words.js", "words");
  assert.equal(toLatin("Љубав, ЉУБАВ, Његош и Џ."), "Ljubav, LJUBAV, Njegoš i Dž.");
  assert.equal(toLatin("ђак, ћирилица, 70 % – „ОЏ“"), "đak, ćirilica, 70 % – „ODŽ“");
  for (const { page, definition } of ALL) {
    for (const [serbian] of pairs(definition)) assert.doesNotMatch(toLatin(serbian), /\p{Script=Cyrillic}/u, page);
  }
});

test("a language tag of any form leads to a face", () => {
  const { faceFor } = shared("words.js", "words");
  const expected = { sr: "sr-Cyrl", "sr-RS": "sr-Cyrl", sr_Latn_RS: "sr-Latn", bs: "sr-Latn", en: "en", "en-GB": "en" };
  for (const [tag, face] of Object.entries(expected)) assert.equal(faceFor(tag).tag, face, tag);
  for (const tag of ["de", "", null, undefined]) assert.equal(faceFor(tag), undefined);
});

test("each task can be solved, and its letters fit the types of both generations", () => {
  for (const { page, definition } of ALL) {
    const tasks = tasksOf(definition);
    const ids = tasks.map((task) => task.id);
    assert.equal(new Set(ids).size, ids.length, `${page}: ids are unique`);
    for (const task of tasks) {
      const place = `${page} ${task.id}`;
      const parts = [...(task.options ?? []), ...(task.items ?? []), ...(task.groups ?? [])];
      for (const part of parts) assert.match(part.id, /^[a-z]$/, place);
      if (task.kind === "choose") {
        const good = task.options.filter((option) => option.good).length;
        assert.ok(good > 0 && good < task.options.length, place);
        assert.deepEqual(task.options.map((option) => option.id), task.options.map((option) => option.id).sort(), place);
      } else if (task.kind === "sort") {
        for (const item of task.items) assert.ok(task.groups.some((group) => group.id === item.group), place);
      } else if (task.kind === "order") {
        const right = task.items.map((item) => item.id);
        assert.notDeepEqual(task.shown, right, `${place} is not solved from the start`);
        assert.deepEqual([...task.shown].sort(), [...right].sort(), place);
      } else {
        assert.equal(task.kind, "true-false", place);
        assert.equal(typeof task.isTrue, "boolean", place);
      }
    }
  }
});

test("what each task explains is written", () => {
  for (const { page, definition } of ALL) {
    for (const { scored, blocks = [] } of definition.pages) {
      for (const { task } of blocks) {
        if (!task) continue;
        const place = `${page} ${task.id}`;
        if (task.kind === "sort") assert.ok(task.items.every((item) => item.why), place);
        else if (scored || task.kind === "order") assert.ok(task.why, place);
        else assert.ok(task.options.every((option) => option.why), place);
        if (task.kind === "order" && !scored) assert.ok(task.hint, place);
      }
    }
  }
});

test("suspend data stay within the 4,096 characters of SCORM 1.2", () => {
  for (const { page, definition } of ALL) {
    const answers = Object.fromEntries(tasksOf(definition).map((task) => [task.id, [...(task.items ?? task.options ?? [])].map((part) => `${part.id}.x`).join(",") || "false"]));
    const data = { l: "sr-Cyrl", s: definition.pages.map((it) => it.id), a: answers, r: Object.keys(answers), b: 100, d: 1 };
    assert.ok(JSON.stringify(data).length < 4096, page);
  }
});

test("a scored part ends with a result and says how much is needed", () => {
  for (const { page, definition } of ALL) {
    const isScored = definition.pages.some((it) => it.scored);
    assert.equal(definition.pages.at(-1).result === true, isScored, page);
    if (isScored) assert.ok(definition.passMark >= 50, page);
    assert.equal(new Set(definition.pages.map((it) => it.id)).size, definition.pages.length, page);
  }
});

test("each picture is made of known shapes and has words for those who do not see it", () => {
  const source = readFileSync(join(ROOT, "shared/art.js"), "utf8");
  const shapes = new Set([...source.matchAll(/^ {4}(\w+): \(/gm)].map((match) => match[1]));
  for (const { page, definition } of ALL) {
    const pictures = [definition.art, ...definition.pages.flatMap((it) => (it.blocks ?? []).map((block) => block.art))].filter(Boolean);
    for (const { scene, alt } of pictures) {
      assert.equal(alt.length, 2, page);
      for (const [shape] of scene) assert.ok(shapes.has(shape), `${page}: ${shape}`);
    }
  }
});
