home-title = My learning
home-hello = Hello, { $name }
home-continue-lead = Continue where you left off
home-begin-lead = Begin here
home-minutes-left = About { $minutes } { $minutes ->
    [one] minute
   *[other] minutes
  } left
home-others = Other courses
home-finished = Finished
home-empty-title = You have no courses yet
home-empty = When the centre invites you to a course, it appears here. If you are waiting for an invitation, look in your junk folder too.
home-no-certificates = Your certificates will appear here.
my-certificates = My certificates
continue = Continue
begin = Begin
due-on = due { $date }
progress-percent = { $percent }% done
crumbs = Breadcrumbs
courses = Courses
course = Course
course-closed = closed
course-preview = This is how learners see the course.
course-is-draft = The course is not published yet: learners do not see it.
course-is-closed = The course is closed: it can be looked at but no longer continued.
minutes = { $minutes } { $minutes ->
    [one] minute
   *[other] minutes
  }
hours = { $hours } { $hours ->
    [one] hour
   *[other] hours
  } of training
steps-count = { $count } { $count ->
    [one] step
   *[other] steps
  }
steps-done = { $done } of { $count } { $count ->
    [one] step
   *[other] steps
  }
course-no-steps = The course has no steps yet.
step-kind-package = Module
step-kind-page = Text
step-kind-document = Document
step-status-not_started = not started
step-status-in_progress = in progress
step-status-completed = completed
step-status-passed = passed
step-status-failed = not passed
step-rule-viewed = to be read
step-rule-completed = to be completed
step-rule-passed = to be passed
step-rule-score = at least { $number }% needed
step-rule-time = at least { $number } { $number ->
    [one] minute
   *[other] minutes
  } of work
score = score { $score }%
step-x-of-y = Step { $number } of { $count }
attempts-allowed = { $count ->
    [one] { $count } attempt allowed
   *[other] { $count } attempts allowed
  }
attempts-made = { $count ->
    [one] { $count } attempt made
   *[other] { $count } attempts made
  }
step-preview = You are not enrolled on this course, so nothing is recorded here. You can try the module from its own page.
step-saved = Your progress is saved. You continue exactly where you left off.
step-is-saved-as-you-go = Progress is saved as you go. You can stop whenever you like and continue on any device.
step-look-again = Look again
step-start-again = Start again
step-no-attempt-left = You have used all attempts.
step-read = I have read it, continue
step-read-again = Back to the course
document-open = Open: { $name }
document-download = Download: { $name }
course-new = New course
course-create = Create course
search = Search
search-both-scripts = Search in either script
status = Status
course-people = Learners
course-completed = Completed
course-status-draft = draft
course-status-published = published
course-status-closed = closed
x-of-y = { $number } of { $count }
courses-not-found = No course has “{ $search }” in its title.
courses-empty-title = Create the first course
courses-empty = A course combines modules, texts and documents into steps, and says who takes it and what a certificate requires.
cancel = Cancel
add = Add
form-error = Error:
form-problems = Correct the following and send again
course-form-title = Title
course-form-summary = Short description
course-form-summary-hint = One or two sentences: what the course is about and for whom.
course-form-minutes = Expected duration in minutes
course-form-due-on = Due date (optional)
course-form-content-language = Language of the content
course-form-programme-label = Training programme
course-form-no-programme = no programme
language-sr = Serbian
language-en = English
course-form-title-missing = Enter a title.
course-form-title-long = The title is too long: shorten it to 200 characters at most.
course-form-language = Choose the language of the content.
course-form-duration = Enter the duration as a whole number of minutes, greater than zero.
course-form-programme = Choose a programme from the list.
course-form-due = Enter the due date as a date, for example 2026-12-31.
course-edit = Editing
course-preview-link = Preview
course-steps = Steps
course-rules = Rules for completion and documents
course-details = About the course
step-move-up = Move up: { $title }
step-move-down = Move down: { $title }
step-remove = Remove
step-remove-title = Remove the step “{ $title }”?
step-remove-text = The step will disappear from the course. Nobody has worked on it yet.
step-remove-with-attempts = The step will disappear from the course. { $count ->
    [one] { $count } attempt stays stored but no longer counts.
   *[other] { $count } attempts stay stored but no longer count.
  }
course-no-steps-yet = Add the first step: a module, a text or a document.
step-add = Add a step
step-choose-module = Module
step-no-modules = There are no published modules yet.
step-upload-module = Add a new module
step-choose-document = File
step-document-hint = Up to 50 MB. A PDF opens in the browser, everything else is downloaded.
step-edit = Edit the step
step-text = Text
step-text-hint = Written in Markdown: # heading, **bold**, - list.
step-rules-legend = What the step requires
step-rules-hint = If several conditions are chosen, all must be met. If none is chosen, the step is an extra and does not count.
step-score-differs = The module itself passes learners from { $module }%, but this step asks for { $step }%. Whoever scores in between is told one thing by the module and another here. Make the two the same, here or in the authoring tool.
step-score-unused = The module has a passing score of { $module }%, but this step does not ask for a pass. If the score is to decide, choose “to be passed”.
step-form-score-label = Lowest passing score in %
step-form-minutes-label = Shortest time of work in minutes
step-attempts-legend = Attempts
step-form-attempts-label = Attempts allowed
step-form-attempts-hint = Leave empty for no limit.
step-form-counts = What counts
step-counts-best = the best attempt
step-counts-last = the last attempt
step-counts-first = the first attempt
step-form-score = Enter the score as a number from 0 to 100.
step-form-minutes = Enter the minutes as a whole number, greater than zero.
step-form-attempts = Enter a number of attempts greater than zero, or leave it empty.
course-rules-needed = To complete the course, learners must do
course-rules-all = all steps that count
course-rules-any = any one step
course-rules-at-least = at least this many steps:
course-rules-how-many = Number of steps
course-documents = Documents
course-uverenje = Certificate (uverenje): issued as soon as the course is completed
course-potvrda = Confirmation (potvrda): if the course is not completed, but the following is met
course-potvrda-viewed = all steps were opened
course-potvrda-minutes = or the total time of work is at least (in minutes)
course-publish = Publish
course-ready = The course is ready. Publishing makes it visible to its learners.
course-is-published = The course is published.
course-unpublish = Back to draft
course-close = Close the course
course-close-title = Close the course “{ $title }”?
course-close-text = Learners will no longer be able to continue; those who are entitled to a confirmation get it now. This cannot be undone.
course-not-ready-no-steps = The course can be published once it has at least one step.
course-not-ready-closed = A closed course cannot be published again. Make a new one.
course-not-ready-rules = The rules do not allow anybody to finish yet: say what is required on at least one step.
course-module-not-published = This module is not published. Publish it, then add it.
course-order-changed = The steps have been changed in the meantime. Reload the page and try again.
course-not-open = The course is closed, so this can no longer be done.
course-rules-no-step-counts = No step counts, so nobody could complete the course. Say what is required on at least one step.
course-rules-count = Enter a number of steps that is greater than zero and no larger than the number of steps that count.
course-rules-score = The score must be between 0 and 100%.
course-rules-no-attempt = Allow at least one attempt, or leave the field empty.
course-rules-no-time = The time must be greater than zero.
course-rules-potvrda = Choose at least one condition for the confirmation.
course-rules-unreadable = The rules of this course cannot be read. Set them again and save.
course-document-too-large = The file is larger than 50 MB, or the transfer was interrupted. Make it smaller, or try again.
course-document-missing = Choose a file and send again.
course-invite = Invite learners
people-on-course = on the course
people-in-progress = in progress
people-completed = completed
people-course-not-published = The course is not published yet. People you invite will see it once you publish it.
person = Learner
progress = Progress
last-contact = Last seen
actions = Actions
enrolment-withdrawn = withdrawn
enrolment-invited = invitation sent
person-suspended = access suspended
invite-again = Invite again
withdraw = Withdraw
withdraw-title = Withdraw { $name }?
withdraw-text = Access to “{ $title }” ends at once. Attempts and documents are kept, and the learner can be put back on the course.
people-empty = There are no learners yet. Invite them with a list.
invite-list = List
invite-list-hint = One person per line: given name, family name and e-mail address, or the address alone. Columns copied from a table work too.
invite-send = Send invitations
invite-nothing-sent = No invitation was sent
invite-list-empty = The list is empty. Enter at least one address.
invite-line = Line { $line }:
invite-line-twice = The address { $email } already appears above. Remove one of the two lines.
invite-line-no-address = The line has no e-mail address. Add it, or remove the line.
invite-line-two-addresses = There are two addresses in the line. Put them on two lines.
invite-line-bad-address = “{ $email }” is not a valid e-mail address. Correct it.
home-staff-title = You are not enrolled on any course
home-staff = This page shows what you are learning. The work you are in charge of is on these pages:
courses-show-all = Show all courses
