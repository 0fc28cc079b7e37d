answers-title = Одговори
answers-link = Одговори и циљеви
answers-download = Преузми XLSX
answers-filter = Чији одговори
answers-attempt = Покушај
answers-attempt-last = последњи сваког полазника
answers-attempt-first = први сваког полазника
answers-attempt-counted = онај који се рачуна
answers-attempt-all = сви
answers-attempt-unknown = Извештај може да прикаже последњи покушај сваког полазника, први, онај који се рачуна или све. Изаберите један од њих.
answers-from = Рађено од
answers-to = до
answers-organisation = Институција
answers-organisation-unknown = Ова институција није позната. Изаберите је са списка.
answers-course-unknown = Овај курс није познат. Изаберите га са списка.
answers-count = { $count ->
    [one] { $count } покушај
    [few] { $count } покушаја
   *[other] { $count } покушаја
  }
answers-count-questions = { $count ->
    [one] { $count } питање
    [few] { $count } питања
   *[other] { $count } питања
  }
answers-left-out = Модул стално измишља нова питања; приказано је само првих хиљаду.
answers-unreadable = { $count ->
    [one] { $count } покушај не може да се прочита и изостављен је.
    [few] { $count } покушаја не могу да се прочитају и изостављена су.
   *[other] { $count } покушаја не може да се прочита и изостављено је.
  } Јавите администратору: наведени су у дневнику сервера.
answers-questions = Питања
answers-empty = Модул није забележио одговор ни на једно питање. Неки модули јављају само резултат; тада овде нема шта да се прикаже.
answers-nobody = Ниједан покушај не одговара избору. Поништите избор или се вратите када полазници буду радили на модулу.
answers-nobody-yet = Још нико није радио на модулу. Када полазници почну, овде се види како одговарају на свако питање.
answers-nobody-here = Нико на овој страници није наишао на ово питање.
answers-no-modules = На овом курсу нема модула, па нема ни питања. Прво додајте модул као корак.
answers-kind-choice = избор
answers-kind-true-false = тачно или нетачно
answers-kind-fill-in = допуњавање
answers-kind-long-fill-in = слободан текст
answers-kind-matching = повезивање
answers-kind-sequencing = ређање
answers-kind-likert = мишљење на скали
answers-kind-numeric = број
answers-kind-performance = извођење корака
answers-kind-other = друга врста
answers-kind-unknown = врста непозната SCORM-у
answers-correct = тачно
answers-partly = делимично тачно
answers-incorrect = погрешно
answers-unjudged = неоцењено
answers-difficulty = Тежина
answers-discrimination = Дискриминативност
answers-latency = Просечно време
answers-seconds = { $seconds } с
answers-mean-number = Просек бројева
answers-hard = тешко: зна га мање од 30 %
answers-easy = знају га готово сви
answers-too-few = премало полазника
answers-no-spread = сви исто
answers-check-key = проверите кључ: греше они који више знају
answers-weak = једва показује ко више зна
answers-note-difficulty = удео тачних међу оцењеним одговорима (p-вредност из теорије тестова); одговор који доноси део поена рачуна се са тим делом. Мали број значи да је питање тешко.
answers-note-discrimination = корелација, од −1 до 1, између тачног одговора на ово питање и удела тачних одговора на сва друга питања у истом покушају (исправљена тачкасто-бисеријска). Од 0,2 питање показује ко више зна; испод 0 кључ можда није исправан. Приказује се од 10 полазника.
answers-note-last = Ако је полазник у истом покушају више пута одговорио на питање, узима се последњи одговор.
answers-correct-answer = Тачан одговор
answers-given = Дати одговори
answers-answer = Одговор
answers-learners = Полазника
answers-share = Удео
answers-others = други одговори
answers-unanswered = без одговора
answers-who = Ко је како одговорио
answers-objectives = Циљеви
answers-objective = Циљ
answers-success = Положено
answers-completion = Завршено
answers-passed = положено
answers-failed = није положено
answers-unknown = непознато
answers-completed = завршено
answers-incomplete = није завршено
answers-mean-score = Просечан резултат
answers-scores = Резултати по десетинама
answers-previous-page = Претходна страница
answers-sheet-questions = Питања
answers-sheet-answers = Одговори
answers-sheet-objectives = Циљеви
answers-sheet-learners = Одговори полазника
answers-sheet-notes = Напомене
answers-col-item = Део модула
answers-col-id = Ознака питања
answers-col-question = Питање
answers-col-kind = Врста
answers-col-learners = Полазника
answers-col-attempts = Покушаја
answers-col-judged = Оцењено
answers-col-difficulty = Тежина
answers-col-discrimination = Дискриминативност
answers-col-latency = Просечно време, с
answers-col-mean-number = Просечан број
answers-col-correct-answers = Тачни одговори
answers-col-answer = Одговор
answers-col-count = Дато
answers-col-count-correct = Дато и тачно
answers-col-objective = Ознака циља
answers-col-description = Опис
answers-col-scored = Са резултатом
answers-col-mean-score = Просечан резултат
answers-col-learner = Полазник
answers-col-attempt = Покушај
answers-col-result = Оцена
answers-col-seconds = Време, с
answers-col-day = Последњи пут
