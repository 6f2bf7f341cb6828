# What the pages about forums and sign-ups say.

reg-forums-title = Forums
reg-forums-intro = What is coming up. Sign up without an account; an e-mail confirms your place.
reg-forums-none = Nothing is announced at the moment.
reg-kind-forum = Forum
reg-kind-get-together = Get-together
reg-kind-delegation-visit = Delegation visit
reg-kind-business-lunch = Business lunch
reg-kind-mission = Business trip
reg-kind-conference = Conference
reg-state-open = Registration is open
reg-state-few-places = Few places left
reg-state-waiting-list = All places are taken; there is a waiting list
reg-state-full = All places are taken
reg-state-not-open = Registration opens later
reg-state-closed = Registration has closed
reg-state-cancelled = Cancelled
reg-facts = At a glance
reg-when = When
reg-where = Where
reg-where-online = Online; participants receive the link by e-mail
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
reg-form-title-waiting = Sign up for the waiting list
reg-waiting-how = All places are taken. When places become free, we offer them to those who are waiting, first come, first served; a group all together or not at all. Whoever gets an offer has up to { $hours ->
    [one] one hour
   *[other] { $hours } hours
} to accept it. You do not need to do anything until then.
reg-submit-waiting = Join the waiting list
reg-field-wait = If there are not enough places, put all of us on the waiting list
reg-field-name = Your name
reg-field-email = E-mail address
reg-field-email-hint = You will receive a link to confirm your registration.
reg-field-organisation = Company or institution
reg-field-country = Country
reg-field-language = Language of our e-mails to you
reg-language-partly = { $language } (details of the forum; everything else: { $sentences })
reg-participants = Who is taking part
reg-participants-hint = Signing up colleagues? Enter their names here. Either everyone gets a place or nobody does.
reg-field-attending = I am taking part myself
reg-participants-own = With their own address they get their own confirmation, calendar entry and link once you have confirmed. Without one, everything goes to you.
reg-field-participant = Person { $number }
reg-field-participant-name = Name
reg-field-participant-email = Their own e-mail address
reg-field-participant-language = Language of our e-mails to them
reg-field-participant-language-same = same as yours
reg-remove = Remove
reg-remove-person = Remove person { $number }
reg-list = Paste a list
reg-list-label = People, one a line
reg-list-hint = As in “Ana Silva <ana@example.org>”, or copied from a spreadsheet: name, address, language.
reg-list-add = Add these people
reg-unnamed-places = Further places, names to follow
reg-unnamed-field = How many
reg-unnamed-hint = For people whose names you do not know yet, beside those named above. You name them later by the link in our e-mail.
reg-unnamed-change-hint = Each name that you add above takes one of these places.
reg-unnamed-and = { $count ->
    [one] and one person whose name follows
   *[other] and { $count } people whose names follow
}
reg-unnamed-only = { $count ->
    [one] One person whose name follows
   *[other] { $count } people whose names follow
}
reg-error-unnamed = Enter the number of further places in digits, for example 3.
reg-error-person = Person { $number }: { $text }
reg-field-trap = Leave this empty
reg-more = Add another person
reg-consent-news = Please also tell me about other forums by e-mail. I can withdraw this at any time.
reg-consent-networks = My company’s details may be passed on to partner networks so that business partners can find us. I can withdraw this at any time.
reg-privacy = { $organizer } uses these details to organise this forum and to write to you about it.
reg-privacy-link = Privacy policy
reg-submit = Sign up
reg-submit-hint = You then have up to { $hours ->
    [one] one hour
   *[other] { $hours } hours
} to confirm your registration with the link in our e-mail.
reg-error-name = Please enter your name.
reg-error-email = Please enter your e-mail address.
reg-error-email-found = We have taken the address from the text you pasted. Please check it and send the form again.
reg-notice-full = All places have been taken in the meantime. You are not registered. What you typed is kept below; a place may become free.
reg-notice-too-few = There are not enough free places for everybody you named. You are not registered. Please sign up fewer people.
reg-notice-too-large = Your group is larger than this forum has places, so it would wait in vain. You are not registered. Please sign up fewer people, or write to the contact above.
reg-notice-changed = The details of this forum have changed since you opened this page. Please read them again above and send the form again. What you typed is kept.
reg-notice-closed = Registration has closed since you opened this page. You are not registered. What you typed is kept below; please write to the contact above.
reg-notice-cancelled = This forum has been cancelled since you opened this page. You are not registered.
reg-notice-not-open = Registration is not open yet. You are not registered. What you typed is kept below.
reg-notice-trap = Your browser has filled in a field that must stay empty. You are not registered yet. Everything else is kept: please press “Sign up” again.
reg-notice-too-many = A very large number of registrations came from your connection or your e-mail domain in the last hour. You are not registered. Please try again later, or write to the contact above; what you typed is kept.
reg-notice-by-invitation = Only invited guests can sign up for this forum. You are not registered.
reg-notice-invitation-used = Somebody has already signed up with this invitation. If it was you, the link to your registration is in our confirmation. If somebody else is coming with you, please write to the contact above.
reg-field-code = Code
reg-field-code-hint = You have it from the partner who is inviting you.
reg-code-button = Go to the form
reg-error-code-unknown = We do not know this code for this forum. Please check that it is complete.
reg-error-code-used-up = This code has been used up. If your address is already registered with it, we have sent you an e-mail; otherwise please ask the partner who gave it to you.
reg-error-code-too-few = { $count ->
    [one] This code is good for only one more place. Please sign up fewer people.
   *[other] This code is good for only { $count } more places. Please sign up fewer people.
}
reg-invited-only = By invitation only
reg-invited-only-how = { $organizer } invites people to this forum personally. If you are invited, please open the link in your invitation. If a partner has given you a code, enter it here.
reg-invited-lead = This is your personal invitation. Your details are already in the form; please check them.
reg-invited-email-hint = If you keep this address, your registration is valid at once. Any other address you confirm by a link that we send there.
reg-invited-cannot = You cannot come? Decline here
reg-invited-declined-notice = You have declined. If you can come after all, just sign up here.
reg-invited-who = Invited
reg-invited-sign-up = Go to the form
reg-invited-ask-title = You cannot come?
reg-invited-ask-lead = One click, and we will not remind you of this invitation any more.
reg-invited-decline = I cannot come
reg-invited-declined-title = We are sorry that you cannot come
reg-invited-declined-lead = Thank you for letting us know. We will not remind you any more.
reg-invited-after-all = I can come after all
reg-invited-answered-title = Somebody has signed up with this invitation
reg-invited-answered-lead = There is nothing more you need to do. If you cannot come after all, please call it off by the link to your registration; we are glad to send it again.

reg-check-title = Please check your inbox
reg-check-lead = We have sent an e-mail to { $email }. Open the link in it and press “Confirm registration” there: your registration is not valid until you do.
reg-check-hold = The e-mail says whether we hold your place, and until when. Places go to those who confirm, so please do it soon.
reg-check-wait = Your place in the waiting list counts from the moment you confirm, so please do it soon.
reg-check-missing = No e-mail after a few minutes? Please check the address above and your spam folder, or write to us:
reg-check-correct = Correct the address
reg-check-again = Send the e-mail again
reg-check-again-hint = If nothing has arrived. So that nobody can flood a mailbox, we send only a few e-mails an hour.
reg-back-to-forum = Back to the forum

reg-confirm-ask-title = Confirm your registration
reg-confirm-ask-lead = One more click and your registration is valid.
reg-confirm-confirmed-title = You are registered
reg-confirm-confirmed-lead = Thank you. We are sending the confirmation with a calendar entry to { $email }.
reg-confirm-already-title = You are already registered
reg-confirm-already-lead = This registration has already been confirmed. There is nothing more you need to do.
reg-confirm-ask-lead-waiting = One more click and your registration is valid. If all places are still taken, you are then on the waiting list.
reg-confirm-waiting-title = You are on the waiting list
reg-confirm-waiting-lead = We are sending an e-mail to { $email } with a link that always shows where you stand. When places become free, we write to you at once.
reg-confirm-offered-title = We are keeping places for you
reg-confirm-offered-lead = Please open the link in our newest e-mail: there you accept the places or pass them on.
reg-confirm-wait-button = Join the waiting list
reg-confirm-expired-title = This link has expired
reg-confirm-expired-lead = The place was held for a limited time and is free again. You can sign up again as long as registration is open.
reg-confirm-replaced-title = Your newer registration is the valid one
reg-confirm-replaced-lead = After this e-mail, another registration arrived with your address. Please use the link in the newest e-mail.
reg-confirm-cancelled-title = This forum has been cancelled
reg-confirm-cancelled-lead = It will not take place. There is nothing you need to do.
reg-confirm-not-published-title = This forum is not open at the moment
reg-confirm-not-published-lead = Its page is being worked on, so your registration cannot be confirmed now. Please try the link again later.
reg-confirm-full-title = All places are taken at the moment
reg-confirm-full-lead = They are taken by others, or held for them. You can join the waiting list, or try again here while the link works.
reg-confirm-consents = You also agree
reg-confirm-again = Sign up again
reg-confirm-calendar = Add to calendar
reg-confirm-ask-us = Questions? Please write to
reg-confirm-button = Confirm registration
reg-confirm-not-you = You did not sign up? Then do nothing; the place will become free by itself.
reg-held-until = Held until

reg-ask-link = Already signed up? See or call off your registration
reg-ask-title = Your registration
reg-ask-lead = We send the link to your registration to the address that you signed up with.
reg-ask-button = Send me the link
reg-ask-sent = If { $email } is signed up for this forum, an e-mail with the link is on its way; at most one a day.
reg-ask-too-many = Very many requests came from your connection or this e-mail domain in the last hour. Please try again later.
reg-own-confirmed-title = Your registration
reg-own-confirmed-lead = You are registered. We look forward to seeing you.
reg-own-waiting-title = You are on the waiting list
reg-own-waiting-lead = You are number { $position } in line. When places become free for you, we write to you at once; you then have up to { $hours ->
    [one] one hour
   *[other] { $hours } hours
} to accept them.
reg-own-offered-title = { $count ->
    [one] There is a place for you
   *[other] There are { $count } places for you
}
reg-own-offered-lead = Please accept by { $until }. After that the offer goes to the next in line.
reg-own-ended-title = This registration is over
reg-own-ended-lead = It was called off, or what we offered was not accepted in time. You can sign up again on the page of the forum as long as registration is open.
reg-own-cancelled-title = This forum has been cancelled
reg-own-cancelled-lead = It will not take place. There is nothing you need to do.
reg-own-pending-title = Please confirm your registration
reg-own-pending-lead = The link is in our first e-mail.
reg-own-news-taken = Thank you, you are registered. We are sending the confirmation with a calendar entry.
reg-own-news-called-off = Your registration has been called off. We have sent you an e-mail that says so.
reg-own-news-passed = The time to accept has passed, and the places are free for others again.
reg-own-position = Your place in line
reg-own-take = { $count ->
    [one] Accept the place
   *[other] Accept the places
}
reg-own-pass-on = No, thank you
reg-own-call-off = We cannot come
reg-own-leave = Leave the waiting list
reg-call-off-title = Call the registration off?
reg-call-off-lead-places = Your places go to others at once, and cannot be had back if all are taken. You get an e-mail that says so. If the entry stands in your calendar, it disappears by itself.
reg-call-off-lead-waiting = You lose your place in the waiting list. You get an e-mail that says so.
reg-call-off-button = Call it off
reg-call-off-keep = Keep it
reg-call-off-hint = This is about everybody named above. If only some of you cannot come:
reg-own-change = Change who comes
reg-own-changes-close = You can change this here until { $when }.
reg-own-changes-closed = Changes here were possible until { $when }. Please write to the contact below if something is different now.
reg-own-unnamed = { $count ->
    [one] One name is still missing.
   *[other] { $count } names are still missing.
}
reg-own-unnamed-link = Name them now
reg-own-news-changed = Your change is made. We have sent you an e-mail with everybody who comes now.
reg-own-news-too-late = This can no longer be changed here. Please write to the contact below.
reg-entrance = Code for the entrance
reg-entrance-hint = Show this at the entrance, on the screen or on paper.
reg-people-title = Change who comes
reg-people-lead = Correct names, fill in those that are missing, add people as long as there are places, put somebody in the place of another, or remove them. You see what will happen before it does.
reg-people-preview = Show what will change
reg-people-keep = Leave it as it is
reg-people-stale = Something was changed meanwhile. This is how your registration stands now; nothing of what you typed was done.
reg-people-full = { $free ->
    [0] No places are free for more people. Nothing was changed.
    [one] Only one place is free for more people. Nothing was changed.
   *[other] Only { $free } places are free for more people. Nothing was changed.
}
reg-people-code = { $free ->
    [0] The code by which you have signed up is not good for more people. Nothing was changed.
    [one] The code by which you have signed up is good for only one more person. Nothing was changed.
   *[other] The code by which you have signed up is good for only { $free } more people. Nothing was changed.
}
reg-people-closed = Registration has closed, so nobody can be added any more. You can still put somebody in the place of another. Nothing was changed.
reg-people-waits = As long as you wait for places, your group can become smaller, but not larger. Nothing was changed.
reg-people-too-many = Very many e-mails to these addresses were asked for in the last hour. Nothing was changed. Please try again later, or write to the contact below; what you typed is kept.
reg-preview-title = Please check what will change
reg-preview-come = Comes now
reg-preview-go = Does not come any more
reg-preview-stay = Stays as it is
reg-preview-unnamed = Names to follow
reg-preview-unnamed-before = (before: { $count })
reg-preview-persons = { $count ->
    [0] nobody
    [one] one person
   *[other] { $count } people
}
reg-preview-mail = is told by e-mail
reg-preview-you = You get an e-mail with everybody who comes.
reg-preview-places = Places that become free go to others at once.
reg-preview-nothing = Nothing is different from how it is now.
reg-preview-act = Make this change
reg-preview-back = Go on editing
reg-me-confirmed-title = You are registered
reg-me-confirmed-lead = { $name } has registered you. We look forward to seeing you.
reg-me-ended-title = You are not registered
reg-me-ended-lead = The registration that { $name } made for you no longer counts.
reg-me-cancelled-title = This forum has been cancelled
reg-me-cancelled-lead = It will not take place. There is nothing you need to do.
reg-me-by = Registered by
reg-me-take-off = I am not coming
reg-me-news-taken-off = Your name has been taken off. We have told whoever had registered you, and you get an e-mail that says so.
reg-me-news-too-late = This can no longer be changed here. Please write to the contact below.
reg-new-link = Somebody else has this link?
reg-new-link-title = A new link
reg-new-link-lead = We send a new link by e-mail to the address of this registration. Every link that you have had so far, this one included, works no more.
reg-new-link-button = Send me a new link
reg-new-link-keep = Keep this link
reg-new-link-done = A new link is on its way by e-mail. The old ones work no more.
reg-take-off-title = Take your name off?
reg-take-off-lead = Your place goes to others at once. { $name } is told by e-mail, and the entry in your calendar disappears by itself.
reg-take-off-button = Take my name off
reg-take-off-keep = I am coming

reg-staff-title = Forums and registrations
reg-staff-forum = Forum
reg-staff-state = Status
reg-staff-state-draft = Draft
reg-staff-state-published = Published
reg-staff-state-cancelled = Cancelled
reg-staff-confirmed = Confirmed registrations
reg-staff-pending = Unconfirmed registrations
reg-staff-expired = Not confirmed in time
reg-staff-waiting = On the waiting list
reg-staff-offered = Offered places
reg-staff-is-waiting = waiting
reg-staff-is-offered = offered
reg-staff-places = Places taken
reg-staff-taken = { $taken } of { $capacity }
reg-staff-none = There is no forum yet.
reg-staff-none-next = Put one online with `kontor forum apply FILE`; `kontor forum sample` prints a file to begin with.
reg-staff-page = Public page
reg-staff-registrations = Registrations
reg-staff-nobody = Nobody has registered yet.
reg-staff-nobody-next = Whoever signs up on the public page appears here at once.
reg-staff-unnamed = { $count ->
    [one] 1 name to follow
   *[other] { $count } names to follow
}
reg-staff-name = Name
reg-staff-since = Since
reg-staff-is-pending = not confirmed
reg-staff-is-confirmed = confirmed
reg-staff-is-expired = expired
reg-staff-until = held until { $until }
reg-staff-older = Older registrations
reg-inv-title = Invitations
reg-inv-invited = Invited, no answer
reg-inv-answered = Signed up
reg-inv-declined = Declined
reg-inv-withdrawn = Withdrawn
reg-inv-invite = Invite
reg-inv-hint = Everybody on the list gets an e-mail with a personal link that fills the form in. Whoever is invited already gets no second one. About 500 rows can be pasted; a file may have 50,000.
reg-inv-list = List
reg-inv-list-hint = Copied from a spreadsheet, with the names of the columns in the first line: e-mail, name (or first name and last name), organisation, language, country.
reg-inv-file = Or as a file
reg-inv-file-hint = CSV, as a spreadsheet exports it, up to 50,000 rows and 16 MB. If one is chosen, it alone counts.
reg-inv-invite-button = Invite
reg-inv-try-button = Only check
reg-inv-done =
    { $count ->
        [0] Nobody new has been invited.
        [one] One person is invited.
       *[other] { $count } people are invited.
    }
reg-inv-would =
    { $count ->
        [0] Nobody new would be invited.
        [one] One person would be invited.
       *[other] { $count } people would be invited.
    }
reg-inv-already-invited =
    { $count ->
        [one] One person was invited already.
       *[other] { $count } were invited already.
    }
reg-inv-already-signed-up =
    { $count ->
        [one] One person has signed up already.
       *[other] { $count } have signed up already.
    }
reg-inv-line = Line { $line }:
reg-inv-more-broken = and { $count } more lines in which something is wrong
reg-inv-column-row = Row
reg-inv-column-email = E-mail
reg-inv-column-name = Name
reg-inv-column-organisation = Organisation
reg-inv-column-language = Language
reg-inv-column-country = Country
reg-inv-error-too-large = The list is larger than 16 MB. Please divide it.
reg-inv-error-too-many-rows = The list has more than 50,000 rows. Please divide it.
reg-inv-error-empty = The list is empty.
reg-inv-error-no-addresses = No column is named as that of the addresses. The first line names the columns, such as email;name;organisation;language;country.
reg-inv-error-no-names = No column is named as that of the names: name, or first name and last name.
reg-inv-error-unknown-forum = There is no such forum.
reg-inv-error-not-published = The forum is not published; whoever is invited would not find its page.
reg-inv-error-cancelled = The forum is cancelled.
reg-inv-error-closed = Registration has closed; whoever is invited could not sign up any more.
reg-inv-who = Who is invited
reg-inv-since = Since
reg-inv-is-invited = no answer
reg-inv-is-answered = signed up
reg-inv-is-declined = declined
reg-inv-is-withdrawn = withdrawn
reg-inv-more = More invitations
reg-inv-nobody = Nobody is invited yet.
reg-inv-nobody-next = Paste a list above, or invite with `kontor forum invite NAME --list FILE`.
reg-inv-so-far = { $count ->
    [one] Only the first row is done yet
   *[other] Only the first { $count } rows are done yet
}: the list is long. Send the same list once more to go on; nobody is invited twice.
reg-inv-so-far-would = { $count ->
    [one] Only the first row was looked at
   *[other] Only the first { $count } rows were looked at
}: the list is long. All of them are gone through when you invite, in several goes if need be.
reg-inv-choose-again = To invite them, choose the file once more: it is too long to stand in the form.
reg-inv-withdraw = Withdraw
reg-inv-withdraw-act = Withdraw the invitation
reg-inv-withdraw-effect = The personal link works no more, and nobody is reminded. No e-mail says so.
reg-inv-withdrawn-done = The invitation has been withdrawn.
reg-inv-whom = Who
reg-inv-codes = Codes for partners
reg-inv-code-for = For
reg-inv-code-uses = Registrations
reg-inv-code-places = Places
reg-code-none = There are no codes for this forum yet.
reg-code-hint = A code lets the people of a partner sign up: give it, or the link with it, to the partner.
reg-code-new = Make a code
reg-code-name = For whom
reg-code-name-hint = Such as “Chamber of Lyon”. Only the office reads it.
reg-code-uses = Most registrations
reg-code-places = Most places of all of them
reg-code-make = Make the code
reg-code-made = The code for { $name }: { $code }
reg-code-link = Its link:
reg-code-left = ({ $count } left)
reg-code-end = End
reg-code-end-act = End the code
reg-code-end-effect = Nobody else can sign up with it. Whoever has come by it stays signed up. It cannot be taken back; you can make a new code.
reg-code-ended = The code has been ended.
reg-code-is-ended = ended
reg-code-too-many = A forum has at most 200 codes.
reg-code-wrong-name = Enter for whom the code is, in one line.
reg-code-wrong-uses = For the registrations, enter a whole number from 1 to { $most }, or nothing.
reg-code-wrong-places = For the places, enter a whole number from 1 to { $most }, or nothing.

reg-change = Change
reg-change-title = Change the forum
reg-change-hint = Everybody who is signed up and goes by one of these is told by e-mail, with old and new. You see beforehand who.
reg-change-state = Status
reg-change-starts = Beginning
reg-change-starts-hint = If you change only the beginning, the forum lasts as long as before, and the registration deadline moves by as many days.
reg-change-ends = End
reg-change-closes = Registration closes
reg-change-changes-hint = Until when whoever signed up may change who comes, or call off, by their link. Empty: until the forum begins ({ $zone }).
reg-change-until-it-begins = until the forum begins
reg-change-field-title = Title ({ $language })
reg-change-format = Format
reg-change-format-on_site = on site
reg-change-format-online = online
reg-change-format-hybrid = on site and online
reg-change-venue = House or room ({ $language })
reg-change-address = Address
reg-change-link = Link to join
reg-change-capacity = Places
reg-change-next = Next
reg-change-preview = This changes
reg-change-what = What
reg-change-what-state = Status
reg-change-what-title = Title
reg-change-what-description = Description
reg-change-what-starts = Beginning
reg-change-what-ends = End
reg-change-what-registration_opens = Registration opens
reg-change-what-changes_close = Changes possible until
reg-change-what-registration_closes = Registration closes
reg-change-what-format = Format
reg-change-what-venue = House or room
reg-change-what-online_url = Link to join
reg-change-what-capacity = Places
reg-change-before = Before
reg-change-now = New
reg-change-told =
    { $count ->
        [0] Nobody gets an e-mail.
        [one] One person gets an e-mail:
       *[other] { $count } people get an e-mail:
    }
reg-change-told-line = { $count } in { $language }
reg-change-told-waiting = ({ $count } of them on the waiting list)
reg-change-told-invited = ({ $count } of them invited and silent)
reg-change-over = { $count } more places are taken than there will be. Nobody loses theirs.
reg-change-note = A few words with it ({ $language })
reg-change-silent = Tell nobody (only a misprint)
reg-change-do = Change it and tell them
reg-change-do-quietly = Change it
reg-change-back = Back
reg-change-done = The forum was changed.
reg-change-nothing = Nothing has changed.
reg-change-outdated = Somebody else has changed the forum in the meantime. This is how it is now; please look through it.
reg-change-wrong-time = Please write date and time, such as 2027-03-01T12:00.

problem-unknown-forum = There is no such forum
    .detail = The address may be mistyped, or the forum is not published. The start page lists all forums.
problem-registration-not-open = Registration is not open yet
    .detail = The page of the forum says when it opens. You are not registered.
problem-registration-closed = Registration has closed
    .detail = You are not registered. Please write to the contact on the forum’s page.
problem-forum-cancelled = This forum has been cancelled
    .detail = Registration is no longer possible.
problem-forum-not-published = This forum is not open at the moment
    .detail = Its page is being worked on. Please try again later, or write to us.
problem-forum-changed = The forum has changed
    .detail = Please read the details again and send the form again.
problem-forum-full = There are not enough places
    .detail = There are not enough free places for so many people, or none at all. You are not registered; please sign up fewer people, or try again later.
problem-group-too-large = The group is larger than the forum
    .detail = This forum has fewer places than you have named people. You are not registered; please sign up fewer people.
problem-too-many-sign-ups = Too many registrations at once
    .detail = A very large number of registrations came from your connection or with this e-mail domain in the last hour. Please try again later.
problem-unknown-link = We do not know this link
    .detail = It may be incomplete: please copy the whole link from the e-mail. If it is more than a month old, please sign up again on the page of the forum.
problem-expired-link = This link has expired
    .detail = The place is free again. Please sign up again on the page of the forum.
problem-by-invitation-only = This forum is by invitation only
    .detail = You are not registered. Whoever has the link of an invitation, or the code of a partner, can sign up.
problem-invitation-used = Somebody has signed up with this invitation
    .detail = Each invitation is for one registration. You are not registered.
problem-invitation-withdrawn = This invitation is no longer valid
    .detail = Please write to the office that invited you.
problem-unknown-invitation = There is no such invitation
    .detail = It may have been answered or withdrawn in the meantime.
problem-invitation-answered = Somebody has signed up with this invitation
    .detail = It cannot be withdrawn any more. Call the registration off instead.
problem-unknown-code = We do not know this code
    .detail = It is not valid for this forum. Please check that it is complete. You are not registered.
problem-code-used-up = This code has been used up
    .detail = It is not enough for so many people. You are not registered; please ask the partner who gave it to you.
problem-idempotency-key-reused = This idempotency key belongs to another request
    .detail = Repeat the same request, or use a new key for a new one.
problem-invalid-idempotency-key = The idempotency key cannot be used
    .detail = Send 1 to 255 visible ASCII characters without spaces.

error-required = Please fill this in.
error-too-long = This is too long; the limit is 200 characters.
error-control-character = Please remove line breaks and invisible characters.
error-invalid-email = No e-mail can be sent to this address. It should look like name@example.org.
error-invalid-language = This is not a language tag such as de, fr or zh-Hans.
error-invalid-country = This is not a country code such as DE or CN.
error-nobody-takes-part = Please say who takes part: yourself, others by name, or how many whose names follow.
error-too-many-participants = One registration has at most 50 participants, those included whose names follow.
error-duplicate = This purpose is given twice.
error-too-many = These are too many at once; please divide them.
error-open-quote = A quotation mark is not closed on its line.
error-named-twice = This person is named twice.
error-invalid-slug = This cannot be a name in addresses.
error-invalid-line = Please write one line of text here.
error-invalid-link = A link begins with https:// or http://.
error-out-of-range = This number is too small or too large.
error-invalid-languages = Please name each language once.
error-untitled-language = The title is missing in one of the forum’s languages.
error-other-zone = All times of a forum are in one time zone.
error-ends-too-early = The end is not after the beginning.
error-closes-too-late = Registration closes after the forum has ended.
error-changes-close-too-late = Changes are possible until it begins at most.
error-opens-too-late = Registration does not open before it closes.
error-venue-missing = Please say where the forum takes place.
error-venue-online = An online forum has no place.
error-link-on-site = A forum on site has no link to join.
error-in-the-past = This beginning has already passed.
