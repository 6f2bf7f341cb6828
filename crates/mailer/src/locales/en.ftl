# Mails. Names and titles arrive escaped; texts may use the Markdown of the templates.
mail-greeting = Dear { $name },
mail-greeting-nameless = Hello,
mail-what = What:
mail-when = When:
mail-where = Where:
mail-online = Online:
mail-page = Page:
mail-when-day = { $start } to { $end }
mail-when-days = { $start } to { $end }
mail-closing = Kind regards
mail-contact = Questions?
mail-why = You receive this mail because this address was used to sign up. It holds no advertising and does not track you.
mail-confirm-button = Confirm my sign-up
mail-held-until = Your place is held until { $until }. After that it goes to somebody else.

mail-address-check-subject = Please confirm: { $title }
mail-address-check-heading = One more click
mail-address-check-intro = you signed up for **{ $title }**. Please confirm that this address is yours; only then does your sign-up count.
mail-address-check-not-you = If this was not you, you need not do anything: without confirmation the sign-up is dropped.

mail-confirmation-subject = Confirmed: { $title }
mail-confirmation-heading = You are signed up
mail-confirmation-intro = your sign-up for **{ $title }** is confirmed. We look forward to seeing you.
mail-participants =
    { $count ->
        [one] One person takes part:
       *[other] { $count } people take part:
    }
mail-confirmation-calendar = The calendar entry is attached. If the date or place changes, you get a new one that replaces it.
mail-confirmation-change = Can you not come after all? Please reply to this mail, so that somebody else gets the place.

mail-already-registered-subject = You are already signed up: { $title }
mail-already-registered-heading = You are already signed up
mail-already-registered-intro = somebody, probably you, has just tried to sign up this address for **{ $title }** again. Your sign-up is confirmed already.
mail-already-registered-nothing = You need not do anything. Nothing about your sign-up has changed.
mail-still-pending-subject = Please confirm: { $title }
mail-still-pending-heading = Your sign-up waits for you
mail-still-pending-intro = somebody, probably you, has just tried to sign up this address for **{ $title }** again. The first sign-up still waits to be confirmed; here is the link once more.

mail-calendar-online = Join online: { $url }
mail-calendar-contact = Contact: { $name }, { $email }
