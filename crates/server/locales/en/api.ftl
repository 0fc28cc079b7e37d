api-no-token = This needs a valid token: send the header `Authorization: Bearer TOKEN`. `obuka create-token` makes one. Cookies do not count here.
api-forbidden = The token does not have the right to do this. Take a token of a role that has it; `GET /api/v1/me` says whose token this is.
api-not-found = There is nothing at this address. Check the path and the id; `GET /api/v1/openapi.json` lists the paths.
api-internal = Something went wrong on our side. Send the request again; if it happens again, tell the administrator the header `x-request-id` of this answer.
api-method = The address does not accept this method. The header `Allow` of this answer names those that it accepts.
api-body-too-large = The body is larger than what is accepted here. Send less at a time.
api-body-broken = The body did not arrive in full. Send it again.
api-body-silent = Nothing arrived for half a minute. Send the request again, without pauses.
api-request-wrong = The request cannot be read. Compare it with `GET /api/v1/openapi.json`.
api-json-data = The JSON is not what is expected: { $reason }. Compare it with `GET /api/v1/openapi.json`.
api-json-syntax = The body is not JSON: { $reason }.
api-media-type = The body has the wrong content type. Send `Content-Type: { $wanted }`.
api-query = A parameter of the address is not what is expected: { $reason }.
api-bad-id = The id in the address is not a UUID, so it names nothing. Take an id from an answer of this interface.
api-limit = `limit` must be a number from 1 to { $largest }. Ask for the rest with `after`.
api-name-missing = Both the given name and the family name are needed. Fill in the one that is missing.
api-organisation-long = The name of the organisation is longer than 200 characters. Shorten it.
api-list-empty = The list is empty. Send at least one person.
api-list-long = The list is longer than { $most } people. Send it in parts.
api-csv-not-utf-8 = The file is not text in UTF-8. Save it as “CSV UTF-8” and send it again.
api-csv-broken = The file cannot be read as CSV: { $reason }.
api-csv-column = The column `{ $name }` means nothing here. Name the columns: { $known }.
api-row-twice = The address is already in row { $first }. Leave one of the rows out.
api-rows-wrong = { $count ->
    [one] { $count } row cannot be used
   *[other] { $count } rows cannot be used
  }, so nothing was stored. Correct what `errors` says and send everything again.
api-steps-many = A course can have at most { $most } steps. Split it into several courses.
api-step-version = `{ $field }` names no version of a package. Take the `version_id` from the answer to the import.
api-step-rule = `{ $field }` is no rule: { $reason }. Write `viewed`, `completed` or `passed`, or an object such as {"{"}"rule": "score_at_least", "percent": 70{"}"}.
api-title = `{ $field }` must have from 1 to { $longest } characters.
api-language = `language` must be `sr` or `en`: what the content is written in.
api-duration = `duration_minutes` must be a number from 0 to 100000.
api-no-such-person = `person_id` names nobody. Add the person first, or find them with `GET /api/v1/people?email=`.
api-no-such-course = `course_id` names no course. Take an id from `GET /api/v1/courses`.
api-no-such-step = `step_id` names no step of this course. `GET /api/v1/courses/ID` lists its steps.
api-new-attempt-mode = `new_attempt` goes only with the mode `normal`: the other modes begin an attempt of their own each time. Leave one of the two out.
api-step-kind = `{ $field }` must have exactly one of `version_id`, `page` and `document`. Give one of them, and make a separate step for each of the others.
api-step-rule-read = `{ $field }` does not go with a page or a document: they are `viewed`, or an extra with `[]`. Write one of these, or leave it out.
api-step-package-only = `{ $field }` goes only with `version_id`. Leave it out; pages and documents have their `title` inside.
api-step-attempts = `{ $field }` must be 1 or more. Leave it out if the number of attempts is unlimited.
api-page-long = `{ $field }` is longer than { $longest } characters. Split the text into several steps.
api-document-name = `{ $field }` must name the file, such as `guide.pdf`.
api-document-content = `{ $field }` is not base64. Send what `base64 -w0 guide.pdf` prints.
api-document-size = `{ $field }` must hold a file of 1 byte to 10 MiB. Add a larger one on the course’s page.
api-zip-in-form = The zip came wrapped in a form. Send the file itself as the body: with curl `--data-binary @module.zip`, not `-F`.
