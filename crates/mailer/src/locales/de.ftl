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
mail-unnamed-and =
    { $count ->
        [one] und eine Person, deren Name folgt
       *[other] und { $count } Personen, deren Namen folgen
    }
mail-unnamed-only =
    { $count ->
        [one] Eine Person, deren Name folgt
       *[other] { $count } Personen, deren Namen folgen
    }
mail-unnamed-later =
    { $count ->
        [one] Ein Name fehlt noch. Bitte tragen Sie ihn dort ein, sobald Sie ihn kennen.
       *[other] { $count } Namen fehlen noch. Bitte tragen Sie sie dort ein, sobald Sie sie kennen.
    }
mail-confirmation-calendar = Der Kalendereintrag liegt bei.
mail-confirmation-calendar-others = Der Kalendereintrag liegt bei. Bitte leiten Sie ihn an alle weiter, die teilnehmen; in Ihrem eigenen Kalender wird nichts eingetragen.
mail-confirmation-change = Können Sie doch nicht kommen? Dann antworten Sie bitte auf diese E-Mail.

mail-own-button = Meine Anmeldung öffnen
mail-own-cannot = Können Sie doch nicht kommen? Dann sagen Sie es bitte dort; Ihr Platz geht sofort an jemand anderen.
mail-own-leave = Möchten Sie nicht mehr warten? Dann sagen Sie es bitte dort.
mail-confirmation-change-by-link = Dort sehen Sie, wie es um Ihre Anmeldung steht, ändern, wer kommt, oder sagen ab, falls Sie doch nicht kommen können; dann kann jemand anderes kommen.
mail-waiting-list-subject = Auf der Warteliste: „{ $title }“
mail-waiting-list-heading = Sie stehen auf der Warteliste
mail-waiting-list-intro = alle Plätze für **„{ $title }“** sind vergeben. Sie stehen an { $position }. Stelle.
mail-waiting-list-next = Werden Plätze für Sie frei, schreiben wir Ihnen sofort und halten sie eine Zeit lang frei. Bis dahin müssen Sie nichts tun.
mail-waiting-list-leave = Der Link zeigt immer, wie es steht. Dort können Sie sich auch von der Warteliste streichen.
mail-offer-subject = Ein Platz für Sie: „{ $title }“
mail-offer-heading = Es gibt einen Platz für Sie
mail-offer-intro = { $count ->
    [one] bei **„{ $title }“** ist ein Platz frei geworden, und Sie sind an der Reihe.
   *[other] bei **„{ $title }“** sind { $count } Plätze frei geworden, und Sie sind an der Reihe.
}
mail-offer-until = Bitte nehmen Sie bis { $until } an. Danach geht das Angebot an die Nächsten auf der Liste.
mail-offer-button = Annehmen oder weitergeben
mail-offer-pass-on = Sie können nicht kommen? Dann geben Sie bitte über denselben Link ab, damit andere es bald erfahren.
mail-offer-passed-subject = Nicht mehr auf der Warteliste: „{ $title }“
mail-offer-passed-heading = Das Angebot ist abgelaufen
mail-offer-passed-intro = die Plätze bei **„{ $title }“**, die wir für Sie freigehalten hatten, wurden nicht rechtzeitig angenommen und sind wieder für andere frei. Sie stehen nicht mehr auf der Warteliste.
mail-offer-passed-again = Möchten Sie trotzdem kommen? Solange die Anmeldung offen ist, können Sie sich neu anmelden:

mail-no-places-subject = Keine Plätze frei geworden: „{ $title }“
mail-no-places-heading = Es sind keine Plätze frei geworden
mail-no-places-intro = die Anmeldung zu **„{ $title }“** ist geschlossen, und bis dahin sind keine Plätze für Sie frei geworden. Sie stehen nicht mehr auf der Warteliste. Es tut uns leid, dass es dieses Mal nicht geklappt hat.
mail-called-off-subject = Abgesagt: „{ $title }“
mail-called-off-heading = Ihre Anmeldung ist abgesagt
mail-called-off-intro = Ihre Anmeldung für **„{ $title }“** wurde über den Link in unserer E-Mail abgesagt.
mail-called-off-intro-others = Niemand, den Sie für **„{ $title }“** angemeldet hatten, kommt noch; die Anmeldung ist damit abgesagt.
mail-called-off-calendar = Der Eintrag verschwindet von selbst aus Ihrem Kalender; falls Ihrer das nicht kann, löschen Sie ihn bitte.
mail-called-off-calendar-others = Bitte sagen Sie es allen, an die Sie den Kalendereintrag weitergeleitet haben.
mail-called-off-not-you = Falls Sie das nicht waren, antworten Sie bitte gleich auf diese E-Mail.

mail-signed-up-subject = Sie sind angemeldet: „{ $title }“
mail-signed-up-heading = Sie sind angemeldet
mail-signed-up-heading-again = Sie wurden noch einmal genannt
mail-signed-up-intro = { $by } hat Sie für **„{ $title }“** angemeldet. Wir freuen uns auf Sie.
mail-signed-up-intro-again = { $by } hat auch Sie für **„{ $title }“** genannt. Sie nehmen bereits teil, und für Sie ändert sich nichts. Genügt ein Platz für Sie, streichen Sie hier Ihren Namen.
mail-signed-up-organisation = Angemeldet für: { $organisation }
mail-signed-up-somebody = Jemand
mail-signed-up-change = Dort sehen Sie, wofür Sie angemeldet sind. Kommen Sie nicht, oder wollten Sie das nicht, streichen Sie Ihren Namen; wer Sie angemeldet hat, erfährt es.

mail-taken-off-subject = Nicht mehr angemeldet: „{ $title }“
mail-taken-off-heading = Sie sind nicht mehr angemeldet
mail-taken-off-intro = Die Anmeldung für **„{ $title }“**, die { $by } vorgenommen hatte, schließt Sie nicht mehr ein.
mail-taken-off-intro-own = Sie haben Ihren Namen aus der Anmeldung für **„{ $title }“** gestrichen.

mail-registration-changed-subject = Geändert: „{ $title }“
mail-registration-changed-heading = Ihre Anmeldung wurde geändert
mail-registration-changed-intro = Ihre Anmeldung für **„{ $title }“** wurde über den Link in unserer E-Mail geändert.
mail-registration-changed-intro-others = Jemand, den Sie für **„{ $title }“** angemeldet hatten, kommt nicht.
mail-registration-changed-come = Neu dabei:
mail-registration-changed-go = Nicht mehr dabei:
mail-registration-changed-all = Es kommen:

mail-already-registered-subject = Sie sind bereits angemeldet: „{ $title }“
mail-already-registered-heading = Sie sind bereits angemeldet
mail-already-registered-intro = jemand, wahrscheinlich Sie selbst, hat eben mit dieser Adresse nach **„{ $title }“** gefragt oder sie noch einmal angemeldet. Ihre Anmeldung ist schon bestätigt.
mail-already-waiting-intro = jemand, wahrscheinlich Sie selbst, hat mit dieser Adresse noch einmal nach **„{ $title }“** gefragt. Sie stehen auf der Warteliste.
mail-already-registered-nothing = An Ihrer Anmeldung hat sich nichts geändert.
mail-still-pending-subject = Bitte bestätigen: „{ $title }“
mail-still-pending-heading = Ihre Anmeldung wartet auf Sie
mail-still-pending-intro = jemand, wahrscheinlich Sie selbst, wollte diese Adresse eben noch einmal für **„{ $title }“** anmelden. Die erste Anmeldung ist noch nicht bestätigt; hier ist der Link dafür noch einmal.

mail-confirm-reminder-subject = Noch nicht bestätigt: „{ $title }“
mail-confirm-reminder-heading = Ein Klick fehlt noch
mail-confirm-reminder-intro = Mit dieser Adresse wurde jemand zu **„{ $title }“** angemeldet, aber noch hat das niemand bestätigt. Hier ist der Link noch einmal.
mail-confirm-reminder-once = Wir erinnern Sie kein zweites Mal.

mail-participant-reminder-begins-subject =
    { $days ->
        [0] Heute: „{ $title }“
        [1] Morgen: „{ $title }“
       *[other] In { $days } Tagen: „{ $title }“
    }
mail-participant-reminder-begins-intro =
    { $days ->
        [0] Sie sind angemeldet, und heute ist es so weit. Beginn: { $when }.
        [1] Sie sind angemeldet, und morgen ist es so weit. Beginn: { $when }.
       *[other] Sie sind angemeldet, und in { $days } Tagen geht es los. Beginn: { $when }.
    }
mail-participant-reminder-ends-subject =
    { $days ->
        [0] Endet heute: „{ $title }“
        [1] Endet morgen: „{ $title }“
       *[other] Endet in { $days } Tagen: „{ $title }“
    }
mail-participant-reminder-ends-intro = Sie nehmen teil. Ende: { $when }.
mail-participant-reminder-closes-subject =
    { $days ->
        [0] Heute ist Anmeldeschluss: „{ $title }“
        [1] Morgen ist Anmeldeschluss: „{ $title }“
       *[other] Anmeldeschluss in { $days } Tagen: „{ $title }“
    }
mail-participant-reminder-closes-intro = Sie sind angemeldet. Anmeldeschluss: { $when }. Bis dahin können sich andere noch anschließen.
mail-participant-reminder-changes-subject =
    { $days ->
        [0] Änderungen nur noch heute: „{ $title }“
        [1] Änderungen nur noch bis morgen: „{ $title }“
       *[other] Änderungen noch { $days } Tage möglich: „{ $title }“
    }
mail-participant-reminder-changes-intro = Sie sind angemeldet. Ihre Anmeldung können Sie noch ändern bis: { $when }.
mail-participant-reminder-over-subject = Nach „{ $title }“
mail-participant-reminder-over-intro = Vielen Dank, dass Sie dabei waren.

mail-waiting-reminder-subject = Noch auf der Warteliste: „{ $title }“
mail-waiting-reminder-heading = Sie stehen noch auf der Warteliste
mail-waiting-reminder-intro = Für **„{ $title }“** ist bisher kein Platz für Sie frei geworden. Bitte reisen Sie nicht auf gut Glück an.
mail-waiting-reminder-offer = Wird ein Platz frei, bieten wir ihn Ihnen sofort per E-Mail an.
mail-waiting-reminder-leave = Möchten Sie nicht länger warten? Dann antworten Sie bitte auf diese E-Mail.
mail-names-reminder-subject =
    { $count ->
        [one] Ein Name fehlt: „{ $title }“
       *[other] { $count } Namen fehlen: „{ $title }“
    }
mail-names-reminder-heading = Es fehlen noch Namen
mail-names-reminder-intro =
    { $count ->
        [one] Sie haben bei **„{ $title }“** einen Platz für eine Person, deren Namen wir noch nicht kennen.
       *[other] Sie haben bei **„{ $title }“** Plätze für { $count } Personen, deren Namen wir noch nicht kennen.
    }
mail-names-reminder-until = Namen können Sie nachtragen bis: { $until }
mail-names-reminder-fewer = Bitte tragen Sie dort ein, wer kommt. Kommen doch weniger Personen? Dann geben Sie deren Plätze bitte zurück, damit andere kommen können.
mail-names-reminder-reply = Bitte antworten Sie auf diese E-Mail und nennen Sie uns die Namen.

mail-organizer-numbers-subject =
    { $persons ->
        [0] Noch niemand: „{ $title }“
        [one] Eine Person: „{ $title }“
       *[other] { $persons } Personen: „{ $title }“
    }
mail-organizer-numbers-heading = So viele kommen zu „{ $title }“
mail-organizer-numbers-intro = Die Zahlen, Stand { $at }:
mail-organizer-numbers-persons =
    { $count ->
        [0] bisher nimmt niemand teil
        [one] eine Person nimmt teil
       *[other] { $count } Personen nehmen teil
    }
mail-organizer-numbers-unnamed =
    { $count ->
        [one] der Name einer dieser Personen fehlt noch
       *[other] die Namen von { $count } dieser Personen fehlen noch
    }
mail-organizer-numbers-confirmed =
    { $count ->
        [0] keine Anmeldung ist bestätigt
        [one] eine Anmeldung ist bestätigt
       *[other] { $count } Anmeldungen sind bestätigt
    }
mail-organizer-numbers-unconfirmed =
    { $count ->
        [0] keine wartet noch auf Bestätigung
        [one] eine wartet noch auf Bestätigung
       *[other] { $count } warten noch auf Bestätigung
    }
mail-organizer-numbers-why = Sie erhalten diese E-Mail, weil diese Adresse als Kontakt der Veranstaltung genannt ist.

mail-moment-corrected-subject =
    { $moment ->
        [registration_closes] Neuer Anmeldeschluss: „{ $title }“
        [changes_close] Neue Frist für Änderungen: „{ $title }“
        [ends] Neues Ende: „{ $title }“
       *[starts] Neuer Termin: „{ $title }“
    }
mail-moment-corrected-heading =
    { $moment ->
        [registration_closes] Der Anmeldeschluss hat sich geändert
        [changes_close] Die Frist für Änderungen hat sich geändert
        [ends] Das Ende hat sich geändert
       *[starts] Der Termin hat sich geändert
    }
mail-moment-corrected-intro =
    { $moment ->
        [registration_closes] Für **„{ $title }“** hatten wir Ihnen einen anderen Anmeldeschluss genannt. Bitte merken Sie sich den neuen vor.
        [changes_close] Für Änderungen an **„{ $title }“** hatten wir Ihnen eine andere Frist genannt. Bitte merken Sie sich die neue vor.
        [ends] Für **„{ $title }“** hatten wir Ihnen ein anderes Ende genannt. Bitte merken Sie sich das neue vor.
       *[starts] Für **„{ $title }“** hatten wir Ihnen einen anderen Termin genannt. Bitte merken Sie sich den neuen vor.
    }
mail-moment-corrected-old = Bisher:
mail-moment-corrected-new = Jetzt:
mail-invited-why = Sie erhalten diese E-Mail, weil { $organizer } Sie eingeladen hat. Sie enthält weder Werbung noch Tracking.
mail-invited-subject = Einladung: „{ $title }“
mail-invited-heading = Sie sind eingeladen
mail-invited-intro = { $organizer } lädt Sie herzlich ein: **„{ $title }“**.
mail-invited-button = Zur Anmeldung
mail-invited-until = Anmelden können Sie sich bis { $until }. Der Link ist für Sie persönlich; Ihre Angaben sind dort schon eingetragen.
mail-invited-decline = Sie können nicht kommen?
mail-invited-decline-link = Einladung absagen
mail-invited-reminder-subject = Noch ohne Antwort: „{ $title }“
mail-invited-reminder-heading = Dürfen wir mit Ihnen rechnen?
mail-invited-reminder-intro = wir haben Sie zu **„{ $title }“** eingeladen und noch nichts von Ihnen gehört.
mail-invited-reminder-until = Anmeldeschluss: { $until }
mail-before = Bisher
mail-now = Jetzt
mail-what-state = Status
mail-what-title = Titel
mail-what-time = Termin
mail-what-format = Form
mail-what-place = Ort
mail-what-link = Link zur Teilnahme
mail-what-deadline = Anmeldeschluss
mail-state-of-forum-on = findet statt
mail-state-of-forum-off = abgesagt
mail-format-on_site = vor Ort
mail-format-online = online
mail-format-hybrid = vor Ort und online
mail-forum-changed-subject = Geändert: „{ $title }“
mail-forum-moved-subject = Neuer Termin: „{ $title }“
mail-forum-reinstated-subject = Findet doch statt: „{ $title }“
mail-forum-changed-heading = Es hat sich etwas geändert
mail-forum-reinstated-heading = Die Veranstaltung findet doch statt
mail-forum-changed-intro = Sie sind für **„{ $title }“** angemeldet. Dabei hat sich etwas geändert; Ihre Anmeldung gilt weiter.
mail-forum-changed-intro-waiting = Sie stehen auf der Warteliste für **„{ $title }“**. Dabei hat sich etwas geändert; Sie bleiben auf der Liste.
mail-forum-changed-intro-invited = wir haben Sie zu **„{ $title }“** eingeladen. Dabei hat sich etwas geändert.
mail-forum-as-of-now = So ist der Stand jetzt:
mail-forum-changed-calendar = Der Eintrag in Ihrem Kalender ändert sich mit dieser E-Mail von selbst. Falls nicht, öffnen Sie bitte den Anhang.
mail-forum-changed-calendar-others = Der neue Kalendereintrag liegt bei. Bitte leiten Sie ihn an alle weiter, die teilnehmen.
mail-forum-changed-cannot = Können Sie so nicht mehr kommen? Dann antworten Sie bitte auf diese E-Mail; jemand anderes freut sich über den Platz.
mail-forum-changed-cannot-waiting = Können Sie so nicht mehr kommen? Dann antworten Sie bitte auf diese E-Mail, und wir nehmen Sie von der Liste.
mail-forum-changed-invited = Der Link in unserer Einladung gilt weiter: Dort melden Sie sich an oder sagen ab.
mail-forum-cancelled-subject = Abgesagt: „{ $title }“
mail-forum-cancelled-heading = Die Veranstaltung ist abgesagt
mail-forum-cancelled-intro = leider findet **„{ $title }“** nicht statt.
mail-forum-cancelled-was = Geplant war:
mail-forum-cancelled-nothing = Sie müssen nichts weiter tun: Ihre Anmeldung ist damit erledigt.
mail-forum-cancelled-invited = Sie müssen nichts weiter tun: Unsere Einladung ist damit hinfällig.
mail-forum-cancelled-calendar = Der Eintrag in Ihrem Kalender verschwindet mit dieser E-Mail von selbst. Falls nicht, öffnen Sie bitte den Anhang.
mail-forum-cancelled-calendar-others = Bitte sagen Sie allen Bescheid, die Sie angemeldet haben. Der Anhang nimmt den Eintrag aus ihren Kalendern.

mail-staff-why = Sie erhalten diese E-Mail, weil Sie bei uns ein Konto für Mitarbeitende haben.
mail-account-link-until = Der Link funktioniert einmal, bis { $until }.
mail-invitation-subject = Ihr Zugang: { $office }
mail-invitation-heading = Willkommen
mail-invitation-intro = für Sie wurde ein Konto bei **{ $office }** angelegt. Wählen Sie ein Passwort; danach melden Sie sich mit Ihrer Adresse an.
mail-invitation-button = Passwort wählen
mail-invitation-not-you = Falls Sie damit nichts anfangen können, löschen Sie diese E-Mail: Ohne den Link kommt niemand in das Konto.
mail-reset-subject = Neues Passwort: { $office }
mail-reset-heading = Neues Passwort
mail-reset-intro = jemand, vermutlich Sie selbst, hat für Ihr Konto bei **{ $office }** ein neues Passwort angefordert. Über diesen Link wählen Sie es. Danach sind Sie überall abgemeldet.
mail-reset-button = Neues Passwort wählen
mail-reset-not-you = Falls Sie das nicht waren, brauchen Sie nichts zu tun: Ihr bisheriges Passwort gilt weiter.
mail-password-changed-subject = Ihr Passwort wurde geändert: { $office }
mail-password-changed-heading = Ihr Passwort wurde geändert
mail-password-changed-intro = das Passwort Ihres Kontos wurde am { $at } geändert. Überall sonst sind Sie nun abgemeldet.
mail-password-changed-not-you = Falls Sie das nicht waren, fordern Sie auf der Anmeldeseite sofort ein neues Passwort an und sagen Sie Ihrer Administration Bescheid.

mail-calendar-online = Online teilnehmen: { $url }
mail-calendar-contact = Kontakt: { $name }, { $email }

# The mail log of the staff.
mail-log-title = E-Mail-Protokoll
mail-log-state = Status
mail-log-forum = Veranstaltung
mail-log-registration = Anmeldung
mail-log-standing = Wie es jetzt damit steht
mail-standing-waiting = wartet auf Bestätigung
mail-standing-listed = auf der Warteliste
mail-standing-offered = Plätze sind angeboten
mail-standing-confirmed = bestätigt
mail-standing-over = vorbei: nicht rechtzeitig bestätigt oder abgesagt
mail-standing-invited = eingeladen, ohne Antwort
mail-log-recipient = An
mail-log-kind = E-Mail
mail-log-created = Angefordert
mail-log-changed = Letzte Änderung
mail-log-due = Nächster Versuch
mail-log-any = Alle
mail-log-show = Anzeigen
mail-log-older = Ältere E-Mails
mail-log-none = Keine E-Mail passt dazu.
mail-log-empty = Es wurde noch keine E-Mail geschrieben.
mail-log-empty-next = Sobald sich jemand anmeldet, stehen hier die E-Mails dazu und was aus ihnen wurde.
mail-log-reached = gekommen bis: { $phase }
mail-log-views = Ansichten dieser E-Mail
mail-log-view-html = Formatiert
mail-log-asked = Diese E-Mail geht gleich hinaus.
mail-log-search-hint = Name, Adresse, Unternehmen oder Nummer einer Anmeldung
mail-log-relay-down = Zurzeit geht keine E-Mail hinaus:
mail-log-waiting = Unterwegs:
mail-log-waiting-line = { $count } { $state }, die älteste seit { $since }
mail-log-copy-hint = Es geht eine neue E-Mail mit den heutigen Angaben hinaus.
mail-log-wrong-id = Das ist nicht die Nummer einer Anmeldung: Sie beginnt mit reg_, danach folgen 32 Zeichen.
mail-log-attempts = Versuche
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
mail-log-sure = Vielleicht ist die Mail schon angekommen. Dann erhält die Person sie ein zweites Mal.
mail-log-uncertain-hint = Niemand weiß, ob der Mailserver diese E-Mail angenommen hat. Wenn Sie sie noch einmal senden, kommt sie vielleicht doppelt an.
mail-kind-address_check = Prüfung der Adresse
    .about = Fragt gleich nach der Anmeldung, ob sie wirklich von der Person stammt, der die Adresse gehört.
mail-kind-confirmation = Bestätigung
    .about = Sagt, dass eine Anmeldung gilt, mit dem Kalendereintrag.
mail-kind-already_registered = Zweite Anmeldung
    .about = Sagt, wie es steht, wenn eine Adresse ein zweites Mal benutzt wird.
mail-kind-forum_changed = Änderung
    .about = Zeigt Alt und Neu, wenn sich Zeit, Ort, Format, Link, Titel oder Anmeldeschluss geändert haben.
mail-kind-forum_cancelled = Absage
    .about = Sagt allen, die sich angemeldet haben, dass die Veranstaltung ausfällt.
mail-kind-waiting_list = Warteliste
    .about = Sagt, dass jemand auf der Warteliste steht, und an welcher Stelle.
mail-kind-offer = Angebot von Plätzen
    .about = Bietet jemandem auf der Warteliste frei gewordene Plätze an.
mail-kind-offer_passed = Angebot abgelaufen
    .about = Sagt, dass angebotene Plätze nicht rechtzeitig angenommen wurden.
mail-kind-no_places = Keine Plätze frei geworden
    .about = Sagt, dass die Anmeldung geschlossen ist und keine Plätze frei geworden sind.
mail-kind-called_off = Absage
    .about = Sagt, dass eine Anmeldung abgesagt wurde, und nimmt den Eintrag aus dem Kalender.
mail-kind-registration_changed = Änderung der Teilnehmenden
    .about = Sagt der Person, die angemeldet hat, nach einer Änderung, wer jetzt teilnimmt.
mail-kind-signed_up = Von anderen angemeldet
    .about = Sagt jemandem, dass er oder sie von jemand anderem angemeldet wurde, mit eigenem Kalendereintrag und Link.
mail-kind-taken_off = Nicht mehr dabei
    .about = Sagt jemandem, der von jemand anderem angemeldet war, dass er oder sie nicht mehr teilnimmt.
mail-kind-account_link = Zugang für Mitarbeitende
    .about = Lädt Mitarbeitende ein oder führt sie zu einem neuen Passwort.
mail-kind-password_changed = Passwort geändert
    .about = Sagt Mitarbeitenden, dass ihr Passwort geändert wurde.
mail-kind-confirm_reminder = Erinnerung ans Bestätigen
    .about = Erinnert alle, die ihre Anmeldung noch nicht bestätigt haben, bevor sie verfällt.
mail-kind-participant_reminder = Erinnerung
    .about = Erinnert alle, die teilnehmen: an Beginn, Ende oder eine Frist, oder meldet sich danach.
mail-kind-waiting_reminder = Noch auf der Warteliste
    .about = Sagt kurz vor der Veranstaltung allen auf der Warteliste, dass kein Platz frei geworden ist.
mail-kind-names_reminder = Fehlende Namen
    .about = Erinnert alle, die Plätze für Personen haben, deren Namen noch fehlen, solange sich diese nachtragen lassen.
mail-kind-organizer_numbers = Zahlen für den Veranstalter
    .about = Sagt dem Veranstalter, wie viele kommen.
mail-kind-moment_corrected = Berichtigung eines Termins
    .about = Berichtigt einen Termin, der jemandem genannt wurde und nicht mehr gilt.
mail-kind-invitation = Einladung
    .about = Lädt jemanden von der Liste des Veranstalters ein, mit persönlichem Link.
mail-kind-invitation_reminder = Erinnerung an die Einladung
    .about = Erinnert Eingeladene, die noch nicht geantwortet haben.
mail-samples-title = E-Mails nach Art
mail-samples-intro = Jede E-Mail, die von hier verschickt wird, in jeder Sprache, mit erfundenen Angaben geschrieben. Niemand bekommt sie.
mail-samples-when = Was sie sagt, und wann
mail-samples-look = Ansehen auf
mail-samples-own = Ihre eigene Vorlage
mail-samples-data = Angaben, mit denen sie geschrieben ist
mail-samples-data-ordinary = Übliche Angaben
mail-samples-data-strangest = Längste und seltsamste Angaben
mail-samples-data-barest = Nur das Nötigste
mail-samples-language = Sprache
mail-samples-number = Beispiel
mail-samples-template = Vorlage
mail-samples-subject = Betreff
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

# Erinnerungen, für das Büro.
reminders-title = Erinnerungen
reminders-views = Ansichten der Erinnerungen
reminders-view-list = Liste
reminders-view-month = Monat
reminders-months = Monate
reminders-month-before = Voriger Monat
reminders-month-next = Nächster Monat
reminders-month-today = Heute
reminders-month-clock = nach der Uhr von { $zone }
reminders-month-none = In diesem Monat ist keine Erinnerung fällig.
reminders-month-own = An jede Person zu ihrer eigenen Zeit
reminders-people-all = { $count ->
    [0] niemand
    [one] 1 Person
   *[other] { $count } Personen
}
reminders-people-at-least = { $count ->
    [one] mindestens 1 Person
   *[other] mindestens { $count } Personen
}
reminders-what = Erinnerung
reminders-due = Fällig
reminders-wrote = Geschrieben
reminders-to-come = Noch offen
reminders-rule = Regel
reminders-not-after = Hilft bis
reminders-first = Die erste geht
reminders-last = Die letzte geht
reminders-own-hold = vor Ende der jeweiligen Reservierung
reminders-at-least = mindestens { $count }
reminders-none = Niemand wird an etwas erinnert.
reminders-none-next = Sobald eine Veranstaltung veröffentlicht ist, stehen hier ihre Erinnerungen mit dem Tag, an dem sie fällig sind.
reminders-people = An wen
reminders-person = Anmeldung
reminders-decision = Was geschieht
reminders-their-time = Nach der eigenen Uhr
reminders-goes = bekommt sie
reminders-to-invited = Eingeladen, ohne Antwort
reminders-to-unconfirmed = Noch nicht bestätigt
reminders-to-waiting = Auf der Warteliste
reminders-to-confirmed = Nimmt teil
reminders-to-incomplete = Namen fehlen
reminders-to-organizer = Zahlen für den Veranstalter
reminders-state-planned = geplant
reminders-state-under_way = geht hinaus
reminders-state-done = erledigt
reminders-state-paused = angehalten
reminders-state-skipped = ausgelassen
reminders-state-withheld = zurückgehalten
reminders-state-never = kommt nicht
reminders-why-paused = Die Regel ruht.
reminders-why-cancelled = Die Veranstaltung ist abgesagt.
reminders-why-not-published = Die Veranstaltung ist nicht öffentlich.
reminders-why-before-publication = Sie war fällig, bevor die Veranstaltung veröffentlicht wurde.
reminders-why-skipped-by-office = So haben Sie entschieden.
reminders-why-no-such-moment = Dieses Datum gibt es nicht.
reminders-why-due-after-its-latest-moment = Sie wäre fällig, wenn sie nicht mehr hilft.
reminders-why-nothing-to-do-by-then = Dann könnte niemand mehr etwas tun.
reminders-why-the-next-rule-is-due = Dann ist schon die nächste Regel fällig.
reminders-skip-withheld = Niemand bekommt sie
reminders-skip-not-concerned = Betrifft sie nicht
reminders-skip-unreachable = Per E-Mail nicht erreichbar
reminders-skip-done = Hat sie bekommen
reminders-skip-corrected-first = Erfährt erst von der Änderung
reminders-skip-joined-late = Hat sich gerade erst angemeldet oder es gerade erfahren
reminders-skip-too-late = Wäre zu spät
reminders-timed-as-planned = wie geplant
reminders-timed-put-off = später, zu einer passenden Stunde
reminders-timed-brought-forward = früher, zur letzten passenden Stunde
reminders-timed-deadline-wins = zur Ruhezeit, weil keine andere Stunde bleibt
reminders-timed-after-joining = später, weil die Anmeldung noch frisch ist
reminders-act-pause = Regel anhalten
reminders-act-resume = Regel fortsetzen
reminders-act-skip = Auslassen
reminders-act-send-now = Jetzt senden
reminders-sure-skip = Diese Erinnerung auslassen? Niemand bekommt sie. Wird der Tag verschoben, geht die Erinnerung an den neuen Tag wie gewohnt.
reminders-sure-send-now = Diese Erinnerung jetzt an alle senden, die sie betrifft, zu welcher Stunde auch immer? Sie lässt sich nicht zurückholen.
reminders-done-pause = Die Regel ist angehalten. Bis Sie sie fortsetzen, erinnert sie niemanden.
reminders-done-resume = Die Regel läuft weiter. Wem ihre Erinnerung noch hilft, der bekommt sie.
reminders-done-skip = Diese Erinnerung wird ausgelassen.
reminders-done-send-now = Die Erinnerung geht hinaus.

problem-unknown-mail = Diese E-Mail gibt es nicht
    .detail = Das Protokoll hat unter dieser Adresse keine E-Mail.
problem-mail-not-written = Diese E-Mail ist noch nicht geschrieben
    .detail = Ihre Veranstaltung ist hier noch nicht bekannt, sie hat diesen Teil nicht, oder ihre Vorlage ist fehlerhaft.
problem-mail-under-way = Diese E-Mail kann jetzt nicht noch einmal gesendet werden
    .detail = Noch einmal senden lassen sich nur E-Mails, die gesendet oder gescheitert sind oder deren Ankunft ungewiss ist. Eine gesendete Adressprüfung nicht: Ihr Link ist nirgends aufbewahrt.
problem-unknown-reminder = Diese Erinnerung gibt es nicht
    .detail = Die Veranstaltung hat keine Regel dieses Namens, oder die Regel keine Erinnerung, um die es gehen könnte.
