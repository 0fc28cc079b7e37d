/* Sharing data lawfully, lesson 2: the first 72 hours after a breach. */
"use strict";

Obuka.start({
  scorm: "2004",
  id: "sharing-2",
  objective: "breach",
  hasNext: true,
  nextName: ["Провера знања", "To the test"],
  minutes: 2,
  kicker: ["Поверљивост података · лекција 2", "Data confidentiality · lesson 2"],
  title: ["Седамдесет два сата", "Seventy-two hours"],
  lead: ["Среда, 7.50. Јелена отвара торбу. Службени рачунар није у њој.", "Wednesday, 7:50. Jelena opens her bag. The office laptop is not in it."],
  art: { scene: [["room"], ["scarf", 120, 228, 1.3, "brand"], ["bag", 190, 228, 1.7], ["bell", 300, 84, 1.4], ["screen", 306, 178, 0.7]], alt: ["Жена стоји поред торбе; изнад рачунара звони звоно.", "A woman stands beside a bag; a bell rings above a computer."] },
  learn: [
    ["шта је повреда података", "what a data breach is"],
    ["ко шта ради и којим редом", "who does what, in which order"],
    ["шта је рок чувања", "what a storage period is"],
  ],
  pages: [
    { id: "cover", cover: true, title: ["Почетак", "Beginning"] },
    {
      id: "what", kicker: ["Појам", "The term"], title: ["Изгубљено, послато, отворено", "Lost, sent, opened"],
      blocks: [
        { p: ["**Повреда података о личности** је сваки догађај у ком су подаци случајно или незаконито уништени, изгубљени, измењени, откривени или доступни ономе коме не би смели бити. Крађа јесте, али и погрешна адреса, и фасцикла у аутобусу.", "A **personal data breach** is any event in which data are accidentally or unlawfully destroyed, lost, changed, disclosed or open to someone they should not be. Theft is one; so are a wrong address and a folder left on a bus."] },
        { task: { kind: "choose", id: "which", objective: "breach", prompt: ["Шта је од овога повреда података?", "Which of these are data breaches?"], options: [
          { id: "a", text: ["Рачунар са евиденцијом је украден, али је диск шифрован.", "A laptop with records is stolen, but its disk is encrypted."], good: true, why: ["Јесте повреда; шифровање умањује ризик, па мења процену, а не и обавезу да се јави унутра.", "It is; encryption lowers the risk, so it changes the assessment, not the duty to report inside."] },
          { id: "b", text: ["Писмо са налазом лекара уручено је погрешном станару.", "A letter with a medical report was handed to the wrong resident."], good: true, why: ["Откривен је податак о здрављу. Довољан је и један човек.", "Data on health were disclosed. One person is enough."] },
          { id: "c", text: ["Објављено је да је центар лане примио 1.240 људи.", "It was published that the centre received 1,240 people last year."], why: ["Збирни број никога не открива.", "A total reveals nobody."] },
          { id: "d", text: ["Сервер није радио пола дана, па је изгубљена јутрошња евиденција.", "The server was down for half a day and this morning’s records are lost."], good: true, why: ["И губитак је повреда: човек чији је захтев нестао то осећа први.", "Loss is a breach too: the person whose request vanished feels it first."] },
        ] } },
      ],
    },
    {
      id: "hours", kicker: ["Вежба", "Practice"], title: ["Шта прво, шта после", "What first, what then"],
      blocks: [
        { p: ["На Јеленином рачунару је радна табела са подацима 214 људи. Часовник је кренуо у 7.50.", "Jelena’s laptop holds a working table with data on 214 people. The clock started at 7:50."] },
        { task: { kind: "order", id: "steps", objective: "breach", shown: ["d", "b", "e", "a", "c"], prompt: ["Поређајте кораке.", "Put the response in order."],
          hint: ["Још није. Прво се јавља и зауставља штета; ризик се процењује пре него што се ико споља обавести, а поуке долазе на крају.", "Not yet. First report and stop the harm; risk is assessed before anyone outside is told, and lessons come last."],
          why: ["Јавите, зауставите, процените, обавестите, научите.", "Report, stop, assess, notify, learn."],
          items: [
            { id: "a", text: ["Јелена одмах јавља руководиоцу и лицу за заштиту података.", "Jelena reports at once to her superior and the data protection officer."] },
            { id: "b", text: ["Блокирају се налог и приступ са рачунара.", "The account and access from the laptop are blocked."] },
            { id: "c", text: ["Процењује се ризик за људе из табеле.", "The risk to the people in the table is assessed."] },
            { id: "d", text: ["Ако ризик постоји, руковалац обавештава Повереника у року од 72 сата; ако је висок, и саме људе.", "If there is a risk, the controller notifies the Commissioner within 72 hours; if it is high, the people too."] },
            { id: "e", text: ["Догађај се документује и мења се оно што га је омогућило.", "The event is documented, and what made it possible is changed."] },
          ] } },
        { note: ["**Повереник** је независни државни орган: Повереник за информације од јавног значаја и заштиту података о личности. Ко прекорачи 72 сата, мора да образложи зашто.", "The **Commissioner** is an independent state body: the Commissioner for Information of Public Importance and Personal Data Protection. Whoever exceeds 72 hours must explain why."] },
      ],
    },
    {
      id: "keep", kicker: ["Одлука", "A decision"], title: ["Зашто је табела уопште била на рачунару?", "Why was the table on the laptop at all?"],
      blocks: [
        { p: ["Рачунар је нађен. Али провера показује да су у табели били и људи који су из центра отишли пре три године. „Чувала сам то за сваки случај“, каже Јелена.", "The laptop was found. But the inquiry shows the table also held people who left the centre three years ago. “I kept it just in case,” says Jelena."] },
        { task: { kind: "choose", id: "retention", objective: "breach", prompt: ["Шта је исправно са старим подацима у радној табели?", "What is right for the old data in the working table?"], options: [
          { id: "a", text: ["Чувати их: можда затребају.", "Keep them: they may be needed."], why: ["„Можда“ није сврха. Што не постоји, не може да буде украдено.", "“Maybe” is not a purpose. What does not exist cannot be stolen."] },
          { id: "b", text: ["Обрисати све, па и прописану евиденцију.", "Delete everything, the statutory record too."], why: ["Евиденција која се води по закону има своје рокове; ни њих не смете да скраћујете по свом нахођењу.", "A record kept by law has its own periods; you may not shorten those at will either."] },
          { id: "c", text: ["Обрисати радну копију кад сврха престане, а прописану евиденцију чувати у систему, до рока.", "Delete the working copy once its purpose ends, and keep the statutory record in the system until its period ends."], good: true, why: ["Једно место, један рок, један траг. Радна копија живи колико и посао због ког је настала.", "One place, one period, one trace. A working copy lives as long as the work it was made for."] },
        ] } },
        { h: ["Подсетник", "Summary"] },
        { steps: [
          ["**Основ, сврха, мера** пре сваког слања.", "**Basis, purpose, measure** before anything is sent."],
          ["**Јавите одмах**; рок тече од тренутка сазнања.", "**Report at once**; the clock runs from the moment you know."],
          ["**Рок чувања** за сваку табелу, и датум брисања.", "**A storage period** for every table, and a date on which it is deleted."],
        ] },
        { print: true },
      ],
    },
  ],
});
