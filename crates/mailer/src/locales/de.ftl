# Mails. Names and titles arrive escaped; texts may use the Markdown of the templates.
mail-greeting = Guten Tag { $name },
mail-greeting-nameless = Guten Tag,
mail-what = Was:
mail-when = Wann:
mail-where = Wo:
mail-online = Online:
mail-page = Seite:
mail-when-day = { $start } bis { $end }
mail-when-days = { $start } bis { $end }
mail-closing = Mit freundlichen Grüßen
mail-contact = Fragen?
mail-why = Sie erhalten diese Mail, weil diese Adresse für eine Anmeldung verwendet wurde. Sie enthält keine Werbung und verfolgt Sie nicht.
mail-confirm-button = Anmeldung bestätigen
mail-held-until = Ihr Platz ist bis { $until } für Sie reserviert. Danach wird er wieder frei.

mail-address-check-subject = Bitte bestätigen: { $title }
mail-address-check-heading = Nur noch ein Klick
mail-address-check-intro = Sie haben sich für **{ $title }** angemeldet. Bitte bestätigen Sie, dass diese Adresse Ihnen gehört; erst dann gilt Ihre Anmeldung.
mail-address-check-not-you = Waren Sie das nicht, müssen Sie nichts tun: Ohne Bestätigung verfällt die Anmeldung.

mail-confirmation-subject = Bestätigt: { $title }
mail-confirmation-heading = Sie sind angemeldet
mail-confirmation-intro = Ihre Anmeldung für **{ $title }** ist bestätigt. Wir freuen uns auf Sie.
mail-participants =
    { $count ->
        [one] Eine Person nimmt teil:
       *[other] { $count } Personen nehmen teil:
    }
mail-confirmation-calendar = Der Kalendereintrag liegt bei. Ändern sich Termin oder Ort, erhalten Sie einen neuen, der ihn ersetzt.
mail-confirmation-change = Sie können doch nicht kommen? Bitte antworten Sie auf diese Mail, damit jemand anderes den Platz bekommt.

mail-already-registered-subject = Sie sind bereits angemeldet: { $title }
mail-already-registered-heading = Sie sind bereits angemeldet
mail-already-registered-intro = jemand, wahrscheinlich Sie selbst, wollte diese Adresse gerade noch einmal für **{ $title }** anmelden. Ihre Anmeldung ist bereits bestätigt.
mail-already-registered-nothing = Sie müssen nichts tun. An Ihrer Anmeldung hat sich nichts geändert.
mail-still-pending-subject = Bitte bestätigen: { $title }
mail-still-pending-heading = Ihre Anmeldung wartet auf Sie
mail-still-pending-intro = jemand, wahrscheinlich Sie selbst, wollte diese Adresse gerade noch einmal für **{ $title }** anmelden. Die erste Anmeldung wartet noch auf Ihre Bestätigung; hier ist der Link noch einmal.

mail-calendar-online = Online teilnehmen: { $url }
mail-calendar-contact = Kontakt: { $name }, { $email }
