/* Legal migration: the test. */
"use strict";

const QUESTIONS = [
  { kind: "choose", id: "q1", objective: "paths", prompt: ["Две ствари по којима се препознаје врста боравка су:", "Two things that tell the kinds of stay apart are:"],
    why: ["Зашто човек долази и колико остаје: одговор на та два питања води до пута.", "What a person comes for and how long they stay: those two answers lead to the path."],
    options: [
      { id: "a", text: ["сврха", "purpose"], good: true },
      { id: "b", text: ["висина прихода", "income"] },
      { id: "c", text: ["трајање", "duration"], good: true },
      { id: "d", text: ["занимање", "occupation"] },
    ] },
  { kind: "true-false", id: "q2", objective: "paths", isTrue: false, prompt: ["Излазак из земље на један дан изнова покреће рок од 90 дана.", "Leaving the country for one day starts the 90 days again."],
    why: ["Броји се 90 дана у сваком периоду од 180 дана уназад; један дан ван земље то мења за један дан.", "It is 90 days in each period of 180 days looking back; one day abroad changes that by one day."] },
  { kind: "sort", id: "q3", objective: "paths", prompt: ["Повежите човека и пут.", "Match the person and the path."],
    groups: [{ id: "x", text: ["краткотрајни боравак", "short stay"] }, { id: "y", text: ["привремени боравак", "temporary residence"] }, { id: "z", text: ["поступак азила", "asylum procedure"] }],
    items: [
      { id: "a", text: ["Истраживачица са стипендијом на годину дана", "A researcher with a scholarship for a year"], group: "y", why: ["Дуже од 90 дана, из одређеног разлога.", "Longer than 90 days, for a definite reason."] },
      { id: "b", text: ["Музичар са концертом за викенд", "A musician with a concert at the weekend"], group: "x", why: ["Неколико дана и познат крај. Да ли за наступ треба још нешто, проверава се посебно.", "A few days and a known end. Whether the concert needs anything more is checked separately."] },
      { id: "c", text: ["Адвокаткиња која каже да јој у отаџбини прети затвор зато што је бранила опозицију", "A lawyer who says she faces prison at home for defending the opposition"], group: "z", why: ["Страх од прогона: други закон, други поступак.", "Fear of persecution: another law, another procedure."] },
    ] },
  { kind: "choose", id: "q4", objective: "permit", prompt: ["Шта је јединствена дозвола?", "What is the single permit?"],
    why: ["Један захтев и једна одлука обухватају и боравак и рад.", "One application and one decision cover both residence and work."],
    options: [
      { id: "a", text: ["Дозвола за више улазака у земљу", "A permit for several entries"] },
      { id: "b", text: ["Заједничка дозвола за целу породицу", "A joint permit for a whole family"] },
      { id: "c", text: ["Једна дозвола и за боравак и за рад", "One permit for both residence and work"], good: true },
      { id: "d", text: ["Дозвола која се издаје само једном", "A permit issued only once"] },
    ] },
  { kind: "order", id: "q5", objective: "permit", shown: ["b", "d", "a", "c"], prompt: ["Поређајте од првог до последњег.", "Put in order, from first to last."],
    why: ["Докази, захтев, дозвола, рад.", "Evidence, application, permit, work."],
    items: [
      { id: "a", text: ["Прикупљање доказа", "Gathering evidence"] },
      { id: "b", text: ["Електронски захтев", "Electronic application"] },
      { id: "c", text: ["Издавање дозволе", "The permit is issued"] },
      { id: "d", text: ["Први радни дан", "The first day at work"] },
    ] },
  { kind: "choose", id: "q6", objective: "rights", prompt: ["Шта од наведеног указује на могућу радну експлоатацију?", "Which of these point to possible labour exploitation?"],
    why: ["Одузете исправе и дуг који везује радника јесу знаци за узбуну. Пробни рад по уговору и колеге из разних земаља то сами по себи нису.", "Documents taken and a debt that binds a worker are alarm signs. A probation period by contract and colleagues from many countries are not, by themselves."],
    options: [
      { id: "a", text: ["Послодавац држи пасош радника", "The employer holds the worker’s passport"], good: true },
      { id: "b", text: ["Уговор предвиђа пробни рад", "The contract has a probation period"] },
      { id: "c", text: ["Радник „отплаћује пут“ радом", "The worker “pays off the journey” by working"], good: true },
      { id: "d", text: ["У погону раде људи из пет земаља", "People from five countries work there"] },
    ] },
  { kind: "true-false", id: "q7", objective: "rights", isTrue: true, prompt: ["За пријаву могуће трговине људима довољна је основана сумња службеника.", "An official’s reasonable suspicion is enough to report possible human trafficking."],
    why: ["Пријављује се сумња. Утврђивање чињеница је посао полиције, тужилаштва и Центра за заштиту жртава.", "Suspicion is what is reported. Establishing facts is the work of the police, the prosecutor and the victims’ protection centre."] },
];

Obuka.start({
  scorm: "2004",
  id: "legal-test",
  passMark: 70,
  minutes: 3,
  kicker: ["Законите миграције", "Legal migration"],
  title: ["Провера знања", "Test"],
  lead: ["Седам питања, свако са објашњењем. Потребно је 70 %, а можете покушати колико год пута желите.", "Seven questions, each explained. You need 70%, and may try as often as you like."],
  art: { scene: [["room"], ["book", 200, 120, 1.7], ["person", 80, 226, 1.1, "brand"], ["scarf", 320, 226, 1.1, "clay"]], alt: ["Отворена књига и двоје полазника.", "An open book and two learners."] },
  learn: [
    ["да ли препознајете пут", "whether you recognise the path"],
    ["да ли знате којим редом тече захтев", "whether you know in what order an application proceeds"],
    ["да ли разликујете право, обавезу и злоупотребу", "whether you can tell a right, a duty and abuse apart"],
  ],
  pages: [
    { id: "cover", cover: true, title: ["Почетак", "Beginning"] },
    ...QUESTIONS.map((task) => ({ id: task.id, scored: true, title: task.prompt, blocks: [{ task }] })),
    { id: "result", result: true, title: ["Резултат", "Result"] },
  ],
});
