/* Legal migration: the sheet for the counter. An asset: it talks to no run-time. */
"use strict";

Obuka.start({
  id: "legal-sheet",
  title: ["Подсетник за шалтер", "A sheet for the counter"],
  pages: [
    {
      id: "sheet", kicker: ["Законите миграције", "Legal migration"], title: ["Подсетник за шалтер", "A sheet for the counter"],
      blocks: [
        { table: { name: ["Боравак странца", "Stay of a foreigner"], head: [["Боравак", "Stay"], ["Када", "When"], ["На шта подсетити", "What to mention"]], rows: [
          [["Краткотрајни", "Short stay"], ["до 90 дана у 180", "up to 90 days in 180"], ["пријава адресе; без рада", "report the address; no work"]],
          [["Виза Д", "Visa D"], ["познат разлог, дуже од 90 дана", "a known reason, more than 90 days"], ["захтев пре доласка", "apply before arrival"]],
          [["Привремени", "Temporary"], ["рад, школа, породица, лечење…", "work, studies, family, treatment…"], ["продужење пре истека; пријава промена", "extend before expiry; report changes"]],
          [["Јединствена дозвола", "Single permit"], ["боравак и рад, један захтев", "residence and work, one application"], ["рад тек кад дозвола важи", "work only once it is valid"]],
          [["Стално настањење", "Permanent"], ["године законитог боравка", "years of lawful stay"], ["проверити услове у закону", "check the conditions in the law"]],
          [["Азил", "Asylum"], ["„не могу да се вратим“", "“I cannot go back”"], ["упутити полицији без одлагања", "direct to the police without delay"]],
        ] } },
        { h: ["Знаци могуће принуде", "Signs of possible coercion"] },
        { list: [
          ["исправе су код неког другог", "documents are with someone else"],
          ["дуг који се „одрађује“", "a debt that is “worked off”"],
          ["за њега увек говори неко други", "someone else always speaks for them"],
          ["смештај из ког се не излази слободно", "lodgings that cannot be left freely"],
        ] },
        { note: ["Разговарајте насамо, на језику који човек разуме, и пријавите сумњу. Пре поступања проверите важећи текст закона.", "Speak in private, in a language the person understands, and report the suspicion. Check the law in force before you act."] },
        { print: true },
        { p: ["Кад завршите, пређите на **Проверу знања** помоћу траке изнад или садржаја курса.", "When you are done, go on to the **test** with the bar above or the list of contents."] },
      ],
    },
  ],
});
