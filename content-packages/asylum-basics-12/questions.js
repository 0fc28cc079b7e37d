/* First contact with a person seeking asylum: the six questions, and the start of the module. */
"use strict";

const QUESTIONS = [
  { kind: "true-false", id: "q1", objective: "procedure", isTrue: false,
    prompt: ["Намера да се поднесе захтев за азил може се изразити само писмено, на прописаном обрасцу.", "The intention to seek asylum can be expressed only in writing, on the prescribed form."],
    why: ["Намера се може изразити и усмено. Образац и документ за то нису потребни.", "The intention can also be spoken. Neither a form nor a document is needed for it."] },
  { kind: "choose", id: "q2", objective: "procedure", prompt: ["Ко региструје странца који је изразио намеру и издаје му потврду?", "Who registers a foreigner who has expressed the intention, and issues the certificate?"],
    why: ["Регистрацију обавља полиција. Комесаријат обезбеђује прихват, а центар за социјални рад има улогу пре свега када је реч о деци и другима под старатељством.", "The police register. The Commissariat provides reception, and the centre for social work steps in above all for children and others under guardianship."],
    options: [
      { id: "a", text: ["Центар за социјални рад", "The centre for social work"] },
      { id: "b", text: ["Полиција", "The police"], good: true },
      { id: "c", text: ["Општински повереник", "The municipal trustee"] },
      { id: "d", text: ["Управни суд", "The Administrative Court"] },
    ] },
  { kind: "choose", id: "q3", objective: "contact", prompt: ["Шта је у реду урадити у првом разговору?", "What is right in the first conversation?"],
    why: ["Језик и хитне потребе су посао првог разговора. Разлози прогона припадају саслушању пред Канцеларијом за азил, а фотографисање за објаву нема никакав основ.", "Language and urgent needs are the business of the first conversation. Reasons for persecution belong to the interview at the Asylum Office, and there is no ground for taking photographs to publish."],
    options: [
      { id: "a", text: ["Утврдити језик на ком човек може да разговара", "Find out which language the person can speak"], good: true },
      { id: "b", text: ["Питати да ли је некоме потребна хитна помоћ", "Ask whether anyone needs urgent help"], good: true },
      { id: "c", text: ["Тражити да подробно опише шта му се догодило", "Ask for a detailed account of what happened"] },
      { id: "d", text: ["Фотографисати породицу за општинску страницу", "Photograph the family for the municipal web page"] },
    ] },
  { kind: "choose", id: "q4", objective: "contact", prompt: ["Пред вама је шеснаестогодишњак без родитеља. Кога зовете без одлагања?", "Before you is a sixteen-year-old without parents. Whom do you call without delay?"],
    why: ["Центар за социјални рад је орган старатељства и поставља старатеља, који затим штити најбољи интерес детета у сваком кораку.", "The centre for social work is the guardianship authority; it appoints a guardian, who then protects the best interests of the child at every step."],
    options: [
      { id: "a", text: ["Амбасаду његове земље, да пронађе родитеље", "The embassy of his country, to find his parents"] },
      { id: "b", text: ["Најближег сународника, да припази на њега", "The nearest compatriot, to look after him"] },
      { id: "c", text: ["Никога: са шеснаест година може сам", "Nobody: at sixteen he can manage"] },
      { id: "d", text: ["Центар за социјални рад, као орган старатељства", "The centre for social work, as the guardianship authority"], good: true },
    ] },
  { kind: "order", id: "q5", objective: "procedure", prompt: ["Поређајте кораке поступка.", "Put the steps of the procedure in order."], shown: ["c", "a", "d", "b"],
    why: ["Намера, регистрација са потврдом, јављање у центар, па захтев и саслушање.", "Intention, registration with a certificate, reporting to the centre, then application and interview."],
    items: [
      { id: "a", text: ["Изражена намера", "The intention is expressed"] },
      { id: "b", text: ["Регистрација и потврда", "Registration and certificate"] },
      { id: "c", text: ["Јављање у центар за азил", "Reporting to the asylum centre"] },
      { id: "d", text: ["Захтев и саслушање", "Application and interview"] },
    ] },
  { kind: "choose", id: "q6", objective: "confidentiality", prompt: ["Новинарка пита да ли је у вашем центру породица о којој се писало. Шта одговарате?", "A journalist asks whether the family in the news is in your centre. What do you answer?"],
    why: ["Ни потврда ни негирање: обоје је податак о конкретној породици. За општа питања постоји лице задужено за односе са јавношћу.", "Neither confirm nor deny: both are data about one family. For general questions there is a person in charge of press relations."],
    options: [
      { id: "a", text: ["„Јесте, али то није за објављивање.“", "“Yes, but that is off the record.”"] },
      { id: "b", text: ["„О томе ко је код нас не дајемо податке“, и упућујем је на службу за јавност.", "“We give no information on who is with us”, and I refer her to the press office."], good: true },
      { id: "c", text: ["„Није, отишли су јуче.“", "“No, they left yesterday.”"] },
    ] },
];

Obuka.start({
  scorm: "1.2",
  id: "asylum",
  passMark: 70,
  isMarkInManifest: true,
  minutes: 6,
  kicker: ["За службенике општина и прихватних центара", "For municipal and reception staff"],
  title: ["Први контакт са тражиоцем азила", "First contact with a person seeking asylum"],
  lead: ["Од првих пет минута разговора често зависи да ли ће човек доћи до заштите. Прођите их једном овде, у миру.", "The first five minutes of the conversation often decide whether a person reaches protection. Go through them once here, in peace."],
  art: { scene: [["ground"], ["hills", 0, 112, 1], ["ground", 0, 0, 1], ["sun", 330, 50, 1], ["office", 290, 214, 1.05], ["person", 130, 236, 1.1, "clay"], ["child", 95, 238, 1.1, "sand"], ["person", 190, 232, 1.1, "brand"], ["speech", 176, 88, 0.62]], alt: ["Службеница разговара са човеком и девојчицом испред зграде општине.", "An official talks to a man and a girl in front of a municipal building."] },
  learn: [
    ["да човека примите мирно и без обрасца", "to receive a person calmly and without a form"],
    ["ко ради шта у поступку азила у Србији", "who does what in the asylum procedure in Serbia"],
    ["како се разговара преко преводиоца", "how to talk through an interpreter"],
    ["који податак не дајете никоме", "which fact you give to nobody"],
  ],
  pages: [
    ...PAGES,
    ...QUESTIONS.map((task) => ({ id: task.id, scored: true, title: task.prompt, blocks: [{ task }] })),
    { id: "result", result: true, title: ["Резултат", "Result"] },
  ],
});
