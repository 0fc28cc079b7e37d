sign-in-title = Sign in
sign-in-by-password = E-mail address and password
sign-in-by-link = Without a password
sign-in-by-link-lead = We send you a message with a sign-in link. The link works once, for twenty minutes. Use it also if you have forgotten your password or have none yet.
sign-in-send-link = Send me a link
sign-in-wrong-title = You are not signed in
sign-in-wrong = The e-mail address and the password do not belong together. Check the keyboard layout and capital letters and try again, or ask for a sign-in link.
sign-in-wait-title = Wait before trying again
sign-in-wait = There were too many failed attempts. The next one is possible in { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  }. You do not have to wait: ask for a sign-in link.
sign-in-mailed-title = Check your mail
sign-in-mailed = If { $email } is the address of an account, a message with a sign-in link is on its way. If it does not arrive within a few minutes, look in your junk folder and check the spelling of the address.
sign-in-mailed-demo = Read the message in the demo centre’s mail
sign-in-already = You are signed in already: { $name }. If you sign in as somebody else, this sign-in ends.
field-email = E-mail address
field-password = Password
demo-sign-in-title = Demo centre: sign in with one click
demo-sign-in-lead = Choose a role. The people and data are invented, so feel free to try everything.
demo-sign-in-trainee = Trainee
demo-sign-in-trainer = Trainer
demo-sign-in-coordinator = Coordinator
demo-sign-in-administrator = Administrator
demo-nobody = The demo centre has no person with this role yet. Wait until it is filled with data, then try again.
link-title = One more step to sign in
link-lead = The button below signs you in. It is there so that the link is not used up if your mail’s protection opens it before you do.
link-button = Sign me in
link-over-title = This link no longer works
link-over = A sign-in link works once and for twenty minutes. This one has been used, has expired or was not copied in full.
link-over-button = Ask for a new link
invitation-title = Invitation to a course
invitation-open = Open the course
invitation-own-sign-in = You have a password of your own, so the invitation does not sign you in. Sign in and the course will open.
invitation-expired = The invitation has expired. We can send a new one at once, to the address that this one went to.
invitation-again = Send me a new invitation
invitation-sent-again = A new invitation is on its way. Open it from your mail; if it does not arrive within a few minutes, look in your junk folder.
invitation-unknown-title = We do not recognise this invitation
invitation-unknown = The link may not have been copied in full, or the invitation may have been withdrawn. Open the link straight from the message. If it still does not work, sign in with your e-mail address or ask whoever invited you.
invitation-to-sign-in = Go to sign-in
mail-link-subject = Sign-in link
mail-link-text = A sign-in link was requested for this address. Open it and press the button. It works once, for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  }:
mail-link-button = Sign in
mail-link-not-you = If it was not you who asked for it, there is nothing to do: until you press the button, it signs nobody in.
mail-invitation-subject = Invitation to a course: { $course }
mail-invitation-text = You are invited to a course:
mail-invitation-by = { $inviter } invites you to a course:
mail-invitation-minutes = Duration: { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  }
mail-invitation-due = Due: { $date }
mail-invitation-open = Open the course
mail-invitation-expires = The invitation is for you alone and works until { $date }. Do not forward it.
