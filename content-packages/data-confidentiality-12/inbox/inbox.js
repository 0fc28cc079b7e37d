/* Confidential at the desk, part 2: six messages, six decisions. */
"use strict";

const MESSAGES = [
  {
    mail: { from: ["Добрила, суседна општина", "Dobrila, the next municipality"], subject: ["Пакетићи за децу", "Parcels for the children"],
      text: [["Здраво! Спремамо пакетиће. Пошаљи ми табелу свих породица: имена, земље, бројеве телефона, разлог доласка. Кад већ имаш, пошаљи све!", "Hello! We are preparing parcels. Send me the table of all families: names, countries, telephone numbers, reason for coming. Since you have it, send everything!"]] },
    task: { kind: "choose", id: "m1", objective: "least", prompt: ["Шта шаљете Добрили?", "What do you send Dobrila?"],
      why: ["За пакетић је довољно колико деце има и ког су узраста. Добра намера није основ за слање целе табеле, чак ни међу колегама.", "For parcels it is enough to know how many children there are and of what age. Good intentions are no legal basis for sending the whole table, not even among colleagues."],
      options: [
        { id: "a", text: ["Целу табелу, јер је колегиница и ради у општини", "The whole table, since she is a colleague at a municipality"] },
        { id: "b", text: ["Број деце по узрасту, без имена", "The number of children by age, without names"], good: true },
        { id: "c", text: ["Табелу, али без бројева телефона", "The table, but without telephone numbers"] },
      ] },
  },
  {
    mail: { from: ["Редакција локалног портала", "A local news site"], subject: ["Само једна слика", "Just one picture"],
      text: [["Лепа прича о дечаку који је победио на такмичењу из математике! Треба нам име, слика и одакле је. Рок је данас у подне.", "A lovely story about the boy who won the maths contest! We need his name, a picture and where he is from. The deadline is noon today."]] },
    task: { kind: "choose", id: "m2", objective: "outside", prompt: ["Како поступате?", "What do you do?"],
      why: ["Име, лице и порекло откривају и где породица живи. О томе да ли ће се објавити име и слика детета одлучују родитељи или старатељ, обавештени и без притиска, и то преко службе за јавност, а не зато што је рок у подне.", "A name, a face and an origin also reveal where the family lives. Whether a child’s name and picture are published is for the parents or the guardian to decide, informed and without pressure, through the press office, and not because a deadline is at noon."],
      options: [
        { id: "a", text: ["Шаљем слику: вест је лепа и никоме не шкоди", "I send the picture: it is good news and harms nobody"] },
        { id: "b", text: ["Шаљем слику без имена", "I send the picture without the name"] },
        { id: "c", text: ["Не шаљем ништа и упућујем их на службу за јавност, која ће питати родитеље", "I send nothing and refer them to the press office, which will ask the parents"], good: true },
      ] },
  },
  {
    mail: { from: ["Лекарка удружења са којим имате уговор", "A doctor of an association you have a contract with"], subject: ["Преглед сутра у 9", "Examination tomorrow at 9"],
      text: [["Сутра примамо госпођу Н. На који лек је алергична и који језик говори? Зовите ме на број из уговора.", "We see Mrs N. tomorrow. Which medicine is she allergic to, and which language does she speak? Call me on the number in the contract."]] },
    task: { kind: "choose", id: "m3", objective: "least", prompt: ["Шта је исправно?", "What is right?"],
      why: ["Поверљивост није ћутање по сваку цену. Лекарка има основ и пита тачно оно што јој треба. Проверите да ли је то заиста она, реците само то и обавестите госпођу Н. да сте податке пренели.", "Confidentiality is not silence at any price. The doctor has a legal basis and asks for exactly what she needs. Check that it really is her, say only that, and let Mrs N. know that you have passed it on."],
      options: [
        { id: "a", text: ["Проверим број у уговору, јавим само алергију и језик, и то кажем госпођи Н.", "I check the number in the contract, give only the allergy and the language, and tell Mrs N."], good: true },
        { id: "b", text: ["Одбијем: подаци о здрављу се не дају никоме", "I refuse: data on health are given to nobody"] },
        { id: "c", text: ["Пошаљем цео досије поштом, да лекарка има све", "I mail the whole file so that the doctor has everything"] },
      ] },
  },
  {
    mail: { from: ["Непознат пошиљалац", "An unknown sender"], subject: ["Ово није за мене?", "Is this not for me?"],
      text: [["Јутрос ми је стигла ваша табела „Смештај – новембар“ са именима и собама. Мислим да сте погрешили адресу.", "This morning I received your table “Accommodation – November” with names and rooms. I think you have the wrong address."]] },
    task: { kind: "choose", id: "m4", objective: "breach", prompt: ["Шта чините прво?", "What do you do first?"],
      why: ["Ово је повреда података. Лице за заштиту података процењује ризик, а кад ризик постоји, руковалац обавештава Повереника у року од 72 сата. Рок тече од тренутка сазнања, зато јавите одмах.", "This is a data breach. The data protection officer assesses the risk, and where there is one, the controller notifies the Commissioner within 72 hours. The clock runs from the moment you know, so report at once."],
      options: [
        { id: "a", text: ["Замолим пошиљаоца да обрише табелу и да то остане међу нама", "I ask the sender to delete it and leave it between us"] },
        { id: "b", text: ["Одмах јавим руководиоцу и лицу за заштиту података, и замолим пошиљаоца да табелу обрише и то потврди", "I report at once to my superior and the data protection officer, and ask the sender to delete the table and confirm"], good: true },
        { id: "c", text: ["Сачекам месечни састанак, да проблем изнесем заједно са решењем", "I wait for the monthly meeting, so that I can bring a solution too"] },
        { id: "d", text: ["Обришем послату поруку из своје поште", "I delete the sent message from my mailbox"] },
      ] },
  },
  {
    mail: { from: ["Рашид, станар центра", "Rashid, a resident"], subject: ["Моји подаци", "My data"],
      text: [["Поштовани, молим да видим шта пише о мени у вашем рачунару.", "Dear Sir or Madam, please let me see what is written about me in your computer."]] },
    task: { kind: "choose", id: "m5", objective: "rights", prompt: ["Шта му одговарате?", "What do you answer?"],
      why: ["Право на приступ има свако чији се подаци обрађују, без обзира на статус и држављанство. Проверите да ли је то заиста он и проследите захтев; на њега се одговара у законском року, по правилу 30 дана.", "Everyone whose data are processed has a right of access, whatever their status or citizenship. Check that it really is him and pass the request on; the law sets a time limit, as a rule 30 days."],
      options: [
        { id: "a", text: ["Да странци на то немају право", "That foreigners have no such right"] },
        { id: "b", text: ["Да је то могуће само преко адвоката", "That it is possible only through a lawyer"] },
        { id: "c", text: ["Да има право на увид; захтев примам и прослеђујем лицу за заштиту података", "That he has the right of access; I take the request and pass it to the data protection officer"], good: true },
      ] },
  },
  {
    mail: { from: ["Конзулат земље порекла", "The consulate of the country of origin"], subject: ["Хуманитарна провера", "Humanitarian check"],
      text: [["Забринути смо за наше грађане. Молимо списак наших држављана у вашем центру, са собама, да бисмо им помогли.", "We are worried about our citizens. Please send a list of our nationals in your centre, with rooms, so that we can help."]] },
    task: { kind: "choose", id: "m6", objective: "outside", prompt: ["Како поступате?", "What do you do?"],
      why: ["Подаци о тражиоцима азила не смеју доћи до државе из које су побегли: ни имена, ни број, ни потврда да су ту. Ко жели, сам ће се обратити свом конзулату.", "Data on asylum seekers must not reach the state they fled: no names, no number, no confirmation that they are here. Those who wish to will contact their consulate themselves."],
      options: [
        { id: "a", text: ["Шаљем само имена, без соба", "I send only names, without rooms"] },
        { id: "b", text: ["Не дајем никакав податак, чак ни број, и прослеђујем допис надређеном", "I give no data, not even a number, and pass the letter to my superior"], good: true },
        { id: "c", text: ["Одговарам да их тренутно немамо", "I answer that we have none at present"] },
        { id: "d", text: ["Питам станаре јавно, на доручку, ко жели да буде на списку", "I ask residents openly at breakfast who wishes to be on the list"] },
      ] },
  },
];

Obuka.start({
  scorm: "1.2",
  id: "inbox",
  passMark: 80,
  isMarkInManifest: true,
  minutes: 4,
  kicker: ["Поверљивост података · други део", "Data confidentiality · part two"],
  title: ["Пријемно сандуче", "The inbox"],
  lead: ["Уторак, девет сати, шест порука. У свакој неко тражи туђе податке, а понекад има и право. Потребно је 80 %.", "Tuesday, nine o’clock, six messages. In each, somebody wants other people’s data, and sometimes has a right to them. You need 80%."],
  art: { scene: [["room"], ["desk", 200, 208, 1.9], ["screen", 200, 116, 1.25], ["speech", 84, 74, 0.6], ["speech", 326, 60, 0.5], ["lock", 320, 140, 0.6]], alt: ["Рачунар на столу, око њега поруке и катанац.", "A computer on a desk, messages and a padlock around it."] },
  learn: [
    ["да ли делите само онолико колико је довољно", "whether you share no more than is enough"],
    ["да ли знате шта се не износи из установе", "whether you know what must not leave the institution"],
    ["да ли препознајете повреду података и право на увид", "whether you recognise a data breach and the right of access"],
  ],
  pages: [
    { id: "cover", cover: true, title: ["Почетак", "Beginning"] },
    ...MESSAGES.map(({ mail, task }) => ({ id: task.id, scored: true, title: mail.subject, blocks: [{ mail }, { task }] })),
    { id: "result", result: true, title: ["Резултат", "Result"] },
  ],
});
