/* Sharing data lawfully: the test. */
"use strict";

const QUESTIONS = [
  { kind: "choose", id: "q1", objective: "basis", prompt: ["Који је најчешћи правни основ кад орган власти обрађује податке у свом послу?", "What is the most common legal basis when a public authority processes data in its work?"],
    why: ["Орган поступа по закону. Сагласност онога ко од органа зависи ретко је заиста слободна.", "An authority acts under the law. The consent of a person who depends on the authority is rarely truly free."],
    options: [
      { id: "a", text: ["Сагласност странке", "The person’s consent"] },
      { id: "b", text: ["Посао у јавном интересу или законско овлашћење", "A task in the public interest or a power given by law"], good: true },
      { id: "c", text: ["Договор двеју установа", "An agreement between two institutions"] },
      { id: "d", text: ["Наредба руководиоца", "A superior’s order"] },
    ] },
  { kind: "true-false", id: "q2", objective: "basis", isTrue: false, prompt: ["Податак прикупљен за смештај сме се без даљег користити за анкету, јер га установа већ има.", "Data collected for accommodation may simply be used for a survey, since the institution already has them."],
    why: ["Подаци су везани за сврху. Нова сврха тражи свој основ, или збирне податке који никога не откривају.", "Data are bound to a purpose. A new purpose needs its own basis, or totals that reveal nobody."] },
  { kind: "sort", id: "q3", objective: "basis", prompt: ["Ко шта сме да добије?", "Who may receive what?"],
    groups: [{ id: "x", text: ["податке потребне за свој посао", "the data needed for their work"] }, { id: "y", text: ["само збирне бројеве", "totals only"] }, { id: "z", text: ["ништа", "nothing"] }],
    items: [
      { id: "a", text: ["Школа која уписује дете", "The school that enrols a child"], group: "x", why: ["Име, узраст, језик, контакт.", "Name, age, language, contact."] },
      { id: "b", text: ["Студент који пише рад о миграцијама", "A student writing a paper on migration"], group: "y", why: ["Истраживању су довољни бројеви.", "Totals are enough for research."] },
      { id: "c", text: ["Амбасада државе порекла тражиоца азила", "The embassy of an asylum seeker’s country of origin"], group: "z", why: ["Ни потврда да је ту.", "Not even a confirmation that the person is here."] },
    ] },
  { kind: "choose", id: "q4", objective: "breach", prompt: ["У ком року руковалац обавештава Повереника о повреди која може да произведе ризик?", "Within what time does the controller notify the Commissioner of a breach that may cause a risk?"],
    why: ["Без одлагања, а најкасније у року од 72 сата од сазнања; кашњење се мора образложити.", "Without delay, and no later than 72 hours from knowing of it; a delay must be explained."],
    options: [
      { id: "a", text: ["24 сата", "24 hours"] },
      { id: "b", text: ["72 сата", "72 hours"], good: true },
      { id: "c", text: ["15 дана", "15 days"] },
      { id: "d", text: ["До краја месеца", "By the end of the month"] },
    ] },
  { kind: "choose", id: "q5", objective: "breach", prompt: ["Послали сте табелу на погрешну адресу. Шта је исправно?", "You sent a table to the wrong address. What is right?"],
    why: ["Јавља се одмах, штета се зауставља и све се бележи. Брисање трагова и чекање само повећавају ризик за људе.", "Report at once, stop the harm and note everything. Deleting traces and waiting only raise the risk to people."],
    options: [
      { id: "a", text: ["Одмах јавити лицу за заштиту података", "Report to the data protection officer at once"], good: true },
      { id: "b", text: ["Замолити примаоца да табелу обрише и то потврди", "Ask the recipient to delete the table and confirm"], good: true },
      { id: "c", text: ["Обрисати послату поруку и сачекати да ли ће се неко јавити", "Delete the sent message and wait to see whether anyone complains"] },
      { id: "d", text: ["Забележити шта је послато, коме и када", "Note what was sent, to whom and when"], good: true },
    ] },
  { kind: "order", id: "q6", objective: "breach", shown: ["c", "a", "d", "b"], prompt: ["Рачунар је украден. Поређајте кораке.", "A laptop is stolen. Put the response in order."],
    why: ["Јавите, зауставите, процените, обавестите.", "Report, stop, assess, notify."],
    items: [
      { id: "a", text: ["Пријава унутар установе", "Report inside the institution"] },
      { id: "b", text: ["Блокирање приступа", "Access is blocked"] },
      { id: "c", text: ["Процена ризика за људе", "The risk to people is assessed"] },
      { id: "d", text: ["Обавештавање Повереника и, ако треба, људи", "The Commissioner and, if needed, the people are notified"] },
    ] },
];

Obuka.start({
  scorm: "2004",
  id: "sharing-test",
  passMark: 70,
  isMarkInManifest: true,
  minutes: 2,
  kicker: ["Законито дељење података", "Sharing data lawfully"],
  title: ["Провера знања", "Test"],
  lead: ["Шест питања о основу, сврси, мери и повреди. Потребно је 70 %, а сваки одговор има објашњење.", "Six questions on basis, purpose, measure and breach. You need 70%, and every answer is explained."],
  art: { scene: [["room"], ["shield", 200, 112, 1.4], ["paper", 96, 128, 0.9], ["screen", 318, 140, 0.9]], alt: ["Штит између документа и рачунара.", "A shield between a document and a computer."] },
  learn: [
    ["основ, сврха и мера", "basis, purpose and measure"],
    ["ко шта сме да добије", "who may receive what"],
    ["прва 72 сата после повреде", "the first 72 hours after a breach"],
  ],
  pages: [
    { id: "cover", cover: true, title: ["Почетак", "Beginning"] },
    ...QUESTIONS.map((task) => ({ id: task.id, scored: true, title: task.prompt, blocks: [{ task }] })),
    { id: "result", result: true, title: ["Резултат", "Result"] },
  ],
});
