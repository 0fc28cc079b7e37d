# Why there is no certificate yet: the rules of steps and course, with numbers.
rule-viewed = Open the step
rule-completed = Work through the content to its end
rule-passed = Pass
rule-score-at-least = Score { $had }% (needs { $needed }%)
rule-score-at-least-none = No score recorded yet (needs { $needed }%)
rule-time-at-least = Time { $had } min (needs { $needed } min)
rule-attempts-left =
    { $left ->
        [one] { $left } attempt is left.
       *[other] { $left } attempts are left.
    }
rule-no-attempt-left = No attempts are left. If another should be allowed, ask the coordinator.
rule-course-all = Steps done: { $had } of { $needed }
rule-course-any = One step is enough; done: { $had }
rule-course-at-least = Steps done: { $had } (needs at least { $needed })
rule-potvrda-all-steps-viewed = For a confirmation: steps opened { $had } of { $needed }
rule-potvrda-time-at-least = For a confirmation: time in the course { $had } min (needs { $needed } min)

# Why no document was issued.
withheld-trial = This is a trial, so no document is issued. Enrolled learners get one.
withheld-trainer = Trainers get no document for a course that they teach themselves.
withheld-suspended = Access is suspended, so no document is issued. Ask the coordinator.
withheld-withdrawn = The enrolment was withdrawn, so no document is issued. If that is a mistake, ask the coordinator.
withheld-not-offered = This course issues no document for this outcome.
withheld-holds-uverenje = The certificate has been issued already. It is under “My certificates”.
withheld-holds-potvrda = The confirmation has been issued already. It is under “My certificates”.
withheld-replace-potvrda = The course is completed, but a confirmation was issued before. A coordinator can replace it with the certificate.
withheld-course-not-completed = The course is not completed yet: some conditions are not met.
withheld-not-taken-part = The condition for a confirmation is not met yet either.
withheld-can-still-complete = The course can still be completed, so no confirmation is issued for now. It is issued when no attempts are left, when the course closes, or when a coordinator decides so.
