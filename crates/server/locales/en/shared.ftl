site-name = Obuka
skip-to-content = Skip to content
nav-label = Main navigation
nav-faces = Script and language
nav-home = Home
nav-learning = My learning
nav-certificates = My certificates
nav-courses = Courses
nav-modules = Modules
nav-people = People
nav-records = Records
nav-reports = Reports
nav-health = System status
nav-account = My account
nav-menu = Menu
nav-foot = Foot of the page
nav-check = Check a certificate
site-line = Learning, certificates, records
sign-in = Sign in
error-title = Something is not right
error-to-start = To the start page
error-reference = Request number for reporting a problem: { $id } ({ $status })
error-not-signed-in = You need to sign in for this page.
error-forbidden = You do not have the right to this page or action. If you need it, ask the centre’s administrator.
error-not-found = This page does not exist or is no longer available. Check the address, or begin at the start page.
error-internal = Something went wrong on our side. Try again; if it happens again, tell us the request number below.
error-busy = The system has too much to do just now. Try again in a few seconds; nothing is lost.
error-full = The server has no room left to store this, so nothing was changed. Try again later; if it stays so, tell the centre’s administrator that the disk is full.
error-too-many = Too many tries. Wait { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  } and try again.
error-form-too-large = The form holds too much. Shorten what you entered and send it again.
error-page-too-old = This page was open for too long, or you signed in again meanwhile. Go back, reload the page and repeat the action.
