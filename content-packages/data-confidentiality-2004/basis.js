/* Sharing data lawfully, lesson 1: basis, purpose, measure. */
"use strict";

Obuka.start({
  scorm: "2004",
  id: "sharing-1",
  objective: "basis",
  hasNext: true,
  nextName: ["Лекција 2", "Lesson 2"],
  minutes: 2,
  kicker: ["Поверљивост података · за оне који размењују податке", "Data confidentiality · for those who exchange data"],
  title: ["Основ, сврха, мера", "Basis, purpose, measure"],
  lead: ["Јелена води евиденцију у центру. Сваког дана јој стиже бар један захтев за податке. Три питања одлучују о сваком.", "Jelena keeps the records in a centre. Every day brings at least one request for data. Three questions decide each of them."],
  art: { scene: [["room"], ["office", 78, 212, 1], ["office", 322, 212, 1], ["paper", 200, 96, 0.9], ["arrow", 146, 150, 0.7], ["arrow", 254, 150, 0.7], ["lock", 200, 172, 0.7]], alt: ["Између две установе путује документ под катанцем.", "A document under a padlock travels between two institutions."] },
  learn: [
    ["три питања пре сваког слања", "three questions before anything is sent"],
    ["зашто сагласност често није прави основ", "why consent is often not the right basis"],
    ["како се табела своди на оно што треба", "how to cut a table down to what is needed"],
  ],
  pages: [
    { id: "cover", cover: true, title: ["Почетак", "Beginning"] },
    {
      id: "three", kicker: ["Правило", "The rule"], title: ["Три питања", "Three questions"],
      blocks: [
        { terms: [
          [["По ком основу?", "On which basis?"], ["Закон о заштити података о личности тражи правни основ за сваку обраду, па и за слање. За орган власти то је најчешће **посао у јавном интересу или законско овлашћење**.", "The Law on Personal Data Protection requires a legal basis for any processing, sending included. For a public authority it is most often a **task in the public interest or a power given by law**."]],
          [["За коју сврху?", "For which purpose?"], ["Податак прикупљен за смештај не постаје сам од себе податак за анкету. Нова сврха тражи нови одговор на прво питање.", "Data collected for accommodation do not by themselves become data for a survey. A new purpose needs a new answer to the first question."]],
          [["У којој мери?", "To what extent?"], ["Само колико је за сврху неопходно, само онима којима треба, само док треба.", "Only as much as the purpose needs, only to those who need it, only as long as needed."]],
        ] },
        { task: { kind: "choose", id: "consent", objective: "basis", prompt: ["Удружење тражи списак жена смештених у центру, за радионицу. „Имамо њихову сагласност“, пишу. Шта Јелена ради?", "An association asks for a list of women in the centre, for a workshop. “We have their consent,” they write. What does Jelena do?"], options: [
          { id: "a", text: ["Шаље списак: сагласност је дата.", "She sends the list: consent is given."], why: ["Чија сагласност, за шта и да ли је могла да се ускрати? Ко зависи од смештаја, тешко каже „не“, па таква сагласност често није слободна.", "Whose consent, for what, and could it have been refused? People who depend on accommodation find it hard to say “no”, so such consent is often not free."] },
          { id: "b", text: ["Обавештава жене о радионици, па се удружењу сама јави свака која жели.", "She tells the women about the workshop, and those who are interested contact the association themselves."], good: true, why: ["Сврха је постигнута, а ниједан податак није отишао. Најбоље дељење је често оно које није потребно.", "The purpose is met and no data have left. The best sharing is often the one you do not need."] },
          { id: "c", text: ["Шаље списак без презимена.", "She sends the list without surnames."], why: ["По имену, соби и земљи порекла жене се и даље могу препознати, а питање основа остаје без одговора.", "A first name, a room and a country of origin still make the women recognisable, and the question of the basis stays unanswered."] },
        ] } },
      ],
    },
    {
      id: "table", kicker: ["Вежба", "Practice"], title: ["Табела за школу", "The table for the school"],
      blocks: [
        { p: ["Школа уписује дванаесторо деце из центра. Основ постоји, сврха је јасна: упис и прилагођена настава. Јелена отвара табелу са четрнаест колона.", "The school enrols twelve children from the centre. There is a basis and a clear purpose: enrolment and adapted teaching. Jelena opens a table with fourteen columns."] },
        { art: { scene: [["room"], ["desk", 120, 206, 1.3], ["screen", 120, 142, 0.95], ["arrow", 216, 110, 0.7], ["book", 306, 104, 1], ["child", 270, 228, 1.15, "clay"], ["child", 310, 228, 1.15, "sand"], ["child", 350, 228, 1.15, "brand"]], alt: ["Рачунар са табелом, а са друге стране књига и троје деце.", "A computer with a table; on the other side a book and three children."] } },
        { task: { kind: "choose", id: "columns", objective: "basis", prompt: ["Које колоне остају у табели за школу?", "Which columns stay in the table for the school?"], options: [
          { id: "a", text: ["Име, презиме и датум рођења детета", "The child’s name and date of birth"], good: true, why: ["Без тога нема уписа.", "No enrolment without it."] },
          { id: "b", text: ["Матерњи језик и дотадашње школовање", "First language and schooling so far"], good: true, why: ["Од тога зависи прилагођена настава.", "Adapted teaching depends on it."] },
          { id: "c", text: ["Разлози због којих је породица тражила азил", "The reasons why the family sought asylum"], why: ["Строго поверљиво и за наставу непотребно.", "Strictly confidential, and not needed for teaching."] },
          { id: "d", text: ["Контакт родитеља или старатеља", "Contact of a parent or guardian"], good: true, why: ["Школа мора да има кога да позове.", "The school must have somebody to call."] },
          { id: "e", text: ["Вера и национална припадност", "Religion and ethnicity"], why: ["Нарочито осетљиви подаци, за упис непотребни.", "Special categories of data, not needed to enrol."] },
          { id: "f", text: ["Број потврде о регистрацији родитеља", "The parents’ registration certificate number"], why: ["Школи не треба; само повезује дете са поступком.", "The school does not need it; it only ties the child to the procedure."] },
        ] } },
      ],
    },
    {
      id: "road", kicker: ["Пут", "The way"], title: ["Како се шаље", "How it is sent"],
      blocks: [
        { list: [
          ["**Проверите примаоца** преко познатог броја или службене адресе, а не преко броја из поруке.", "**Check the recipient** by a known number or official address, not by the number in the message."],
          ["**Закључајте датотеку**, а лозинку пошаљите другим путем.", "**Lock the file**, and send the password by another channel."],
          ["**Забележите** коме, шта, када и по ком основу. Једна реченица у евиденцији чува и вас и људе.", "**Note** to whom, what, when and on which basis. One sentence in the record protects you and the people."],
          ["**Обавестите људе** о којима је реч, осим када закон каже другачије.", "**Inform the people** concerned, unless the law says otherwise."],
        ] },
        { warning: ["**У другу државу** подаци се преносе по посебним правилима. Пре размене са партнером у региону питајте лице за заштиту података; о тражиоцу азила држава порекла не добија ништа.", "**To another country**, data are transferred under special rules. Ask the data protection officer before an exchange with a partner in the region; about an asylum seeker, the state of origin receives nothing."] },
        { print: true },
      ],
    },
  ],
});
