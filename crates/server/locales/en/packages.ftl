package-refused = The package was not accepted: it has errors that must be corrected. The report says what, where and how.
package-file-damaged = This file of the module is damaged in the store and was set aside. The other files work. A trainer can restore it by sending the same package again as a new version.
package-kind-scorm_1_2 = SCORM 1.2
package-kind-scorm_2004_2nd = SCORM 2004, 2nd edition
package-kind-scorm_2004_3rd = SCORM 2004, 3rd edition
package-kind-scorm_2004_4th = SCORM 2004, 4th edition

module-is-archived = The module is in the archive, so it cannot be changed. Bring it back from the archive first.
module-title-empty = The module’s title is empty. Enter one by which your colleagues will find it.
module-title-long = The module’s title is too long. Shorten it to at most { $limit } characters.
modules-title = Modules
modules-new = New module
modules-search = Search by title
modules-find = Search
modules-show-archived = Archive
modules-show-active = Back to the modules in use
modules-show-all = Show all modules
modules-pages = Pages of the list
modules-previous = Previous page
modules-next = Next page
modules-changed = last version { $date }
modules-used = { $count ->
    [0] used in no course
    [one] in { $count } course
   *[other] in { $count } courses
  }
modules-none-title = No modules yet
modules-none = A module is a SCORM package from a tool such as Storyline, iSpring or Captivate. Send the zip, look at the check report, try it and publish it.
modules-none-found = No module has “{ $words }” in its title. Check the word or try a shorter one; the script does not matter.
modules-none-archived = The archive is empty.
module-draft = draft
module-published = version { $number } published
module-waits = version { $number } waits to be published
module-versions = Versions
module-versions-lead = New course steps take the published version. Learners who have begun go on with their own version, whatever you publish.
module-new-version = Upload a new version
module-used-in = Where it is used
module-used-nowhere = It is in no course yet.
module-settings = Settings
module-title-label = Title of the module
module-rename = Save the title
module-archive-link = Move to the archive
module-in-archive = The module is in the archive
module-in-archive-lead = It is not offered for new course steps. Courses and learners that use it already go on as before.
module-restore = Bring back from the archive

new-module-title = New module
new-module-lead = Send the package that your authoring tool has made. We check it while it arrives and say at once whether anything needs correcting.
new-version-title = New version of the module
new-version-lead = The old version stays: whoever began with it finishes with it. The new one counts only once you publish it.

upload-drop = Drop the zip here
upload-choose = Choose the zip file
upload-hint = SCORM 1.2 or SCORM 2004, at most { $limit }. If the connection is lost, the upload resumes by itself.
upload-send = Send
upload-progress-label = Upload progress
upload-pause = Pause
upload-go-on = Go on
upload-cancel = Cancel
upload-figures = { $sent } of { $all }
upload-left-minutes = about { $count } min left
upload-left-seconds = about { $count } s left
upload-left-moment = a moment left
upload-percent = { $percent }% sent.
upload-resumed = Resuming the upload: { $sent } had already arrived.
upload-comparing = Checking what has already arrived…
upload-lost = The connection is lost. Trying again in { $count } s; what has arrived is kept.
upload-again = Trying again…
upload-paused = The upload is paused.
upload-checking = Everything has arrived. Checking the package…
upload-checked = Checking the package: files seen: { $count }.
upload-done = The package is checked. Opening the report.
upload-refused-status = The package has errors. Opening the report.
upload-cancelled = You cancelled the upload.
upload-signed-out = Your sign-in has expired. Sign in again and choose the same file: the upload goes on where it stopped.
upload-failed = The upload did not succeed. Check the connection and choose the same file: the upload goes on where it stopped.
upload-one-file = Send one file at a time.
upload-decimal = .
upload-empty = The file is empty, or none was chosen. Choose the zip that your authoring tool has made.
upload-too-large = The file is too large: we accept packages of up to { $megabytes } MB. Make videos and pictures smaller and publish the course again.
upload-chunk-too-large = A part of the file is larger than the server accepts. Reload the page and choose the file again.
upload-too-many-open = You have { $count ->
    [one] { $count } unfinished upload
   *[other] { $count } unfinished uploads
  }. Finish or cancel some of them, then try again.
upload-not-receiving = This upload is already finished. To change something, send the file again.
upload-wrong-chunk = A part of the file is not what was announced. Reload the page and choose the file again.
upload-incomplete = { $count ->
    [one] { $count } part
   *[other] { $count } parts
  } of the file are still missing. Choose the same file again: the upload goes on where it stopped.
upload-form-unreadable = The form with the file did not arrive in full. Check the connection and send it again.
upload-help-title = How to get a package
upload-help-storyline = Articulate Storyline: Publish › LMS › SCORM 1.2 or SCORM 2004, then Zip.
upload-help-ispring = iSpring: Publish › LMS course › SCORM; send the zip without unpacking it.
upload-help-captivate = Adobe Captivate: Publish › Publish for Devices; in its settings choose eLearning output, SCORM and Zip files.
upload-help-h5p = H5P and similar tools: export as SCORM. A plain HTML export reports no result, so we do not accept it.

waiting-title = Upload of a package
waiting-checking = The package has arrived and is being checked. This page reloads by itself.
waiting-receiving = The package has not fully arrived yet. Choose the same file again: the upload goes on where it stopped.
waiting-go-on = Go on with the upload

refused-title = The package was not accepted
refused-tag = has errors
refused-lead = Nothing was changed. Correct what is listed below and send the corrected package. This report stays at this address.
refused-again = Upload a corrected package

version-number = Version { $number }
version-number-inline = version { $number }
version-draft = draft
version-current = published
version-was-published = published earlier
version-uploaded = uploaded { $date }
version-try = Try it
version-publish = Publish
version-publish-again = Restore version { $number }
version-draft-lead = Try the module: a trial records nothing. Once published, it can go into courses.
version-current-lead = New course steps get this version.
version-damaged = { $count ->
    [one] { $count } file is damaged in the store
   *[other] { $count } files are damaged in the store
  }
version-damaged-cure = send the same package once more as a new version: that restores these files, too. The other files work.
version-same = The same zip was uploaded before
version-zip = Download the zip as it was uploaded

report-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
  }
report-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
  }
report-warnings-lead = Warnings do not prevent publishing, but they may trouble some learners.
report-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
  }
report-where = Where:
report-cure = How to fix it:
report-strict-only = It was refused because this centre checks strictly; the lenient profile would correct it while reading and note it.
report-tolerated = It breaks the standard and was corrected while reading; a strict system would refuse it.
report-all-good = Everything is in order: { $count ->
    [one] { $count } check passed
   *[other] { $count } checks passed
  }
report-rest-good = Everything else is in order: { $count ->
    [one] { $count } check passed
   *[other] { $count } checks passed
  }
report-package = Package
report-kind = Kind
report-tool = Tool
report-tool-unknown = own work, or a tool we do not know
report-title-in-package = Title in the package
report-units = Units
report-scos = { $count ->
    [one] { $count } unit that reports (SCO)
   *[other] { $count } units that report (SCO)
  }
report-assets = { $count ->
    [one] { $count } that is only shown
   *[other] { $count } that are only shown
  }
report-files = Content
report-files-count = { $count ->
    [one] { $count } file
   *[other] { $count } files
  }
report-zip = Archive
report-profile = Profile of check and playing
report-profile-strict = strict: only what the specification allows is accepted
report-profile-lenient = lenient: common mistakes of authoring tools are accepted, too
report-language = Language
report-identifier = Identifier
report-weights = Size by kind of content
report-weight-pages = pages
report-weight-code = scripts and styles
report-weight-pictures = pictures
report-weight-video = video
report-weight-sound = sound
report-weight-fonts = fonts
report-weight-documents = documents
report-weight-other = other
report-largest = Largest files
report-items = Contents of the module
report-no-items = No items.
report-item-sco = SCO
report-item-asset = asset
report-item-cluster = group
report-item-heading = heading
report-mastery = passing score { $score }%
report-items-hidden = and { $count ->
    [one] { $count } more item
   *[other] { $count } more items
  }

difference-title = Difference from version { $number }
difference-none = No difference: the same files, the same units.
difference-kind = Before: { $kind }
difference-item-new = New:
difference-item-gone = Removed:
difference-mastery = passing score { $before } → { $now }

archive-title = Moving to the archive
archive-lead = The module will no longer be offered for new course steps. Nothing is deleted: courses, attempts and results stay, and you can always bring the module back.
archive-used = It is used in courses ({ $count }); it stays there and works as before
archive-confirm = Move to the archive
archive-cancel = Cancel

finding-place-line = line { $line }
finding-place-item = item
finding-place-resource = resource
report-language-sr = Serbian
report-language-en = English
