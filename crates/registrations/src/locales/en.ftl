# What the pages about forums and sign-ups say.

reg-forums-title = Forums
reg-forums-intro = What is coming up. Sign up without an account; a mail confirms your place.
reg-forums-none = Nothing is announced at the moment.
reg-kind-forum = Forum
reg-kind-get-together = Get-together
reg-kind-delegation-visit = Delegation visit
reg-kind-business-lunch = Business lunch
reg-kind-mission = Business trip
reg-kind-conference = Conference
reg-state-open = Registration is open
reg-state-few-places = Few places left
reg-state-full = All places are taken
reg-state-not-open = Registration opens later
reg-state-closed = Registration has closed
reg-state-cancelled = Cancelled
reg-facts = At a glance
reg-when = When
reg-when-day = { $starts } until { $ends }
reg-when-days = { $starts } to { $ends }
reg-where = Where
reg-where-online = Online; participants get the link by mail
reg-where-hybrid = also online
reg-organizer = Organised by
reg-opens = Registration opens
reg-closes = Registration closes
reg-contact = Contact
reg-closed-full = All places are taken at the moment. A place may become free; please look again later.
reg-closed-not-open = Registration is not open yet.
reg-closed-closed = Registration has closed. If you have a question, please write to the contact above.
reg-closed-cancelled = This forum has been cancelled.

reg-title-error = Please check:
reg-form-title = Sign up
reg-field-name = Your name
reg-field-email = E-mail address
reg-field-email-hint = We send you a link to confirm your place.
reg-field-organisation = Company or institution
reg-field-country = Country
reg-field-language = Language of our mails to you
reg-participants = Who takes part
reg-participants-hint = Signing up colleagues? Write their names here. All get a place, or nobody does.
reg-field-attending = I take part myself
reg-field-participant = Further person { $number }
reg-field-trap = Leave this empty
reg-more = More names
reg-consent-news = Please also tell me about further forums by mail. I can withdraw this at any time.
reg-consent-networks = My company's details may be passed on to partner networks so that business partners can find us. I can withdraw this at any time.
reg-privacy = { $organizer } uses these details to organise this forum and to write to you about it, and for nothing else.
reg-privacy-link = Privacy policy
reg-submit = Sign up
reg-submit-hint = Your place is held for up to { $hours ->
    [one] one hour
   *[other] { $hours } hours
} until you have used the link in our mail.
reg-error-name = Please enter your name.
reg-error-email = Please enter your e-mail address.
reg-notice-full = All places have been taken meanwhile. You are not signed up. What you typed is kept below; a place may become free.
reg-notice-too-few = { $free ->
    [one] Only one place is free.
   *[other] Only { $free } places are free.
} You are not signed up. Please sign up fewer people.
reg-notice-changed = The details of this forum have changed since you opened this page. Please read them again above and send the form once more. What you typed is kept.
reg-notice-closed = Registration has closed since you opened this page. You are not signed up. What you typed is kept below; please write to the contact above.
reg-notice-cancelled = This forum has been cancelled since you opened this page. You are not signed up.
reg-notice-not-open = Registration is not open yet. You are not signed up. What you typed is kept below.

reg-check-title = Check your mail
reg-check-lead = We have sent you a mail. Open the link in it and press the button there: only then your registration counts.
reg-check-hold = Your place is held for up to { $hours ->
    [one] one hour
   *[other] { $hours } hours
}; the mail says until when.
reg-check-missing = No mail after a few minutes? Please look into the spam folder, or write to us:
reg-back-to-forum = Back to the forum

reg-confirm-ask-title = Confirm your registration
reg-confirm-ask-lead = One more click, and your registration counts.
reg-confirm-confirmed-title = You are registered
reg-confirm-confirmed-lead = Thank you. We are sending the confirmation with a calendar entry to { $email }.
reg-confirm-already-title = You are already registered
reg-confirm-already-lead = This registration was confirmed before. You need not do anything more.
reg-confirm-expired-title = The time for this link is over
reg-confirm-expired-lead = The place was held for a limited time and is free again. You can sign up anew as long as registration is open.
reg-confirm-again = Sign up again
reg-confirm-ask-us = Questions? Please write to
reg-confirm-button = Confirm registration
reg-confirm-not-you = You did not sign up? Then do nothing; the place becomes free by itself.
reg-held-until = Held until

reg-staff-title = Forums and registrations
reg-staff-forum = Forum
reg-staff-state = State
reg-staff-state-draft = Draft
reg-staff-state-published = Published
reg-staff-state-cancelled = Cancelled
reg-staff-confirmed = Confirmed
reg-staff-pending = Not confirmed yet
reg-staff-expired = Not confirmed in time
reg-staff-places = Places
reg-staff-taken = { $taken } of { $capacity }
reg-staff-none = There is no forum yet. Put one online with “kontor forum apply FILE”.
reg-staff-registrations = Registrations
reg-staff-nobody = Nobody has signed up yet.
reg-staff-name = Name
reg-staff-since = Since
reg-staff-is-pending = not confirmed
reg-staff-is-confirmed = confirmed
reg-staff-is-expired = expired
reg-staff-until = held until { $until }
reg-staff-older = Older registrations

problem-unknown-forum = There is no such forum
    .detail = The address may be mistyped, or the forum is not published. The start page lists all forums.
problem-registration-not-open = Registration is not open yet
    .detail = The page of the forum says when it opens. You are not signed up.
problem-registration-closed = Registration has closed
    .detail = You are not signed up. Please write to the contact on the forum's page.
problem-forum-cancelled = This forum has been cancelled
    .detail = Nobody can sign up to it any more.
problem-forum-changed = The forum has changed
    .detail = Please read the details again and send the form once more.
problem-forum-full = There are not enough places
    .detail = { $free ->
        [0] All places are taken. You are not signed up; a place may become free.
        [one] Only one place is free. You are not signed up; please sign up fewer people.
       *[other] Only { $free } places are free. You are not signed up; please sign up fewer people.
    }
problem-unknown-link = This link is not known
    .detail = It may be incomplete: please copy the whole link from the mail. If it is more than a month old, please sign up again on the page of the forum.
problem-expired-link = The time for this link is over
    .detail = The place is free again. Please sign up again on the page of the forum.
problem-idempotency-key-reused = This idempotency key belongs to another request
    .detail = Repeat the same request, or use a new key for a new one.
problem-invalid-idempotency-key = The idempotency key cannot be used
    .detail = Send 1 to 255 visible ASCII characters without spaces.

error-required = Please fill this in.
error-too-long = This is too long; 200 characters are the most.
error-control-character = Please remove line breaks and invisible characters.
error-invalid-email = This is not an e-mail address that mail can be sent to. It should look like name@example.org.
error-invalid-language = This is not a language tag such as de, fr or zh-Hans.
error-invalid-country = This is not a country code such as DE or CN.
error-nobody-takes-part = Please say who takes part: yourself, or others by name.
error-too-many-participants = One registration has at most 50 participants.
error-duplicate = This purpose is given twice.
