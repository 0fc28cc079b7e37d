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

trial-panel = What the module reports
trial-lead = This is a trial: nothing is recorded for anybody. Every call the module makes is shown here, the latest on top.
trial-end = End the trial

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
