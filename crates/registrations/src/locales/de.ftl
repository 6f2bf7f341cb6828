# Was die Seiten über Foren und Anmeldungen sagen.

reg-forums-title = Veranstaltungen
reg-forums-intro = Was ansteht. Anmelden ohne Konto; eine E-Mail bestätigt Ihren Platz.
reg-forums-none = Zurzeit ist nichts angekündigt.
reg-kind-forum = Forum
reg-kind-get-together = Get-together
reg-kind-delegation-visit = Delegationsbesuch
reg-kind-business-lunch = Business Lunch
reg-kind-mission = Unternehmerreise
reg-kind-conference = Konferenz
reg-state-open = Anmeldung möglich
reg-state-few-places = Nur noch wenige Plätze
reg-state-full = Alle Plätze sind vergeben
reg-state-not-open = Anmeldung noch nicht eröffnet
reg-state-closed = Anmeldung geschlossen
reg-state-cancelled = Abgesagt
reg-facts = Auf einen Blick
reg-when = Wann
reg-when-day = { $starts } bis { $ends }
reg-when-days = { $starts } bis { $ends }
reg-where = Wo
reg-where-online = Online; den Link erhalten die Teilnehmenden per E-Mail
reg-where-hybrid = auch online
reg-organizer = Veranstalter
reg-opens = Anmeldung ab
reg-closes = Anmeldeschluss
reg-contact = Kontakt
reg-closed-full = Zurzeit sind alle Plätze vergeben. Es kann ein Platz frei werden; bitte schauen Sie später wieder vorbei.
reg-closed-not-open = Die Anmeldung ist noch nicht eröffnet.
reg-closed-closed = Die Anmeldung ist geschlossen. Bei Fragen schreiben Sie bitte an den Kontakt oben.
reg-closed-cancelled = Diese Veranstaltung ist abgesagt.

reg-title-error = Bitte prüfen:
reg-form-title = Anmelden
reg-field-name = Ihr Name
reg-field-email = E-Mail-Adresse
reg-field-email-hint = Wir senden Ihnen einen Link, mit dem Sie Ihren Platz bestätigen.
reg-field-organisation = Unternehmen oder Einrichtung
reg-field-country = Land
reg-field-language = Sprache unserer E-Mails an Sie
reg-participants = Wer teilnimmt
reg-participants-hint = Sie melden Kolleginnen oder Kollegen an? Tragen Sie hier die Namen ein. Alle erhalten einen Platz oder niemand.
reg-field-attending = Ich nehme selbst teil
reg-field-participant = Weitere Person { $number }
reg-field-trap = Bitte leer lassen
reg-more = Weitere Namen
reg-consent-news = Informieren Sie mich per E-Mail auch über weitere Veranstaltungen. Ich kann dies jederzeit widerrufen.
reg-consent-networks = Die Angaben zu meinem Unternehmen dürfen an Partnernetzwerke weitergegeben werden, damit Geschäftspartner uns finden. Ich kann dies jederzeit widerrufen.
reg-privacy = { $organizer } verwendet diese Angaben, um die Veranstaltung durchzuführen und Ihnen dazu zu schreiben, und für nichts anderes.
reg-privacy-link = Datenschutzerklärung
reg-submit = Anmelden
reg-submit-hint = Ihr Platz wird bis zu { $hours ->
    [one] eine Stunde
   *[other] { $hours } Stunden
} freigehalten, bis Sie den Link in unserer E-Mail benutzt haben.
reg-error-name = Bitte geben Sie Ihren Namen ein.
reg-error-email = Bitte geben Sie Ihre E-Mail-Adresse ein.
reg-notice-full = Inzwischen sind alle Plätze vergeben. Sie sind nicht angemeldet. Ihre Eingaben stehen weiter unten; es kann ein Platz frei werden.
reg-notice-too-few = { $free ->
    [one] Nur ein Platz ist noch frei.
   *[other] Nur { $free } Plätze sind noch frei.
} Sie sind nicht angemeldet. Bitte melden Sie weniger Personen an.
reg-notice-changed = Die Angaben zu dieser Veranstaltung haben sich geändert, seit Sie die Seite geöffnet haben. Bitte lesen Sie sie oben noch einmal und senden Sie das Formular erneut. Ihre Eingaben sind erhalten.
reg-notice-closed = Die Anmeldung wurde geschlossen, seit Sie die Seite geöffnet haben. Sie sind nicht angemeldet. Ihre Eingaben stehen weiter unten; bitte schreiben Sie an den Kontakt oben.
reg-notice-cancelled = Diese Veranstaltung wurde abgesagt, seit Sie die Seite geöffnet haben. Sie sind nicht angemeldet.
reg-notice-not-open = Die Anmeldung ist noch nicht eröffnet. Sie sind nicht angemeldet. Ihre Eingaben stehen weiter unten.

reg-check-title = Bitte sehen Sie in Ihr Postfach
reg-check-lead = Wir haben Ihnen eine E-Mail geschickt. Öffnen Sie den Link darin und drücken Sie dort den Knopf: Erst dann gilt Ihre Anmeldung.
reg-check-hold = Ihr Platz wird bis zu { $hours ->
    [one] eine Stunde
   *[other] { $hours } Stunden
} freigehalten; bis wann genau, steht in der E-Mail.
reg-check-missing = Nach einigen Minuten noch keine E-Mail? Bitte sehen Sie im Spam-Ordner nach oder schreiben Sie uns:
reg-back-to-forum = Zurück zur Veranstaltung

reg-confirm-ask-title = Anmeldung bestätigen
reg-confirm-ask-lead = Noch ein Klick, und Ihre Anmeldung gilt.
reg-confirm-confirmed-title = Sie sind angemeldet
reg-confirm-confirmed-lead = Vielen Dank. Die Bestätigung mit Kalendereintrag ist unterwegs an { $email }.
reg-confirm-already-title = Sie sind bereits angemeldet
reg-confirm-already-lead = Diese Anmeldung wurde schon bestätigt. Sie brauchen nichts weiter zu tun.
reg-confirm-expired-title = Dieser Link ist abgelaufen
reg-confirm-expired-lead = Der Platz war für begrenzte Zeit freigehalten und ist wieder frei. Sie können sich neu anmelden, solange die Anmeldung offen ist.
reg-confirm-again = Neu anmelden
reg-confirm-ask-us = Fragen? Bitte schreiben Sie an
reg-confirm-button = Anmeldung bestätigen
reg-confirm-not-you = Sie haben sich nicht angemeldet? Dann tun Sie nichts; der Platz wird von selbst wieder frei.
reg-held-until = Freigehalten bis

reg-staff-title = Veranstaltungen und Anmeldungen
reg-staff-forum = Veranstaltung
reg-staff-state = Stand
reg-staff-state-draft = Entwurf
reg-staff-state-published = Veröffentlicht
reg-staff-state-cancelled = Abgesagt
reg-staff-confirmed = Bestätigt
reg-staff-pending = Noch nicht bestätigt
reg-staff-expired = Nicht rechtzeitig bestätigt
reg-staff-places = Plätze
reg-staff-taken = { $taken } von { $capacity }
reg-staff-none = Es gibt noch keine Veranstaltung. Stellen Sie eine mit „kontor forum apply DATEI“ online.
reg-staff-registrations = Anmeldungen
reg-staff-nobody = Noch hat sich niemand angemeldet.
reg-staff-name = Name
reg-staff-since = Seit
reg-staff-is-pending = nicht bestätigt
reg-staff-is-confirmed = bestätigt
reg-staff-is-expired = verfallen
reg-staff-until = freigehalten bis { $until }
reg-staff-older = Ältere Anmeldungen

problem-unknown-forum = Diese Veranstaltung gibt es nicht
    .detail = Vielleicht ist die Adresse falsch geschrieben, oder die Veranstaltung ist nicht veröffentlicht. Die Startseite führt alle auf.
problem-registration-not-open = Die Anmeldung ist noch nicht eröffnet
    .detail = Die Seite der Veranstaltung sagt, wann sie beginnt. Sie sind nicht angemeldet.
problem-registration-closed = Die Anmeldung ist geschlossen
    .detail = Sie sind nicht angemeldet. Bitte schreiben Sie an den Kontakt auf der Seite der Veranstaltung.
problem-forum-cancelled = Diese Veranstaltung ist abgesagt
    .detail = Anmeldungen sind nicht mehr möglich.
problem-forum-changed = Die Veranstaltung hat sich geändert
    .detail = Bitte lesen Sie die Angaben noch einmal und senden Sie das Formular erneut.
problem-forum-full = Es gibt nicht genug Plätze
    .detail = { $free ->
        [0] Alle Plätze sind vergeben. Sie sind nicht angemeldet; es kann ein Platz frei werden.
        [one] Nur ein Platz ist noch frei. Sie sind nicht angemeldet; bitte melden Sie weniger Personen an.
       *[other] Nur { $free } Plätze sind noch frei. Sie sind nicht angemeldet; bitte melden Sie weniger Personen an.
    }
problem-unknown-link = Diesen Link kennen wir nicht
    .detail = Vielleicht ist er unvollständig: Bitte kopieren Sie den ganzen Link aus der E-Mail. Ist er älter als einen Monat, melden Sie sich bitte auf der Seite der Veranstaltung neu an.
problem-expired-link = Dieser Link ist abgelaufen
    .detail = Der Platz ist wieder frei. Bitte melden Sie sich auf der Seite der Veranstaltung neu an.
problem-idempotency-key-reused = Dieser Idempotenzschlüssel gehört zu einer anderen Anfrage
    .detail = Wiederholen Sie dieselbe Anfrage, oder benutzen Sie für eine neue einen neuen Schlüssel.
problem-invalid-idempotency-key = Der Idempotenzschlüssel ist unbrauchbar
    .detail = Senden Sie 1 bis 255 sichtbare ASCII-Zeichen ohne Leerzeichen.

error-required = Bitte füllen Sie dies aus.
error-too-long = Das ist zu lang; höchstens 200 Zeichen sind möglich.
error-control-character = Bitte entfernen Sie Zeilenumbrüche und unsichtbare Zeichen.
error-invalid-email = An diese Adresse lässt sich keine E-Mail senden. Sie sollte aussehen wie name@example.org.
error-invalid-language = Das ist kein Sprachkürzel wie de, fr oder zh-Hans.
error-invalid-country = Das ist kein Länderkürzel wie DE oder CN.
error-nobody-takes-part = Bitte sagen Sie, wer teilnimmt: Sie selbst oder andere mit Namen.
error-too-many-participants = Eine Anmeldung hat höchstens 50 Teilnehmende.
error-duplicate = Dieser Zweck ist doppelt angegeben.
