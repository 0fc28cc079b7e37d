difference-tool = Made with another tool: { $before } before, { $now } now
difference-items-same = { $count ->
    [one] { $count } unit stays as it was
   *[other] { $count } units stay as they were
  }
difference-item-renumbered = (the same under another identifier, it seems: places in it cannot be kept)
difference-items-more-new = and { $count } more new
difference-items-more-gone = and { $count } more removed
difference-items-more-changed = and { $count } more changed
difference-title-before = was called:
difference-became-sco = reports results now
difference-became-asset = is only shown now, it reports no result
difference-became-cluster = is a part with units in it now
difference-became-heading = is a heading now
difference-item-moved = stands in another part now
difference-completion = to be done { $before } → { $now }
difference-course-completion = Of the whole, to be done { $before } → { $now }
difference-reordered = The units stand in another order
difference-files-new = Files new: { $count } ({ $size })
difference-files-changed = Files changed: { $count } ({ $size })
difference-files-gone = Files removed: { $count } ({ $size })
difference-size = Size: { $before } → { $now }

switch-link = Switch courses
switch-title = Switch courses to version { $number }
switch-lead = Each course stays on its version until you switch it. Nothing happens before you confirm, nobody loses anything, and there is a way back.
switch-who = Who is affected
switch-no-courses = No course uses this module yet, so there is nothing to switch.
switch-shows = Shows version { $numbers }
switch-shows-already = Shows version { $number } already
switch-not-yours = Somebody else made this course. Its author or a coordinator can switch it.
switch-waits = A switch is planned for { $at }. Call it off before you decide otherwise.
switch-waits-link = Look at it
switch-this-course = Switch this course to version { $number }
switch-again-course = Decide again about those who are still on another version
switch-group-not_started = { $count ->
    [one] Not started: { $count } person
   *[other] Not started: { $count } people
  }
switch-group-in_progress = { $count ->
    [one] In progress: { $count } person
   *[other] In progress: { $count } people
  }
switch-group-finished = { $count ->
    [one] Finished: { $count } person
   *[other] Finished: { $count } people
  }
switch-not_started-new = get version { $number }
switch-not_started-old = begin on the version that the course shows now
switch-in_progress-finish = finish on the version they began with
switch-in_progress-move = move to the new version and keep their place
switch-in_progress-start_again = start again on the new version; what they have done is kept beside it
switch-finished-keep = nothing changes; should they try again, they get the new version
switch-finished-start_again = start again on the new version; what they have reached stays theirs
switch-not_started-new-plan = not started: get the new version
switch-not_started-old-plan = not started: begin on the old version
switch-in_progress-finish-plan = in progress: finish on the version they began with
switch-in_progress-move-plan = in progress: move and keep their place; who cannot, finishes
switch-in_progress-start_again-plan = in progress: start again on the new version
switch-finished-keep-plan = finished: nothing changes
switch-finished-start_again-plan = finished: start again on the new version
switch-movable = { $count ->
    [one] Tried on a copy: { $count } person can be moved.
   *[other] Tried on a copy: { $count } people can be moved.
  }
switch-staying = { $count ->
    [one] { $count } person cannot, and finishes on the old version; the names say why.
   *[other] { $count } people cannot, and finish on the old version; the names say why.
  }
switch-already = { $count ->
    [one] { $count } person works on this version already.
   *[other] { $count } people work on this version already.
  }
switch-names = See their names
switch-names-short = Names
switch-when = When
switch-when-now = Now
switch-when-later = At a time
switch-at = Day and hour
switch-at-hint = In the time zone { $zone }. Whoever joins or begins until then is counted by the same rule.
switch-go-on = Continue
switch-nothing-yet = On the next page you see what will happen, and confirm it.
switch-report = Check report
switch-report-good = No errors and no warnings
switch-report-link = Open the report
switch-publishes = The version is a draft: the switch publishes it too.

switch-confirm-title = Please confirm
switch-confirm-now = This happens at once when you confirm.
switch-confirm-later = This will happen on { $at }, to whoever is in each group then. Until then you can call it off.
switch-from-to = version { $from } → { $to }
switch-to = → version { $to }
switch-nobody = Nobody is on the course.
switch-will-new = { $count ->
    [one] { $count } person who has not started gets the new version.
   *[other] { $count } people who have not started get the new version.
  }
switch-will-old = { $count ->
    [one] { $count } person who has not started begins on the old version.
   *[other] { $count } people who have not started begin on the old version.
  }
switch-will-finish = { $count ->
    [one] { $count } person in progress finishes on the version they began with.
   *[other] { $count } people in progress finish on the version they began with.
  }
switch-will-move = { $count ->
    [one] { $count } person in progress moves to the new version and keeps their place.
   *[other] { $count } people in progress move to the new version and keep their place.
  }
switch-will-stay = { $count ->
    [one] { $count } person in progress cannot be moved and finishes on the old version.
   *[other] { $count } people in progress cannot be moved and finish on the old version.
  }
switch-will-again = { $count ->
    [one] { $count } person in progress starts again on the new version. If they are working at this moment, their page closes.
   *[other] { $count } people in progress start again on the new version. If somebody is working at this moment, their page closes.
  }
switch-will-keep = { $count ->
    [one] { $count } person has finished: nothing changes.
   *[other] { $count } people have finished: nothing changes.
  }
switch-will-finished-again = { $count ->
    [one] { $count } person who has finished is to start again; what they have reached stays.
   *[other] { $count } people who have finished are to start again; what they have reached stays.
  }
switch-will-already = { $count ->
    [one] { $count } person works on this version already: nothing changes.
   *[other] { $count } people work on this version already: nothing changes.
  }
switch-do = Switch to version { $number }
switch-do-later = Plan the switch
switch-back-lead = If it turns out wrong, one click takes the course back: open it under “Switches” on the module’s page.

switch-people-title = Who is affected, by name
switch-people-lead = If the course is switched to version { $number }:
switch-their-version = Their version
switch-verdict = If they were moved
switch-is-not_started = not started
switch-is-in_progress = in progress
switch-is-finished = finished
switch-can-move = keeps their place (tried on a copy)
switch-stays-playing = is working in it at this moment; try again later
switch-stays-standard = stays: the new version follows another SCORM standard
switch-stays-gone = stays: “{ $item }”, which they worked on, is not in the new version
switch-stays-changed = stays: “{ $item }”, which they worked on, is something else in the new version
switch-stays-tool = stays: the new version was made with another tool, which would not understand the place
switch-stays-place = stays: tried on a copy, the new version opened at another place
switch-stays-unreadable = stays: what is stored of the attempt cannot be read

switch-list-title = Switches
switch-in-course-title = Versions of a module in the course
switch-back = Go back to version { $number }
switch-back-choose = Go back and choose for each group
switch-back-what = Whoever has not started gets that version. Whoever is at it finishes where they are; whoever has finished keeps everything.
switch-waiting-title = Planned
switch-past-title = So far
switch-past-none = The course has never been switched to another version of this module.
switch-call-off = Call off
switch-state-waiting = planned
switch-state-done = done
switch-state-called_off = called off
switch-state-failed = not done
switch-did-new = { $count ->
    [one] { $count } person had not started: got the new version
   *[other] { $count } people had not started: got the new version
  }
switch-did-old = { $count ->
    [one] { $count } person had not started: begins on the old version
   *[other] { $count } people had not started: begin on the old version
  }
switch-did-move = { $count ->
    [one] { $count } person was moved with their place
   *[other] { $count } people were moved with their place
  }
switch-did-stay = { $count ->
    [one] { $count } person could not be moved: finishes on the old version
   *[other] { $count } people could not be moved: finish on the old version
  }
switch-did-finish = { $count ->
    [one] { $count } person finishes on the version they began with
   *[other] { $count } people finish on the version they began with
  }
switch-did-again = { $count ->
    [one] { $count } person starts again
   *[other] { $count } people start again
  }
switch-did-keep = { $count ->
    [one] { $count } person had finished: nothing changed
   *[other] { $count } people had finished: nothing changed
  }
switch-did-already = { $count ->
    [one] { $count } person was on this version already
   *[other] { $count } people were on this version already
  }

switch-no-course = No course is chosen. Choose at least one, or leave everything as it is.
switch-past = The time is in the past. Choose a later one, or switch now.
switch-time-unreadable = The day and hour cannot be read. Choose them in the field, for example 2026-12-24 22:00.
switch-course-closed = The course is closed, so its modules are not switched any more.
switch-not-used = The course does not use this module any more. Add it as a step first.
switch-is-waiting = A switch of this module is planned for the course. Call it off first, then decide anew.
switch-not-waiting = This switch has been made or called off already. Load the page again to see what came of it.
switch-nothing-before = The course has shown no earlier version of this module, so there is nothing to go back to.
switch-unplayable = One of the versions cannot be opened, so nothing was switched. Look at its check report and send the package again.

version-uses = Courses: { $courses } · attempts: { $open } open, { $ended } over
version-storage = Storage of its own: { $own }.
version-storage-shared = Shared with other versions: { $shared }.
module-storage-lead = All versions together take { $total }; what several have is stored once. No version is deleted while an attempt points to it.
trace-moved = The course was switched: the attempt went on in version { $to } of the module instead of { $from }, at the same place.
