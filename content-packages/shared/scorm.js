/* Finds the SCORM run-time of either generation and speaks to it in one vocabulary.
 * Without a run-time everything still works, only nothing is recorded. */
(function () {
  "use strict";
  const Obuka = (window.Obuka = window.Obuka || {});

  const GENERATIONS = {
    "1.2": {
      api: "API",
      call: { open: "LMSInitialize", close: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit", error: "LMSGetLastError" },
      element: {
        entry: "cmi.core.entry", location: "cmi.core.lesson_location", mode: "cmi.core.lesson_mode", exit: "cmi.core.exit",
        time: "cmi.core.session_time", score: "cmi.core.score.", language: "cmi.student_preference.language",
      },
    },
    2004: {
      api: "API_1484_11",
      call: { open: "Initialize", close: "Terminate", get: "GetValue", set: "SetValue", commit: "Commit", error: "GetLastError" },
      element: {
        entry: "cmi.entry", location: "cmi.location", mode: "cmi.mode", exit: "cmi.exit",
        time: "cmi.session_time", score: "cmi.score.", language: "cmi.learner_preference.language",
      },
    },
  };

  /** Climbs from `start` to the top and returns the first API object on the way. */
  function climb(start, name) {
    let here = start;
    for (let hops = 0; here && hops < 500; hops += 1) {
      try {
        if (here[name]) return here[name];
        if (here.parent === here) return null;
        here = here.parent;
      } catch {
        return null; // A window of another origin: nothing above it can be ours.
      }
    }
    return null;
  }

  function findApi(name) {
    const found = climb(window, name) || climb(window.opener, name);
    if (found) return found;
    try {
      return climb(window.top.opener, name);
    } catch {
      return null;
    }
  }

  const two = (number) => String(Math.floor(number)).padStart(2, "0");

  /** Seconds as CMITimespan (1.2), `HHHH:MM:SS.SS`. */
  function timespan(seconds) {
    const hundredths = two(Math.round((seconds % 1) * 100) % 100);
    return `${two(seconds / 3600).padStart(4, "0")}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${hundredths}`;
  }

  /** Seconds as timeinterval (2004), `PT12.34S`. */
  const timeInterval = (seconds) => `PT${Math.round(seconds * 100) / 100}S`;

  class Session {
    constructor(version) {
      this.version = version;
      this.generation = GENERATIONS[version];
      this.api = findApi(this.generation.api);
      this.openedAt = Date.now();
      this.isOpen = false;
      this.hasClosed = false;
      this.mode = "normal";
    }

    get isConnected() {
      return this.isOpen;
    }

    /** True when results count: neither a look round (`browse`) nor a look back (`review`). */
    get records() {
      return this.isOpen && this.mode === "normal";
    }

    open() {
      if (!this.api) return false;
      this.isOpen = String(this.api[this.generation.call.open]("")) === "true";
      if (this.isOpen) this.mode = this.get(this.generation.element.mode) || "normal";
      return this.isOpen;
    }

    get(element) {
      return this.isOpen ? String(this.api[this.generation.call.get](element)) : "";
    }

    set(element, value) {
      if (!this.isOpen) return false;
      const stored = String(this.api[this.generation.call.set](element, String(value))) === "true";
      if (!stored) console.warn(`SCORM ${element} = ${value}: error ${this.api[this.generation.call.error]()}`);
      return stored;
    }

    language() {
      return this.get(this.generation.element.language);
    }

    setLanguage(language) {
      this.set(this.generation.element.language, language);
    }

    /** What an earlier session of the attempt left, `{location, data}`, or null. Asks only then: in a first
     * session of SCORM 2004 these have no value, and asking for them is an error. */
    remembered() {
      const is12 = this.version === "1.2";
      if (!is12 && this.get(this.generation.element.entry) !== "resume") return null;
      const data = this.get("cmi.suspend_data");
      return data === "" ? null : { location: this.get(this.generation.element.location), data };
    }

    /** Remembers the place and the answers. */
    remember(location, data) {
      this.set(this.generation.element.location, location);
      this.set("cmi.suspend_data", data);
    }

    /** `progress` is a fraction, `0..1`. A part without a score is complete and successful at 1. */
    setProgress(progress, isScored) {
      if (!this.records) return;
      if (this.version === "1.2") {
        const status = this.get("cmi.core.lesson_status");
        if (status === "passed" || status === "failed" || status === "completed") return;
        this.set("cmi.core.lesson_status", progress >= 1 && !isScored ? "completed" : "incomplete");
        return;
      }
      this.set("cmi.progress_measure", Math.round(progress * 1000) / 1000);
      this.set("cmi.completion_status", progress >= 1 ? "completed" : "incomplete");
      if (progress >= 1 && !isScored) this.set("cmi.success_status", "passed");
    }

    /** The mark that counts as a pass, in per cent, when the manifest sets it. */
    passMark(otherwise) {
      const element = this.version === "1.2" ? "cmi.student_data.mastery_score" : "cmi.scaled_passing_score";
      const text = this.get(element);
      if (text === "" || Number.isNaN(Number(text))) return otherwise;
      return this.version === "1.2" ? Number(text) : Number(text) * 100;
    }

    setResult(percent, hasPassed) {
      if (!this.records) return;
      const score = this.generation.element.score;
      this.set(`${score}min`, 0);
      this.set(`${score}max`, 100);
      this.set(`${score}raw`, percent);
      if (this.version === "1.2") {
        this.set("cmi.core.lesson_status", hasPassed ? "passed" : "failed");
      } else {
        this.set("cmi.score.scaled", percent / 100);
        this.set("cmi.success_status", hasPassed ? "passed" : "failed");
      }
    }

    /** The place of the objective with this id, made when it is not there yet. */
    objective(id) {
      const count = Number(this.get("cmi.objectives._count"));
      for (let index = 0; index < count; index += 1) {
        if (this.get(`cmi.objectives.${index}.id`) === id) return `cmi.objectives.${index}.`;
      }
      this.set(`cmi.objectives.${count}.id`, id);
      return `cmi.objectives.${count}.`;
    }

    /** `percent` may be null for an objective that is met by doing, not by a mark. */
    setObjective(id, percent, isMet) {
      if (!this.records) return;
      const place = this.objective(id);
      if (percent !== null) {
        this.set(`${place}score.min`, 0);
        this.set(`${place}score.max`, 100);
        this.set(`${place}score.raw`, percent);
      }
      if (this.version === "1.2") {
        this.set(`${place}status`, isMet ? "passed" : "failed");
        return;
      }
      if (percent !== null) this.set(`${place}score.scaled`, percent / 100);
      this.set(`${place}success_status`, isMet ? "passed" : "failed");
      this.set(`${place}completion_status`, "completed");
    }

    /** Appends one answer: `{id, type, response, correct, isRight, seconds, objective, text, language}`.
     * `response` and `correct` are lists of letters; for matching, of `[letter, letter]`. */
    addInteraction(answer) {
      if (!this.records) return;
      const is12 = this.version === "1.2";
      const place = `cmi.interactions.${this.get("cmi.interactions._count")}.`;
      this.set(`${place}id`, answer.id);
      this.set(`${place}type`, answer.type);
      if (answer.objective) this.set(`${place}objectives.0.id`, answer.objective);
      const now = new Date();
      if (is12) this.set(`${place}time`, `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`);
      else this.set(`${place}timestamp`, now.toISOString().replace(/\.\d+Z$/, "Z"));
      this.set(`${place}correct_responses.0.pattern`, this.responseText(answer.type, answer.correct));
      this.set(`${place}weighting`, 1);
      this.set(`${place}${is12 ? "student_response" : "learner_response"}`, this.responseText(answer.type, answer.response));
      this.set(`${place}result`, answer.isRight ? "correct" : is12 ? "wrong" : "incorrect");
      this.set(`${place}latency`, is12 ? timespan(answer.seconds) : timeInterval(answer.seconds));
      if (!is12 && answer.text) this.set(`${place}description`, `{lang=${answer.language}}${answer.text.slice(0, 240)}`);
    }

    responseText(type, response) {
      const is12 = this.version === "1.2";
      if (type === "true-false") return is12 ? response[0].slice(0, 1) : response[0];
      const parts = type === "matching" ? response.map((pair) => pair.join(is12 ? "." : "[.]")) : response;
      return parts.join(is12 ? "," : "[,]");
    }

    /** True when the run-time would go on to the next part now (2004 only). */
    mayContinue() {
      return this.version === "2004" && this.isOpen && this.get("adl.nav.request_valid.continue") !== "false";
    }

    commit() {
      if (!this.isOpen) return;
      this.writeTime();
      this.api[this.generation.call.commit]("");
    }

    writeTime() {
      const seconds = (Date.now() - this.openedAt) / 1000;
      this.set(this.generation.element.time, this.version === "1.2" ? timespan(seconds) : timeInterval(seconds));
    }

    /** Ends the learner session once; later calls do nothing. False when the run-time does not confirm it. */
    close(exit, navigation) {
      if (!this.isOpen || this.hasClosed) return true;
      this.hasClosed = true;
      this.writeTime();
      this.set(this.generation.element.exit, exit);
      if (navigation && this.version === "2004") this.set("adl.nav.request", navigation);
      const isStored = String(this.api[this.generation.call.close]("")) === "true";
      this.isOpen = false;
      return isStored;
    }
  }

  Obuka.Session = Session;
})();
