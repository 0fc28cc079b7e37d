/* Legal migration, lesson 3: rights and duties, and the sign of abuse. */
"use strict";

Obuka.start({
  scorm: "2004",
  id: "legal-3",
  objective: "rights",
  hasNext: true,
  nextName: ["Подсетник", "Summary sheet"],
  minutes: 2,
  kicker: ["Законите миграције · лекција 3", "Legal migration · lesson 3"],
  title: ["Права и обавезе", "Rights and duties"],
  lead: ["Дозвола није само папир са роком. Уз њу иду права која важе и кад их нико не помене, и обавезе које не чекају.", "A permit is more than a paper with a date. It comes with rights that hold even when nobody mentions them, and duties that do not wait."],
  art: { scene: [["ground"], ["house", 90, 214, 0.9], ["office", 300, 212, 1], ["scarf", 176, 236, 1.1, "brand"], ["child", 210, 238, 1.1, "clay"], ["shield", 200, 76, 0.8]], alt: ["Жена и дете између куће и радног места, изнад њих штит.", "A woman and a child between a home and a workplace, a shield above them."] },
  learn: [
    ["шта припада раднику са дозволом", "what belongs to a worker with a permit"],
    ["шта странац мора да уради на време", "what a foreigner must do in time"],
    ["како изгледа знак злоупотребе и кога звати", "what a sign of abuse looks like and whom to call"],
  ],
  pages: [
    { id: "cover", cover: true, title: ["Почетак", "Beginning"] },
    {
      id: "which", kicker: ["Вежба", "Practice"], title: ["Право, обавеза или заблуда?", "A right, a duty or a myth?"],
      blocks: [
        { task: { kind: "sort", id: "kinds", objective: "rights", prompt: ["Распоредите тврдње.", "Sort the statements."],
          groups: [{ id: "x", text: ["право", "a right"] }, { id: "y", text: ["обавеза", "a duty"] }, { id: "z", text: ["заблуда", "a myth"] }],
          items: [
            { id: "a", text: ["Иста зарада и заштита на раду као за домаћег радника", "The same pay and safety at work as a local worker"], group: "x", why: ["Ко законито ради, ужива иста права из рада.", "Whoever works lawfully has the same rights at work."] },
            { id: "b", text: ["Пријава адресе и сваке њене промене", "Reporting the address and every change of it"], group: "y", why: ["Рокови су кратки, па на ово треба прво подсетити.", "The time limits are short, so this is the first thing to mention."] },
            { id: "c", text: ["Послодавац може да чува пасош радника „да се не изгуби“", "The employer may keep a worker’s passport “for safety”"], group: "z", why: ["Пасош припада ономе чије је име у њему. Одузимање исправа је знак за узбуну.", "A passport belongs with the person it names. Taking documents away is an alarm sign."] },
            { id: "d", text: ["Захтев за продужење пре истека дозволе", "An application for extension before the permit expires"], group: "y", why: ["Ко закасни, у прекршају је и кад за све друго има ваљан разлог.", "Whoever is late commits an offence, even with a good reason for everything else."] },
            { id: "e", text: ["Деца се уписују у школу", "Children are enrolled in school"], group: "x", why: ["Основно образовање припада сваком детету, без обзира на статус родитеља.", "Primary education belongs to every child, whatever the status of the parents."] },
            { id: "f", text: ["Странац не може да се жали на одлуку", "A foreigner cannot appeal a decision"], group: "z", why: ["Против одлуке постоји правни лек; поука о њему стоји на крају решења.", "There is a remedy against a decision; it is stated at the end of the decision."] },
          ] } },
      ],
    },
    {
      id: "passport", kicker: ["Одлука", "A decision"], title: ["Осам људи, један кључ", "Eight people, one key"],
      blocks: [
        { p: ["Санџај долази да пита за аутобуску карту. Успут помене: ради дванаест сати дневно, са још седморицом спава у магацину, а газда му чува пасош „док не отплати пут“.", "Sanjay comes to ask about a bus pass. In passing he mentions: he works twelve hours a day, sleeps in a warehouse with seven others, and the boss keeps his passport “until the journey is paid off”."] },
        { art: { scene: [["room"], ["office", 90, 212, 1.1], ["person", 240, 226, 1.15, "night"], ["person", 285, 228, 1.1, "clay"], ["person", 328, 226, 1.1, "sand"], ["card", 250, 66, 0.8], ["lock", 318, 74, 0.7]], alt: ["Три радника испред магацина; изнад њих исправа под катанцем.", "Three workers in front of a warehouse; above them a document under a padlock."] } },
        { task: { kind: "choose", id: "sign", objective: "rights", prompt: ["Шта чините?", "What do you do?"], options: [
          { id: "a", text: ["Одмах зовем газду и тражим објашњење.", "I call the boss at once and demand an explanation."], why: ["Тиме упозоравате онога ко можда држи људе под принудом, а Санџај се враћа код њега.", "You warn someone who may be coercing people, and Sanjay has to go back to him."] },
          { id: "b", text: ["Саслушам га насамо, не обећавам ништа што не могу да испуним и пријавим сумњу полицији и Центру за заштиту жртава трговине људима.", "I listen to him in private, promise nothing I cannot keep, and report the suspicion to the police and the Centre for Human Trafficking Victims’ Protection."], good: true, why: ["Дуг, одузет пасош, превише сати и затворен смештај заједно указују на могућу трговину људима ради радне експлоатације. Ваша сумња је довољна за пријаву; доказе траже други.", "A debt, a passport taken, excessive hours and closed lodgings together point to possible trafficking for labour exploitation. Your suspicion is enough to report; others look for evidence."] },
          { id: "c", text: ["Дам му број инспекције рада и пређем на аутобуску карту.", "I give him the labour inspectorate’s number and go on to the bus pass."], why: ["Инспекција јесте део одговора, али човек без пасоша и без слободе кретања тешко ће сам позвати.", "The inspectorate is part of the answer, but a man without a passport and freedom to move will hardly call on his own."] },
        ] } },
      ],
    },
    {
      id: "count", kicker: ["Слика у целини", "The whole picture"], title: ["Зашто општина броји", "Why the municipality counts"],
      blocks: [
        { p: ["Закон о управљању миграцијама тражи да се о миграцијама **одлучује на основу података**: колико људи долази, зашто, шта им треба. Комесаријат за избеглице и миграције те податке обједињује и сваке године објављује у Миграционом профилу.", "The Law on Migration Management wants decisions about migration to be **based on data**: how many people come, what for, what they need. The Commissariat for Refugees and Migration brings the data together and publishes them every year in the Migration Profile."] },
        { p: ["Локални савет за миграције од тих бројева прави план: колико места у вртићу, колико часова језика, где је потребан преводилац.", "The local migration council turns the numbers into a plan: how many places in kindergarten, how many language classes, where an interpreter is needed."] },
        { steps: [
          ["**Препознајте пут:** зашто и колико дуго.", "**Recognise the path:** what for and how long."],
          ["**Упутите на време:** захтев пре рока, рад после дозволе.", "**Direct in time:** apply before the deadline, work after the permit."],
          ["**Реците и права и обавезе:** у истом даху, на језику који човек разуме.", "**Name both rights and duties:** in one breath, in a language the person understands."],
          ["**Препознајте принуду:** дуг, пасош, сати, закључана врата.", "**Recognise coercion:** debt, passport, hours, locked doors."],
        ] },
        { print: true },
      ],
    },
  ],
});
