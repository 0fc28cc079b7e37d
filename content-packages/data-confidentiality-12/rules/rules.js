/* Confidential at the desk, part 1: five rules. */
"use strict";

Obuka.start({
  scorm: "1.2",
  id: "desk",
  objective: "rules",
  hasNext: true,
  nextName: ["Заврши први део", "Finish part one"],
  minutes: 3,
  kicker: ["Поверљивост података · први део", "Data confidentiality · part one"],
  title: ["Поверљиво на шалтеру", "Confidential at the desk"],
  lead: ["Човек који бежи носи две ствари које му нико не сме узети: живот и своју причу. Прича је код вас, у фасцикли.", "A person who flees carries two things nobody may take: a life and a story. The story is with you, in a folder."],
  art: { scene: [["room"], ["desk", 210, 206, 1.7], ["screen", 250, 128, 1], ["paper", 130, 116, 0.8], ["lock", 190, 128, 0.6], ["person", 340, 172, 1.1, "brand"], ["scarf", 70, 228, 1.15, "clay"]], alt: ["Шалтер са рачунаром, фасциклом и катанцем; са једне стране службеник, са друге жена.", "A desk with a computer, a folder and a padlock; an official on one side, a woman on the other."] },
  learn: [
    ["шта је податак о личности, а шта нарочито осетљив податак", "what personal data are, and which are especially sensitive"],
    ["како изгледа шалтер који не одаје", "what a desk looks like that gives nothing away"],
    ["пет правила за сваки дан", "five rules for every day"],
  ],
  pages: [
    { id: "cover", cover: true, title: ["Почетак", "Beginning"] },
    {
      id: "data", kicker: ["Појам", "The term"], title: ["И број собе је податак", "A room number is data too"],
      blocks: [
        { p: ["**Податак о личности** је сваки податак по ком се човек може препознати, посредно или непосредно: име, фотографија, број потврде, али и „жена са две близнакиње из собе 14“.", "**Personal data** are any facts by which a person can be recognised, directly or indirectly: a name, a photograph, a certificate number, but also “the woman with twin girls in room 14”."] },
        { p: ["Закон строже чува **посебне врсте података**, које зовемо и нарочито осетљивим: податке о здрављу, вери, националном пореклу, политичком мишљењу и сексуалној оријентацији, биометријске податке и сличне. Смеју се обрађивати само изузетно.", "The law guards **special categories of data** more strictly: health, religion, ethnic origin, political opinion, sexual orientation, biometric data and the like. They may be processed only in exceptional cases."] },
        { task: { kind: "sort", id: "kinds", objective: "rules", prompt: ["Где спада?", "Where does it belong?"],
          groups: [{ id: "x", text: ["није податак о личности", "not personal data"] }, { id: "y", text: ["податак о личности", "personal data"] }, { id: "z", text: ["нарочито осетљив податак", "special category"] }],
          items: [
            { id: "a", text: ["„У центру је 112 људи“", "“There are 112 people in the centre”"], group: "x", why: ["Збирни број никога не открива.", "A total reveals nobody."] },
            { id: "b", text: ["Број телефона Самире Н.", "Samira N.’s telephone number"], group: "y", why: ["Води право до једне особе.", "It leads straight to one person."] },
            { id: "c", text: ["„Узима лек за епилепсију“", "“Takes medicine for epilepsy”"], group: "z", why: ["Податак о здрављу; треба да га зна само онај ко лечи или прима на смештај.", "Data on health; only those who provide treatment or accommodation need it."] },
            { id: "d", text: ["Отисак прста", "A fingerprint"], group: "z", why: ["Биометријски податак за препознавање особе.", "A biometric fact that identifies a person."] },
            { id: "e", text: ["„Једини Еритрејац у Шиду“", "“The only Eritrean in Šid”"], group: "z", why: ["Без имена, а опет само један човек; уз то открива и порекло.", "No name, yet one man only; and it reveals origin too."] },
          ] } },
      ],
    },
    {
      id: "desk", kicker: ["Вежба", "Practice"], title: ["Пре него што уђе следећи", "Before the next one comes in"],
      blocks: [
        { p: ["Осам и петнаест. За минут улази породица. Погледајте сто као да седите на њиховој столици.", "A quarter past eight. A family comes in in a minute. Look at the desk as if you sat on their chair."] },
        { art: { scene: [["room"], ["desk", 200, 208, 2], ["screen", 120, 118, 1], ["paper", 232, 96, 0.8], ["card", 300, 110, 0.6], ["phone", 186, 110, 0.6], ["bell", 350, 60, 0.5]], alt: ["Сто са укљученим екраном, папирима, личном исправом и телефоном.", "A desk with a switched-on screen, papers, an identity card and a telephone."] } },
        { task: { kind: "choose", id: "clear", objective: "rules", prompt: ["Шта мењате пре него што уђу?", "What do you change before they come in?"], options: [
          { id: "a", text: ["Екран окренут ка улазу, са отвореним списком", "The screen faces the door with a list open"], good: true, why: ["Окрените га или закључајте. Списак је туђа прича.", "Turn or lock it. The list is other people’s stories."] },
          { id: "b", text: ["Фасцикла претходне породице на столу", "The last family’s folder lies on the desk"], good: true, why: ["У ормар. Један човек, један предмет на столу.", "Into the cabinet. One person, one file on the desk."] },
          { id: "c", text: ["Постер о правима на пет језика", "A poster about rights in five languages"], why: ["Нека остане: то је податак за њих, а не о њима.", "Leave it: that is information for them, not about them."] },
          { id: "d", text: ["Лозинка на папирићу испод тастатуре", "The password on a slip under the keyboard"], good: true, why: ["Промените лозинку и баците папирић. Ко је прочита, може да ради у ваше име.", "Change it and throw the slip away. Whoever reads it can work in your name."] },
          { id: "e", text: ["Врата према чекаоници отворена", "The door to the waiting room is open"], good: true, why: ["Затворите их. У чекаоници седи неко ко разуме језик.", "Close it. Someone in the waiting room understands the language."] },
          { id: "f", text: ["Чаша воде и марамице", "A glass of water and tissues"], why: ["Тачно тамо где треба да буду.", "Exactly where they should be."] },
        ] } },
      ],
    },
    {
      id: "five", kicker: ["Подсетник", "Summary"], title: ["Пет правила", "Five rules"],
      blocks: [
        { steps: [
          ["**Питајте само што треба.** Ако не знате чему податак служи, немојте га тражити.", "**Ask only what is needed.** If you do not know what a fact is for, do not ask."],
          ["**Реците зашто.** Човек има право да зна ко држи његове податке, због чега и колико дуго.", "**Say why.** People have a right to know who holds their data, what for and for how long."],
          ["**Делите најмање.** Само са оним ко има основ, само оно што му треба, сигурним путем.", "**Share the least.** Only with those who have a legal basis, only what they need, by a safe channel."],
          ["**Не потврђујте и не негирајте.** Никоме споља, а држави порекла никада.", "**Neither confirm nor deny.** Not to anybody outside, and never to the state of origin."],
          ["**Пријавите грешку одмах.** Прећутана грешка расте, пријављена се исправља.", "**Report a mistake at once.** Hidden, it grows; reported, it can be mended."],
        ] },
        { print: true },
        { p: ["У другом делу чека вас пријемно сандуче: шест порука и шест одлука. Изаберите га у садржају курса кад завршите овај део.", "In part two an inbox awaits you: six messages and six decisions. Choose it in the list of contents when you have finished this part."] },
      ],
    },
  ],
});
