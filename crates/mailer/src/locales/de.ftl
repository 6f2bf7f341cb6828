# Mails. Names and titles arrive escaped; texts may use the Markdown of the templates.
mail-greeting = Guten Tag { $name },
mail-greeting-nameless = Guten Tag,
mail-what = Veranstaltung:
mail-when = Termin:
mail-where = Ort:
mail-online = Online:
mail-page = Webseite:
mail-closing = Mit freundlichen Grüßen
mail-contact = Fragen?
mail-why = Sie erhalten diese E-Mail, weil sich jemand mit dieser Adresse angemeldet hat. Sie enthält weder Werbung noch Tracking.
mail-confirm-button = Anmeldung bestätigen
mail-held-until = Wir halten Ihren Platz bis { $until } frei. Danach wird er wieder vergeben.
mail-others-add = Möchten Sie sie noch anmelden? Bitte antworten Sie auf diese E-Mail.
mail-others =
    { $count ->
        [one] Diese Person wurde neu genannt, ist aber nicht angemeldet:
       *[other] Diese Personen wurden neu genannt, sind aber nicht angemeldet:
    }
mail-not-held = Gerade melden sich viele an, deshalb können wir Ihren Platz noch nicht freihalten: Die Plätze erhalten diejenigen, die zuerst bestätigen. Der Link gilt bis { $until }.

mail-address-check-subject = Bitte bestätigen: „{ $title }“
mail-address-check-heading = Nur noch ein Klick
mail-address-check-intro = mit dieser Adresse wurde eine Anmeldung für **„{ $title }“** abgeschickt. Bitte bestätigen Sie, dass sie Ihnen gehört; erst dann gilt die Anmeldung.
mail-address-check-not-you = Waren Sie das nicht, müssen Sie nichts tun: Ohne Bestätigung verfällt die Anmeldung.

mail-confirmation-subject = Bestätigt: „{ $title }“
mail-confirmation-heading = Sie sind angemeldet
mail-confirmation-intro = Ihre Anmeldung für **„{ $title }“** ist bestätigt. Wir freuen uns auf Sie.
mail-participants =
    { $count ->
        [one] Eine Person nimmt teil:
       *[other] { $count } Personen nehmen teil:
    }
mail-confirmation-calendar = Der Kalendereintrag liegt bei.
mail-confirmation-calendar-others = Der Kalendereintrag liegt bei. Bitte leiten Sie ihn an alle weiter, die teilnehmen; in Ihrem eigenen Kalender wird nichts eingetragen.
mail-confirmation-change = Können Sie doch nicht kommen? Dann antworten Sie bitte auf diese E-Mail.

mail-already-registered-subject = Sie sind bereits angemeldet: „{ $title }“
mail-already-registered-heading = Sie sind bereits angemeldet
mail-already-registered-intro = jemand, wahrscheinlich Sie selbst, wollte diese Adresse eben noch einmal für **„{ $title }“** anmelden. Ihre Anmeldung ist schon bestätigt.
mail-already-registered-nothing = An Ihrer Anmeldung hat sich nichts geändert.
mail-still-pending-subject = Bitte bestätigen: „{ $title }“
mail-still-pending-heading = Ihre Anmeldung wartet auf Sie
mail-still-pending-intro = jemand, wahrscheinlich Sie selbst, wollte diese Adresse eben noch einmal für **„{ $title }“** anmelden. Die erste Anmeldung ist noch nicht bestätigt; hier ist der Link dafür noch einmal.

mail-calendar-online = Online teilnehmen: { $url }
mail-calendar-contact = Kontakt: { $name }, { $email }

# The mail log of the staff.
mail-log-title = E-Mail-Protokoll
mail-log-state = Status
mail-log-forum = Veranstaltung
mail-log-registration = Anmeldung
mail-log-recipient = An
mail-log-kind = E-Mail
mail-log-created = Angefordert
mail-log-changed = Letzte Änderung
mail-log-due = Nächster Versuch
mail-log-any = Alle
mail-log-show = Anzeigen
mail-log-older = Ältere E-Mails
mail-log-none = Keine E-Mail passt dazu.
mail-log-search = Suche
mail-log-search-hint = Wörter aus Name, Adresse oder Unternehmen, oder die Nummer einer Anmeldung.
mail-log-relay-down = Zurzeit geht keine E-Mail hinaus:
mail-log-waiting = Unterwegs:
mail-log-waiting-line = { $count } { $state }, die älteste seit { $since }
mail-log-copy-hint = Es geht eine neue E-Mail mit den heutigen Angaben hinaus.
mail-log-wrong-id = Das ist nicht die Nummer einer Anmeldung: Sie beginnt mit reg_, danach folgen 32 Zeichen.
mail-log-attempts = Versuche
mail-log-at = Zeit
mail-log-phase = Erreichter Schritt
mail-log-answer = Antwort
mail-log-as-sent = So wurde sie verschickt
mail-log-as-planned = So würde sie jetzt verschickt
mail-log-html = Die E-Mail als formatierter Text
mail-log-own-page = Auf einer eigenen Seite öffnen
mail-log-text = Als einfacher Text
mail-log-calendar = Kalendereintrag
mail-log-calendar-file = Kalendereintrag herunterladen
mail-log-source = E-Mail mit allen Kopfzeilen herunterladen
mail-log-not-written = Diese E-Mail kann noch nicht gezeigt werden: Ihre Veranstaltung ist hier noch nicht bekannt, oder ihre Vorlage ist fehlerhaft.
mail-log-send-again = Noch einmal senden
mail-log-uncertain-hint = Niemand weiß, ob der Mailserver diese E-Mail angenommen hat. Wenn Sie sie noch einmal senden, kommt sie vielleicht doppelt an.
mail-kind-address_check = Prüfung der Adresse
mail-kind-confirmation = Bestätigung
mail-kind-already_registered = Zweite Anmeldung
mail-state-ready = wartet
mail-state-claimed = wird gesendet
mail-state-handed_over = beim Mailserver
mail-state-sent = gesendet
mail-state-deferred = wird erneut versucht
mail-state-failed = gescheitert
mail-state-uncertain = ungewiss
mail-state-superseded = nicht mehr nötig
mail-phase-connect = Verbindung
mail-phase-auth = Zugang zum Mailserver
mail-phase-mail = Absenderadresse
mail-phase-recipient = Empfangsadresse
mail-phase-data = Beginn der Nachricht
mail-phase-body = Nachricht
mail-phase-dot = Ende der Nachricht

problem-unknown-mail = Diese E-Mail gibt es nicht
    .detail = Das Protokoll hat unter dieser Adresse keine E-Mail.
problem-mail-not-written = Diese E-Mail ist noch nicht geschrieben
    .detail = Ihre Veranstaltung ist hier noch nicht bekannt, sie hat diesen Teil nicht, oder ihre Vorlage ist fehlerhaft.
problem-mail-under-way = Diese E-Mail kann jetzt nicht noch einmal gesendet werden
    .detail = Noch einmal senden lassen sich nur E-Mails, die gesendet oder gescheitert sind oder deren Ankunft ungewiss ist. Eine gesendete Adressprüfung nicht: Ihr Link ist nirgends aufbewahrt.
