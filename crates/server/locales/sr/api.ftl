api-no-token = За ово је потребан исправан токен: пошаљите заглавље `Authorization: Bearer TOKEN`. Прави га `obuka create-token`. Колачићи овде не важе.
api-forbidden = Токен нема право на ово. Узмите токен улоге која га има; `GET /api/v1/me` каже чији је овај токен.
api-not-found = На овој адреси нема ничега. Проверите путању и ознаку; `GET /api/v1/openapi.json` набраја путање.
api-internal = Догодила се грешка на нашој страни. Пошаљите захтев поново; ако се понови, јавите администратору заглавље `x-request-id` овог одговора.
api-method = Адреса не прима ову методу. Заглавље `Allow` овог одговора набраја оне које прима.
api-body-too-large = Тело захтева је веће од онога што се овде прима. Шаљите мање одједном.
api-body-broken = Тело захтева није стигло цело. Пошаљите га поново.
api-body-silent = Пола минута није стигло ништа. Пошаљите захтев поново, без застоја.
api-request-wrong = Захтев се не може прочитати. Упоредите га са `GET /api/v1/openapi.json`.
api-json-data = JSON није онакав какав се очекује: { $reason }. Упоредите га са `GET /api/v1/openapi.json`.
api-json-syntax = Тело захтева није JSON: { $reason }.
api-media-type = Тело захтева има погрешну врсту садржаја. Пошаљите `Content-Type: { $wanted }`.
api-query = Параметар у адреси није онакав какав се очекује: { $reason }.
api-bad-id = Ознака у адреси није UUID, па не означава ништа. Узмите ознаку коју је дао одговор овог интерфејса.
api-limit = `limit` мора бити број од 1 до { $largest }. Остатак тражите помоћу `after`.
api-name-missing = Морају постојати и име и презиме. Упишите оно што недостаје.
api-organisation-long = Назив организације је дужи од 200 знакова. Скратите га.
api-list-empty = Списак је празан. Пошаљите бар једну особу.
api-list-long = Списак има више од { $most } особа. Пошаљите га у деловима.
api-csv-not-utf-8 = Датотека није текст у UTF-8. Сачувајте је као „CSV UTF-8” и пошаљите поново.
api-csv-broken = Датотека се не може прочитати као CSV: { $reason }.
api-csv-column = Колона `{ $name }` овде не значи ништа. Назовите колоне: { $known }.
api-row-twice = Адреса већ стоји у реду { $first }. Изоставите један од тих редова.
api-rows-wrong = { $count ->
    [one] { $count } ред не може да се употреби
    [few] { $count } реда не могу да се употребе
   *[other] { $count } редова не може да се употреби
  }, па ништа није сачувано. Исправите оно што пише у `errors` и пошаљите све поново.
api-steps-many = Курс има највише { $most } корака. Поделите га на више курсева.
api-step-version = `{ $field }` не означава верзију модула. Узмите `version_id` из одговора на увоз.
api-step-rule = `{ $field }` није правило: { $reason }. Напишите `viewed`, `completed` или `passed`, или објекат као {"{"}"rule": "score_at_least", "percent": 70{"}"}.
api-title = `{ $field }` мора имати од 1 до { $longest } знакова.
api-language = `language` мора бити `sr` или `en`: језик на ком је садржај.
api-duration = `duration_minutes` мора бити број од 0 до 100000.
api-no-such-person = `person_id` не означава никога. Прво додајте особу, или је нађите помоћу `GET /api/v1/people?email=`.
api-no-such-course = `course_id` не означава курс. Узмите ознаку из `GET /api/v1/courses`.
api-no-such-step = `step_id` не означава корак овог курса. `GET /api/v1/courses/ID` набраја његове кораке.
