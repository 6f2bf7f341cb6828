# Mails. Names and titles arrive escaped; texts may use the Markdown of the templates.
mail-greeting = Guten Tag { $name },
mail-greeting-nameless = Guten Tag,
mail-what = Was:
mail-when = Wann:
mail-where = Wo:
mail-online = Online:
mail-page = Seite:
mail-closing = Mit freundlichen Grüßen
mail-contact = Fragen?
mail-why = Sie erhalten diese E-Mail, weil sich jemand mit dieser Adresse angemeldet hat. Sie enthält keine Werbung und verfolgt Sie nicht.
mail-confirm-button = Anmeldung bestätigen
mail-held-until = Ihr Platz ist bis { $until } für Sie reserviert. Danach wird er wieder frei.
mail-others-add = Sie möchten sie noch anmelden? Bitte antworten Sie auf diese E-Mail.
mail-others =
    { $count ->
        [one] Diese Person wurde jetzt genannt und ist nicht angemeldet:
       *[other] Diese Personen wurden jetzt genannt und sind nicht angemeldet:
    }
mail-not-held = Gerade melden sich viele an, deshalb ist Ihr Platz noch nicht freigehalten: Die Plätze erhalten diejenigen, die zuerst bestätigen. Der Link gilt bis { $until }.

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
mail-confirmation-change = Können Sie doch nicht kommen? Dann antworten Sie bitte auf diese E-Mail.

mail-already-registered-subject = Sie sind bereits angemeldet: „{ $title }“
mail-already-registered-heading = Sie sind bereits angemeldet
mail-already-registered-intro = jemand, wahrscheinlich Sie selbst, wollte diese Adresse eben noch einmal für **„{ $title }“** anmelden. Ihre Anmeldung ist schon bestätigt.
mail-already-registered-nothing = An Ihrer Anmeldung hat sich nichts geändert.
mail-still-pending-subject = Bitte bestätigen: „{ $title }“
mail-still-pending-heading = Ihre Anmeldung wartet auf Sie
mail-still-pending-intro = jemand, wahrscheinlich Sie selbst, wollte diese Adresse eben noch einmal für **„{ $title }“** anmelden. Die erste Anmeldung ist noch nicht bestätigt; hier ist der Link noch einmal.

mail-calendar-online = Online teilnehmen: { $url }
mail-calendar-contact = Kontakt: { $name }, { $email }

# The mail log of the staff.
mail-log-title = Mailprotokoll
mail-log-state = Stand
mail-log-forum = Forum
mail-log-registration = Anmeldung
mail-log-recipient = Empfänger
mail-log-kind = Mail
mail-log-created = Angefordert
mail-log-changed = Letzte Änderung
mail-log-due = Nächster Versuch
mail-log-any = Alle
mail-log-show = Anzeigen
mail-log-older = Ältere Mails
mail-log-none = Solche Mails gibt es nicht.
mail-log-search = Suche
mail-log-search-hint = Wörter aus Name, Adresse oder Unternehmen, oder die Nummer einer Anmeldung.
mail-log-relay-down = Zurzeit geht keine E-Mail hinaus:
mail-log-waiting = Unterwegs:
mail-log-waiting-line = { $count } { $state }, die älteste seit { $since }
mail-log-copy-hint = Es geht eine neue E-Mail mit den heutigen Angaben hinaus, mit eigener Message-ID.
mail-log-wrong-id = Das ist keine Nummer einer Anmeldung: Sie beginnt mit reg_ und hat danach 32 Stellen.
mail-log-attempts = Versuche
mail-log-at = Zeit
mail-log-phase = Kam bis
mail-log-answer = Antwort
mail-log-as-sent = So sieht sie der Empfänger
mail-log-as-planned = So würde sie jetzt verschickt
mail-log-html = Die Mail als formatierter Text
mail-log-text = Als einfacher Text
mail-log-calendar = Kalendereintrag
mail-log-calendar-file = Kalendereintrag herunterladen
mail-log-source = Mail mit allen Kopfzeilen herunterladen
mail-log-not-written = Diese Mail kann noch nicht gezeigt werden: Von ihrem Forum ist noch nichts bekannt, oder ihre Vorlage ist fehlerhaft.
mail-log-send-again = Noch einmal senden
mail-log-uncertain-hint = Niemand weiß, ob das Relay diese Mail angenommen hat. Noch einmal gesendet, kommt sie vielleicht doppelt an.
mail-kind-address_check = Prüfung der Adresse
mail-kind-confirmation = Bestätigung
mail-kind-already_registered = Zweite Anmeldung
mail-state-ready = wartet
mail-state-claimed = wird gesendet
mail-state-handed_over = beim Relay
mail-state-sent = gesendet
mail-state-deferred = wird erneut versucht
mail-state-failed = gescheitert
mail-state-uncertain = ungewiss
mail-state-superseded = nicht mehr nötig
mail-phase-connect = Verbindung
mail-phase-auth = Anmeldung am Relay
mail-phase-mail = Absender
mail-phase-recipient = Empfänger
mail-phase-data = Beginn der Nachricht
mail-phase-body = Nachricht
mail-phase-dot = Ende der Nachricht

problem-unknown-mail = Diese Mail gibt es nicht
    .detail = Das Mailprotokoll hat unter dieser Adresse keine Mail.
problem-mail-not-written = Diese Mail ist noch nicht geschrieben
    .detail = Von ihrem Forum ist noch nichts bekannt, sie hat diesen Teil nicht, oder ihre Vorlage ist fehlerhaft.
problem-mail-under-way = Diese Mail kann jetzt nicht noch einmal gesendet werden
    .detail = Nur gescheiterte oder gesendete Mails, oder solche, von denen niemand weiß, ob sie angekommen sind, können noch einmal gesendet werden; eine gesendete Adressprüfung nicht, denn ihr Link ist nirgends aufbewahrt.
