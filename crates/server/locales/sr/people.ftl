person-address-wrong = Ово није е‑адреса. Упишите је у облику ime@primer.rs.
person-address-taken = Особа са овом е‑адресом већ постоји. Потражите је на списку људи.
person-last-administrator = Ово је једини администратор. Прво дајте то право још некоме.
person-fault-title = Исправите па сачувајте
person-done-added = Особа је додата. Сада је можете позвати на курс.
person-done-saved = Подаци су сачувани.
person-done-role = Улога је промењена. Особа мора поново да се пријави да би је добила.
person-done-suspended = Приступ је обустављен. Особа је одјављена са свих уређаја.
person-done-reactivated = Особа се поново може пријавити.
person-courses = Курсеви
person-no-courses = Није уписана ни на један курс. Упишите је на страници курса.
person-enrolled = Уписана { $date }
person-left = испис са курса
person-completed = завршено
person-in-progress = у току
person-passed = положено
person-failed = није положено
person-attempts = Покушаји
person-attempt = { $number }. покушај
person-certificates = Уверења и потврде
person-revoked = повучено
person-not-yours = Податке особе са једнаким или већим правима мења администратор.
person-role-hint = Промена одјављује особу са свих уређаја.
person-set-role = Промени улогу
person-access = Приступ
person-suspend = Обустави приступ
person-suspended-lead = Особа не може да се пријави. Њени резултати и уверења су сачувани.
person-reactivate = Врати приступ
suspend-title = Обуставити приступ: { $name }?
suspend-lead = Особа ће одмах бити одјављена и неће моћи да се пријави док јој не вратите приступ. Резултати и уверења остају.
role-trainee = полазник
role-trainer = предавач
role-coordinator = координатор
role-administrator = администратор
status-active = има приступ
status-suspended = приступ обустављен
people-title = Људи
people-new = Нова особа
people-new-lead = Особа се додаје као полазник. Већа права даје администратор на њеној страници.
people-add = Додај особу
people-import = Увези списак
people-search = Тражи на оба писма
people-role = Улога
people-status = Приступ
people-all = сви
people-filter = Прикажи
people-clear = Прикажи све
people-count = { $count ->
    [one] { $count } особа
    [few] { $count } особе
   *[other] { $count } особа
  }
people-added = { $count ->
    [0] Нико није додат: сви са списка су већ били ту.
    [one] Додата је { $count } особа.
    [few] Додате су { $count } особе.
   *[other] Додато је { $count } особа.
  }
people-lacking-organisation = { $count } без институције
people-no-organisation = без институције
people-name = Презиме и име
people-none = Нико не одговара овим условима. Проверите писање или прикажите све.
people-pages = Странице списка
people-page = Страница { $page } од { $pages }
people-previous = Претходна
people-next = Следећа
import-title = Увоз људи са списка
import-lead = Налепите списак из табеле или поруке. Прво ћете видети шта је препознато; ништа се не чува док не потврдите.
import-list = Списак
import-hint = По једна особа у реду: име, презиме и е‑адреса, а по жељи и институција и радно место. Раздвојите их табулатором, тачком и зарезом или зарезом; може и „Име Презиме <адреса>“, као и ред са називима колона.
import-preview = Прегледај
import-new = нових
import-known = већ постоје
import-faulty = са грешком
import-line = Ред
import-outcome = Исход
import-row-new = нова особа
import-row-known = већ постоји
import-row-faulty = грешка
import-left-out = { $count ->
    [one] { $count } ред са грешком биће изостављен.
    [few] { $count } реда са грешком биће изостављена.
   *[other] { $count } редова са грешком биће изостављено.
  }
import-confirm = Додај { $count ->
    [one] { $count } особу
    [few] { $count } особе
   *[other] { $count } особа
  }
import-nothing = Нема кога да се дода. Исправите редове са грешком, ако их има; сви остали са списка су већ ту.
import-mend = Исправите списак
import-no-address = У реду нема е‑адресе. Допишите је.
import-wrong-address = „{ $text }“ није е‑адреса. Проверите знак @ и назив после њега.
import-no-name = Недостаје име или презиме. Допишите оно што недостаје.
import-twice = Иста е‑адреса већ стоји у { $line }. реду. Обришите један од та два реда.
import-too-many = Списак је предуг: одједном може највише { $most } редова. Остатак увезите посебно.
organisations-title = Институције
organisation-new = Нова институција
organisation-name = Назив
organisation-kind = Врста
organisation-municipality = Општина
organisation-country = Држава
organisation-saved = Институција је сачувана.
organisations-none = Нема такве институције. Проверите писање или додајте нову.
organisation-name-missing = Упишите назив институције.
organisation-name-taken = Институција са овим називом већ постоји. Потражите је на списку.
organisation-kind-state_body = државни орган
organisation-kind-local_government = локална самоуправа
organisation-kind-international_organisation = међународна организација
organisation-kind-ngo = удружење
organisation-kind-university = универзитет
organisation-kind-media = медији
organisation-kind-other = друго
organisation-country-rs = Србија
organisation-country-al = Албанија
organisation-country-at = Аустрија
organisation-country-ba = Босна и Херцеговина
organisation-country-bg = Бугарска
organisation-country-ch = Швајцарска
organisation-country-de = Немачка
organisation-country-gr = Грчка
organisation-country-hr = Хрватска
organisation-country-hu = Мађарска
organisation-country-it = Италија
organisation-country-md = Молдавија
organisation-country-me = Црна Гора
organisation-country-mk = Северна Македонија
organisation-country-ro = Румунија
organisation-country-se = Шведска
organisation-country-si = Словенија
organisation-country-tr = Турска
organisation-country-ua = Украјина
organisation-country-zz = друга држава
person-institution-hint = Почните да куцате и изаберите са списка. Ако институције нема на списку, упишите њен пун назив.
organisations-show-all = Прикажи све институције
