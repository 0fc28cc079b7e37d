/* The three faces of language: Serbian in Cyrillic (written), in Latin (made from it), and English.
 * Every text of a module is a pair, [Serbian, English]. */
(function () {
  "use strict";
  const Obuka = (window.Obuka = window.Obuka || {});

  const LETTERS = {
    А: "A", Б: "B", В: "V", Г: "G", Д: "D", Ђ: "Đ", Е: "E", Ж: "Ž", З: "Z", И: "I", Ј: "J", К: "K", Л: "L", Љ: "Lj", М: "M",
    Н: "N", Њ: "Nj", О: "O", П: "P", Р: "R", С: "S", Т: "T", Ћ: "Ć", У: "U", Ф: "F", Х: "H", Ц: "C", Ч: "Č", Џ: "Dž", Ш: "Š",
  };
  const isUpper = (letter) => letter !== undefined && letter !== letter.toLowerCase();

  /** Cyrillic to Latin; a capital digraph follows its neighbours: Љубав → Ljubav, ЉУБАВ → LJUBAV. */
  function toLatin(text) {
    const letters = [...text];
    return letters
      .map((letter, index) => {
        const upper = LETTERS[letter.toUpperCase()];
        if (!upper) return letter;
        if (!isUpper(letter)) return upper.toLowerCase();
        const next = letters[index + 1];
        const isShouting = isUpper(next) || (!/\p{L}/u.test(next || "") && isUpper(letters[index - 1]));
        return isShouting ? upper.toUpperCase() : upper;
      })
      .join("");
  }

  const FACES = [
    { tag: "sr-Cyrl", name: "Ћирилица", pick: (pair) => pair[0] },
    { tag: "sr-Latn", name: "Latinica", pick: (pair) => toLatin(pair[0]) },
    { tag: "en", name: "English", pick: (pair) => pair[1] },
  ];

  const WORDS = {
    start: ["Почни", "Start"],
    next: ["Даље", "Next"],
    back: ["Назад", "Back"],
    check: ["Провери", "Check"],
    decide: ["Потврди одлуку", "Confirm the decision"],
    answer: ["Потврди одговор", "Confirm the answer"],
    again: ["Покушај поново", "Try again"],
    print: ["Одштампај подсетник", "Print the summary"],
    finish: ["Заврши и затвори", "Finish and close"],
    leave: ["Затвори за сада", "Close for now"],
    nextPart: ["Следећи део", "Next part"],
    language: ["Језик и писмо", "Language and script"],
    pages: ["Странице", "Pages"],
    page: ["Страница {page} од {pages}", "Page {page} of {pages}"],
    question: ["Питање {number} од {total}", "Question {number} of {total}"],
    tested: ["Шта се проверава", "What is tested"],
    minutes: ["око {minutes} минута", "about {minutes} minutes"],
    learn: ["Шта ћете научити", "What you will learn"],
    good: ["Добро", "Good"],
    notBest: ["Има бољег пута", "There is a better way"],
    right: ["Тачно", "Correct"],
    wrong: ["Није тачно", "Not correct"],
    rightAnswer: ["Тачан одговор", "The correct answer"],
    allRight: ["Све је тачно.", "All of it is correct."],
    someRight: ["Тачно: {right} од {total}. Погледајте објашњења, исправите и проверите поново.", "Correct: {right} of {total}. Read the explanations, correct and check again."],
    someRightFinal: ["Тачно: {right} од {total}.", "Correct: {right} of {total}."],
    choosePrompt: ["Изаберите", "Choose"],
    chooseFirst: ["Прво изаберите одговор, па идите даље.", "Choose an answer first, then go on."],
    chooseAll: ["Изаберите по један одговор у сваком реду.", "Choose one answer in every row."],
    doFirst: ["Урадите задатак на овој страници, па идите даље.", "Do the task on this page, then go on."],
    several: ["Више одговора може бити тачно.", "More than one answer may be correct."],
    up: ["Помери навише: {item}", "Move up: {item}"],
    down: ["Помери наниже: {item}", "Move down: {item}"],
    moved: ["{item}: место {place}", "{item}: place {place}"],
    result: ["Ваш резултат", "Your result"],
    percent: ["{percent} %", "{percent}%"],
    passed: ["Положили сте", "You have passed"],
    failed: ["Још мало", "Not there yet"],
    passedText: ["Тачно сте одговорили на {right} од {total} питања. Потребно је најмање {mark} %.", "You answered {right} of {total} questions correctly. At least {mark}% is needed."],
    failedText: ["Тачно сте одговорили на {right} од {total} питања, а потребно је најмање {mark} %. Прочитајте објашњења и покушајте поново: нема журбе.", "You answered {right} of {total} questions correctly; at least {mark}% is needed. Read the explanations and try again: there is no hurry."],
    bestKept: ["Памти се ваш најбољи резултат: {best} %.", "Your best result is kept: {best}%."],
    review: ["Погледај објашњење", "See the explanation"],
    saved: ["Сачувано", "Saved"],
    savedText: ["Ваш рад је сачуван. Вратите се на курс помоћу траке изнад или затворите прозор.", "Your work is saved. Go back to the course with the bar above, or close the window."],
    waiting: ["Чека се потврда", "Waiting for confirmation"],
    waitingText: ["Систем још није потврдио да је ваш рад сачуван. Оставите ову страницу отворену док трака изнад не покаже да јесте.", "The system has not yet confirmed that your work is saved. Keep this page open until the bar above says so."],
    savedNext: ["Овај део је завршен и сачуван. Ако се следећи део не отвори сам, изаберите га у садржају курса.", "This part is done and saved. If the next part does not open by itself, choose it in the list of contents."],
    resumed: ["Добро дошли поново. Настављате тамо где сте стали.", "Welcome back. You continue where you left off."],
    alone: ["Модул је отворен изван курса: можете га прочитати, али се напредак не памти.", "The module is open outside a course: you can read it, but progress is not kept."],
    looking: ["Разгледање: одговори се не бележе.", "Browsing: answers are not recorded."],
    from: ["Од", "From"],
    subject: ["Предмет", "Subject"],
    task: ["Задатак", "Task"],
    skip: ["Пређи на садржај", "Skip to the content"],
  };

  let face = FACES[0];

  const words = {
    faces: FACES,
    toLatin,

    get tag() {
      return face.tag;
    },

    use(tag) {
      face = words.faceFor(tag) || FACES[0];
    },

    /** The face for a language tag such as `sr`, `sr-Latn-RS`, `en_GB`; none for other languages. */
    faceFor(tag) {
      const wanted = String(tag || "").toLowerCase().replace(/_/g, "-");
      if (/^(sr-latn|sh|hr|bs|cnr)/.test(wanted)) return FACES[1];
      if (/^sr/.test(wanted)) return FACES[0];
      if (/^en/.test(wanted)) return FACES[2];
      return undefined;
    },

    say(text) {
      return Array.isArray(text) ? face.pick(text) : String(text);
    },

    word(id, values) {
      return words.say(WORDS[id]).replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
    },
  };

  Obuka.words = words;
})();
