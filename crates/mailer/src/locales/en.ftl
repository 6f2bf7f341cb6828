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
mail-confirmation-calendar = The calendar entry is attached.
mail-confirmation-calendar-others = The calendar entry is attached. Please forward it to everybody who is taking part; nothing is put into your own calendar.
mail-confirmation-change = If you cannot come after all, please reply to this e-mail.

mail-already-registered-subject = You are already registered: “{ $title }”
mail-already-registered-heading = You are already registered
mail-already-registered-intro = Somebody, probably you, has just tried to sign up for **“{ $title }”** with this address again. Your registration is already confirmed.
mail-already-registered-nothing = Your registration has not changed.
mail-still-pending-subject = Please confirm: “{ $title }”
mail-still-pending-heading = Your registration is waiting for you
mail-still-pending-intro = Somebody, probably you, has just tried to sign up for **“{ $title }”** with this address again. The first registration has not been confirmed yet; here is the link once more.

mail-calendar-online = Join online: { $url }
mail-calendar-contact = Contact: { $name }, { $email }

# The mail log of the staff.
mail-log-title = E-mail log
mail-log-state = Status
mail-log-forum = Forum
mail-log-registration = Registration
mail-log-recipient = To
mail-log-kind = E-mail
mail-log-created = Requested
mail-log-changed = Last change
mail-log-due = Next attempt
mail-log-any = All
mail-log-show = Show
mail-log-older = Older e-mails
mail-log-none = No e-mails match.
mail-log-search = Search
mail-log-search-hint = Words from a name, an address or a company, or the number of a registration.
mail-log-relay-down = No e-mail can leave at the moment:
mail-log-waiting = On their way:
mail-log-waiting-line = { $count } { $state }, the oldest since { $since }
mail-log-copy-hint = A new e-mail with today’s details will be sent.
mail-log-wrong-id = This is not the number of a registration: that begins with reg_, followed by 32 characters.
mail-log-attempts = Attempts
mail-log-at = Time
mail-log-phase = Got as far as
mail-log-answer = Answer
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
mail-log-uncertain-hint = Nobody knows whether the mail server accepted this e-mail. If you send it again, it may arrive twice.
mail-kind-address_check = Address check
mail-kind-confirmation = Confirmation
mail-kind-already_registered = Second registration
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

problem-unknown-mail = There is no such e-mail
    .detail = The log has no e-mail at this address.
problem-mail-not-written = This e-mail has not been written yet
    .detail = Its forum is not known here so far, it has no such part, or its template is broken.
problem-mail-under-way = This e-mail cannot be sent again now
    .detail = Only e-mails that were sent, failed or are uncertain can be sent again. An address check that was sent cannot: its link is not kept anywhere.
