/* Legal migration, lesson 1: the four ways to stay lawfully. */
"use strict";

Obuka.start({
  scorm: "2004",
  id: "legal-1",
  objective: "paths",
  hasNext: true,
  nextName: ["Лекција 2", "Lesson 2"],
  minutes: 2,
  kicker: ["Законите миграције · лекција 1", "Legal migration · lesson 1"],
  title: ["Четири пута", "Four paths"],
  lead: ["Већина странаца које сретнете у општини није ни у каквом сукобу са законом. Треба им само прави пут. Научите да га препознате за минут.", "Most foreigners you meet at the municipality are in no conflict with the law. They only need the right path. Learn to recognise it within a minute."],
  art: { scene: [["ground"], ["hills", 0, 112, 1], ["ground"], ["sun", 60, 54, 1], ["sign", 200, 216, 1.5], ["person", 112, 236, 1.1, "clay"], ["bag", 148, 238, 0.9], ["scarf", 282, 236, 1.1, "brand"], ["person", 330, 238, 1.1, "sand"]], alt: ["Троје људи са кофером стоји код путоказа у брдима.", "Three people with a suitcase stand at a signpost in the hills."] },
  learn: [
    ["четири врсте законитог боравка странца", "the four kinds of lawful stay"],
    ["питање којим се пут препознаје: зашто и колико дуго", "the question that tells them apart: what for, and how long"],
    ["зашто је азил друга врста поступка", "why asylum is a procedure of another kind"],
  ],
  pages: [
    { id: "cover", cover: true, title: ["Почетак", "Beginning"] },
    {
      id: "stays", kicker: ["Појмови", "Words"], title: ["Зашто и колико дуго?", "What for, and how long?"],
      blocks: [
        { lead: ["Закон о странцима познаје четири врсте боравка. Разликују се по две ствари: по **сврси** и по **трајању**.", "The Law on Foreigners recognises four kinds of stay. Two things tell them apart: **purpose** and **duration**."] },
        { terms: [
          [["Краткотрајни боравак", "Short stay"], ["Посета, туризам, пословни састанак: до 90 дана у било ком периоду од 180 дана. Са визом или без ње, зависно од држављанства.", "A visit, tourism, a business meeting: up to 90 days in any period of 180 days. With or without a visa, depending on citizenship."]],
          [["Виза за дужи боравак (виза Д)", "Long-stay visa (visa D)"], ["Улазак и боравак дужи од 90 дана за некога ко унапред зна зашто долази, на пример због запослења или школовања.", "Entry and a stay of more than 90 days for someone who knows beforehand what for, for example work or studies."]],
          [["Привремени боравак", "Temporary residence"], ["Одобрава се из одређеног разлога: рад, школовање, спајање породице, лечење и други разлози из закона. Траје колико и разлог, уз могућност продужења.", "Granted for a definite reason: work, studies, family reunification, medical treatment and others named by law. It lasts as long as the reason and can be extended."]],
          [["Стално настањење", "Permanent residence"], ["За онога ко у Србији законито и непрекидно живи годинама, издржава се и жели овде да остане.", "For those who have lived in Serbia lawfully and continuously for years, support themselves and wish to stay."]],
        ] },
        { note: ["Рок од **90 дана у 180** рачуна се уназад од сваког дана боравка. Један дан преко границе не враћа га на нулу.", "The **90 days in 180** are counted backwards from each day of stay. One day across the border does not reset the count."] },
      ],
    },
    {
      id: "counter", kicker: ["Вежба", "Practice"], title: ["Пет људи на шалтеру", "Five people at the counter"],
      blocks: [
        { p: ["Понедељак је, девет сати. За сваког одредите пут који му одговара.", "It is Monday, nine o’clock. Choose the path that fits each of them."] },
        { task: { kind: "sort", id: "sort", objective: "paths", prompt: ["Који боравак коме?", "Which stay for whom?"],
          groups: [{ id: "x", text: ["краткотрајни боравак", "short stay"] }, { id: "y", text: ["привремени боравак", "temporary residence"] }, { id: "z", text: ["стално настањење", "permanent residence"] }],
          items: [
            { id: "a", text: ["Елена долази сестри на крштење, на три недеље.", "Elena comes to her sister’s christening, for three weeks."], group: "x", why: ["Кратка посета са познатим крајем.", "A short visit with a known end."] },
            { id: "b", text: ["Прија, програмерка, има уговор са фирмом на две године.", "Priya, a programmer, has a contract with a company for two years."], group: "y", why: ["Разлог је рад, па се борави и ради на основу јединствене дозволе (лекција 2).", "The reason is work, so the stay and the job rest on the single permit (lesson 2)."] },
            { id: "c", text: ["Кофи је примљен на факултет; студије трају четири године.", "Kofi has been admitted to a university; his studies last four years."], group: "y", why: ["Разлог је школовање; боравак се продужава док студира.", "The reason is studies; the permit is extended while he studies."] },
            { id: "d", text: ["Мејлин долази мужу, који у Србији ради са дозволом.", "Meilin joins her husband, who works in Serbia with a permit."], group: "y", why: ["Спајање породице је посебан основ привременог боравка.", "Family reunification is a ground of temporary residence of its own."] },
            { id: "e", text: ["Андреј овде законито живи годинама, има посао и стан и не планира да оде.", "Andrei has lived here lawfully for years, has a job and a home, and does not plan to leave."], group: "z", why: ["Дуг, законит и непрекидан боравак отвара пут ка сталном настањењу.", "A long, lawful and continuous stay opens the way to permanent residence."] },
          ] } },
      ],
    },
    {
      id: "asylum", kicker: ["Граница", "The border line"], title: ["А кад неко каже: „Не могу да се вратим“?", "And when someone says: “I cannot go back”?"],
      blocks: [
        { p: ["Шести у реду је младић са истеклом визом. Пита за студентски боравак, па тише дода: „Кући не могу. Тамо ме траже.“", "The sixth in line is a young man with an expired visa. He asks about residence for studies, then adds quietly: “I cannot go home. They are looking for me there.”"] },
        { task: { kind: "choose", id: "line", objective: "paths", prompt: ["Шта је ваш следећи корак?", "What is your next step?"], options: [
          { id: "a", text: ["Кажем да му је виза истекла и да мора да напусти земљу.", "I tell him his visa has expired and he must leave the country."], why: ["Тако бисте га могли послати право у опасност. Кад неко каже да би му повратак био опасан, то више није исти разговор.", "You might send him straight into danger. When someone says that going back would be dangerous, it is no longer the same conversation."] },
          { id: "b", text: ["Предложим да ипак поднесе захтев за студентски боравак, па шта буде.", "I suggest that he apply for residence for studies anyway, and we shall see."], why: ["Погрешним поступком губи се време, а заштите нема. Разлог његовог боравка није школа.", "The wrong procedure wastes time and gives no protection. School is not the reason for his stay."] },
          { id: "c", text: ["Кажем му да може да изрази намеру да тражи азил и упутим га полицији, без питања зашто.", "I tell him he can express the intention to seek asylum and direct him to the police, without asking why."], good: true, why: ["То је други закон и други поступак. Разлоге ће слушати онај ко о њима одлучује; ви га брзо и мирно упућујете.", "That is another law and another procedure. Those who decide will hear the reasons; you direct him quickly and calmly."] },
        ] } },
        { note: ["**За колеге из региона:** називи дозвола разликују се од земље до земље. Питања су свуда иста: зашто, колико дуго, чиме се доказује и ко одлучује.", "**For colleagues from the region:** names of permits differ from country to country. The questions are the same everywhere: what for, how long, proved by what, and who decides."] },
      ],
    },
  ],
});
