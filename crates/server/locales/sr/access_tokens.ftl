access-tokens-title = Приступни токени
access-tokens-lead = Помоћу токена други програм користи овај сајт без човека за екраном: поставља модуле, додаје и уписује људе и преузима резултате. Сваком програму дајте његов токен, са најужом улогом која му је довољна.
access-tokens-none = Ниједан програм још нема токен.
access-tokens-revoked = { $count ->
    [one] { $count } опозван токен
    [few] { $count } опозвана токена
   *[other] { $count } опозваних токена
  }
access-token-acts-for = у име особе
access-token-made = направљен { $date }
access-token-used = последњи пут коришћен { $date }
access-token-never-used = никад коришћен
access-token-revoked = опозван { $date }
access-token-suspended = Док особа нема приступ, токен не отвара ништа.
access-token-new = Нови токен
access-token-name = Чему служи
access-token-name-hint = Програм који ће га користити, на пример „Кадровска евиденција“.
access-token-name-missing = Напишите чему токен служи, да би и други знали сме ли да се опозове.
access-token-name-long = Скратите назив на највише 100 знакова.
access-token-role = Улога
access-token-role-hint = Токен предавача отвара само његове курсеве; токен координатора и људе, уписе и извештаје; токен администратора све.
access-token-role-wrong = Изаберите улогу предавача, координатора или администратора.
access-token-person = Е‑адреса особе у чије име ради
access-token-person-hint = Токену предавача је неопходна. Остали могу и без ње: оно што ураде тада није ни у чије име.
access-token-whose-trainer = Токен предавача отвара курсеве тог предавача: наведите његову е‑адресу.
access-token-nobody = Нико овде нема ту е‑адресу. Проверите је или прво додајте особу.
access-token-more-than-person = Особа има мања права него што би их имао токен. Изаберите ужу улогу или другу особу.
access-token-make = Направи токен
access-token-made-title = Токен „{ $name }“ је направљен
access-token-once = Копирајте токен одмах
access-token-once-lead = Приказује се само на овој страници и само овај пут: сајт не чува његов примерак. Ако се изгуби, опозовите га и направите нови.
access-token-itself = Токен
access-token-try = Испробајте га
access-token-interface = Шта интерфејс нуди, опис за програме:
access-token-kept = Токен је копиран
access-token-revoke = Опозови
access-token-revoke-title = Опозвати токен „{ $name }“?
access-token-revoke-lead = Програм који га користи биће одбијен већ при следећем захтеву. То се не може поништити: програму ће требати нови токен.
access-token-revoke-used = Последњи пут је коришћен { $date }
access-token-revoke-never-used = Никад није коришћен.
access-token-done-revoked = Токен је опозван: више не отвара ништа.
