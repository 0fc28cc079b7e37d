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
player-saving = saving …
player-waiting = waiting for the network, nothing is lost
player-refused = not saved
player-superseded = This module was opened in another window or on another device, and goes on there. To go on in this window, choose “Continue here”.
player-continue-here = Continue here
player-expired = This player was open for too long or is no longer valid. Go back to the course and open the step again; what was saved stays saved.
player-suspended = Your account is suspended, so nothing more can be saved. Ask the training centre.
player-withdrawn = You are no longer enrolled on this course, so nothing more can be saved. Ask the training centre.
player-closed = The course is closed, so nothing more can be saved. Ask the training centre.
player-diverged = The module reported something that cannot be stored. Reload the page; you go on from the last saved place.
player-unreachable = The server cannot be reached. We keep trying; what you have done is kept on this device.
player-choose = Choose from the contents where to go on.
player-ended = You have left this module. What you have done is saved.
player-not-offered = The module does not allow this step now.
player-not-applied = Something that you did earlier without a network came after newer work and was not applied. It is kept with your attempt; your trainer can see it.
player-item-done = finished
player-item-failed = not passed
player-item-begun = in progress
player-item-not-yet = not started
player-denied-title = The module cannot be opened

attempts-not-a-package = This step is not a module that can be played. Go back to the course and open it from there.
attempts-suspended = Your account is suspended. Ask the training centre.
attempts-withdrawn = You are no longer enrolled on this course. If this is a mistake, ask the training centre.
attempts-course-closed = The course is closed. What you have finished stays on record.
attempts-course-draft = The course is not published yet. Come back when you get word of it.
attempts-none-left = { $allowed ->
    [one] The one attempt at this step is used. Ask your trainer if you need another.
   *[other] All { $allowed } attempts at this step are used. Ask your trainer if you need another.
  }
attempts-nothing-to-review = There is no finished attempt to look at. Open the step and finish it first.
attempts-unplayable = This module cannot be played. Tell your trainer; the check report says what is wrong with it.
