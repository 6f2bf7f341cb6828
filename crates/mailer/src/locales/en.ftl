# Mails. Names and titles arrive escaped; texts may use the Markdown of the templates.
mail-greeting = Dear { $name },
mail-greeting-nameless = Hello,
mail-what = What:
mail-when = When:
mail-where = Where:
mail-online = Online:
mail-page = Page:
mail-closing = Kind regards
mail-contact = Questions?
mail-why = You are receiving this e-mail because this address was used to sign up. It contains no advertising and does not track you.
mail-confirm-button = Confirm my sign-up
mail-held-until = Your place is held until { $until }. After that it goes to somebody else.
mail-others-add = To add them, please reply to this e-mail.
mail-others =
    { $count ->
        [one] This person was named now and is not signed up:
       *[other] These people were named now and are not signed up:
    }
mail-not-held = Many people are signing up just now, so your place is not held yet: places go to those who confirm first. The link works until { $until }.

mail-address-check-subject = Please confirm: “{ $title }”
mail-address-check-heading = One more click
mail-address-check-intro = This address was used to sign up for **“{ $title }”**. Please confirm that it is yours; only then does the sign-up count.
mail-address-check-not-you = If this was not you, there is nothing you need to do: without confirmation the sign-up is dropped.

mail-confirmation-subject = Confirmed: “{ $title }”
mail-confirmation-heading = You are signed up
mail-confirmation-intro = Your sign-up for **“{ $title }”** is confirmed. We look forward to seeing you.
mail-participants =
    { $count ->
        [one] One person takes part:
       *[other] { $count } people take part:
    }
mail-confirmation-calendar = The calendar entry is attached.
mail-confirmation-change = If you cannot come after all, please reply to this e-mail.

mail-already-registered-subject = You are already signed up: “{ $title }”
mail-already-registered-heading = You are already signed up
mail-already-registered-intro = Somebody, probably you, has just tried to sign up this address for **“{ $title }”** again. Your sign-up is already confirmed.
mail-already-registered-nothing = Nothing about your sign-up has changed.
mail-still-pending-subject = Please confirm: “{ $title }”
mail-still-pending-heading = Your sign-up is waiting for you
mail-still-pending-intro = Somebody, probably you, has just tried to sign up this address for **“{ $title }”** again. The first sign-up has not been confirmed yet; here is the link once more.

mail-calendar-online = Join online: { $url }
mail-calendar-contact = Contact: { $name }, { $email }

# The mail log of the staff.
mail-log-title = Mail log
mail-log-state = State
mail-log-forum = Forum
mail-log-registration = Sign-up
mail-log-recipient = Recipient
mail-log-kind = Mail
mail-log-created = Asked for
mail-log-changed = Last change
mail-log-due = Next attempt
mail-log-any = All
mail-log-show = Show
mail-log-older = Older mails
mail-log-none = There are no such mails.
mail-log-search = Search
mail-log-search-hint = Words of a name, an address or a company, or the number of a sign-up.
mail-log-relay-down = No mail leaves at the moment:
mail-log-waiting = On their way:
mail-log-waiting-line = { $count } { $state }, the oldest since { $since }
mail-log-copy-hint = A new e-mail with today’s details goes out, with a Message-ID of its own.
mail-log-wrong-id = This is not the id of a sign-up: it begins with reg_ and has 32 digits after that.
mail-log-attempts = Attempts
mail-log-at = Time
mail-log-phase = Came as far as
mail-log-answer = Answer
mail-log-as-sent = As the recipient sees it
mail-log-as-planned = As it would be sent now
mail-log-html = The mail as formatted text
mail-log-text = As plain text
mail-log-calendar = Calendar entry
mail-log-calendar-file = Download the calendar entry
mail-log-source = Download the mail with all its headers
mail-log-not-written = This mail cannot be shown yet: nothing is known of its forum so far, or its template is broken.
mail-log-send-again = Send again
mail-log-uncertain-hint = Nobody knows whether the relay took this mail. Sending it again may make two of it.
mail-kind-address_check = Address check
mail-kind-confirmation = Confirmation
mail-kind-already_registered = Second sign-up
mail-state-ready = waiting
mail-state-claimed = being sent
mail-state-handed_over = at the relay
mail-state-sent = sent
mail-state-deferred = will be retried
mail-state-failed = failed
mail-state-uncertain = unknown
mail-state-superseded = not needed any more
mail-phase-connect = connecting
mail-phase-auth = login
mail-phase-mail = sender
mail-phase-recipient = recipient
mail-phase-data = start of the message
mail-phase-body = message
mail-phase-dot = end of the message

problem-unknown-mail = There is no such mail
    .detail = The mail log has no mail under this address.
problem-mail-not-written = This mail is not written yet
    .detail = Nothing is known of its forum so far, it has no such part, or its template is broken.
problem-mail-under-way = This mail cannot be sent again now
    .detail = Only mails that failed or were sent, or of which nobody knows whether they arrived, can be sent again; an address check that was sent cannot, because its link is kept nowhere.
