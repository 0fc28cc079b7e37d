/* First contact with a person seeking asylum: the pages that teach. */
"use strict";

const ME = ["Ви", "You"];
const MAN = ["Непознати човек", "The man"];

const PAGES = [
  { id: "cover", cover: true, title: ["Почетак", "Beginning"] },
  {
    id: "friday", kicker: ["Ситуација", "The situation"], title: ["Петак, 15.40", "Friday, 15:40"],
    blocks: [
      { p: ["Шалтер у општини се затвара за двадесет минута. Прилази човек са девојчицом од шест или седам година. Немају пртљаг, девојчица је у мокрим ципелама. Човек тихо понавља једну реч.", "The municipal counter closes in twenty minutes. A man comes up with a girl of six or seven. They have no luggage; the girl’s shoes are wet. The man quietly repeats one word."] },
      { art: { scene: [["room"], ["office", 90, 212, 1.1], ["desk", 285, 206, 1.1], ["person", 300, 172, 1, "brand"], ["person", 190, 228, 1.05, "clay"], ["child", 150, 230, 1.05, "leaf"], ["speech", 215, 82, 0.7]], alt: ["Човек и девојчица стоје пред шалтером за којим седи службеница.", "A man and a girl stand at a counter where an official sits."] } },
      { scene: [{ who: MAN, says: ["„Asylum. Please. Asylum.“", "“Asylum. Please. Asylum.”"] }, { who: ME, me: true, says: ["…", "…"] }] },
      { task: { kind: "choose", id: "first", objective: "contact", prompt: ["Шта радите прво?", "What do you do first?"], options: [
        { id: "a", text: ["Тражим пасош и објашњавам да без документа не могу ништа да учиним.", "I ask for a passport and explain that I can do nothing without a document."], why: ["Документ није услов да неко изрази намеру да тражи азил. Прва порука коју човек чује не сме бити „не може“.", "A document is not a condition for expressing the intention to seek asylum. The first message a person hears must not be “you cannot”."] },
        { id: "b", text: ["Понудим столицу и воду, представим се и проверим на ком језику можемо да разговарамо.", "I offer a chair and water, say who I am and find out which language we can use."], good: true, why: ["Мир, име и језик: три ствари за које је довољан минут, а од њих зависи све што следи. Затим питајте да ли је некоме потребна хитна помоћ.", "Calm, a name and a language: three things that take a minute and decide everything that follows. Then ask whether anyone needs urgent help."] },
        { id: "c", text: ["Кажем им да дођу у понедељак, кад ради колега који то води.", "I tell them to come back on Monday, when the colleague in charge is here."], why: ["До понедељка дете нема где да преспава. Ви не одлучујете о азилу, али сте ви први корак ка онима који одлучују.", "Until Monday the child has nowhere to sleep. You do not decide on asylum, but you are the first step to those who do."] },
      ] } },
    ],
  },
  {
    id: "words", kicker: ["Појмови", "Words"], title: ["Ко је ко", "Who is who"],
    blocks: [
      { lead: ["Погрешна реч у допису може да одведе човека у погрешан поступак. За почетак су довољна четири појма.", "A wrong word in an official letter can send a person into the wrong procedure. Four terms are enough to begin with."] },
      { terms: [
        [["Тражилац азила", "Asylum seeker"], ["Странац који је поднео захтев за азил о коме још није коначно одлучено. Док поступак траје, има право да остане у Републици Србији.", "A foreigner who has applied for asylum and whose application has not been finally decided. While the procedure lasts, he or she may stay in the Republic of Serbia."]],
        [["Избеглица", "Refugee"], ["Лице коме је признато право на уточиште, јер се оправдано плаши прогона због расе, пола, језика, вере, националности, припадности одређеној друштвеној групи или политичког уверења.", "A person granted the right to refuge because of a well-founded fear of persecution on grounds such as race, sex, language, religion, nationality, membership of a particular social group or political opinion."]],
        [["Супсидијарна заштита", "Subsidiary protection"], ["Заштита за онога ко није избеглица, али би повратком био изложен озбиљној неправди: смртној казни, мучењу или насиљу у оружаном сукобу.", "Protection for someone who is not a refugee but would face serious harm on return: the death penalty, torture, or violence in an armed conflict."]],
        [["Малолетник без пратње", "Unaccompanied minor"], ["Дете које је без родитеља или старатеља. Орган старатељства му поставља старатеља, и то пре него што се било шта о њему одлучи.", "A child without parents or a guardian. The guardianship authority appoints a guardian, before anything is decided about the child."]],
      ] },
      { note: ["О статусу не одлучује службеник који први разговара са човеком. Његов посао је да човека **чује, упути и заштити**.", "The official who speaks to the person first does not decide on status. His or her task is to **listen, direct and protect**."] },
    ],
  },
  {
    id: "path", kicker: ["Поступак", "The procedure"], title: ["Пут од шалтера до одлуке", "The road from the counter to the decision"],
    blocks: [
      { p: ["Закон о азилу и привременој заштити описује пут са више корака. Сваки корак има свог носиоца, и добро је знати ко је следећи.", "The Law on Asylum and Temporary Protection describes a road of several steps. Each has its own authority, and it helps to know who comes next."] },
      { art: { scene: [["ground"], ["sun", 330, 48, 1], ["road", 0, 0, 1], ["sign", 96, 214, 0.95], ["house", 320, 208, 0.9], ["person", 170, 236, 0.85, "clay"], ["child", 205, 240, 0.85, "sand"]], alt: ["Пут води од путоказа ка кући; њиме иду одрасла особа и дете.", "A road leads from a signpost to a house; an adult and a child walk along it."] } },
      { steps: [
        ["**Намера.** Странац полицијском службенику, усмено или писмено, изражава намеру да поднесе захтев за азил. За то није потребан образац ни документ.", "**Intention.** The foreigner tells a police officer, in words or in writing, that he or she intends to apply for asylum. No form and no document is needed."],
        ["**Регистрација.** Полиција га региструје и издаје потврду. Са њом се у року од 72 сата јавља у центар за азил или други објекат који му је одређен.", "**Registration.** The police register the person and issue a certificate. With it he or she reports within 72 hours to the asylum centre or other facility named."],
        ["**Прихват.** Комесаријат за избеглице и миграције обезбеђује смештај, храну и друге материјалне услове прихвата.", "**Reception.** The Commissariat for Refugees and Migration provides accommodation, food and other material reception conditions."],
        ["**Захтев и саслушање.** Канцеларија за азил прима захтев и саслушава тражиоца, уз преводиоца и, ако жели, правног заступника.", "**Application and interview.** The Asylum Office takes the application and interviews the person, with an interpreter and, if wished, a legal representative."],
        ["**Одлука и правни лек.** Против одлуке Канцеларије може се изјавити жалба Комисији за азил, а затим водити спор пред Управним судом.", "**Decision and remedy.** The Office’s decision can be appealed to the Asylum Commission, and then challenged before the Administrative Court."],
      ] },
      { task: { kind: "choose", id: "border", objective: "procedure", prompt: ["Човек каже да је прешао границу ван граничног прелаза. Шта му одговарате?", "The man says he crossed the border away from a crossing point. What do you answer?"], options: [
        { id: "a", text: ["Да због тога не може да тражи азил.", "That he therefore cannot seek asylum."], why: ["Није тачно. Начин уласка не одузима право на подношење захтева.", "Not so. The way of entry does not take away the right to apply."] },
        { id: "b", text: ["Да о томе не прича никоме, па ни полицији.", "That he should tell nobody, not even the police."], why: ["Тиме га саветујете да прикрива чињенице у поступку. То му може само нашкодити.", "That is advice to hide facts in the procedure. It can only harm him."] },
        { id: "c", text: ["Да намеру може да изрази и тако, а да је важно да то учини без одлагања.", "That he can express the intention all the same, and that it matters to do so without delay."], good: true, why: ["Управо тако. Ко без одлагања затражи азил и образложи свој улазак, не кажњава се због незаконитог уласка или боравка.", "Exactly. A person who asks for asylum without delay and explains the entry is not punished for unlawful entry or stay."] },
      ] } },
    ],
  },
  {
    id: "interpreter", kicker: ["Разговор", "The conversation"], title: ["Кад немате заједнички језик", "When you have no language in common"],
    blocks: [
      { p: ["Девојчица, Амина, неочекивано проговара енглески. Научила га је гледајући цртане филмове и зна га боље од оца.", "The girl, Amina, suddenly speaks English. She learnt it from cartoons and knows it better than her father."] },
      { task: { kind: "choose", id: "amina", objective: "contact", prompt: ["Да ли Амина може да преводи?", "May Amina interpret?"], options: [
        { id: "a", text: ["Да, за цео разговор: тако је најбрже.", "Yes, for the whole conversation: it is the fastest way."], why: ["Дете би морало да изговори шта се догодило мајци или зашто су побегли. То је терет који дете не сме да носи, а превод је непоуздан.", "The child would have to say what happened to her mother or why they fled. No child should carry that, and the interpretation is unreliable."] },
        { id: "b", text: ["Само за поздрав, воду и „сачекајте“; за све друго тражим преводиоца.", "Only for a greeting, water and “please wait”; for anything else I look for an interpreter."], good: true, why: ["Тако је. Неколико свакодневних речи не шкоди, а за разлоге одласка, здравље и породицу зовете преводиоца, макар телефоном.", "Right. A few everyday words do no harm; for reasons of flight, health and family you call an interpreter, by telephone if need be."] },
        { id: "c", text: ["Да, али тек кад отац потпише сагласност.", "Yes, but only after the father has signed a consent."], why: ["Потпис не мења то да дете слуша и преноси оно што не би требало.", "A signature does not change that a child hears and passes on what it should not."] },
      ] } },
      { h: ["Са преводиоцем", "With an interpreter"] },
      { list: [
        ["Гледајте **човека**, а не преводиоца, и обраћајте му се непосредно: „Како се зовете?“", "Look at **the person**, not at the interpreter, and speak to them directly: “What is your name?”"],
        ["Једна мисао, једна реченица, па пауза. Без скраћеница и шала.", "One thought, one sentence, then a pause. No abbreviations, no jokes."],
        ["Питајте да ли му преводилац одговара: исти језик није увек исти дијалекат, а понекад је важно и ког је пола.", "Ask whether the interpreter suits them: one language is not one dialect, and sometimes gender matters."],
        ["Не питајте за разлоге прогона. За то постоји саслушање; прича испричана на шалтеру не помаже никоме.", "Do not ask about the reasons for persecution. That is what the interview is for; a story told at the counter helps nobody."],
      ] },
    ],
  },
  {
    id: "protect", kicker: ["Заштита", "Protection"], title: ["Ко је посебно рањив, и ко пита за њега", "Who is especially vulnerable, and who asks about them"],
    blocks: [
      { p: ["Обратите пажњу на децу без пратње, труднице, старије, болесне, особе са инвалидитетом, жртве мучења, насиља и трговине људима. То се не види увек. Питање „Да ли вам нешто треба одмах?“ отвара више врата него образац.", "Look out for unaccompanied children, pregnant women, older and ill people, persons with disabilities, victims of torture, violence and trafficking. It does not always show. “Is there anything you need right now?” opens more doors than a form."] },
      { art: { scene: [["room"], ["shield", 110, 120, 1.35], ["person", 215, 226, 1.15, "clay"], ["child", 262, 228, 1.15, "leaf"], ["phone", 335, 120, 1.2], ["lock", 335, 196, 0.5]], alt: ["Штит стоји поред одрасле особе и детета, а поред њих је телефон са катанцем.", "A shield stands beside an adult and a child; next to them a telephone with a padlock."] } },
      { p: ["Звони телефон. Љубазан глас каже да је рођак и да зове из амбасаде земље порекла. Пита само једно: да ли је човек са девојчицом код вас?", "The telephone rings. A friendly voice says he is a relative calling from the embassy of the country of origin, and asks just one thing: is there a man with a girl at your office?"] },
      { task: { kind: "choose", id: "caller", objective: "confidentiality", prompt: ["Шта кажете?", "What do you say?"], options: [
        { id: "a", text: ["„Јесу, добро су. Не брините.“", "“Yes, they are well. Do not worry.”"], why: ["Тиме сте потврдили где су. Подаци о тражиоцу азила не смеју доћи до државе из које је побегао, ни када питање звучи љубазно.", "You have just confirmed where they are. Data about an asylum seeker must not reach the state they fled, however kind the question."] },
        { id: "b", text: ["„Нису овде.“", "“They are not here.”"], why: ["Добра намера, али и негирање је одговор: кад следећи пут не будете негирали, то ће значити „да“.", "Well meant, but a denial is an answer too: the next time you do not deny, it means “yes”."] },
        { id: "c", text: ["„О томе ко је код нас не дајемо податке“, и бележим позив и јављам надређеном.", "“We give no information on who is with us”, and I note the call and tell my superior."], good: true, why: ["Иста реченица за сваког позиваоца, увек. Не потврђује, не негира, а белешка помаже онима који брину о безбедности.", "The same sentence for every caller, always. It neither confirms nor denies, and the note helps those in charge of safety."] },
      ] } },
    ],
  },
  {
    id: "summary", kicker: ["Подсетник", "Summary"], title: ["Пет реченица поред телефона", "Five sentences to keep by the telephone"],
    blocks: [
      { steps: [
        ["**Прво човек, па папир.** Столица, вода, име, језик, хитне потребе.", "**The person first, then the paper.** A chair, water, a name, a language, urgent needs."],
        ["**Намера не тражи документ.** Може се изразити усмено и без пасоша; упутите човека полицији без одлагања.", "**An intention needs no document.** It can be spoken, without a passport; direct the person to the police without delay."],
        ["**Не враћајте и не одвраћајте.** Нико не сме бити враћен тамо где му прете прогон, мучење или озбиљна неправда.", "**Do not turn away.** Nobody may be returned to where persecution, torture or serious harm awaits."],
        ["**Дете није преводилац.** Ако је дете без пратње, одмах позовите центар за социјални рад, који је орган старатељства.", "**A child is not an interpreter.** If a child is unaccompanied, call the centre for social work, the guardianship authority, at once."],
        ["**„О томе ко је код нас не дајемо податке.“** Ни рођаку, ни новинару, ни амбасади.", "**“We give no information on who is with us.”** Not to a relative, a journalist or an embassy."],
      ] },
      { print: true },
      { warning: ["Модул је увод. Пре поступања увек проверите важећи текст Закона о азилу и привременој заштити и упутства своје установе.", "This module is an introduction. Before you act, always check the law in force and your institution’s instructions."] },
      { p: ["Следи шест питања. Потребно је 70 %, а сваки одговор има објашњење.", "Six questions follow. You need 70%, and every answer is explained."] },
    ],
  },
];
