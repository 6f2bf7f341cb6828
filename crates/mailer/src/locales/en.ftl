# Mails. Names and titles arrive escaped; texts may use the Markdown of the templates.
mail-greeting = Dear { $name },
mail-greeting-nameless = Hello,
mail-what = Forum:
mail-when = When:
mail-where = Where:
mail-online = Online:
mail-page = Web page:
mail-closing = Kind regards
mail-contact = Questions?
mail-why = You are receiving this e-mail because somebody registered with this address. It contains no advertising and does not track you.
mail-confirm-button = Confirm registration
mail-held-until = We are holding your place until { $until }. After that it will be released.
mail-others-add = To add them, please reply to this e-mail.
mail-others =
    { $count ->
        [one] This person was newly named but is not registered:
       *[other] These people were newly named but are not registered:
    }
mail-not-held = Many people are signing up at the moment, so we cannot hold your place yet: places go to those who confirm first. The link works until { $until }.

mail-address-check-subject = Please confirm: “{ $title }”
mail-address-check-heading = One more click
mail-address-check-intro = Somebody used this address to sign up for **“{ $title }”**. Please confirm that it is yours; your registration is not valid until you do.
mail-address-check-not-you = If this was not you, there is nothing you need to do: without confirmation the registration lapses.

mail-confirmation-subject = Confirmed: “{ $title }”
mail-confirmation-heading = You are registered
mail-confirmation-intro = Your registration for **“{ $title }”** is confirmed. We look forward to seeing you.
mail-participants =
    { $count ->
        [one] One person is taking part:
       *[other] { $count } people are taking part:
    }
mail-unnamed-and =
    { $count ->
        [one] and one person whose name follows
       *[other] and { $count } people whose names follow
    }
mail-unnamed-only =
    { $count ->
        [one] One person whose name follows
       *[other] { $count } people whose names follow
    }
mail-unnamed-later =
    { $count ->
        [one] One name is still missing. Please add it there as soon as you know it.
       *[other] { $count } names are still missing. Please add them there as soon as you know them.
    }
mail-confirmation-calendar = The calendar entry is attached.
mail-confirmation-calendar-others = The calendar entry is attached. Please forward it to everybody who is taking part; nothing is put into your own calendar.
mail-confirmation-change = If you cannot come after all, please reply to this e-mail.

mail-own-button = Open my registration
mail-own-cannot = If you cannot come after all, please say so there: your place goes to somebody else at once.
mail-own-leave = If you no longer want to wait, please say so there.
mail-confirmation-change-by-link = There you see how your registration stands, change who comes, or call it off if you cannot come after all, so that somebody else can.
mail-waiting-list-subject = On the waiting list: “{ $title }”
mail-waiting-list-heading = You are on the waiting list
mail-waiting-list-intro = All places at **“{ $title }”** are taken. You are number { $position } in line.
mail-waiting-list-next = When places become free for you, we write to you at once and keep them for a while. You do not need to do anything until then.
mail-waiting-list-leave = The link always shows where you stand. There you can also leave the waiting list.
mail-offer-subject = A place for you: “{ $title }”
mail-offer-heading = There is a place for you
mail-offer-intro = { $count ->
    [one] A place has become free at **“{ $title }”**, and it is your turn.
   *[other] { $count } places have become free at **“{ $title }”**, and it is your turn.
}
mail-offer-until = Please accept by { $until }. After that the offer goes to the next in line.
mail-offer-button = Accept or pass on
mail-offer-pass-on = You cannot come? Then please pass them on by the same link, so that somebody else hears soon.
mail-offer-passed-subject = No longer on the waiting list: “{ $title }”
mail-offer-passed-heading = The offer has passed
mail-offer-passed-intro = The places that we kept for you at **“{ $title }”** were not accepted in time and are free for others again. You are no longer on the waiting list.
mail-offer-passed-again = Would you still like to come? As long as registration is open, you can sign up again:

mail-no-places-subject = No places became free: “{ $title }”
mail-no-places-heading = No places became free
mail-no-places-intro = Registration for **“{ $title }”** has closed, and no places became free for you in time. You are no longer on the waiting list. We are sorry that it did not work out this time.
mail-called-off-subject = Called off: “{ $title }”
mail-called-off-heading = Your registration has been called off
mail-called-off-intro = Your registration for **“{ $title }”** has been called off by the link in our e-mail.
mail-called-off-intro-others = Nobody whom you had registered for **“{ $title }”** is coming any more, so the registration has been called off.
mail-called-off-calendar = The entry disappears from your calendar by itself; if yours does not do that, please delete it.
mail-called-off-calendar-others = Please tell everybody to whom you forwarded the calendar entry.
mail-called-off-not-you = If this was not you, please reply to this e-mail at once.

mail-signed-up-subject = You are registered: “{ $title }”
mail-signed-up-heading = You are registered
mail-signed-up-heading-again = You have been named once more
mail-signed-up-intro = { $by } has registered you for **“{ $title }”**. We look forward to seeing you.
mail-signed-up-intro-again = { $by } has named you for **“{ $title }”**, too. You take part already, and nothing changes for you. If one place for you is enough, take your name off here.
mail-signed-up-organisation = Registered for: { $organisation }
mail-signed-up-somebody = Somebody
mail-signed-up-change = There you see what you are registered for. If you are not coming, or did not want this, take your name off; whoever registered you is told.

mail-taken-off-subject = No longer registered: “{ $title }”
mail-taken-off-heading = You are no longer registered
mail-taken-off-intro = The registration for **“{ $title }”** that { $by } had made no longer includes you.
mail-taken-off-intro-own = You have taken your name off the registration for **“{ $title }”**.

mail-registration-changed-subject = Changed: “{ $title }”
mail-registration-changed-heading = Your registration has been changed
mail-registration-changed-intro = Your registration for **“{ $title }”** has been changed by the link in our e-mail.
mail-registration-changed-intro-others = Somebody whom you had registered for **“{ $title }”** is not coming.
mail-registration-changed-come = Comes now:
mail-registration-changed-go = Does not come any more:
mail-registration-changed-all = Everybody who comes:

mail-already-registered-subject = You are already registered: “{ $title }”
mail-already-registered-heading = You are already registered
mail-already-registered-intro = Somebody, probably you, has just asked about **“{ $title }”** or signed up with this address again. Your registration is already confirmed.
mail-already-waiting-intro = Somebody, probably you, has asked again about **“{ $title }”** with this address. You are on the waiting list.
mail-already-registered-nothing = Your registration has not changed.
mail-still-pending-subject = Please confirm: “{ $title }”
mail-still-pending-heading = Your registration is waiting for you
mail-still-pending-intro = Somebody, probably you, has just tried to sign up for **“{ $title }”** with this address again. The first registration has not been confirmed yet; here is the link once more.

mail-confirm-reminder-subject = Not confirmed yet: “{ $title }”
mail-confirm-reminder-heading = One click is still missing
mail-confirm-reminder-intro = This address was used to sign up for **“{ $title }”**, and nobody has confirmed it yet. Here is the link once more.
mail-confirm-reminder-once = We will not remind you again.

mail-participant-reminder-begins-subject =
    { $days ->
        [0] Today: “{ $title }”
        [1] Tomorrow: “{ $title }”
       *[other] In { $days } days: “{ $title }”
    }
mail-participant-reminder-begins-intro =
    { $days ->
        [0] You are registered, and today is the day: it begins on { $when }.
        [1] You are registered, and tomorrow is the day: it begins on { $when }.
       *[other] You are registered, and it begins in { $days } days, on { $when }.
    }
mail-participant-reminder-ends-subject =
    { $days ->
        [0] Ends today: “{ $title }”
        [1] Ends tomorrow: “{ $title }”
       *[other] Ends in { $days } days: “{ $title }”
    }
mail-participant-reminder-ends-intro = You are taking part; the forum ends on { $when }.
mail-participant-reminder-closes-subject =
    { $days ->
        [0] Registration closes today: “{ $title }”
        [1] Registration closes tomorrow: “{ $title }”
       *[other] Registration closes in { $days } days: “{ $title }”
    }
mail-participant-reminder-closes-intro = You are registered. Registration closes on { $when }; until then others can still join you.
mail-participant-reminder-changes-subject =
    { $days ->
        [0] Changes only today: “{ $title }”
        [1] Changes only until tomorrow: “{ $title }”
       *[other] Changes for { $days } more days: “{ $title }”
    }
mail-participant-reminder-changes-intro = You are registered. You can change your registration until { $when }.
mail-participant-reminder-over-subject = After “{ $title }”
mail-participant-reminder-over-intro = Thank you for being part of it.

mail-waiting-reminder-subject = Still on the waiting list: “{ $title }”
mail-waiting-reminder-heading = You are still on the waiting list
mail-waiting-reminder-intro = No place for **“{ $title }”** has become free for you so far. Please do not travel in the hope of one.
mail-waiting-reminder-offer = If a place becomes free, we offer it to you by e-mail at once.
mail-waiting-reminder-leave = If you do not want to wait any longer, please reply to this e-mail.
mail-names-reminder-subject =
    { $count ->
        [one] One name is missing: “{ $title }”
       *[other] { $count } names are missing: “{ $title }”
    }
mail-names-reminder-heading = Names are still missing
mail-names-reminder-intro =
    { $count ->
        [one] At **“{ $title }”** you have a place for one person whose name we do not know yet.
       *[other] At **“{ $title }”** you have places for { $count } people whose names we do not know yet.
    }
mail-names-reminder-until = Names can be added until: { $until }
mail-names-reminder-fewer = Please add who comes there. If fewer people come after all, please give their places back, so that others can come.
mail-names-reminder-reply = Please reply to this e-mail with the names.

mail-organizer-numbers-subject =
    { $persons ->
        [0] Nobody yet: “{ $title }”
        [one] One person: “{ $title }”
       *[other] { $persons } people: “{ $title }”
    }
mail-organizer-numbers-heading = How many are coming to “{ $title }”
mail-organizer-numbers-intro = The numbers of { $at }:
mail-organizer-numbers-persons =
    { $count ->
        [0] nobody takes part so far
        [one] one person takes part
       *[other] { $count } people take part
    }
mail-organizer-numbers-unnamed =
    { $count ->
        [one] the name of one of them is still missing
       *[other] the names of { $count } of them are still missing
    }
mail-organizer-numbers-confirmed =
    { $count ->
        [0] no registration is confirmed
        [one] one registration is confirmed
       *[other] { $count } registrations are confirmed
    }
mail-organizer-numbers-unconfirmed =
    { $count ->
        [0] none still waits for confirmation
        [one] one still waits for confirmation
       *[other] { $count } still wait for confirmation
    }
mail-organizer-numbers-why = You are receiving this e-mail because this address is the contact of the forum.

mail-moment-corrected-subject =
    { $moment ->
        [registration_closes] New deadline: “{ $title }”
        [changes_close] New deadline for changes: “{ $title }”
        [ends] New end: “{ $title }”
       *[starts] New time: “{ $title }”
    }
mail-moment-corrected-heading =
    { $moment ->
        [registration_closes] The deadline has changed
        [changes_close] The deadline for changes has changed
        [ends] The end has changed
       *[starts] The time has changed
    }
mail-moment-corrected-intro =
    { $moment ->
        [registration_closes] We had named another deadline for **“{ $title }”**. Please take note of the new one.
        [changes_close] We had named another deadline for changes to **“{ $title }”**. Please take note of the new one.
        [ends] We had named another end of **“{ $title }”**. Please take note of the new one.
       *[starts] We had named another time for **“{ $title }”**. Please take note of the new one.
    }
mail-moment-corrected-old = So far:
mail-moment-corrected-new = Now:
mail-invited-why = You are receiving this e-mail because { $organizer } has invited you. It contains no advertising and does not track you.
mail-invited-subject = Invitation: “{ $title }”
mail-invited-heading = You are invited
mail-invited-intro = { $organizer } has the pleasure of inviting you to **“{ $title }”**.
mail-invited-button = Sign up
mail-invited-until = You can sign up until { $until }. The link is for you personally; your details are filled in already.
mail-invited-decline = You cannot come?
mail-invited-decline-link = Decline the invitation
mail-invited-reminder-subject = Waiting for your answer: “{ $title }”
mail-invited-reminder-heading = May we expect you?
mail-invited-reminder-intro = We have invited you to **“{ $title }”** and have not heard from you yet.
mail-invited-reminder-until = Registration closes: { $until }
mail-before = Before
mail-now = Now
mail-what-state = Status
mail-what-title = Title
mail-what-time = Date and time
mail-what-format = Format
mail-what-place = Place
mail-what-link = Link to join
mail-what-deadline = Registration closes
mail-state-of-forum-on = takes place
mail-state-of-forum-off = cancelled
mail-format-on_site = on site
mail-format-online = online
mail-format-hybrid = on site and online
mail-forum-changed-subject = Changed: “{ $title }”
mail-forum-moved-subject = New date: “{ $title }”
mail-forum-reinstated-subject = Going ahead after all: “{ $title }”
mail-forum-changed-heading = Something has changed
mail-forum-reinstated-heading = The forum is going ahead after all
mail-forum-changed-intro = You are signed up for **“{ $title }”**. Something about it has changed; your registration still stands.
mail-forum-changed-intro-waiting = You are on the waiting list for **“{ $title }”**. Something about it has changed; you stay on the list.
mail-forum-changed-intro-invited = We have invited you to **“{ $title }”**. Something about it has changed.
mail-forum-as-of-now = This is how things stand now:
mail-forum-changed-calendar = The entry in your calendar changes by itself with this e-mail. If it does not, please open the attachment.
mail-forum-changed-calendar-others = The new calendar entry is attached. Please pass it on to everybody who is taking part.
mail-forum-changed-cannot = Can you no longer come? Then please reply to this e-mail; somebody else will be glad of the place.
mail-forum-changed-cannot-waiting = Can you no longer come? Then please reply to this e-mail, and we will take you off the list.
mail-forum-changed-invited = The link in our invitation still works: there you sign up or decline.
mail-forum-cancelled-subject = Cancelled: “{ $title }”
mail-forum-cancelled-heading = The forum is cancelled
mail-forum-cancelled-intro = Unfortunately, **“{ $title }”** will not take place.
mail-forum-cancelled-was = It was planned for:
mail-forum-cancelled-nothing = You need not do anything: your registration has ended with it.
mail-forum-cancelled-invited = You need not do anything: our invitation no longer stands.
mail-forum-cancelled-calendar = The entry disappears from your calendar by itself with this e-mail. If it does not, please open the attachment.
mail-forum-cancelled-calendar-others = Please let everybody know whom you signed up. The attachment removes the entry from their calendars.

mail-staff-why = You are receiving this e-mail because you have a staff account with us.
mail-account-link-until = The link works once, until { $until }.
mail-invitation-subject = Your account: { $office }
mail-invitation-heading = Welcome
mail-invitation-intro = An account was made for you at **{ $office }**. Choose a password; you then sign in with your address.
mail-invitation-button = Choose a password
mail-invitation-not-you = If this means nothing to you, delete this e-mail: nobody gets into the account without the link.
mail-reset-subject = New password: { $office }
mail-reset-heading = New password
mail-reset-intro = Somebody, probably you, asked for a new password for your account at **{ $office }**. Choose it by this link. You will then be signed out everywhere.
mail-reset-button = Choose a new password
mail-reset-not-you = If this was not you, there is nothing you need to do: your present password stays as it is.
mail-password-changed-subject = Your password was changed: { $office }
mail-password-changed-heading = Your password was changed
mail-password-changed-intro = The password of your account was changed on { $at }. You are now signed out everywhere else.
mail-password-changed-not-you = If this was not you, ask for a new password on the sign-in page at once, and tell your administrator.

mail-calendar-online = Join online: { $url }
mail-calendar-contact = Contact: { $name }, { $email }

# The mail log of the staff.
mail-log-title = E-mail log
mail-log-state = Status
mail-log-forum = Forum
mail-log-registration = Registration
mail-log-standing = How it stands now
mail-standing-waiting = waits to be confirmed
mail-standing-listed = on the waiting list
mail-standing-offered = places are offered
mail-standing-confirmed = confirmed
mail-standing-over = over: not confirmed in time, or called off
mail-standing-invited = invited, no answer
mail-log-recipient = To
mail-log-kind = E-mail
mail-log-created = Requested
mail-log-changed = Last change
mail-log-due = Next attempt
mail-log-any = All
mail-log-show = Show
mail-log-older = Older e-mails
mail-log-none = No e-mails match.
mail-log-empty = No e-mail has been written yet.
mail-log-empty-next = As soon as somebody signs up, their e-mails are listed here with what became of them.
mail-log-reached = got as far as: { $phase }
mail-log-views = Ways to see this e-mail
mail-log-view-html = Formatted
mail-log-asked = This e-mail will be sent in a moment.
mail-log-search-hint = Name, address, company or number of a registration
mail-log-relay-down = No e-mail can leave at the moment:
mail-log-waiting = On their way:
mail-log-waiting-line = { $count } { $state }, the oldest since { $since }
mail-log-copy-hint = A new e-mail with today’s details will be sent.
mail-log-wrong-id = This is not the number of a registration: that begins with reg_, followed by 32 characters.
mail-log-attempts = Attempts
mail-log-as-sent = As it was sent
mail-log-as-planned = As it would be sent now
mail-log-html = The e-mail as formatted text
mail-log-own-page = Open it on a page of its own
mail-log-text = As plain text
mail-log-calendar = Calendar entry
mail-log-calendar-file = Download the calendar entry
mail-log-source = Download the e-mail with all its headers
mail-log-not-written = This e-mail cannot be shown yet: its forum is not known here so far, or its template is broken.
mail-log-send-again = Send again
mail-log-sure = It may have arrived already. The recipient then gets it a second time.
mail-log-uncertain-hint = Nobody knows whether the mail server accepted this e-mail. If you send it again, it may arrive twice.
mail-kind-address_check = Address check
    .about = Asks the owner of an address whether a registration is theirs, right after it was made.
mail-kind-confirmation = Confirmation
    .about = Says that a registration counts, with the calendar entry.
mail-kind-already_registered = Second registration
    .about = Says how things stand when an address is used a second time.
mail-kind-forum_changed = Change
    .about = Shows old and new when time, place, format, link, title or deadline have changed.
mail-kind-forum_cancelled = Cancellation
    .about = Tells everybody who has signed up that the forum will not take place.
mail-kind-waiting_list = Waiting list
    .about = Says that somebody is on the waiting list, and where in it.
mail-kind-offer = Offer of places
    .about = Offers places that have become free to somebody on the waiting list.
mail-kind-offer_passed = Offer passed
    .about = Says that offered places were not accepted in time.
mail-kind-no_places = No places became free
    .about = Says that registration has closed and that no places became free.
mail-kind-called_off = Called off
    .about = Says that a registration was called off, and takes its entry out of the calendar.
mail-kind-registration_changed = Change of participants
    .about = Tells the contact who takes part now, after a change.
mail-kind-signed_up = Signed up by a contact
    .about = Tells somebody that a contact has signed them up, with their own calendar entry and link.
mail-kind-taken_off = Taken off
    .about = Tells somebody whom a contact had signed up that they no longer take part.
mail-kind-account_link = Staff account
    .about = Invites one of the staff, or leads them to a new password.
mail-kind-password_changed = Password changed
    .about = Tells one of the staff that their password was changed.
mail-kind-confirm_reminder = Reminder to confirm
    .about = Reminds whoever has not confirmed their registration, before it lapses.
mail-kind-participant_reminder = Reminder
    .about = Reminds whoever takes part: of the beginning, the end, a deadline, or afterwards.
mail-kind-waiting_reminder = Still waiting
    .about = Tells whoever still waits, shortly before the forum, that no place has become free.
mail-kind-names_reminder = Names missing
    .about = Reminds whoever has places for people whose names are still missing, as long as they can be added.
mail-kind-organizer_numbers = Numbers for the organiser
    .about = Tells the organiser how many are coming.
mail-kind-moment_corrected = Correction of a date
    .about = Corrects a date that somebody was told and that is no longer so.
mail-kind-invitation = Invitation
    .about = Invites somebody on the office’s list, with a personal link.
mail-kind-invitation_reminder = Reminder of the invitation
    .about = Reminds whoever is invited and has not answered.
mail-samples-title = E-mails by kind
mail-samples-intro = Every e-mail that is sent from here, in every language, written from invented data. Nobody gets any of them.
mail-samples-when = What it says, and when
mail-samples-look = Look at it in
mail-samples-own = your own template
mail-samples-data = The data it is written from
mail-samples-data-ordinary = Ordinary data
mail-samples-data-strangest = Longest and strangest data
mail-samples-data-barest = Only what must be
mail-samples-language = Language
mail-samples-number = Example
mail-samples-template = Template
mail-samples-subject = Subject
mail-state-ready = waiting
mail-state-claimed = being sent
mail-state-handed_over = with the mail server
mail-state-sent = sent
mail-state-deferred = will be retried
mail-state-failed = failed
mail-state-uncertain = uncertain
mail-state-superseded = no longer needed
mail-phase-connect = connecting
mail-phase-auth = login
mail-phase-mail = sender
mail-phase-recipient = recipient
mail-phase-data = start of the message
mail-phase-body = message
mail-phase-dot = end of the message

# Reminders, for the staff.
reminders-title = Reminders
reminders-views = Views of the reminders
reminders-view-list = List
reminders-view-month = Month
reminders-months = Months
reminders-month-before = Previous month
reminders-month-next = Next month
reminders-month-today = Today
reminders-month-clock = by the clock of { $zone }
reminders-month-none = No reminder is due in this month.
reminders-month-own = To each at a time of their own
reminders-people-all = { $count ->
    [0] nobody
    [one] 1 person
   *[other] { $count } people
}
reminders-people-at-least = { $count ->
    [one] at least 1 person
   *[other] at least { $count } people
}
reminders-what = Reminder
reminders-due = Due
reminders-wrote = Written
reminders-to-come = To come
reminders-rule = Rule
reminders-not-after = Of use until
reminders-first = The first gets it
reminders-last = The last gets it
reminders-own-hold = before each hold ends
reminders-at-least = at least { $count }
reminders-none = Nobody will be reminded of anything.
reminders-none-next = As soon as a forum is published, its reminders are listed here with the day on which they are due.
reminders-people = To whom
reminders-person = Registration
reminders-decision = What happens
reminders-their-time = By their own clock
reminders-goes = gets it
reminders-to-invited = Invited and silent
reminders-to-unconfirmed = Not confirmed yet
reminders-to-waiting = On the waiting list
reminders-to-confirmed = Taking part
reminders-to-incomplete = Names are missing
reminders-to-organizer = The organiser’s numbers
reminders-state-planned = planned
reminders-state-under_way = going out
reminders-state-done = done
reminders-state-paused = paused
reminders-state-skipped = left out
reminders-state-withheld = held back
reminders-state-never = will not come
reminders-why-paused = The rule stands still.
reminders-why-cancelled = The forum is cancelled.
reminders-why-not-published = The forum is not shown to the public.
reminders-why-before-publication = It was due before the forum was published.
reminders-why-skipped-by-office = You decided so.
reminders-why-no-such-moment = The date cannot be.
reminders-why-due-after-its-latest-moment = It would be due when it is no longer of use.
reminders-why-nothing-to-do-by-then = Nobody could do anything about it by then.
reminders-why-the-next-rule-is-due = The next rule is due by then.
reminders-skip-withheld = Nobody gets it
reminders-skip-not-concerned = It does not concern them
reminders-skip-unreachable = No e-mail can reach them
reminders-skip-done = Has got it
reminders-skip-corrected-first = Is told of the change first
reminders-skip-joined-late = Joined, or was told, only just before
reminders-skip-too-late = It would be too late
reminders-timed-as-planned = as planned
reminders-timed-put-off = later, at a welcome hour
reminders-timed-brought-forward = earlier, at the last welcome hour
reminders-timed-deadline-wins = in a quiet hour, because no other is left
reminders-timed-after-joining = later, because they have only just joined
reminders-act-pause = Pause the rule
reminders-act-resume = Resume the rule
reminders-act-skip = Leave it out
reminders-act-send-now = Send now
reminders-sure-skip = Leave this reminder out? Nobody will get it. If the day moves, the reminder of the new day goes as usual.
reminders-sure-send-now = Send this reminder now, to everybody whom it concerns, whatever their hour? It cannot be called back.
reminders-done-pause = The rule is paused. Nobody is reminded by it until you resume it.
reminders-done-resume = The rule goes on. Whoever its reminder still helps gets it.
reminders-done-skip = This reminder is left out.
reminders-done-send-now = The reminder is going out.

problem-unknown-mail = There is no such e-mail
    .detail = The log has no e-mail at this address.
problem-mail-not-written = This e-mail has not been written yet
    .detail = Its forum is not known here so far, it has no such part, or its template is broken.
problem-mail-under-way = This e-mail cannot be sent again now
    .detail = Only e-mails that were sent, failed or are uncertain can be sent again. An address check that was sent cannot: its link is not kept anywhere.
problem-unknown-reminder = There is no such reminder
    .detail = The forum has no rule of this name, or the rule no reminder that this could be about.
