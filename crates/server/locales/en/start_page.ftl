start-centre = Regional training centre for migration, Plandište
start-title = Knowledge of migration management for the whole region
start-lead = Training on site and online for staff of state and local government, international organisations and associations.
start-to-learning = My learning
start-by-invitation = You get an account with the invitation to a course. If you were invited, open the link in the message.
start-check-title = Check a certificate
start-check-hint = Enter the number or the code on the document, or scan the QR code.
start-check-label = Number or code of the certificate
start-check-button = Check
start-figures-title = The centre in figures
start-figure-trainings = { $count ->
    [one] training
   *[other] trainings
  }
start-figure-participations = { $count ->
    [one] participant
   *[other] participants
  }
start-figure-trainers = { $count ->
    [one] trainer
   *[other] trainers
  }
start-figure-local = from local government
start-chart = By year: { $years }
start-how-title = How we count
start-how = The figures are counted from the records, from { $year } to today. A training is one delivery of a programme that is marked to be counted. Participants are counted each time they take part; “from local government” are those sent by a city or municipality. The total counts a trainer once; the chart shows trainers in each year in which they taught.
start-how-now = The figures are counted from the records at the moment you open the page.
start-what-title = What you can do here
start-what-live-title = Training in Plandište
start-what-live = Accredited programmes for work in migration management, taught by practitioners. The centre keeps a record of every participation.
start-what-online-title = Courses online
start-what-online = Learn when it suits you, on a computer or a phone. Everything is kept: you go on exactly where you left off.
start-what-certificates-title = Certificates that can be checked
start-what-certificates = You get the certificate as soon as you have met the conditions. Each has a number and a code, so an employer can check it on this page.
