# Шта је провера послатог пакета нашла и како се то поправља. По један пар за
# сваку проверу из package-import: finding-<провера> и finding-<провера>-cure.

## Архива

finding-not-a-zip = Ово није zip архива.
finding-not-a-zip-cure = У програму за израду курсева изаберите објављивање за LMS (SCORM) и пошаљите zip који настане, без измена.
finding-archive-empty = Архива је празна.
finding-archive-empty-cure = Објавите курс поново и пре слања проверите да у zip-у има датотека.
finding-archive-damaged = Архива је оштећена: њен садржај недостаје или се не слаже.
finding-archive-damaged-cure = Вероватно није прекопирана цела. Објавите курс поново или поново направите zip, па пошаљите нови.
finding-file-damaged = Датотека `{ $name }` у архиви је оштећена.
finding-file-damaged-cure = Направите zip поново од изворних датотека и пошаљите га још једном.
finding-path-escapes = Путања `{ $name }` води изван пакета.
finding-path-escapes-cure = Такво име не настаје случајно. Затражите пакет поново од аутора; ако сте zip правили сами, запакујте фасциклу тако да у именима нема `..`.
finding-path-absolute = Ставка `{ $name }` има пуну путању: почиње ознаком диска или косом цртом.
finding-path-absolute-cure = Направите zip тако да имена почињу унутар фасцикле курса: означите саме датотеке и запакујте њих.
finding-path-control-character = Име `{ $name }` је празно или садржи знакове које име датотеке не сме да има.
finding-path-control-character-cure = У имену користите само обична слова, цифре и цртице, па поново направите zip.
finding-path-too-long = Име `{ $name }` је предугачко; дозвољено је највише { $limit } бајтова.
finding-path-too-long-cure = Скратите име датотеке и имена фасцикли у програму за израду курсева, па објавите поново.
finding-path-too-deep = Датотека `{ $name }` је предубоко у фасциклама; дозвољено је највише { $limit } нивоа фасцикли.
finding-path-too-deep-cure = Распоредите датотеке тако да буде мање фасцикли једна у другој, па поново направите zip.
finding-special-entry = Ставка `{ $name }` није датотека, него веза или уређај.
finding-special-entry-cure = Уместо везе ставите саму датотеку, па поново направите zip.
finding-duplicate-entry = Датотека `{ $name }` је у архиви два пута.
finding-duplicate-entry-cure = Обришите zip и направите нови, уместо да додајете датотеке у стари.
finding-unicode-twins = Име `{ $name }` је у архиви два пута, истим словима записано на два начина.
finding-unicode-twins-cure = Преименујте једну од те две датотеке или обришите сувишну, па поново направите zip.
finding-file-is-also-folder = `{ $name }` је истовремено и датотека и фасцикла.
finding-file-is-also-folder-cure = Преименујте датотеку или фасциклу, па поново направите zip.
finding-overlapping-entries = Ставка `{ $name }` дели место у архиви са другом ставком. Тако се праве архиве-бомбе.
finding-overlapping-entries-cure = Не користите ову архиву. Затражите пакет поново од аутора или направите нови zip.
finding-sizes-disagree = Архива за `{ $name }` наводи две различите величине или два имена.
finding-sizes-disagree-cure = Распакујте архиву, проверите датотеке, направите нови zip и пошаљите њега.
finding-encrypted = Архива је закључана лозинком (`{ $name }`).
finding-encrypted-cure = Направите zip без лозинке и пошаљите га поново.
finding-unknown-compression = Датотека `{ $name }` је сажета на начин који није подржан (метод { $method }).
finding-unknown-compression-cure = Направите zip на уобичајен начин (Deflate): у Windows-у десним тастером на фасциклу, па „Пошаљи у › Компримована фасцикла“.
finding-several-disks = Архива је подељена на више делова.
finding-several-disks-cure = Спојите делове у један zip и пошаљите њега.
finding-archive-too-large = Архива има { $size }, а граница је { $limit }.
finding-archive-too-large-cure = Јаче сажмите видео-снимке и слике или поделите курс на више пакета.
finding-too-many-files = Архива садржи превише датотека ({ $count }); дозвољено је највише { $limit }.
finding-too-many-files-cure = Изоставите датотеке које курс не користи или поделите курс на више пакета.
finding-too-large = Када се распакују, све датотеке заједно прелазе { $limit }.
finding-too-large-cure = Јаче сажмите видео-снимке и слике или поделите курс на више пакета.
finding-file-too-large = Датотека `{ $name }` је већа од { $limit }.
finding-file-too-large-cure = Јаче сажмите видео-снимак или га исеците на делове.
finding-compression-bomb = Датотека `{ $name }` постаје распаковањем више од { $limit } пута већа. Тако изгледају архиве-бомбе.
finding-compression-bomb-cure = Проверите која је то датотека. Ако је курсу потребна, сачувајте је у уобичајеном облику (mp4, jpg, png) и објавите поново.
finding-case-twins = `{ $name }` и `{ $other }` разликују се само по великим и малим словима.
finding-case-twins-cure = Овде то ради, али не на сваком рачунару. Дајте датотекама различита имена или обришите сувишну.
finding-reserved-name = { $count ->
    [one] { $count } датотека има име које неки рачунари не прихватају: `{ $names }`.
    [few] { $count } датотеке имају имена која неки рачунари не прихватају: `{ $names }`.
   *[other] { $count } датотека има имена која неки рачунари не прихватају: `{ $names }`.
}
finding-reserved-name-cure = Овде то не смета. Ако курс користите и на другом месту, преименујте те датотеке.
finding-back-slash-names = У именима у архиви стоје обрнуте косе црте: `{ $names }`.
finding-back-slash-names-cure = Схваћене су као фасцикле. Не морате ништа да радите.
finding-name-encoding-guessed = { $count ->
    [one] { $count } име није записано у Unicode-у; прочитано је као { $encoding }: `{ $names }`.
    [few] { $count } имена нису записана у Unicode-у; прочитана су као { $encoding }: `{ $names }`.
   *[other] { $count } имена није записано у Unicode-у; прочитано је као { $encoding }: `{ $names }`.
}
finding-name-encoding-guessed-cure = Проверите да ли имена изгледају како треба. Ако не изгледају, направите zip програмом који имена записује у UTF-8.
finding-nested-archive = У пакету је још једна архива: `{ $names }`.
finding-nested-archive-cure = Чува се као датотека за преузимање. Ако је у њој сам курс, распакујте пакет и пошаљите унутрашњу архиву.
finding-system-files = { $count ->
    [one] Прескочена је { $count } датотека коју је оставио оперативни систем: `{ $names }`.
    [few] Прескочене су { $count } датотеке које је оставио оперативни систем: `{ $names }`.
   *[other] Прескочено је { $count } датотека које је оставио оперативни систем: `{ $names }`.
}
finding-system-files-cure = Не морате ништа да радите.
finding-server-scripts = { $count ->
    [one] У пакету је { $count } програм за сервере: `{ $names }`.
    [few] У пакету су { $count } програма за сервере: `{ $names }`.
   *[other] У пакету је { $count } програма за сервере: `{ $names }`.
}
finding-server-scripts-cure = Чува се, али се никад не извршава. Ако се курс на то ослања, тај део неће радити.

## Врста пакета

finding-manifest-missing = У архиви нема датотеке `imsmanifest.xml`, па то није SCORM пакет.
finding-manifest-missing-cure = У програму за израду курсева изаберите објављивање за LMS и SCORM 1.2 или SCORM 2004, па пошаљите цео zip који настане.
finding-manifest-in-folder = `imsmanifest.xml` је у фасцикли `{ $folder }`, а поред те фасцикле има још датотека.
finding-manifest-in-folder-cure = Отворите фасциклу `{ $folder }`, означите све у њој и то запакујте.
finding-several-manifests = У архиви је више пакета један поред другог ({ $count }): `{ $names }`.
finding-several-manifests-cure = Направите посебан zip за сваки пакет и пошаљите их један по један.
finding-nested-manifest = Дубље у пакету има још манифеста: `{ $names }`.
finding-nested-manifest-cure = Важи онај на врху. Ако је то курс који сте желели, не морате ништа да радите.
finding-manifest-name-case = Манифест се зове `{ $name }` уместо `imsmanifest.xml`.
finding-manifest-name-case-cure = Ипак је прочитан. Други системи га можда неће прихватити: преименујте га малим словима.
finding-wrapped-in-folder = Цео пакет је у фасцикли `{ $folder }`.
finding-wrapped-in-folder-cure = Фасцикла је уклоњена. Не морате ништа да радите.
finding-kind-scorm-1-1 = Ово је пакет SCORM 1.1 или старији. Те верзије су из 2001. године или раније и нису подржане.
finding-kind-scorm-1-1-cure = Отворите курс у програму у ком је направљен и објавите га као SCORM 1.2. Ако немате изворни курс: у датотеци `imsmanifest.xml` верзију 1.1 замените верзијом 1.2, поново направите zip и испробајте да ли ради.
finding-kind-html-export = Ово је веб-страница извезена као HTML (`{ $name }`), без SCORM манифеста.
finding-kind-html-export-cure = У програму за израду курсева немојте бирати Web или HTML5, него објављивање за LMS са SCORM 1.2 или SCORM 2004.
finding-kind-cmi5 = Ово је cmi5 пакет. Такви пакети се овде још не увозе.
finding-kind-cmi5-cure = У програму за израду курсева објавите исти курс као SCORM 2004 4th Edition или као SCORM 1.2.
finding-kind-tin-can = Ово је xAPI (Tin Can) пакет. Такви пакети се овде не увозе.
finding-kind-tin-can-cure = У програму за израду курсева објавите исти курс као SCORM 2004 4th Edition или као SCORM 1.2.
finding-kind-h5p = Ово је H5P садржај, а не SCORM пакет.
finding-kind-h5p-cure = Отворите га у програму Lumi или другом H5P уређивачу и извезите га као SCORM.
finding-kind-moodle-backup = Ово је резервна копија Moodle курса, а не SCORM пакет.
finding-kind-moodle-backup-cure = У Moodle-у отворите SCORM активност тог курса, преузмите њен пакет и пошаљите њега.
finding-kind-qti = Ово је збирка питања у формату QTI, а не курс.
finding-kind-qti-cure = Увезите питања у програм за израду курсева и објавите тест као SCORM.
finding-kind-common-cartridge = Ово је IMS Common Cartridge, а не SCORM пакет.
finding-kind-common-cartridge-cure = У систему из ког потиче извезите курс као SCORM 1.2 или SCORM 2004.
finding-kind-aicc = Ово је AICC пакет (`{ $name }`). Тај формат није подржан.
finding-kind-aicc-cure = Отворите курс у програму у ком је направљен и објавите га још једном, као SCORM 1.2 или SCORM 2004 уместо AICC. Ако немате изворни курс, затражите од аутора SCORM верзију; скоро сви који нуде AICC имају и њу.
finding-kind-office-document = Ово је канцеларијски документ (Word, Excel или PowerPoint), а не курс.
finding-kind-office-document-cure = Додајте га у курс као документ или од њега направите курс у програму за израду курсева и објавите га као SCORM.
finding-kind-source-project = Ово је пројекат програма за израду курсева (`{ $name }`), а не објављен курс.
finding-kind-source-project-cure = Отворите пројекат у програму у ком је направљен, објавите га као SCORM 1.2 или SCORM 2004 и пошаљите zip који настане.
finding-kind-zip-in-zip = У архиви је још једна архива: `{ $name }`. Пакет је запакован два пута.
finding-kind-zip-in-zip-cure = Распакујте архиву једном и пошаљите zip који је у њој, без измена.
finding-kind-content-package = Манифест не помиње SCORM: ово је обичан пакет садржаја.
finding-kind-content-package-cure = Може да се прикаже, али не јавља ни напредак ни резултате. Ако би требало, објавите га као SCORM.
finding-schema-version-missing = У манифесту не пише верзија; узето је да је { $kind }.
finding-schema-version-missing-cure = Ако курс при испробавању ради како треба, не морате ништа да радите.
finding-schema-version-unknown = У манифесту пише непозната верзија `{ $version }`; узето је да је { $kind }.
finding-schema-version-unknown-cure = Испробајте курс. Ако нешто не ради, објавите га као SCORM 1.2 или SCORM 2004 4th Edition.

## Манифест као документ

finding-manifest-too-large = Манифест је већи од { $limit }.
finding-manifest-too-large-cure = Објавите курс поново. Ако је курс заиста толики, поделите га на више пакета.
finding-manifest-encoding = У манифесту пише да је записан у { $declared }, а записан је у { $used }.
finding-manifest-encoding-cure = Прочитан је као { $used }. Проверите да ли наслови изгледају како треба; ако не изгледају, сачувајте манифест као UTF-8.
finding-manifest-old-encoding = Манифест је записан у { $used }, а не у UTF-8.
finding-manifest-old-encoding-cure = Прочитан је исправно. Ако га мењате, задржите исти запис или га сачувајте као UTF-8 и то наведите у првом реду.
finding-manifest-doctype = Манифест има DOCTYPE. Такви документи могу да читају туђе датотеке, па се не прихватају.
finding-manifest-doctype-cure = Отворите `imsmanifest.xml` у уређивачу текста, обришите део од `<!DOCTYPE` до његовог `>`, па поново направите zip.
finding-manifest-entity = У манифесту стоји `{ $entity }`, што у XML-у ништа не значи.
finding-manifest-entity-cure = Приказује се онако како је написано. Замените га самим знаком, а `&` са `&amp;`.
finding-manifest-not-well-formed = Манифест није исправан XML: ред { $line }, место { $column }.
finding-manifest-not-well-formed-cure = Ако је мењан ручно, погледајте тај ред: незатворена ознака или `&` уместо `&amp;`. Иначе објавите курс поново.
finding-manifest-tag-unclosed = Ознака `{ $name }`, која у манифесту почиње у реду { $line }, није затворена на свом месту.
finding-manifest-tag-unclosed-cure = Где треба да се заврши не може се погодити, а од тога зависи која лекција припада ком поглављу. Додајте `</{ $name }>` где треба или објавите курс поново.
finding-manifest-cut-off = Манифест је на крају одсечен, недостају завршне ознаке: { $names }.
finding-manifest-cut-off-cure = Ознаке су затворене, а све испред њих је прочитано. Проверите да ли нека лекција недостаје; ако недостаје, објавите курс поново и копирајте целу датотеку.
finding-manifest-prefix-unbound = Манифест користи префикс `{ $prefix }`, а не каже шта он значи.
finding-manifest-prefix-unbound-cure = Елементи с тим префиксом прочитани су по имену. Други системи могу да одбију пакет: објавите га поново или ознаци `manifest` додајте `xmlns:{ $prefix }`.
finding-manifest-too-deep = Елементи у манифесту су угнежђени дубље од { $limit } нивоа.
finding-manifest-too-deep-cure = Објавите курс поново, са мање поглавља у поглављима.
finding-manifest-too-many-elements = Манифест има више од { $limit } елемената.
finding-manifest-too-many-elements-cure = Поделите курс на више пакета.
finding-manifest-root = Манифест почиње елементом `{ $name }` уместо `manifest`.
finding-manifest-root-cure = То није SCORM манифест. Објавите курс поново за LMS, као SCORM 1.2 или SCORM 2004.

## Шта пише у манифесту

finding-no-organization = У манифесту нема ниједне организације, па се не зна од чега се курс састоји.
finding-no-organization-cure = У програму за израду курсева објавите курс, а не збирку ресурса.
finding-several-organizations = Манифест има више организација ({ $count }); полазници добијају „{ $title }“.
finding-several-organizations-cure = Ако треба да се приказује друга, поставите је као подразумевану у програму за израду курсева.
finding-default-organization-unknown = Манифест као подразумевану организацију наводи `{ $identifier }`, а ње нема; узета је „{ $title }“.
finding-default-organization-unknown-cure = Проверите да ли је то прави курс. Ако није, исправите `default` у датотеци `imsmanifest.xml`.
finding-no-items = Курс нема ниједну јединицу.
finding-no-items-cure = Отворите курс у програму за израду курсева, проверите да ли има лекције и објавите га поново.
finding-too-many-items = Курс има више од { $limit } јединица.
finding-too-many-items-cure = Поделите курс на више пакета.
finding-nothing-to-launch = Ниједна јединица курса нема страницу која би се отворила.
finding-nothing-to-launch-cure = Објавите курс поново; у манифесту свака лекција мора да упућује на ресурс са страницом.
finding-duplicate-identifier = Ознака `{ $identifier }` се појављује више пута.
finding-duplicate-identifier-cure = Важи прва. Дајте свакој јединици и сваком ресурсу сопствену ознаку, па објавите поново.
finding-identifier-missing = Елемент `{ $element }` нема ознаку; додељена му је `{ $identifier }`.
finding-identifier-missing-cure = Дајте му ознаку у програму за израду курсева, иначе се резултати могу изгубити када замените пакет.
finding-resource-unknown = Јединица упућује на ресурс `{ $identifier }`, који не постоји.
finding-resource-unknown-cure = Објавите курс поново. Ако манифест мењате ручно, додајте ресурс или исправите `identifierref`.
finding-item-without-resource = Јединица „{ $title }“ нема ни страницу ни јединице испод себе.
finding-item-without-resource-cure = Приказује се као наслов. Ако треба нешто да отвори, повежите је са страницом у програму за израду курсева.
finding-cluster-with-resource = Поглавље „{ $title }“ има сопствену страницу, што SCORM 2004 не дозвољава.
finding-cluster-with-resource-cure = Страница поглавља се не приказује. Поставите је као прву лекцију поглавља.
finding-dependency-unknown = Један ресурс зависи од ресурса `{ $identifier }`, који не постоји.
finding-dependency-unknown-cure = Испробајте курс. Ако ништа не недостаје, не морате ништа да радите.
finding-value-invalid = Елемент `{ $element }` има недозвољену вредност: `{ $value }`.
finding-value-invalid-cure = Важи уобичајена вредност или се правило изоставља. Исправите то у програму за израду курсева ако курс треба да се понаша другачије.
finding-sequencing-reference-unknown = Редослед учења упућује на `{ $identifier }`, а тога нема.
finding-sequencing-reference-unknown-cure = За ову јединицу важе уобичајена правила. Исправите `IDRef` у манифесту или објавите поново.
finding-objective-unknown = Правило редоследа гледа циљ `{ $identifier }`, који та јединица нема.
finding-objective-unknown-cure = Такво правило никад не важи. Исправите назив циља у програму за израду курсева.
finding-never-starts = По сопственим правилима курс никад не може да почне: нити се аутоматски прелази на први део, нити се део може изабрати.
finding-never-starts-cure = У програму за израду курсева за цео курс дозволите прелазак на следећи део (`flow`) или избор (`choice`), па објавите поново.
finding-always-disabled = Правило које увек важи закључава део „{ $title }“: нико га никад не може отворити.
finding-always-disabled-cure = Исправите услов тог правила у програму за израду курсева или изоставите тај део.
finding-selects-nothing = „{ $title }“ од својих делова бира 0, па нема шта да се отвори.
finding-selects-nothing-cure = У програму за израду курсева поставите да се бира бар 1 део (`selectCount`) или искључите бирање.
finding-rollup-never-holds = „{ $title }“ тражи да број завршених делова буде { $needed }, а рачунати се може највише { $count }.
finding-rollup-never-holds-cure = То правило никад неће важити. У програму за израду курсева смањите број (`minimumCount`) или дозволите да се рачуна више делова.
finding-measure-never-known = „{ $title }“ се полаже према поенима, а ниједан његов део не сме да их донесе.
finding-measure-never-known-cure = То нико неће положити. У програму за израду курсева дајте тежину бар тесту (`objectiveMeasureWeight`) или искључите полагање према поенима.
finding-progress-never-known = „{ $title }“ се завршава према напретку, а ниједан његов део нема тежину.
finding-progress-never-known-cure = То се никад неће завршити. У програму за израду курсева дајте деловима тежину (`progressWeight`) или искључите завршавање према напретку.
finding-never-completes = По сопственим правилима курс не може ни да се заврши ни да се положи.
finding-never-completes-cure = Код полазника ће заувек писати „у току“. У програму за израду курсева дозволите да се бар један део рачуна за завршетак (`rollupProgressCompletion`, `tracked`) и проверите правила целог курса.
finding-asset-awaited = „{ $title }“ се само приказује, а очекује се да јави сопствени завршетак.
finding-asset-awaited-cure = То се никад неће завршити. У манифесту страницу означите као SCO ако јавља резултат или уклоните `completionSetByContent`.
finding-organization-title-missing = Курс у пакету нема наслов.
finding-organization-title-missing-cure = Упишите наслов у програму за израду курсева или га дајте модулу овде.
finding-item-title-missing = Јединица `{ $identifier }` нема наслов.
finding-item-title-missing-cure = Уместо наслова се приказује ознака. Упишите наслов у програму за израду курсева и објавите поново.
finding-title-shortened = Наслов „{ $title }“ је скраћен на { $limit } знакова.
finding-title-shortened-cure = Упишите краћи наслов у програму за израду курсева.
finding-title-characters = Из наслова „{ $title }“ уклоњени су невидљиви знакови.
finding-title-characters-cure = Не морате ништа да радите.
finding-language-missing = У пакету не пише на ком је језику садржај.
finding-language-missing-cure = Изаберите језик модула да би га читачи екрана правилно изговарали.
finding-mastery-score = Сам пакет тражи { $score } поена за пролаз („{ $title }“).
finding-mastery-score-cure = Ако курс има своје правило за пролаз, одлучује оно. Проверите да ли се слажу.
finding-mastery-on-asset = „{ $title }“ има број поена за пролаз, али се само приказује и ништа не јавља.
finding-mastery-on-asset-cure = О пролазу се ту никад не одлучује. У манифесту страницу означите као SCO ако јавља поене или уклоните број поена за пролаз.
finding-no-sco = Ништа у курсу не јавља резултате систему: сви делови се само приказују.
finding-no-sco-cure = Део важи као завршен чим се отвори; поена нема. Ако је резултат потребан, објавите курс као SCORM са праћењем.
finding-prerequisites-not-enforced = { $count ->
    [one] { $count } део тражи да се пре њега заврше други делови: `{ $names }`.
    [few] { $count } дела траже да се пре њих заврше други делови: `{ $names }`.
   *[other] { $count } делова тражи да се пре њих заврше други делови: `{ $names }`.
}
finding-prerequisites-not-enforced-cure = Полазници и даље сами бирају редослед. Ако је редослед важан, објавите курс као SCORM 2004 са редоследом учења или од њега направите посебне кораке.

## Редослед учења

## Датотеке

finding-launch-unsafe = Адреса прве странице није дозвољена: `{ $href }`.
finding-launch-unsafe-cure = Курс мора да почне страницом из пакета. Објавите га поново; ако пакет потиче од непознатог аутора, немојте га користити.
finding-launch-outside = Прва страница је на другом серверу: `{ $href }`.
finding-launch-outside-cure = Објавите курс тако да све странице буду у zip-у, а не као везу ка серверу.
finding-launch-escapes = Адреса прве странице води изван пакета: `{ $href }`.
finding-launch-escapes-cure = Исправите адресу у манифесту тако да почиње унутар пакета или објавите поново.
finding-launch-file-missing = Прве странице `{ $name }` нема у пакету.
finding-launch-file-missing-cure = Пошаљите цео zip који је програм направио, без поновног паковања.
finding-resource-without-href = Ресурс који јединица отвара нема страницу.
finding-resource-without-href-cure = Објавите курс поново; у манифесту ресурс мора да има `href`.
finding-files-missing = { $count ->
    [one] { $count } датотека из манифеста недостаје у пакету: `{ $names }`.
    [few] { $count } датотеке из манифеста недостају у пакету: `{ $names }`.
   *[other] { $count } датотека из манифеста недостаје у пакету: `{ $names }`.
}
finding-files-missing-cure = Пошаљите цео zip који је програм направио, без поновног паковања. Ако курс ради и без ових датотека, не морате ништа да радите.
finding-file-reference-invalid = { $count ->
    [one] Манифест наводи { $count } датотеку изван пакета: `{ $names }`.
    [few] Манифест наводи { $count } датотеке изван пакета: `{ $names }`.
   *[other] Манифест наводи { $count } датотека изван пакета: `{ $names }`.
}
finding-file-reference-invalid-cure = Полазници те датотеке неће имати. Ставите их у пакет и објавите поново.
finding-file-case-differs = { $count ->
    [one] { $count } име се у манифесту и у пакету разликује по великим и малим словима: `{ $names }`.
    [few] { $count } имена се у манифесту и у пакету разликују по великим и малим словима: `{ $names }`.
   *[other] { $count } имена се у манифесту и у пакету разликује по великим и малим словима: `{ $names }`.
}
finding-file-case-differs-cure = Овде су датотеке пронађене. Ускладите имена, јер исту грешку могу имати и странице курса.
finding-href-back-slashes = У путањама у манифесту стоје обрнуте косе црте: `{ $names }`.
finding-href-back-slashes-cure = Схваћене су исправно. Не морате ништа да радите.
finding-files-unlisted = { $count ->
    [one] { $count } датотека је у пакету, а није у манифесту: `{ $names }`.
    [few] { $count } датотеке су у пакету, а нису у манифесту: `{ $names }`.
   *[other] { $count } датотека је у пакету, а није у манифесту: `{ $names }`.
}
finding-files-unlisted-cure = Чувају се, јер их странице можда користе. Обришите оно што курсу није потребно.
finding-outside-hosts = { $count ->
    [one] Курс учитава садржај са { $count } другог сервера: `{ $names }`.
    [few] Курс учитава садржај са { $count } друга сервера: `{ $names }`.
   *[other] Курс учитава садржај са { $count } других сервера: `{ $names }`.
}
finding-outside-hosts-cure = Без интернета тог садржаја неће бити, а ти сервери сазнају ко учи. Ставите фонтове, скрипте и видео-снимке у пакет.
finding-mixed-content = { $count ->
    [one] Курс учитава садржај са { $count } другог сервера без шифровања (`http:`): `{ $names }`.
    [few] Курс учитава садржај са { $count } друга сервера без шифровања (`http:`): `{ $names }`.
   *[other] Курс учитава садржај са { $count } других сервера без шифровања (`http:`): `{ $names }`.
}
finding-mixed-content-cure = Прегледачи то блокирају на шифрованим страницама као што су наше. Ставите тај садржај у пакет или упишите `https:` ако га тај сервер има.
finding-flash = { $count ->
    [one] Курс има { $count } део у Flash-у, који више ниједан прегледач не приказује: `{ $names }`.
    [few] Курс има { $count } дела у Flash-у, који више ниједан прегледач не приказује: `{ $names }`.
   *[other] Курс има { $count } делова у Flash-у, који више ниједан прегледач не приказује: `{ $names }`.
}
finding-flash-cure = Објавите курс као HTML5 у новијој верзији програма за израду курсева.
finding-flash-beside-html5 = { $count ->
    [one] Поред верзије без Flash-а у пакету је и { $count } део у Flash-у: `{ $names }`.
    [few] Поред верзије без Flash-а у пакету су и { $count } дела у Flash-у: `{ $names }`.
   *[other] Поред верзије без Flash-а у пакету је и { $count } делова у Flash-у: `{ $names }`.
}
finding-flash-beside-html5-cure = Не користе се. Објавите курс само за HTML5 и пакет ће бити мањи.
finding-java-applets = { $count ->
    [one] Курс има { $count } Java програм, који више ниједан прегледач не покреће: `{ $names }`.
    [few] Курс има { $count } Java програма, које више ниједан прегледач не покреће: `{ $names }`.
   *[other] Курс има { $count } Java програма, које више ниједан прегледач не покреће: `{ $names }`.
}
finding-java-applets-cure = Ти делови остају празни. Замените их HTML5 садржајем, видео-снимком или сликом.
finding-plugins = { $count ->
    [one] Курс има { $count } датотеку за додатак који више ниједан прегледач нема: `{ $names }`.
    [few] Курс има { $count } датотеке за додатке које више ниједан прегледач нема: `{ $names }`.
   *[other] Курс има { $count } датотека за додатке које више ниједан прегледач нема: `{ $names }`.
}
finding-plugins-cure = Ти делови остају празни. Замените их HTML5 садржајем или видео-снимком.
finding-video-without-captions = { $count ->
    [one] { $count } видео-снимак нема титл: `{ $names }`.
    [few] { $count } видео-снимка немају титл: `{ $names }`.
   *[other] { $count } видео-снимака нема титл: `{ $names }`.
}
finding-video-without-captions-cure = Људи који не чују неће моћи да прате. Додајте датотеку `.vtt` за сваки снимак. Ако је титл утиснут у слику, не морате ништа да радите.

## Странице

finding-page-encoding = { $count ->
    [one] { $count } страница није записана у UTF-8, а у њој не пише који запис користи: `{ $names }`.
    [few] { $count } странице нису записане у UTF-8, а у њима не пише који запис користе: `{ $names }`.
   *[other] { $count } страница није записано у UTF-8, а у њима не пише који запис користе: `{ $names }`.
}
finding-page-encoding-cure = Прегледачи морају да погађају, па слова која нису енглеска могу бити погрешна. Сачувајте странице као UTF-8 у уређивачу текста или објавите курс поново.
finding-page-language-missing = { $count ->
    [one] На { $count } првој страници не пише на ком је језику: `{ $names }`.
    [few] На { $count } прве странице не пише на ком су језику: `{ $names }`.
   *[other] На { $count } првих страница не пише на ком су језику: `{ $names }`.
}
finding-page-language-missing-cure = Читачи екрана тада нагађају изговор. Подесите језик курса у програму за израду курсева; на сопственој страници упишите `<html lang="sr">`.
finding-page-title-missing = { $count ->
    [one] { $count } прва страница нема наслов: `{ $names }`.
    [few] { $count } прве странице немају наслов: `{ $names }`.
   *[other] { $count } првих страница нема наслов: `{ $names }`.
}
finding-page-title-missing-cure = Читачи екрана страницу најављују насловом. Упишите наслов курса у програму за израду курсева; на сопственој страници упишите `<title>`.
finding-page-files-missing = { $count ->
    [one] { $count } датотека коју прва страница учитава није у пакету: `{ $names }`.
    [few] { $count } датотеке које прве странице учитавају нису у пакету: `{ $names }`.
   *[other] { $count } датотека које прве странице учитавају није у пакету: `{ $names }`.
}
finding-page-files-missing-cure = Испробајте курс. Ако у њему нешто недостаје, пошаљите цео zip који је програм направио, без поновног паковања.
finding-page-case-differs = { $count ->
    [one] Прва страница { $count } име датотеке пише другачијим великим и малим словима: `{ $names }`.
    [few] Прве странице { $count } имена датотека пишу другачијим великим и малим словима: `{ $names }`.
   *[other] Прве странице { $count } имена датотека пишу другачијим великим и малим словима: `{ $names }`.
}
finding-page-case-differs-cure = На рачунару са Windows-ом то ради, а овде се датотека не налази. Ускладите имена и поново направите zip.
finding-images-without-text = { $count ->
    [one] { $count } слика нема опис за људе који је не виде; страница: `{ $names }`.
    [few] { $count } слике немају опис за људе који их не виде; странице: `{ $names }`.
   *[other] { $count } слика нема опис за људе који их не виде; странице: `{ $names }`.
}
finding-images-without-text-cure = Опишите сваку слику која нешто говори (`alt`), а остале означите као украс. Гледане су само слике уписане у странице, а не и оне које додају скрипте.
finding-contrast-low = { $count ->
    [one] Прва страница има { $count } пар боја који се тешко чита: `{ $names }`.
    [few] Прва страница има { $count } пара боја који се тешко читају: `{ $names }`.
   *[other] Прва страница има { $count } парова боја који се тешко читају: `{ $names }`.
}
finding-contrast-low-cure = Нека текст буде тамнији или позадина светлија, тако да контраст буде бар 4,5 : 1. Поређене су само боје које су уписане једна поред друге.
finding-first-page-heavy = Прва страница пре приказивања учитава { $size }, уз { $count ->
    [one] { $count } захтев
    [few] { $count } захтева
   *[other] { $count } захтева
  }; уобичајено је до { $limit }.
finding-first-page-heavy-cure = На спорој вези полазници дуго чекају. Смањите слике и звук на првој страници или почните једноставном насловном страницом.
finding-sco-without-calls = Курс каже да јавља резултате, али ништа у њему не разговара са системом.
finding-sco-without-calls-cure = Приказиваће се, али се неће бележити ни напредак ни поени. У програму за израду курсева објавите га за LMS као SCORM; у сопствене странице укључите скрипту са SCORM функцијама.

## Речима програма за израду курсева

finding-tool-publish-storyline = У Storyline-у: Publish › LMS, изаберите SCORM 1.2 или SCORM 2004, па Zip.
finding-tool-publish-rise = У Rise-у: Publish › LMS, изаберите SCORM 1.2 или SCORM 2004, па Publish.
finding-tool-publish-lectora = У програму Lectora: Publish, изаберите SCORM 1.2 или SCORM 2004 и опцију за прављење zip датотеке.
finding-tool-publish-ispring = У програму iSpring: Publish › LMS, у LMS Profile изаберите SCORM 1.2 или SCORM 2004, а zip пошаљите какав јесте.
finding-tool-publish-presenter = У програму Presenter: Quiz Manage › Reporting, укључите извештавање и изаберите SCORM; затим Publish уз Zip Package.
finding-tool-publish-captivate = У програму Captivate: Quiz Preferences › Reporting, укључите извештавање и изаберите SCORM 1.2 или SCORM 2004; затим објавите уз опцију Zip Files.
finding-tool-publish-evolve = У програму Evolve: Export, изаберите SCORM 1.2 или SCORM 2004, а zip пошаљите какав јесте.
finding-tool-publish-elucidat = У програму Elucidat: Release, изаберите SCORM 1.2 или SCORM 2004, па Download.
finding-tool-publish-adapt = У програму Adapt: укључите додатак Spoor, па Publish или Download; ако радите са самим оквиром, покрените `grunt build` и запакујте садржај фасцикле `build`.
finding-tool-publish-xerte = У програму Xerte: својства пројекта › Export › SCORM 1.2 или SCORM 2004.
finding-tool-publish-exelearning = У програму eXeLearning: File › Export (или Download as) › SCORM 1.2, а не Web Site.
finding-tool-publish-courselab = У програму CourseLab: објављивање курса, изаберите SCORM 1.2 или SCORM 2004.
finding-tool-publish-camtasia = У програму Camtasia: извезите као MP4 са Smart Player-ом и у опцијама укључите SCORM и Zip.
finding-tool-publish-activepresenter = У програму ActivePresenter: Export › HTML5, под LMS изаберите SCORM 1.2 или SCORM 2004.
finding-tool-publish-h5p = У програму Lumi: Export › SCORM package.
finding-tool-html5-storyline = У Storyline-у: Publish › Formats, изаберите само HTML5.
finding-tool-html5-ispring = У програму iSpring: објавите поново у садашњој верзији или у старој изаберите само HTML5.
finding-tool-html5-captivate = У програму Captivate: Publish, као излаз изаберите HTML5, а не SWF.
finding-tool-html5-courselab = У програму CourseLab: отворите курс у верзији 3 и објавите га поново.
finding-tool-captions-storyline = У Storyline-у: означите снимак › Options › Video Tools › Add captions.
finding-tool-captions-rise = У Rise-у: блок са снимком › Edit › Closed captions › Upload.
finding-tool-captions-captivate = У програму Captivate: Video › Edit video timing › Closed captions.
finding-tool-captions-camtasia = У програму Camtasia: Captions, па извезите са титлом у Smart Player-у.
finding-tool-captions-h5p = У програму H5P: у подешавањима снимка › Text tracks.
finding-tool-alternative-text-storyline = У Storyline-у: десни тастер на слику › Accessibility › Alternative text.
finding-tool-alternative-text-rise = У Rise-у: слика › Edit › Alt text.
finding-tool-alternative-text-lectora = У програму Lectora: својства слике › Alternate text (ALT tag).
finding-tool-alternative-text-captivate = У програму Captivate: својства слике › Accessibility.
finding-tool-alternative-text-adapt = У програму Adapt: поље Alternative text уз слику.
finding-tool-alternative-text-xerte = У програму Xerte: поље Image description на страници.
finding-tool-alternative-text-exelearning = У програму eXeLearning: при уметању или измени слике › Image description.
finding-tool-alternative-text-h5p = У програму H5P: поље Alternative text уз слику.
finding-tool-score-storyline = У Storyline-у то је број поена за пролаз на слајду са резултатима; шта се шаље пише под Publish › LMS › Reporting and Tracking.
finding-tool-score-rise = У Rise-у то је у подешавањима квиза › Passing score; шта се шаље пише под Publish › LMS › Tracking.
finding-tool-score-lectora = У програму Lectora то је у својствима теста › Passing score.
finding-tool-score-ispring = У програму iSpring то је у својствима квиза › Passing score.
finding-tool-score-captivate = У програму Captivate то је под Quiz Preferences › Pass or Fail.
finding-tool-score-adapt = У програму Adapt то је поље Score to pass у оцењивању.
