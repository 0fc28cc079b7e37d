player-leave = Сачувај и изађи
player-content = Садржај
player-trial = Проба: ништа се не бележи
player-review = Поново гледате: ништа се не бележи
player-full-screen = Цео екран
player-finish = Заврши
player-abandon = Изађи без чувања
player-previous = Претходно
player-continue = Следеће
player-needs-script = Модулу је потребан JavaScript. Укључите га у подешавањима прегледача и поново учитајте страницу.
player-saved = сачувано пре { $ago }
player-saved-now = сачувано
player-saving = чува се…
player-waiting = чека се мрежа, ништа није изгубљено
player-refused = није сачувано
player-superseded = Овај модул је отворен у другом прозору или на другом уређају и тамо се наставља. Да бисте наставили у овом прозору, изаберите „Настави овде“.
player-continue-here = Настави овде
player-expired = Модул је предуго био отворен или више не важи. Вратите се на курс и поново отворите корак; што је сачувано, остаје сачувано.
player-suspended = Ваш приступ је обустављен, па се више ништа не може сачувати. Обратите се центру за обуку.
player-withdrawn = Више нисте уписани на овај курс, па се више ништа не може сачувати. Обратите се центру за обуку.
player-closed = Курс је затворен, па се више ништа не може сачувати. Обратите се центру за обуку.
player-diverged = Модул је јавио нешто што се не може сачувати. Поново учитајте страницу; настављате од последњег сачуваног места.
player-unreachable = Сервер није доступан. Покушавамо поново; што сте урадили, чува се на овом уређају.
player-choose = Изаберите у садржају одакле настављате.
player-ended = Изашли сте из модула. Што сте урадили, сачувано је.
player-not-offered = Модул сада не допушта овај корак.
player-not-applied = Нешто што сте раније урадили без мреже стигло је после новијег рада и није примењено. Чува се уз ваш покушај; предавач то може да види.
player-item-done = завршено
player-item-failed = није положено
player-item-begun = у току
player-item-not-yet = није почело
player-denied-title = Модул се не може отворити

attempts-not-a-package = Овај корак није модул који се може пустити. Вратите се на курс и отворите га одатле.
attempts-suspended = Ваш приступ је обустављен. Обратите се центру за обуку.
attempts-withdrawn = Више нисте уписани на овај курс. Ако је то грешка, обратите се центру за обуку.
attempts-course-closed = Курс је затворен. Што сте завршили, остаје забележено.
attempts-course-draft = Курс још није објављен. Вратите се када добијете обавештење.
attempts-none-left = { $allowed ->
    [one] Искоришћен је { $allowed } дозвољени покушај за овај корак. Ако вам треба још један, обратите се предавачу.
    [few] Искоришћена су сва { $allowed } покушаја за овај корак. Ако вам треба још један, обратите се предавачу.
   *[other] Искоришћено је свих { $allowed } покушаја за овај корак. Ако вам треба још један, обратите се предавачу.
  }
attempts-nothing-to-review = Још немате завршен покушај који бисте погледали. Прво отворите корак и завршите га.
attempts-unplayable = Овај модул се не може пустити. Јавите предавачу; у извештају провере пише шта није у реду.

finished-lead = Завршили сте овај корак.
finished-look-again = Погледај поново
finished-start-again = Почни поново
finished-note = Када гледате поново, ништа се не бележи. Када почнете поново, то је нови покушај; ако није другачије одређено, рачуна се најбољи, а слабији ништа не одузима.

result-finished-title = Завршили сте овај корак
result-paused-title = Сачувано: наставите када желите
result-trial-title = Шта овај модул јавља
result-trial-reports = { $verdict }; време { $minutes } мин
result-to-course = Назад на курс
result-to-attempt = Појединости покушаја

trial-title = Проба
trial-panel = Шта модул јавља
trial-lead = Ником се ништа не бележи, шта год да овде урадите.
trial-end = Заврши пробу
trial-afresh = Почни изнова
trial-tree = Садржај и праћење сада
trial-pretend = Глуми полазника
trial-pretend-lead = Погледајте шта би видео полазник. Важи само за ову пробу.
pretend-jump = Скочи
pretend-jump-to = Скочи на део „{ $title }“, мимо свих правила
pretend-completion = Статус завршености
pretend-success = Статус успеха
pretend-status = Статус лекције
pretend-score = Резултат, од 0 до 100
pretend-unsaid = остави како јесте
pretend-status-passed = положено
pretend-status-completed = завршено
pretend-status-failed = није положено
pretend-status-incomplete = није завршено
pretend-status-browsed = прегледано
pretend-status-not-attempted = није започето
pretend-status-unknown = непознато
pretend-ends = затим се модул завршава
pretend-say = Нека модул то јави
pretend-conditions = Полазникове околности
pretend-slow = Спора веза
pretend-off = Мрежа искључена
pretend-sign-in = Пријава истекла
pretend-reload = Поново учитај страницу
pretend-tab = Друга картица
pretend-expire = Модул предуго отворен
pretend-by-trainer = ви, у име модула
pretend-said = Модул је то јавио. Шта је из тога произашло, види се горе у садржају.
pretend-nothing = Прво изаберите статус или упишите резултат; неки део модула мора бити отворен.
pretend-early = Овај део још није почео разговор са системом (нема Initialize). Започните га, па покушајте поново.
pretend-over = Овај део је већ јавио да се завршава. Поново отворите неки део, па покушајте поново.
pretend-refused = Правила модула не примају ову вредност; зашто, пише код позива испод.
pretend-jumped = Скок мимо свих правила, као што сме и сам модул.
pretend-slow-on = Веза је спора: сваки захтев траје око секунде, а датотеке од следећег дела стижу брзином од 40 KB у секунди.
pretend-slow-off = Веза је онолико брза колико јесте.
pretend-network-off = Мрежа је искључена. Што модул чува, чека на овом уређају; то пише и у траци изнад модула.
pretend-network-on = Мрежа се вратила и послато је оно што је чекало.
pretend-signed-out = Пријава је истекла. Модул и даље чува рад; тек кад полазник изађе, страница око модула тражи да се пријави.
pretend-signed-in = Полазник је поново пријављен.
pretend-sign-in-asked = Овде се од полазника тражи да се пријави, а затим се враћа на курс. Што је урађено, сачувано је.
pretend-expired = Од сада ово отварање модула не сме да чува, као после дванаест сати. Шта се полазнику каже, видеће се при следећем чувању; затим поново учитајте страницу.
pretend-reloaded = Страница је поново учитана: модул се наставља одакле је стао.
pretend-failed = То није успело. Поново учитајте ову страницу и покушајте још једном.

verdict-completed-yes = завршено да
verdict-completed-no = завршено не
verdict-completed-unknown = завршено: није јављено
verdict-passed-yes = положено да
verdict-passed-no = положено не
verdict-passed-unknown = положено: није јављено
verdict-score = резултат { $score }
verdict-score-needed = резултат { $score }, потребно { $needed }
verdict-no-score-needed = нема резултата, потребно { $needed }

trace-initialize = модул почиње
trace-terminate = модул завршава
trace-location = место запамћено: { $value }
trace-status = статус: { $value ->
    [passed] положено
    [completed] завршено
    [failed] није положено
    [incomplete] у току
    [browsed] разгледано
    [not_attempted] није почело
    [unknown] непознато
   *[other] { $value }
  }
trace-completion = завршено: { $value ->
    [completed] да
    [incomplete] не, у току је
    [not_attempted] не, није почело
    [unknown] непознато
   *[other] { $value }
  }
trace-success = положено: { $value ->
    [passed] да
    [failed] не
    [unknown] непознато
   *[other] { $value }
  }
trace-score = резултат { $value }
trace-score-scaled = резултат од −1 до 1: { $value }
trace-progress = напредак од 0 до 1: { $value }
trace-time = време у овом отварању: { $value }
trace-exit = начин изласка: { $value }
trace-navigation = тражи прелаз: { $value }
trace-suspend-data = запамћене су сопствене белешке модула (знакова: { $count })
trace-interaction = одговор на питање: { $value }
trace-objective = циљ учења: { $value }
trace-other = { $element } постављено на { $value }
trace-refused = одбијено са грешком { $error }
trace-commit = тражи чување: сачувано
trace-commit-failed = тражи чување: још није сачувано
trace-read = чита { $element }
trace-import-lenient = Прихваћено при пријему пакета иако стандард то не допушта: { $words }
trace-long = { $element }: дуже него што стандард гарантује да ће се сачувати; сачувано цело
trace-lenient = { $element }: прихваћено иако стандард то не допушта
trace-kept-unfinished = модул је напуштен недовршен, а није то означио; сачувано је тако да се може наставити
trace-queue-content = Следећи позиви су чекали у складишту прегледача које деле сви модули.
trace-asked-delivered = тражено { $request }: отворено { $item }
trace-asked-refused = тражено { $request }: није допуштено
trace-asked-left = тражено { $request }: излазак

attempt-title = { $number }. покушај
attempt-verdict = Закључак
attempt-doubt = Треба проверити
doubt-hasty = Завршетак је јављен { $seconds } с после почетка. Модули јављају из прегледача полазника, а такав податак се може и измислити: проверите га пре него што се на њега ослоните.
doubt-time = Јављено је { $reported } мин рада, а од почетка је прошло само { $elapsed } мин.
attempt-mode-normal = рачуна се
attempt-mode-browse = разгледање, не рачуна се
attempt-mode-review = поновно гледање, не рачуна се
attempt-mode-trial = проба, не рачуна се
attempt-session-none = још није отворен
attempt-session-open = управо се ради
attempt-session-suspended = може да се настави
attempt-session-ended = завршен
attempt-minutes = { $minutes } мин
attempt-started = почео { $date }
attempt-not-applied = Није примењено
attempt-not-applied-lead = Ово је стигло са уређаја без мреже пошто је на другом месту већ сачуван новији рад. Није примењено да не би прекрило новији рад; ништа од тога није одбачено.
attempt-not-applied-line = примљено { $date }: { $count ->
    [one] { $count } позив
    [few] { $count } позива
   *[other] { $count } позива
  }
attempt-trace = Шта је модул јавио
attempt-trace-empty = Модул још није ништа јавио.
attempt-when = Сачувано
attempt-what = Речима
attempt-call = Позив
attempt-error = Грешка
attempt-from-queue = стигло касније
player-more = Још
trace-score-min = најмањи могући резултат: { $value }
trace-score-max = највећи могући резултат: { $value }

attempt-sessions = Периоди рада
attempt-sessions-empty = Модул још није отваран.
attempt-session-begun = Почетак
attempt-session-long = Трајање
attempt-session-parts = Делови
attempt-session-how = Како је завршено
attempt-session-calls = { $count ->
    [one] { $count } позив
    [few] { $count } позива
   *[other] { $count } позива
  }
session-still-open = још траје
session-suspended = полазник је сачувао рад и изашао
session-left = полазник је завршио и изашао
session-abandoned = полазник је изашао без чувања
session-by-module = модул је јавио да је готов
session-opened-elsewhere = модул је поново отворен у другом прозору или на другом уређају
session-revoked = право на наставак је укинуто: обустава, испис, затворен курс или нови покушај
session-silence = ништа се више није чуло; после десет минута рачуна се као прекинуто
attempt-tree = Садржај и праћење
attempt-tree-item = Део
attempt-tree-tracked = Забележено
attempt-tree-tries = Покушаја
attempt-tree-offered = Може да се изабере
attempt-tree-yes = да
attempt-tree-current = сада отворено
attempt-tree-suspended = прекинуто
attempt-tree-score = резултат { $score }
attempt-tree-progress = напредак { $progress }
not-offered-invisible = Не: модул га не приказује у садржају (isvisible).
not-offered-hidden = Не: правило код дела „{ $by }“ за сада га сакрива од избора.
not-offered-choice-off = Не: део „{ $by }“ не допушта избор међу својим деловима; до њих се долази дугметом „Следеће“.
not-offered-exit-held = Не: део „{ $by }“ не допушта да се избором изађе из њега пре него што се заврши.
not-offered-not-selected = Не: део „{ $by }“ није извучен за овај покушај.
not-offered-disabled = Не: правило за сада искључује део „{ $by }“.
not-offered-limit = { $limit ->
    [one] Не: за део „{ $by }“ допуштен је { $limit } покушај и искоришћен је.
    [few] Не: за део „{ $by }“ допуштена су { $limit } покушаја и искоришћена су.
   *[other] Не: за део „{ $by }“ допуштено је { $limit } покушаја и искоришћено је.
  }
not-offered-forward-stopped = Не: правило код дела „{ $by }“ зауставља пут напред док се не испуни услов.
not-offered-forward-only = Не: кроз део „{ $by }“ иде се само напред, а ово је иза.
not-offered-activation = Не: у део „{ $by }“ улази се дугметом „Следеће“, а не избором.
not-offered-constrained = Не: док је отворен део „{ $by }“, могу да се изаберу само суседни делови.
not-offered-nothing = Не: у њему сада нема шта да се отвори.
not-offered-no-content = Не: нема сопствени садржај.
not-offered-other = Не: правила редоследа га одбијају ({ $code }).
attempt-tools = За предаваче
attempt-vectors = Сачувај позиве као тест
attempt-vectors-lead = Датотека за покретач тестова: позиви сваког дела са одговорима које су добили. Ставите је у фасциклу по имену data-model и покрените тестове тако да OBUKA_VECTORS показује на фасциклу изнад ње. Имена полазника у њој нема; има онога што је полазник укуцао.
attempt-trace-folder = Сачувај ток кроз модул као тест
attempt-trace-folder-lead = Архива за покретач тестова: манифест и корак по корак шта је полазник тражио, шта је испоручено и које је позиве упутило. Распакујте је у фасциклу по имену sequencing.
attempt-recompute = Прерачунај
attempt-recompute-lead = Поново одлучује о покушају, кораку, курсу и документима на основу сачуваног. Ништа постигнуто се не одузима, а бележи се ко је то тражио.
recompute-nothing = Прерачунато: све је као што је било.
recompute-changed = Прерачунато. Променило се:
recompute-attempt = Покушај
recompute-time = Време покушаја
recompute-step = Корак
recompute-progress = Напредак на курсу
recompute-completed = Курс завршен
recompute-document = Издат документ
recompute-not-yet = још не
recompute-unplayable = Сачувани покушај не може да се прочита, па нема од чега да се прерачуна. Јавите администратору; у дневнику сервера пише о ком покушају је реч.
grant-title = Признај завршетак
grant-lead = За оне који су посао обавили на други начин: нови запис о завршетку, са вашим именом и разлогом. Ранији записи остају. Документи се издају по правилима курса.
grant-on = Завршено дана
grant-reason = Разлог
grant-reason-hint = Стоји у запису за свакога ко га проверава: шта је виђено, где и ко је то видео.
grant-button = Признај
grant-done = Завршетак је признат и забележен.
grant-document = Издат документ: { $serial }
grant-already = Полазник је већ завршио курс. Ако у запису нешто није тачно, исправите запис.
grant-own = Нико сам себи не признаје завршетак. Обратите се координатору.
grant-date-wrong = Унесите дан завршетка, од уписа до данас.
grant-withdrawn = Полазник је исписан са курса. Прво га поново упишите.
grant-unpublished = Курс никада није објављен, па нема правила по којима би се завршетак забележио. Прво га објавите.
