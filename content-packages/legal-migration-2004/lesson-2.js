/* Legal migration, lesson 2: from the application to the permit. */
"use strict";

Obuka.start({
  scorm: "2004",
  id: "legal-2",
  objective: "permit",
  hasNext: true,
  nextName: ["Лекција 3", "Lesson 3"],
  minutes: 2,
  kicker: ["Законите миграције · лекција 2", "Legal migration · lesson 2"],
  title: ["Од захтева до дозволе", "From application to permit"],
  lead: ["Прија има уговор и кофер. Између ње и првог радног дана стоји један захтев. Пратите га.", "Priya has a contract and a suitcase. One application stands between her and the first day at work. Follow it."],
  art: { scene: [["room"], ["desk", 200, 206, 1.5], ["screen", 172, 132, 1], ["scarf", 300, 178, 1.1, "clay"], ["paper", 80, 130, 1], ["arrow", 128, 74, 0.6], ["card", 322, 70, 0.75]], alt: ["За столом са рачунаром службеник прима захтев, из ког настаје дозвола.", "At a desk with a computer an application is received and becomes a permit."] },
  learn: [
    ["шта је јединствена дозвола", "what the single permit is"],
    ["којим редом тече захтев", "in what order an application proceeds"],
    ["када се сме почети са радом", "when work may begin"],
  ],
  pages: [
    { id: "cover", cover: true, title: ["Почетак", "Beginning"] },
    {
      id: "single", kicker: ["Појам", "The term"], title: ["Једна дозвола уместо две", "One permit instead of two"],
      blocks: [
        { p: ["Раније је странац прво тражио боравак, па одвојено дозволу за рад. Од 2024. године за боравак и рад подноси се **један захтев, електронски**, и добија се **јединствена дозвола**.", "A foreigner used to apply for residence first and separately for a work permit. Since 2024 there is **one application, filed electronically**, for residence and work, and the result is the **single permit**."] },
        { table: { name: ["Ко шта ради", "Who does what"], head: [["Ко", "Who"], ["Шта ради", "What they do"]], rows: [
          [["Странац или послодавац", "The foreigner or the employer"], ["подноси захтев и доказе преко портала", "files the application and the evidence through the portal"]],
          [["Национална служба за запошљавање", "The National Employment Service"], ["процењује услове за рад", "assesses the conditions for work"]],
          [["Полиција (послови странаца)", "The police (foreigners’ affairs)"], ["проверава услове боравка и одлучује", "checks the conditions of stay and decides"]],
          [["Општина", "The municipality"], ["упућује, објашњава и помаже у укључивању", "directs, explains and helps with inclusion"]],
        ] } },
        { note: ["Општина не издаје дозволу, али је често прво место где човек пита. Тачно упутство штеди недеље.", "The municipality does not issue the permit, but it is often the first place where people ask. A correct answer saves weeks."] },
      ],
    },
    {
      id: "order", kicker: ["Вежба", "Practice"], title: ["Пријин пут, корак по корак", "Priya’s way, step by step"],
      blocks: [
        { task: { kind: "order", id: "steps", objective: "permit", prompt: ["Поређајте кораке од првог до последњег.", "Put the steps in order, from first to last."], shown: ["c", "e", "a", "d", "b"],
          hint: ["Још није. Размислите шта чему мора да претходи: без доказа нема захтева, без одлуке нема дозволе, а истек рока се не чека.", "Not yet. Think what must come before what: no application without evidence, no permit without a decision, and do not wait for the permit to run out."],
          why: ["Докази, захтев, процена, одлука и дозвола, па продужење на време. Сваки корак се ослања на претходни.", "Evidence, application, assessment, decision and permit, then extension in time. Each step rests on the one before."],
          items: [
            { id: "a", text: ["Прија и послодавац прикупљају доказе: уговор, пасош, смештај.", "Priya and the employer gather evidence: contract, passport, accommodation."] },
            { id: "b", text: ["Захтев се подноси електронски.", "The application is filed electronically."] },
            { id: "c", text: ["Надлежни процењују услове за рад и боравак.", "The authorities assess the conditions for work and stay."] },
            { id: "d", text: ["Доноси се одлука и издаје јединствена дозвола.", "A decision is made and the single permit issued."] },
            { id: "e", text: ["Пре истека дозволе подноси се захтев за продужење.", "Before the permit expires, an extension is applied for."] },
          ] } },
      ],
    },
    {
      id: "monday", kicker: ["Одлука", "A decision"], title: ["„Може ли да почне у понедељак?“", "“Can she start on Monday?”"],
      blocks: [
        { p: ["Зове послодавац. Захтев је поднет јуче, а пројекат касни. „Пријавићемо је чим стигне дозвола. Нека само почне.“", "The employer calls. The application was filed yesterday and the project is late. “We will register her as soon as the permit arrives. Just let her start.”"] },
        { art: { scene: [["room"], ["desk", 250, 206, 1.3], ["screen", 250, 140, 0.9], ["person", 120, 226, 1.2, "night"], ["phone", 160, 128, 0.7], ["bell", 340, 70, 0.8]], alt: ["Човек телефонира поред стола са рачунаром.", "A man telephones beside a desk with a computer."] } },
        { task: { kind: "choose", id: "start", objective: "permit", prompt: ["Шта му одговарате?", "What do you answer?"], options: [
          { id: "a", text: ["Може, јер је захтев већ поднет.", "Yes, since the application has been filed."], why: ["Поднет захтев није дозвола. Рад пре одлуке је незаконит за обоје и може да угрози и њен боравак.", "A filed application is not a permit. Working before the decision is unlawful for both and may also endanger her stay."] },
          { id: "b", text: ["Не може. Сме да почне кад јој дозвола да право на рад, уз уговор и пријаву на осигурање.", "No. She may start when the permit gives her the right to work, with a contract and social insurance."], good: true, why: ["Тако је. Савет који штити Прију штити и послодавца: дозвола, уговор, пријава, па рад.", "Right. Advice that protects Priya protects the employer too: permit, contract, registration, then work."] },
          { id: "c", text: ["Може на пробу, без новца, недељу дана.", "Yes, on trial and without pay, for a week."], why: ["„Проба“ без плате је и даље рад и често почетак злоупотребе.", "An unpaid “trial” is still work, and often how abuse begins."] },
        ] } },
      ],
    },
  ],
});
