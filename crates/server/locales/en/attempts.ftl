player-leave = Save and leave
player-content = Contents
player-trial = Trial: nothing is recorded
player-review = You are looking again: nothing is recorded
player-full-screen = Full screen
player-finish = Finish
player-abandon = Leave without saving
player-previous = Previous
player-continue = Continue
player-needs-script = The module needs JavaScript. Turn it on in the browser’s settings and reload the page.
player-saved = saved { $ago } ago
player-saved-now = saved
player-saving = saving…
player-waiting = waiting for the network, nothing is lost
player-refused = not saved
player-superseded = This module was opened in another window or on another device, and goes on there. To go on in this window, choose “Continue here”.
player-continue-here = Continue here
player-expired = The module was open for too long or is no longer valid. Go back to the course and open the step again; what was saved stays saved.
player-suspended = Your access is suspended, so nothing more can be saved. Ask the training centre.
player-withdrawn = You are no longer enrolled on this course, so nothing more can be saved. Ask the training centre.
player-closed = The course is closed, so nothing more can be saved. Ask the training centre.
player-diverged = The module reported something that cannot be stored. Reload the page; you go on from the last saved place.
player-unreachable = The server cannot be reached. We keep trying; what you have done is kept on this device.
player-choose = Choose from the contents where to go on.
player-ended = You have left this module. What you have done is saved.
player-not-offered = The module does not allow this step now.
player-not-applied = Something that you did earlier without a network arrived after newer work and was not applied. It is kept with your attempt; your trainer can see it.
player-item-done = finished
player-item-failed = not passed
player-item-begun = in progress
player-item-not-yet = not started
player-denied-title = The module cannot be opened

attempts-not-a-package = This step is not a module that can be played. Go back to the course and open it from there.
attempts-suspended = Your access is suspended. Ask the training centre.
attempts-withdrawn = You are no longer enrolled on this course. If this is a mistake, ask the training centre.
attempts-course-closed = The course is closed. What you have finished stays on record.
attempts-course-draft = The course is not published yet. Come back when you are told that it is.
attempts-none-left = { $allowed ->
    [one] Your one attempt at this step has been used. Ask your trainer if you need another.
   *[other] All { $allowed } attempts at this step have been used. Ask your trainer if you need another.
  }
attempts-nothing-to-review = You have no finished attempt to look at yet. Open the step and finish it first.
attempts-unplayable = This module cannot be played. Tell your trainer; the check report says what is wrong with it.

finished-lead = You have finished this step.
finished-look-again = Look again
finished-start-again = Start again
finished-note = Looking again records nothing. Starting again begins a new attempt; unless set otherwise, the best attempt counts, and a worse one takes nothing away.

result-finished-title = You have finished this step
result-paused-title = Saved: you can go on at any time
result-trial-title = What this module reports
result-trial-reports = { $verdict }; time { $minutes } min
result-to-course = Back to the course
result-to-attempt = Details of the attempt

trial-title = Trial
trial-panel = What the module reports
trial-lead = Nothing is recorded for anybody, whatever you do here.
trial-end = End the trial
trial-afresh = Begin afresh
trial-tree = Contents and tracking now
trial-pretend = Pretend
trial-pretend-lead = See what a learner would see. It works on this trial only.
pretend-jump = Jump
pretend-jump-to = Jump to “{ $title }”, past every rule
pretend-completion = Completion status
pretend-success = Success status
pretend-status = Lesson status
pretend-score = Score, 0 to 100
pretend-unsaid = leave as it is
pretend-status-passed = passed
pretend-status-completed = completed
pretend-status-failed = failed
pretend-status-incomplete = incomplete
pretend-status-browsed = browsed
pretend-status-not-attempted = not attempted
pretend-status-unknown = unknown
pretend-ends = then the module ends
pretend-say = Let the module say so
pretend-conditions = The learner’s circumstances
pretend-slow = Slow line
pretend-off = Network off
pretend-sign-in = Sign-in expired
pretend-reload = Reload the page
pretend-tab = Second tab
pretend-expire = Module open too long
pretend-by-trainer = you, in the module’s name
pretend-said = The module has said so. The tree above shows what came of it.
pretend-nothing = Choose a status or write a score first; and a part of the module must be open.
pretend-early = This part has not begun to speak with the system yet (no Initialize). Begin it, then try again.
pretend-over = This part has already said that it ends. Open a part again, then try again.
pretend-refused = The module’s rules do not take this value; the call below says why.
pretend-jumped = Jumped, past every rule, as a module may by itself.
pretend-slow-on = The line is slow: every request takes about a second, files come at 40 KB a second from the next part on.
pretend-slow-off = The line is as fast as it is.
pretend-network-off = The network is off. What the module saves waits on this device; the bar of the player says so.
pretend-network-on = The network is back, and what waited is sent.
pretend-signed-out = The sign-in has expired. The module goes on saving; only the page around it asks to sign in, when the learner leaves.
pretend-signed-in = The learner is signed in again.
pretend-sign-in-asked = Here the learner is asked to sign in, and comes back to the course afterwards. What was done is stored.
pretend-expired = From now on this opening of the module may not save, as after twelve hours. The next thing that it saves shows what the learner is told; after that, reload.
pretend-reloaded = The page was loaded again: the module goes on where it was.
pretend-failed = That did not work. Reload this page and try again.

verdict-completed-yes = completed yes
verdict-completed-no = completed no
verdict-completed-unknown = completed: nothing reported
verdict-passed-yes = passed yes
verdict-passed-no = passed no
verdict-passed-unknown = passed: nothing reported
verdict-score = score { $score }
verdict-score-needed = score { $score }, needs { $needed }
verdict-no-score-needed = no score, needs { $needed }

trace-initialize = the module begins
trace-terminate = the module ends
trace-location = place remembered: { $value }
trace-status = status: { $value ->
    [passed] passed
    [completed] completed
    [failed] not passed
    [incomplete] in progress
    [browsed] browsed
    [not_attempted] not started
    [unknown] unknown
   *[other] { $value }
  }
trace-completion = completed: { $value ->
    [completed] yes
    [incomplete] no, in progress
    [not_attempted] no, not started
    [unknown] unknown
   *[other] { $value }
  }
trace-success = passed: { $value ->
    [passed] yes
    [failed] no
    [unknown] unknown
   *[other] { $value }
  }
trace-score = score { $value }
trace-score-scaled = score from −1 to 1: { $value }
trace-progress = progress from 0 to 1: { $value }
trace-time = time in this session: { $value }
trace-exit = leaves as: { $value }
trace-navigation = asks to go: { $value }
trace-suspend-data = the module’s own notes remembered ({ $count } characters)
trace-interaction = answer to a question: { $value }
trace-objective = learning objective: { $value }
trace-other = { $element } set to { $value }
trace-refused = refused with error { $error }
trace-commit = asks to save: saved
trace-commit-failed = asks to save: not saved yet
trace-read = reads { $element }
trace-import-lenient = Accepted when the package came in, although the standard does not allow it: { $words }
trace-long = { $element }: longer than the standard promises to keep; kept whole
trace-lenient = { $element }: accepted although the standard does not allow it
trace-kept-unfinished = the module was left unfinished without saying so; kept so that the learner can go on
trace-queue-content = The following calls waited in the browser’s storage that all modules share.
trace-asked-delivered = asked for { $request }: opened { $item }
trace-asked-refused = asked for { $request }: not allowed
trace-asked-left = asked for { $request }: left

attempt-title = attempt { $number }
attempt-verdict = Verdict
attempt-doubt = To be checked
doubt-hasty = Reported as done { $seconds } s after the start. Modules report from the learner’s browser, where such a report can be made up: check it before you rely on it.
doubt-time = { $reported } min of work are reported, but only { $elapsed } min have gone by since the start.
attempt-mode-normal = counts
attempt-mode-browse = browsing, does not count
attempt-mode-review = looking again, does not count
attempt-mode-trial = trial, does not count
attempt-session-none = not opened yet
attempt-session-open = being worked on now
attempt-session-suspended = can be continued
attempt-session-ended = finished
attempt-minutes = { $minutes } min
attempt-started = begun on { $date }
attempt-not-applied = Not applied
attempt-not-applied-lead = This came from a device that had no network, after newer work had been stored elsewhere. It was not applied, so that it would not overwrite the newer work; none of it has been thrown away.
attempt-not-applied-line = received on { $date }: { $count ->
    [one] { $count } call
   *[other] { $count } calls
  }
attempt-trace = What the module reported
attempt-trace-empty = The module has not reported anything yet.
attempt-when = Stored
attempt-what = In words
attempt-call = Call
attempt-error = Error
attempt-from-queue = came later
player-more = More
trace-score-min = lowest possible score: { $value }
trace-score-max = highest possible score: { $value }

attempt-sessions = Learner sessions
attempt-sessions-empty = The player has not been opened yet.
attempt-session-begun = Begun
attempt-session-long = For
attempt-session-parts = Parts
attempt-session-how = Ended
attempt-session-calls = { $count ->
    [one] { $count } call
   *[other] { $count } calls
  }
session-still-open = it is going on
session-suspended = the learner saved and left
session-left = the learner finished and left
session-abandoned = the learner left without saving
session-by-module = the module said that it was finished
session-opened-elsewhere = the module was opened again, in another window or on another device
session-revoked = the right to go on was taken away: suspended, withdrawn, course closed, or another attempt begun
session-silence = nothing more was heard; after ten minutes it counted as suspended
attempt-tree = Contents and tracking
attempt-tree-item = Part
attempt-tree-tracked = Tracked
attempt-tree-tries = Attempts
attempt-tree-offered = Can be chosen
attempt-tree-yes = yes
attempt-tree-current = open now
attempt-tree-suspended = suspended
attempt-tree-score = score { $score }
attempt-tree-progress = progress { $progress }
not-offered-invisible = No: the module keeps it out of its contents (isvisible).
not-offered-hidden = No: a rule at “{ $by }” hides it from choice for now.
not-offered-choice-off = No: “{ $by }” does not let learners choose among its parts; they come by “Next”.
not-offered-exit-held = No: “{ $by }” does not let learners leave it by choice before it is finished.
not-offered-not-selected = No: “{ $by }” was not drawn into this attempt.
not-offered-disabled = No: a rule disables “{ $by }” for now.
not-offered-limit = { $limit ->
    [one] No: “{ $by }” may be tried once, and that is used up.
   *[other] No: “{ $by }” may be tried { $limit } times, and these are used up.
  }
not-offered-forward-stopped = No: a rule at “{ $by }” stops the way forward until its condition is met.
not-offered-forward-only = No: “{ $by }” goes forward only, and this lies behind.
not-offered-activation = No: “{ $by }” is entered by “Next”, not by choice.
not-offered-constrained = No: while “{ $by }” is open, only its neighbours can be chosen.
not-offered-nothing = No: nothing in it can be opened now.
not-offered-no-content = No: it has no content of its own.
not-offered-other = No: the sequencing rules refuse it ({ $code }).
attempt-tools = For trainers
attempt-vectors = Save the calls as a test
attempt-vectors-lead = A file for the test runner: the calls of each part with the answers that they got. Put it into a folder named data-model and run the tests with OBUKA_VECTORS set to the folder above it. The learner’s name is not in it; what the learner typed is.
attempt-trace-folder = Save the way through the module as a test
attempt-trace-folder-lead = An archive for the test runner: the manifest, and step by step what the learner asked for, what was delivered and what it called. Unpack it into a folder named sequencing.
attempt-recompute = Recompute
attempt-recompute-lead = Decides the attempt, the step, the course and the documents again from what is stored. Nothing that was achieved is taken back, and it is noted who did it.
recompute-nothing = Recomputed: everything is as it was.
recompute-changed = Recomputed. This has changed:
recompute-attempt = Attempt
recompute-time = Time of the attempt
recompute-step = Step
recompute-progress = Progress of the course
recompute-completed = Course completed
recompute-document = Document issued
recompute-not-yet = not yet
recompute-unplayable = The stored attempt cannot be read, so there is nothing to recompute from. Tell the administrator; the log says which attempt it is.
grant-title = Grant completion
grant-lead = For those who have done the work in another way: a new record of completion with your name and reason. Earlier records stay. Documents follow the rules of the course.
grant-on = Completed on
grant-reason = Reason
grant-reason-hint = It stands in the record for everybody who checks it: what was seen, where, by whom.
grant-button = Grant
grant-done = The completion is granted and recorded.
grant-document = Document issued: { $serial }
grant-already = This learner has completed the course already. Correct the record instead, if something in it is wrong.
grant-own = Nobody grants a completion to themselves. Ask a coordinator.
grant-date-wrong = Enter the day of completion, from the enrolment until today.
grant-withdrawn = The learner has left the course. Enrol them again first.
grant-unpublished = The course was never published, so it has no rules to record a completion by. Publish it first.
