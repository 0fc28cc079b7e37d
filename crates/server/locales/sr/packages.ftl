package-refused = Пакет није примљен: у њему има грешака које треба исправити. Извештај каже шта, где и како.
package-file-damaged = Ова датотека модула је у складишту оштећена, па је склоњена. Остале датотеке раде. Предавач је обнавља тако што исти пакет поново пошаље као нову верзију.
package-kind-scorm_1_2 = SCORM 1.2
package-kind-scorm_2004_2nd = SCORM 2004, 2. издање
package-kind-scorm_2004_3rd = SCORM 2004, 3. издање
package-kind-scorm_2004_4th = SCORM 2004, 4. издање

module-is-archived = Модул је у архиви, па се не може мењати. Прво га вратите из архиве.
module-title-empty = Назив модула је празан. Упишите назив по коме ће га колеге наћи.
module-title-long = Назив модула је предугачак. Скратите га на највише { $limit } знакова.
modules-title = Модули
modules-new = Нови модул
modules-search = Тражи по називу
modules-find = Тражи
modules-show-archived = Архива
modules-show-active = Назад на модуле у употреби
modules-show-all = Прикажи све модуле
modules-pages = Странице списка
modules-previous = Претходна страница
modules-next = Следећа страница
modules-changed = последња верзија { $date }
modules-used = { $count ->
    [0] не користи се ни у једном курсу
    [one] у { $count } курсу
    [few] у { $count } курса
   *[other] у { $count } курсева
  }
modules-none-title = Још нема модула
modules-none = Модул је SCORM пакет из програма као што су Storyline, iSpring или Captivate. Пошаљите zip, погледајте извештај провере, испробајте га и објавите.
modules-none-found = Ниједан модул у називу нема „{ $words }“. Проверите реч или тражите краћу; писмо није важно.
modules-none-archived = Архива је празна.
module-draft = нацрт
module-published = објављена верзија { $number }
module-waits = верзија { $number } чека објављивање
module-versions = Верзије
module-versions-lead = Нови кораци курсева узимају објављену верзију. Полазници који су већ почели настављају на својој верзији, шта год да објавите.
module-new-version = Пошаљи нову верзију
module-used-in = Где се користи
module-used-nowhere = Још није ни у једном курсу.
module-settings = Подешавања
module-title-label = Назив модула
module-rename = Сачувај назив
module-archive-link = Премести у архиву
module-in-archive = Модул је у архиви
module-in-archive-lead = Не нуди се за нове кораке курсева. Курсеви и полазници који га већ користе раде као и пре.
module-restore = Врати из архиве

new-module-title = Нови модул
new-module-lead = Пошаљите пакет који је направио ваш програм за израду курсева. Проверавамо га док стиже и одмах кажемо треба ли нешто исправити.
new-version-title = Нова верзија модула
new-version-lead = Стара верзија остаје: ко је на њој почео, на њој и завршава. Нова важи тек кад је објавите.

upload-drop = Превуците zip овамо
upload-choose = Изаберите zip датотеку
upload-hint = SCORM 1.2 или SCORM 2004, највише { $limit }. Ако се веза прекине, слање се само наставља.
upload-send = Пошаљи
upload-progress-label = Колико је послато
upload-pause = Заустави
upload-go-on = Настави
upload-cancel = Одустани
upload-figures = { $sent } од { $all }
upload-left-minutes = још око { $count } мин
upload-left-seconds = још око { $count } с
upload-left-moment = још тренутак
upload-percent = Послато { $percent } %.
upload-resumed = Настављамо слање: { $sent } је већ стигло.
upload-comparing = Проверавамо шта је већ стигло…
upload-lost = Веза је прекинута. Покушавамо поново за { $count } с; оно што је стигло је сачувано.
upload-again = Покушавамо поново…
upload-paused = Слање је заустављено.
upload-checking = Све је стигло. Проверавамо пакет…
upload-checked = Проверавамо пакет: прегледано датотека: { $count }.
upload-done = Пакет је проверен. Отварамо извештај.
upload-refused-status = У пакету има грешака. Отварамо извештај.
upload-cancelled = Одустали сте од слања.
upload-signed-out = Ваша пријава је истекла. Пријавите се поново и изаберите исту датотеку: слање се наставља одакле је стало.
upload-failed = Слање није успело. Проверите везу и изаберите исту датотеку: слање се наставља одакле је стало.
upload-one-file = Шаљите једну по једну датотеку.
upload-decimal = ,
upload-empty = Датотека је празна или није изабрана. Изаберите zip који је направио ваш програм за израду курсева.
upload-too-large = Датотека је превелика: примамо пакете до { $megabytes } MB. Смањите видео-снимке и слике, па објавите курс поново.
upload-chunk-too-large = Део датотеке је већи од онога што сервер прима. Освежите страницу и изаберите датотеку поново.
upload-too-many-open = Имате { $count ->
    [one] { $count } незавршено слање
    [few] { $count } незавршена слања
   *[other] { $count } незавршених слања
  }. Завршите нека од њих или од њих одустаните, па покушајте поново.
upload-not-receiving = Ово слање је већ завршено. Ако желите нешто да промените, пошаљите датотеку поново.
upload-wrong-chunk = Део датотеке није онакав какав је најављен. Освежите страницу и изаберите датотеку поново.
upload-incomplete = { $count ->
    [one] Још недостаје { $count } део
    [few] Још недостају { $count } дела
   *[other] Још недостаје { $count } делова
  } датотеке. Изаберите исту датотеку поново: слање се наставља одакле је стало.
upload-form-unreadable = Образац са датотеком није стигао цео. Проверите везу, па пошаљите поново.
upload-help-title = Како добити пакет
upload-help-storyline = Articulate Storyline: Publish › LMS › SCORM 1.2 или SCORM 2004, па Zip.
upload-help-ispring = iSpring: Publish › LMS course › SCORM; пошаљите zip без распакивања.
upload-help-captivate = Adobe Captivate: Publish › Publish for Devices; у подешавањима укључите eLearning output, SCORM и Zip files.
upload-help-h5p = H5P и слични програми: извезите као SCORM. Обичан HTML извоз не јавља резултат, па га не примамо.

waiting-title = Слање пакета
waiting-checking = Пакет је стигао и управо се проверава. Ова страница се сама освежава.
waiting-receiving = Пакет још није стигао цео. Изаберите исту датотеку поново: слање се наставља одакле је стало.
waiting-go-on = Настави слање

refused-title = Пакет није примљен
refused-tag = има грешака
refused-lead = Ништа није промењено. Исправите оно што пише испод и пошаљите исправљен пакет. Овај извештај остаје на овој адреси.
refused-again = Пошаљи исправљен пакет

version-number = Верзија { $number }
version-number-inline = верзија { $number }
version-draft = нацрт
version-current = објављена
version-was-published = раније објављена
version-uploaded = послато { $date }
version-try = Испробај
version-publish = Објави
version-publish-again = Врати верзију { $number }
version-draft-lead = Испробајте модул: проба ништа не бележи. Кад га објавите, може у курсеве.
version-current-lead = Ову верзију добијају нови кораци курсева.
version-damaged = { $count ->
    [one] { $count } датотека је оштећена у складишту
    [few] { $count } датотеке су оштећене у складишту
   *[other] { $count } датотека је оштећено у складишту
  }
version-damaged-cure = пошаљите исти пакет још једном као нову верзију: тиме се обнављају и ове датотеке. Остале датотеке раде.
version-same = Исти zip је већ послат
version-zip = Преузми zip како је послат

report-errors = { $count ->
    [one] { $count } грешка
    [few] { $count } грешке
   *[other] { $count } грешака
  }
report-warnings = { $count ->
    [one] { $count } упозорење
    [few] { $count } упозорења
   *[other] { $count } упозорења
  }
report-warnings-lead = Упозорења не спречавају објављивање, али могу сметати понеком полазнику.
report-notes = { $count ->
    [one] { $count } напомена
    [few] { $count } напомене
   *[other] { $count } напомена
  }
report-where = Где:
report-cure = Како поправити:
report-strict-only = Одбијено је зато што је провера строга; при благој провери то би се исправило при читању и забележило у извештају.
report-tolerated = То није по стандарду, па је при читању исправљено; строг систем то не би прихватио.
report-all-good = Све је у реду: { $count ->
    [one] прошла је { $count } провера
    [few] прошле су { $count } провере
   *[other] прошло је { $count } провера
  }
report-rest-good = Све остало је у реду: { $count ->
    [one] прошла је { $count } провера
    [few] прошле су { $count } провере
   *[other] прошло је { $count } провера
  }
report-package = Пакет
report-kind = Врста
report-tool = Програм за израду
report-tool-unknown = сопствени рад или програм који не познајемо
report-title-in-package = Назив у пакету
report-units = Јединице
report-scos = { $count ->
    [one] { $count } јединица која бележи (SCO)
    [few] { $count } јединице које бележе (SCO)
   *[other] { $count } јединица које бележе (SCO)
  }
report-assets = { $count ->
    [one] { $count } која се само приказује
    [few] { $count } које се само приказују
   *[other] { $count } које се само приказују
  }
report-files = Садржај
report-files-count = { $count ->
    [one] { $count } датотека
    [few] { $count } датотеке
   *[other] { $count } датотека
  }
report-zip = Архива
report-profile = Профил провере и извршавања
report-profile-strict = строг: прихвата се само оно што спецификација допушта
report-profile-lenient = благ: прихватају се и уобичајене грешке програма за израду курсева
report-language = Језик
report-identifier = Ознака
report-weights = Величина по врсти садржаја
report-weight-pages = странице
report-weight-code = скрипте и стилови
report-weight-pictures = слике
report-weight-video = видео
report-weight-sound = звук
report-weight-fonts = фонтови
report-weight-documents = документи
report-weight-other = остало
report-largest = Највеће датотеке
report-items = Садржај модула
report-no-items = Нема јединица.
report-item-sco = SCO
report-item-asset = прилог
report-item-cluster = група
report-item-heading = наслов
report-mastery = праг { $score } %
report-items-hidden = и још { $count ->
    [one] { $count } јединица
    [few] { $count } јединице
   *[other] { $count } јединица
  }

difference-title = Разлика од верзије { $number }
difference-none = Нема разлике: исте датотеке, исте јединице.
difference-kind = Раније: { $kind }
difference-item-new = Ново:
difference-item-gone = Уклоњено:
difference-mastery = праг { $before } → { $now }

archive-title = Премештање у архиву
archive-lead = Модул се више неће нудити за нове кораке курсева. Ништа се не брише: курсеви, покушаји и резултати остају, а модул увек можете вратити.
archive-used = Користи се у курсевима ({ $count }); тамо остаје и ради као и пре
archive-confirm = Премести у архиву
archive-cancel = Одустани

finding-place-line = { $line }. ред
finding-place-item = јединица
finding-place-resource = ресурс
report-language-sr = српски
report-language-en = енглески
