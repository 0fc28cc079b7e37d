home-title = Моје учење
home-hello = Добар дан, { $name }
home-continue-lead = Наставите где сте стали
home-begin-lead = Почните овде
home-minutes-left = Још око { $minutes } { $minutes ->
    [one] минут
    [few] минута
   *[other] минута
  }
home-others = Остали курсеви
home-finished = Завршено
home-empty-title = Још немате курсева
home-empty = Када вас центар позове на курс, он ће се појавити овде. Ако очекујете позив, погледајте и међу нежељеном поштом.
home-no-certificates = Овде ће стајати ваша уверења и потврде.
my-certificates = Моја уверења
continue = Настави
begin = Почни
due-on = рок { $date }
progress-percent = Пређено { $percent } %
crumbs = Путања
courses = Курсеви
course = Курс
course-closed = затворен
course-preview = Овако курс виде полазници.
course-is-draft = Курс још није објављен: полазници га не виде.
course-is-closed = Курс је затворен: може се погледати, али се више не може наставити.
minutes = { $minutes } { $minutes ->
    [one] минут
    [few] минута
   *[other] минута
  }
hours = { $hours } { $hours ->
    [one] час
    [few] часа
   *[other] часова
  } обуке
steps-count = { $count } { $count ->
    [one] корак
    [few] корака
   *[other] корака
  }
steps-done = { $done } од { $count } корака
course-no-steps = Курс још нема корака.
step-kind-package = Модул
step-kind-page = Текст
step-kind-document = Документ
step-status-not_started = није почело
step-status-in_progress = у току
step-status-completed = завршено
step-status-passed = положено
step-status-failed = није положено
step-rule-viewed = треба прочитати
step-rule-completed = треба завршити
step-rule-passed = треба положити
step-rule-score = потребно најмање { $number } %
step-rule-time = најмање { $number } { $number ->
    [one] минут
    [few] минута
   *[other] минута
  } рада
score = резултат { $score } %
step-x-of-y = Корак { $number } од { $count }
attempts-allowed = { $count ->
    [one] дозвољен { $count } покушај
    [few] дозвољена { $count } покушаја
   *[other] дозвољено { $count } покушаја
  }
attempts-made = { $count ->
    [one] искоришћен { $count } покушај
    [few] искоришћена { $count } покушаја
   *[other] искоришћено { $count } покушаја
  }
step-preview = Нисте уписани на овај курс, па се овде ништа не бележи. Модул можете испробати на његовој страници.
step-saved = Ваш напредак је сачуван. Наставак почиње тачно тамо где сте стали.
step-is-saved-as-you-go = Напредак се чува сам. Можете прекинути кад год желите и наставити са било ког уређаја.
step-look-again = Погледај поново
step-start-again = Почни испочетка
step-no-attempt-left = Искористили сте све покушаје.
step-read = Прочитано, настави
step-read-again = Назад на курс
document-open = Отвори: { $name }
document-download = Преузми: { $name }
course-new = Нови курс
course-create = Направи курс
search = Тражи
search-both-scripts = Тражи на оба писма
status = Статус
course-people = Полазници
course-completed = Завршили
course-status-draft = у припреми
course-status-published = објављен
course-status-closed = затворен
x-of-y = { $number } од { $count }
courses-not-found = Нема курса чији назив садржи „{ $search }“.
courses-empty-title = Направите први курс
courses-empty = Курс повезује модуле, текстове и документе у кораке и одређује ко га похађа и шта је потребно за уверење.
cancel = Одустани
add = Додај
form-error = Грешка:
form-problems = Исправите следеће па пошаљите поново
course-form-title = Назив
course-form-summary = Кратак опис
course-form-summary-hint = Једна или две реченице: о чему је курс и коме је намењен.
course-form-minutes = Предвиђено трајање у минутима
course-form-due-on = Рок (није обавезно)
course-form-content-language = Језик садржаја
course-form-programme-label = Програм обуке
course-form-no-programme = без програма
language-sr = српски
language-en = енглески
course-form-title-missing = Унесите назив.
course-form-title-long = Назив је предугачак: скратите га на највише 200 знакова.
course-form-language = Изаберите језик садржаја.
course-form-duration = Унесите трајање као цео број минута већи од нуле.
course-form-programme = Изаберите програм са списка.
course-form-due = Унесите рок као датум, на пример 2026-12-31.
course-edit = Уређивање
course-preview-link = Преглед
course-steps = Кораци
course-rules = Правила за завршетак и документе
course-details = О курсу
step-move-up = Помери навише: { $title }
step-move-down = Помери наниже: { $title }
step-remove = Уклони
step-remove-title = Уклонити корак „{ $title }“?
step-remove-text = Корак ће нестати из курса. Нико на њему још није радио.
step-remove-with-attempts = Корак ће нестати из курса. { $count ->
    [one] { $count } покушај остаје сачуван, али се више не рачуна.
    [few] { $count } покушаја остају сачувана, али се више не рачунају.
   *[other] { $count } покушаја остаје сачувано, али се више не рачунају.
  }
course-no-steps-yet = Додајте први корак: модул, текст или документ.
step-add = Додај корак
step-choose-module = Модул
step-no-modules = Још нема објављених модула.
step-upload-module = Додајте нови модул
step-choose-document = Датотека
step-document-hint = До 50 MB. PDF се отвара у прегледачу, остало се преузима.
step-edit = Уређивање корака
step-text = Текст
step-text-hint = Пише се у облику Markdown: # наслов, **подебљано**, - набрајање.
step-rules-legend = Шта је потребно да би корак био испуњен
step-rules-hint = Ако је означено више услова, морају бити испуњени сви. Ако није означен ниједан, корак је додатни и не рачуна се.
step-score-differs = Сам модул за пролаз тражи { $module } %, а овај корак { $step } %. Ко освоји број поена између тога, у модулу види једно, а овде друго. Ускладите та два броја, овде или у програму за израду курсева.
step-score-unused = Модул за пролаз тражи { $module } %, али у условима овог корака нема пролаза. Ако поени треба да одлучују, изаберите „треба положити“.
step-form-score-label = Најмањи резултат у %
step-form-minutes-label = Најмање минута рада
step-attempts-legend = Покушаји
step-form-attempts-label = Дозвољено покушаја
step-form-attempts-hint = Празно значи неограничено.
step-form-counts = Рачуна се
step-counts-best = најбољи покушај
step-counts-last = последњи покушај
step-counts-first = први покушај
step-form-score = Унесите резултат као број од 0 до 100.
step-form-minutes = Унесите минуте као цео број већи од нуле.
step-form-attempts = Унесите број покушаја већи од нуле или оставите празно.
course-rules-needed = За завршетак курса треба испунити
course-rules-all = све кораке који се рачунају
course-rules-any = било који корак
course-rules-at-least = најмање оволико корака:
course-rules-how-many = Број корака
course-documents = Документи
course-uverenje = Уверење: издаје се чим је курс завршен
course-potvrda = Потврда о учешћу: ако курс није завршен, а испуњено је следеће
course-potvrda-viewed = отворени су сви кораци
course-potvrda-minutes = или је укупно време рада најмање (у минутима)
course-publish = Објави
course-ready = Курс је спреман. Објавом постаје видљив полазницима.
course-is-published = Курс је објављен.
course-unpublish = Врати у припрему
course-close = Затвори курс
course-close-title = Затворити курс „{ $title }“?
course-close-text = Полазници више неће моћи да наставе, а онима који су на њу стекли право издаје се потврда. Ово се не може опозвати.
course-not-ready-no-steps = Курс се може објавити када има бар један корак.
course-not-ready-closed = Затворен курс се не може поново објавити. Направите нови.
course-not-ready-rules = Правила још не дозвољавају завршетак: означите шта је потребно бар на једном кораку.
course-module-not-published = Овај модул није објављен. Објавите га па га онда додајте.
course-order-changed = Кораци су у међувремену промењени. Освежите страницу и покушајте поново.
course-not-open = Курс је затворен, па се ово више не може урадити.
course-rules-no-step-counts = Ниједан корак се не рачуна, па курс нико не би могао да заврши. Означите шта је потребно бар на једном кораку.
course-rules-count = Унесите број корака који је већи од нуле и није већи од броја корака који се рачунају.
course-rules-score = Резултат мора бити између 0 и 100 %.
course-rules-no-attempt = Дозволите бар један покушај или оставите поље празно.
course-rules-no-time = Време мора бити веће од нуле.
course-rules-potvrda = Изаберите бар један услов за потврду.
course-rules-unreadable = Правила овог курса нису читљива. Поставите их поново и сачувајте.
course-document-too-large = Датотека је већа од 50 MB или је пренос прекинут. Смањите је или покушајте поново.
course-document-missing = Изаберите датотеку па пошаљите поново.
course-invite = Позови полазнике
people-on-course = на курсу
people-in-progress = у току
people-completed = завршили
people-course-not-published = Курс још није објављен. Позвани ће га видети када га објавите.
person = Полазник
progress = Напредак
last-contact = Последња активност
actions = Радње
enrolment-withdrawn = испис са курса
enrolment-invited = позив послат
person-suspended = приступ обустављен
invite-again = Позови поново
withdraw = Испиши са курса
withdraw-title = Исписати са курса: { $name }?
withdraw-text = Приступ курсу „{ $title }“ престаје одмах. Покушаји и документи остају сачувани, а полазник се може вратити на курс.
people-empty = Још нема полазника. Позовите их помоћу списка.
invite-list = Списак
invite-list-hint = По једна особа у реду: име, презиме и е‑адреса, или само е‑адреса. Могу се налепити и колоне из табеле.
invite-send = Пошаљи позиве
invite-nothing-sent = Ниједан позив није послат
invite-list-empty = Списак је празан. Унесите бар једну е‑адресу.
invite-line = Ред { $line }:
invite-line-twice = Е‑адреса { $email } већ стоји изнад. Обришите један од та два реда.
invite-line-no-address = У реду нема е‑адресе. Допишите је или обришите ред.
invite-line-two-addresses = У реду су две е‑адресе. Ставите их у два реда.
invite-line-bad-address = „{ $email }“ није исправна е‑адреса. Исправите је.
home-staff-title = Нисте уписани ни на један курс
home-staff = Овде стоји оно што учите. Посао који водите је на овим страницама:
courses-show-all = Прикажи све курсеве
