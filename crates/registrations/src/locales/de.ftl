# Was die Seiten über Foren und Anmeldungen sagen.

reg-forums-title = Veranstaltungen
reg-forums-intro = Was ansteht. Anmelden ohne Konto; eine E-Mail bestätigt Ihren Platz.
reg-forums-none = Zurzeit ist nichts angekündigt.
reg-kind-forum = Forum
reg-kind-get-together = Get-together
reg-kind-delegation-visit = Delegationsbesuch
reg-kind-business-lunch = Business-Lunch
reg-kind-mission = Unternehmerreise
reg-kind-conference = Konferenz
reg-state-open = Anmeldung möglich
reg-state-few-places = Nur noch wenige Plätze
reg-state-waiting-list = Alle Plätze vergeben; es gibt eine Warteliste
reg-state-full = Alle Plätze sind vergeben
reg-state-not-open = Anmeldung noch nicht eröffnet
reg-state-closed = Anmeldung geschlossen
reg-state-cancelled = Abgesagt
reg-facts = Auf einen Blick
reg-when = Termin
reg-where = Ort
reg-where-online = Online; den Link erhalten die Teilnehmenden per E-Mail
reg-where-hybrid = auch online
reg-organizer = Veranstaltet von
reg-opens = Anmeldung ab
reg-closes = Anmeldeschluss
reg-contact = Kontakt
reg-closed-full = Zurzeit sind alle Plätze vergeben. Vielleicht wird noch ein Platz frei; bitte schauen Sie später wieder vorbei.
reg-closed-not-open = Die Anmeldung ist noch nicht eröffnet.
reg-closed-closed = Die Anmeldung ist geschlossen. Bei Fragen schreiben Sie bitte an den Kontakt oben.
reg-closed-cancelled = Diese Veranstaltung ist abgesagt.

reg-title-error = Bitte prüfen:
reg-form-title = Anmelden
reg-form-title-waiting = Auf die Warteliste setzen lassen
reg-waiting-how = Alle Plätze sind vergeben. Werden Plätze frei, bieten wir sie den Wartenden der Reihe nach an; eine Gruppe kommt ganz oder gar nicht zum Zug. Wer ein Angebot bekommt, hat bis zu { $hours ->
    [one] einer Stunde
   *[other] { $hours } Stunden
} Zeit, es anzunehmen. Bis dahin müssen Sie nichts tun.
reg-submit-waiting = Auf die Warteliste
reg-field-wait = Falls die Plätze nicht reichen, uns alle auf die Warteliste setzen
reg-field-name = Ihr Name
reg-field-email = E-Mail-Adresse
reg-field-email-hint = Sie erhalten einen Link, mit dem Sie Ihre Anmeldung bestätigen.
reg-field-organisation = Unternehmen oder Einrichtung
reg-field-country = Land
reg-field-language = Sprache unserer E-Mails an Sie
reg-language-partly = { $language } (Angaben zur Veranstaltung; alles Weitere: { $sentences })
reg-participants = Wer teilnimmt
reg-participants-hint = Sie melden Kolleginnen oder Kollegen an? Tragen Sie hier die Namen ein. Alle erhalten einen Platz oder niemand.
reg-field-attending = Ich nehme selbst teil
reg-participants-own = Mit eigener Adresse erhalten sie Bestätigung, Kalendereintrag und Link selbst, sobald Sie bestätigt haben. Ohne geht alles an Sie.
reg-field-participant = Person { $number }
reg-field-participant-name = Name
reg-field-participant-email = Eigene E-Mail-Adresse
reg-field-participant-language = Sprache unserer E-Mails an diese Person
reg-field-participant-language-same = wie Ihre
reg-remove = Entfernen
reg-remove-person = Person { $number } entfernen
reg-list = Liste einfügen
reg-list-label = Personen, eine je Zeile
reg-list-hint = Zum Beispiel „Ana Silva <ana@example.org>“ oder aus einer Tabelle kopiert: Name, Adresse, Sprache.
reg-list-add = Diese Personen hinzufügen
reg-unnamed-places = Weitere Plätze, Namen folgen
reg-unnamed-field = Wie viele
reg-unnamed-hint = Für Personen, deren Namen Sie noch nicht kennen, zusätzlich zu den oben genannten. Sie nennen sie später über den Link in unserer E-Mail.
reg-unnamed-change-hint = Jeder Name, den Sie oben eintragen, belegt einen dieser Plätze.
reg-unnamed-and = { $count ->
    [one] und eine Person, deren Name folgt
   *[other] und { $count } Personen, deren Namen folgen
}
reg-unnamed-only = { $count ->
    [one] Eine Person, deren Name folgt
   *[other] { $count } Personen, deren Namen folgen
}
reg-error-unnamed = Geben Sie die Zahl der weiteren Plätze in Ziffern an, zum Beispiel 3.
reg-error-person = Person { $number }: { $text }
reg-field-trap = Bitte leer lassen
reg-more = Weitere Person hinzufügen
reg-consent-news = Informieren Sie mich per E-Mail auch über weitere Veranstaltungen. Ich kann dies jederzeit widerrufen.
reg-consent-networks = Die Angaben zu meinem Unternehmen dürfen an Partnernetzwerke weitergegeben werden, damit Geschäftspartner uns finden. Ich kann dies jederzeit widerrufen.
reg-privacy = { $organizer } verwendet diese Angaben, um die Veranstaltung durchzuführen und Ihnen dazu zu schreiben.
reg-privacy-link = Datenschutzerklärung
reg-submit = Anmelden
reg-submit-hint = Danach haben Sie bis zu { $hours ->
    [one] einer Stunde
   *[other] { $hours } Stunden
} Zeit, Ihre Anmeldung mit dem Link in unserer E-Mail zu bestätigen.
reg-error-name = Bitte geben Sie Ihren Namen ein.
reg-error-email = Bitte geben Sie Ihre E-Mail-Adresse ein.
reg-error-email-found = Wir haben die Adresse aus dem eingefügten Text übernommen. Bitte prüfen Sie sie und senden Sie das Formular noch einmal.
reg-notice-full = Inzwischen sind alle Plätze vergeben. Sie sind nicht angemeldet. Ihre Eingaben stehen weiter unten; vielleicht wird noch ein Platz frei.
reg-notice-too-few = Für alle genannten Personen sind nicht mehr genügend Plätze frei. Sie sind nicht angemeldet. Bitte melden Sie weniger Personen an.
reg-notice-too-large = Ihre Gruppe ist größer, als diese Veranstaltung Plätze hat; sie würde vergeblich warten. Sie sind nicht angemeldet. Bitte melden Sie weniger Personen an oder schreiben Sie der Kontaktadresse oben.
reg-notice-changed = Die Angaben zu dieser Veranstaltung haben sich geändert, seit Sie die Seite geöffnet haben. Bitte lesen Sie sie oben noch einmal und senden Sie das Formular erneut. Ihre Eingaben sind erhalten.
reg-notice-closed = Die Anmeldung wurde geschlossen, seit Sie die Seite geöffnet haben. Sie sind nicht angemeldet. Ihre Eingaben stehen weiter unten; bitte schreiben Sie an den Kontakt oben.
reg-notice-cancelled = Diese Veranstaltung wurde abgesagt, seit Sie die Seite geöffnet haben. Sie sind nicht angemeldet.
reg-notice-not-open = Die Anmeldung ist noch nicht eröffnet. Sie sind nicht angemeldet. Ihre Eingaben stehen weiter unten.
reg-notice-trap = Ihr Browser hat ein Feld ausgefüllt, das leer bleiben muss. Sie sind noch nicht angemeldet. Alle anderen Eingaben sind erhalten: Bitte klicken Sie noch einmal auf „Anmelden“.
reg-notice-too-many = Von Ihrem Anschluss oder mit Ihrer E-Mail-Domain kamen in der letzten Stunde sehr viele Anmeldungen. Sie sind nicht angemeldet. Bitte versuchen Sie es später noch einmal oder schreiben Sie an den Kontakt oben; Ihre Eingaben sind erhalten.
reg-notice-by-invitation = Zu dieser Veranstaltung melden sich nur Eingeladene an. Sie sind nicht angemeldet.
reg-notice-invitation-used = Mit dieser Einladung ist schon jemand angemeldet. Waren Sie das, steht der Link zu Ihrer Anmeldung in unserer Bestätigung. Kommt noch jemand mit, schreiben Sie bitte an den Kontakt oben.
reg-field-code = Code
reg-field-code-hint = Den Code hat Ihnen der Partner gegeben, der Sie einlädt.
reg-code-button = Weiter zum Formular
reg-error-code-unknown = Diesen Code kennen wir für diese Veranstaltung nicht. Bitte prüfen Sie, ob er vollständig ist.
reg-error-code-used-up = Dieser Code ist aufgebraucht. Ist Ihre Adresse schon damit angemeldet, haben wir Ihnen eine E-Mail geschickt; sonst fragen Sie bitte den Partner, der ihn Ihnen gegeben hat.
reg-error-code-too-few = { $count ->
    [one] Dieser Code reicht nur noch für einen Platz. Bitte melden Sie weniger Personen an.
   *[other] Dieser Code reicht nur noch für { $count } Plätze. Bitte melden Sie weniger Personen an.
}
reg-invited-only = Nur auf Einladung
reg-invited-only-how = { $organizer } lädt zu dieser Veranstaltung persönlich ein. Sind Sie eingeladen, öffnen Sie bitte den Link in Ihrer Einladung. Haben Sie von einem Partner einen Code erhalten, geben Sie ihn hier ein.
reg-invited-lead = Das ist Ihre persönliche Einladung. Ihre Angaben sind im Formular schon eingetragen; bitte prüfen Sie sie.
reg-invited-email-hint = Behalten Sie diese Adresse, gilt Ihre Anmeldung sofort. Jede andere bestätigen Sie über einen Link, den wir dorthin schicken.
reg-invited-cannot = Sie können nicht kommen? Hier absagen
reg-invited-declined-notice = Sie haben abgesagt. Können Sie doch kommen, melden Sie sich einfach hier an.
reg-invited-who = Eingeladen
reg-invited-sign-up = Zum Anmeldeformular
reg-invited-ask-title = Sie können nicht kommen?
reg-invited-ask-lead = Ein Klick genügt, und wir erinnern Sie nicht mehr an diese Einladung.
reg-invited-decline = Ich kann nicht kommen
reg-invited-declined-title = Schade, dass Sie nicht kommen können
reg-invited-declined-lead = Danke für die Nachricht. Wir erinnern Sie nicht mehr daran.
reg-invited-after-all = Ich komme doch
reg-invited-answered-title = Mit dieser Einladung ist schon jemand angemeldet
reg-invited-answered-lead = Sie brauchen nichts weiter zu tun. Wenn Sie doch nicht kommen können, sagen Sie bitte über den Link zu Ihrer Anmeldung ab; wir schicken ihn gern noch einmal.

reg-check-title = Bitte prüfen Sie Ihr Postfach
reg-check-lead = Wir haben eine E-Mail an { $email } geschickt. Öffnen Sie den Link darin und klicken Sie dort auf „Anmeldung bestätigen“: Erst dann gilt Ihre Anmeldung.
reg-check-hold = In der E-Mail steht, ob und bis wann wir Ihren Platz freihalten. Einen Platz erhält, wer bestätigt; am besten gleich.
reg-check-wait = Ihr Platz auf der Warteliste zählt ab dem Moment, in dem Sie bestätigen. Bitte tun Sie es bald.
reg-check-missing = Nach einigen Minuten noch keine E-Mail? Bitte prüfen Sie die Adresse oben und den Spam-Ordner oder schreiben Sie uns:
reg-check-correct = Adresse berichtigen
reg-check-again = E-Mail noch einmal senden
reg-check-again-hint = Falls nichts angekommen ist. Damit niemand ein Postfach überfluten kann, senden wir nur wenige E-Mails in der Stunde.
reg-back-to-forum = Zurück zur Veranstaltung

reg-confirm-ask-title = Anmeldung bestätigen
reg-confirm-ask-lead = Noch ein Klick, und Ihre Anmeldung gilt.
reg-confirm-confirmed-title = Sie sind angemeldet
reg-confirm-confirmed-lead = Vielen Dank. Die Bestätigung mit Kalendereintrag ist unterwegs an { $email }.
reg-confirm-already-title = Sie sind bereits angemeldet
reg-confirm-already-lead = Diese Anmeldung wurde schon bestätigt. Sie brauchen nichts weiter zu tun.
reg-confirm-ask-lead-waiting = Noch ein Klick, und Ihre Anmeldung gilt. Sind dann noch alle Plätze vergeben, stehen Sie auf der Warteliste.
reg-confirm-waiting-title = Sie stehen auf der Warteliste
reg-confirm-waiting-lead = Wir schicken eine E-Mail an { $email } mit einem Link, der immer zeigt, wie es steht. Werden Plätze frei, schreiben wir Ihnen sofort.
reg-confirm-offered-title = Wir halten Plätze für Sie frei
reg-confirm-offered-lead = Bitte öffnen Sie den Link in unserer neuesten E-Mail: Dort nehmen Sie die Plätze an oder geben sie weiter.
reg-confirm-wait-button = Auf die Warteliste
reg-confirm-expired-title = Dieser Link ist abgelaufen
reg-confirm-expired-lead = Der Platz war für begrenzte Zeit freigehalten und ist wieder frei. Sie können sich neu anmelden, solange die Anmeldung möglich ist.
reg-confirm-replaced-title = Es gilt Ihre neuere Anmeldung
reg-confirm-replaced-lead = Nach dieser E-Mail ging mit Ihrer Adresse noch eine Anmeldung ein. Bitte verwenden Sie den Link in der neuesten E-Mail.
reg-confirm-cancelled-title = Diese Veranstaltung ist abgesagt
reg-confirm-cancelled-lead = Sie findet nicht statt. Sie brauchen nichts zu tun.
reg-confirm-not-published-title = Diese Veranstaltung ist zurzeit nicht freigeschaltet
reg-confirm-not-published-lead = Die Seite wird gerade überarbeitet, deshalb lässt sich die Anmeldung jetzt nicht bestätigen. Bitte versuchen Sie den Link später noch einmal.
reg-confirm-full-title = Zurzeit sind alle Plätze vergeben
reg-confirm-full-lead = Sie sind an andere vergeben oder für andere reserviert. Sie können auf die Warteliste gehen oder es hier erneut versuchen, solange der Link gilt.
reg-confirm-consents = Sie stimmen außerdem zu
reg-confirm-again = Neu anmelden
reg-confirm-calendar = In den Kalender eintragen
reg-confirm-ask-us = Fragen? Bitte schreiben Sie an
reg-confirm-button = Anmeldung bestätigen
reg-confirm-not-you = Sie haben sich nicht angemeldet? Dann tun Sie nichts; der Platz wird von selbst wieder frei.
reg-held-until = Freigehalten bis

reg-ask-link = Schon angemeldet? Anmeldung ansehen oder absagen
reg-ask-title = Ihre Anmeldung
reg-ask-lead = Wir schicken den Link zu Ihrer Anmeldung an die Adresse, mit der Sie sich angemeldet haben.
reg-ask-button = Link zuschicken
reg-ask-sent = Wenn { $email } für diese Veranstaltung angemeldet ist, ist eine E-Mail mit dem Link unterwegs; höchstens eine am Tag.
reg-ask-too-many = In der letzten Stunde kamen sehr viele Anfragen von Ihrem Anschluss oder dieser E-Mail-Domain. Bitte versuchen Sie es später noch einmal.
reg-own-confirmed-title = Ihre Anmeldung
reg-own-confirmed-lead = Sie sind angemeldet. Wir freuen uns auf Sie.
reg-own-waiting-title = Sie stehen auf der Warteliste
reg-own-waiting-lead = Sie stehen an { $position }. Stelle. Werden Plätze für Sie frei, schreiben wir Ihnen sofort; Sie haben dann bis zu { $hours ->
    [one] einer Stunde
   *[other] { $hours } Stunden
} Zeit, sie anzunehmen.
reg-own-offered-title = { $count ->
    [one] Es gibt einen Platz für Sie
   *[other] Es gibt { $count } Plätze für Sie
}
reg-own-offered-lead = Bitte nehmen Sie bis { $until } an. Danach geht das Angebot an die Nächsten auf der Liste.
reg-own-ended-title = Diese Anmeldung gilt nicht mehr
reg-own-ended-lead = Sie wurde abgesagt, oder ein Angebot wurde nicht rechtzeitig angenommen. Solange die Anmeldung offen ist, können Sie sich auf der Seite der Veranstaltung neu anmelden.
reg-own-cancelled-title = Diese Veranstaltung wurde abgesagt
reg-own-cancelled-lead = Sie findet nicht statt. Sie müssen nichts tun.
reg-own-pending-title = Bitte bestätigen Sie Ihre Anmeldung
reg-own-pending-lead = Der Link steht in unserer ersten E-Mail.
reg-own-news-taken = Danke, Sie sind angemeldet. Die Bestätigung mit dem Kalendereintrag ist unterwegs.
reg-own-news-called-off = Ihre Anmeldung ist abgesagt. Eine E-Mail darüber ist unterwegs.
reg-own-news-passed = Die Frist ist abgelaufen, und die Plätze sind wieder für andere frei.
reg-own-position = Ihr Platz auf der Liste
reg-own-take = { $count ->
    [one] Platz annehmen
   *[other] Plätze annehmen
}
reg-own-pass-on = Nein, danke
reg-own-call-off = Wir können nicht kommen
reg-own-leave = Von der Warteliste streichen
reg-call-off-title = Anmeldung absagen?
reg-call-off-lead-places = Ihre Plätze gehen sofort an andere; sind alle vergeben, bekommen Sie sie nicht zurück. Sie erhalten eine E-Mail darüber. Steht der Eintrag in Ihrem Kalender, verschwindet er von selbst.
reg-call-off-lead-waiting = Sie verlieren Ihren Platz auf der Warteliste. Sie erhalten eine E-Mail darüber.
reg-call-off-button = Absagen
reg-call-off-keep = Dabei bleiben
reg-call-off-hint = Das gilt für alle oben Genannten. Können nur einige nicht kommen:
reg-own-change = Teilnehmende ändern
reg-own-changes-close = Hier können Sie das bis { $when } ändern.
reg-own-changes-closed = Änderungen waren hier bis { $when } möglich. Bitte schreiben Sie an die Kontaktadresse unten, wenn jetzt etwas anders ist.
reg-own-unnamed = { $count ->
    [one] Ein Name fehlt noch.
   *[other] { $count } Namen fehlen noch.
}
reg-own-unnamed-link = Jetzt nennen
reg-own-news-changed = Ihre Änderung ist gespeichert. Eine E-Mail mit allen, die nun kommen, ist unterwegs.
reg-own-news-too-late = Das lässt sich hier nicht mehr ändern. Bitte schreiben Sie an die Kontaktadresse unten.
reg-entrance = Code für den Einlass
reg-entrance-hint = Zeigen Sie ihn am Einlass, auf dem Bildschirm oder ausgedruckt.
reg-people-title = Teilnehmende ändern
reg-people-lead = Verbessern Sie Namen, ergänzen Sie fehlende, fügen Sie Personen hinzu, solange Plätze frei sind, tauschen Sie jemanden aus oder streichen Sie jemanden. Sie sehen vorher, was geschieht.
reg-people-preview = Zeigen, was sich ändert
reg-people-keep = So lassen
reg-people-stale = Inzwischen wurde etwas geändert. So steht Ihre Anmeldung jetzt; von Ihren Eingaben wurde nichts ausgeführt.
reg-people-full = { $free ->
    [0] Für weitere Personen ist kein Platz frei. Es wurde nichts geändert.
    [one] Für weitere Personen ist nur ein Platz frei. Es wurde nichts geändert.
   *[other] Für weitere Personen sind nur { $free } Plätze frei. Es wurde nichts geändert.
}
reg-people-code = { $free ->
    [0] Der Code, mit dem Sie sich angemeldet haben, gilt für keine weiteren Personen. Es wurde nichts geändert.
    [one] Der Code, mit dem Sie sich angemeldet haben, gilt nur noch für eine weitere Person. Es wurde nichts geändert.
   *[other] Der Code, mit dem Sie sich angemeldet haben, gilt nur noch für { $free } weitere Personen. Es wurde nichts geändert.
}
reg-people-closed = Die Anmeldung ist geschlossen; es kann niemand mehr hinzukommen. Austauschen können Sie jemanden weiterhin. Es wurde nichts geändert.
reg-people-waits = Solange Sie auf Plätze warten, kann Ihre Gruppe kleiner werden, aber nicht größer. Es wurde nichts geändert.
reg-people-too-many = In der letzten Stunde wurden sehr viele E-Mails an diese Adressen angefordert. Es wurde nichts geändert. Bitte versuchen Sie es später wieder oder schreiben Sie an die Kontaktadresse; Ihre Eingaben bleiben erhalten.
reg-preview-title = Bitte prüfen Sie, was sich ändert
reg-preview-come = Kommt neu
reg-preview-go = Kommt nicht mehr
reg-preview-stay = Bleibt
reg-preview-unnamed = Namen folgen
reg-preview-unnamed-before = (bisher: { $count })
reg-preview-persons = { $count ->
    [0] niemand
    [one] eine Person
   *[other] { $count } Personen
}
reg-preview-mail = wird per E-Mail benachrichtigt
reg-preview-you = Sie erhalten eine E-Mail mit allen, die kommen.
reg-preview-places = Frei werdende Plätze gehen sofort an andere.
reg-preview-nothing = Es ist nichts anders als jetzt.
reg-preview-act = Änderung speichern
reg-preview-back = Weiter bearbeiten
reg-me-confirmed-title = Sie sind angemeldet
reg-me-confirmed-lead = { $name } hat Sie angemeldet. Wir freuen uns auf Sie.
reg-me-ended-title = Sie sind nicht angemeldet
reg-me-ended-lead = Die Anmeldung, die { $name } für Sie vorgenommen hat, gilt nicht mehr.
reg-me-cancelled-title = Diese Veranstaltung wurde abgesagt
reg-me-cancelled-lead = Sie findet nicht statt. Sie müssen nichts tun.
reg-me-by = Angemeldet von
reg-me-take-off = Ich komme nicht
reg-me-news-taken-off = Ihr Name ist gestrichen. Wer Sie angemeldet hatte, wird benachrichtigt, und Sie erhalten eine E-Mail darüber.
reg-me-news-too-late = Das lässt sich hier nicht mehr ändern. Bitte schreiben Sie an die Kontaktadresse unten.
reg-new-link = Hat jemand anderes diesen Link?
reg-new-link-title = Ein neuer Link
reg-new-link-lead = Wir senden einen neuen Link per E-Mail an die Adresse dieser Anmeldung. Alle bisherigen Links, auch dieser, gelten dann nicht mehr.
reg-new-link-button = Neuen Link senden
reg-new-link-keep = Diesen Link behalten
reg-new-link-done = Ein neuer Link ist per E-Mail unterwegs. Die alten gelten nicht mehr.
reg-take-off-title = Ihren Namen streichen?
reg-take-off-lead = Ihr Platz geht sofort an andere. { $name } wird per E-Mail benachrichtigt, und der Eintrag in Ihrem Kalender verschwindet von selbst.
reg-take-off-button = Meinen Namen streichen
reg-take-off-keep = Ich komme

reg-staff-title = Veranstaltungen und Anmeldungen
reg-staff-forum = Veranstaltung
reg-staff-state = Status
reg-staff-state-draft = Entwurf
reg-staff-state-published = Veröffentlicht
reg-staff-state-cancelled = Abgesagt
reg-staff-confirmed = Bestätigte Anmeldungen
reg-staff-pending = Unbestätigte Anmeldungen
reg-staff-expired = Nicht rechtzeitig bestätigt
reg-staff-waiting = Auf der Warteliste
reg-staff-offered = Plätze angeboten
reg-staff-is-waiting = wartet
reg-staff-is-offered = Angebot
reg-staff-places = Belegte Plätze
reg-staff-taken = { $taken } von { $capacity }
reg-staff-none = Es gibt noch keine Veranstaltung.
reg-staff-none-next = Stellen Sie eine mit `kontor forum apply DATEI` online; `kontor forum sample` gibt eine Datei zum Anfangen aus.
reg-staff-page = Öffentliche Seite
reg-staff-registrations = Anmeldungen
reg-staff-nobody = Noch hat sich niemand angemeldet.
reg-staff-nobody-next = Wer sich auf der öffentlichen Seite anmeldet, erscheint hier sofort.
reg-staff-unnamed = { $count ->
    [one] 1 Name folgt
   *[other] { $count } Namen folgen
}
reg-staff-name = Name
reg-staff-since = Seit
reg-staff-is-pending = nicht bestätigt
reg-staff-is-confirmed = bestätigt
reg-staff-is-expired = verfallen
reg-staff-until = freigehalten bis { $until }
reg-staff-older = Ältere Anmeldungen
reg-inv-title = Einladungen
reg-inv-invited = Eingeladen, ohne Antwort
reg-inv-answered = Angemeldet
reg-inv-declined = Abgesagt
reg-inv-withdrawn = Zurückgezogen
reg-inv-invite = Einladen
reg-inv-hint = Alle auf der Liste erhalten eine E-Mail mit einem persönlichen Link, der das Formular ausfüllt. Wer schon eingeladen ist, bekommt keine zweite. Einfügen lassen sich etwa 500 Zeilen; eine Datei darf 50.000 haben.
reg-inv-list = Liste
reg-inv-list-hint = Aus der Tabelle kopiert, mit den Spaltennamen in der ersten Zeile: E-Mail, Name (oder Vorname und Nachname), Organisation, Sprache, Land.
reg-inv-file = Oder als Datei
reg-inv-file-hint = CSV, wie eine Tabellenkalkulation sie ausgibt, bis 50.000 Zeilen und 16 MB. Ist eine gewählt, zählt nur sie.
reg-inv-invite-button = Einladen
reg-inv-try-button = Nur prüfen
reg-inv-done =
    { $count ->
        [0] Niemand wurde neu eingeladen.
        [one] Eine Person ist eingeladen.
       *[other] { $count } Personen sind eingeladen.
    }
reg-inv-would =
    { $count ->
        [0] Niemand würde neu eingeladen.
        [one] Eine Person würde eingeladen.
       *[other] { $count } Personen würden eingeladen.
    }
reg-inv-already-invited =
    { $count ->
        [one] Eine Person war schon eingeladen.
       *[other] { $count } waren schon eingeladen.
    }
reg-inv-already-signed-up =
    { $count ->
        [one] Eine Person ist schon angemeldet.
       *[other] { $count } sind schon angemeldet.
    }
reg-inv-line = Zeile { $line }:
reg-inv-more-broken = und { $count } weitere Zeilen, in denen etwas nicht stimmt
reg-inv-column-row = Zeile
reg-inv-column-email = E-Mail
reg-inv-column-name = Name
reg-inv-column-organisation = Organisation
reg-inv-column-language = Sprache
reg-inv-column-country = Land
reg-inv-error-too-large = Die Liste ist größer als 16 MB. Bitte teilen Sie sie auf.
reg-inv-error-too-many-rows = Die Liste hat mehr als 50.000 Zeilen. Bitte teilen Sie sie auf.
reg-inv-error-empty = Die Liste ist leer.
reg-inv-error-no-addresses = Keine Spalte ist als die der Adressen benannt. Die erste Zeile nennt die Spalten, zum Beispiel E-Mail;Name;Organisation;Sprache;Land.
reg-inv-error-no-names = Keine Spalte ist als die der Namen benannt: Name, oder Vorname und Nachname.
reg-inv-error-unknown-forum = Diese Veranstaltung gibt es nicht.
reg-inv-error-not-published = Die Veranstaltung ist nicht veröffentlicht; Eingeladene fänden ihre Seite nicht.
reg-inv-error-cancelled = Die Veranstaltung ist abgesagt.
reg-inv-error-closed = Die Anmeldung ist geschlossen; Eingeladene könnten sich nicht mehr anmelden.
reg-inv-who = Wer eingeladen ist
reg-inv-since = Seit
reg-inv-is-invited = ohne Antwort
reg-inv-is-answered = angemeldet
reg-inv-is-declined = abgesagt
reg-inv-is-withdrawn = zurückgezogen
reg-inv-more = Weitere Einladungen
reg-inv-nobody = Noch ist niemand eingeladen.
reg-inv-nobody-next = Fügen Sie oben eine Liste ein, oder laden Sie mit `kontor forum invite NAME --list DATEI` ein.
reg-inv-so-far = { $count ->
    [one] Erst die erste Zeile ist erledigt
   *[other] Erst die ersten { $count } Zeilen sind erledigt
}: Die Liste ist lang. Schicken Sie dieselbe Liste noch einmal, dann geht es weiter; niemand wird zweimal eingeladen.
reg-inv-so-far-would = { $count ->
    [one] Nur die erste Zeile wurde durchgesehen
   *[other] Nur die ersten { $count } Zeilen wurden durchgesehen
}: Die Liste ist lang. Beim Einladen kommen alle an die Reihe, wenn nötig in mehreren Durchgängen.
reg-inv-choose-again = Wählen Sie die Datei noch einmal, um einzuladen: Sie ist zu lang, um im Formular zu stehen.
reg-inv-withdraw = Zurückziehen
reg-inv-withdraw-act = Einladung zurückziehen
reg-inv-withdraw-effect = Der persönliche Link funktioniert nicht mehr, und niemand wird erinnert. Es geht keine E-Mail darüber hinaus.
reg-inv-withdrawn-done = Die Einladung ist zurückgezogen.
reg-inv-whom = Wer
reg-inv-codes = Codes für Partner
reg-inv-code-for = Für
reg-inv-code-uses = Anmeldungen
reg-inv-code-places = Plätze
reg-code-none = Für diese Veranstaltung gibt es noch keine Codes.
reg-code-hint = Mit einem Code melden sich die Leute eines Partners an: Geben Sie ihm den Code oder den Link damit.
reg-code-new = Code anlegen
reg-code-name = Für wen
reg-code-name-hint = Zum Beispiel „IHK Lyon“. Das liest nur Ihr Büro.
reg-code-uses = Höchstens so viele Anmeldungen
reg-code-places = Höchstens so viele Plätze zusammen
reg-code-make = Code anlegen
reg-code-made = Der Code für { $name }: { $code }
reg-code-link = Der Link dazu:
reg-code-left = ({ $count } frei)
reg-code-end = Beenden
reg-code-end-act = Code beenden
reg-code-end-effect = Niemand kann sich mehr damit anmelden. Wer damit gekommen ist, bleibt angemeldet. Das lässt sich nicht zurücknehmen; Sie können einen neuen Code anlegen.
reg-code-ended = Der Code ist beendet.
reg-code-is-ended = beendet
reg-code-too-many = Eine Veranstaltung hat höchstens 200 Codes.
reg-code-wrong-name = Geben Sie in einer Zeile an, für wen der Code ist.
reg-code-wrong-uses = Geben Sie für die Anmeldungen eine ganze Zahl von 1 bis { $most } an oder nichts.
reg-code-wrong-places = Geben Sie für die Plätze eine ganze Zahl von 1 bis { $most } an oder nichts.

reg-change = Ändern
reg-change-title = Veranstaltung ändern
reg-change-hint = Wer angemeldet ist und sich nach einer dieser Angaben richtet, erfährt per E-Mail davon, mit alt und neu. Sie sehen vorher, wer.
reg-change-state = Status
reg-change-starts = Beginn
reg-change-starts-hint = Ändern Sie nur den Beginn, dauert die Veranstaltung so lange wie bisher, und der Anmeldeschluss wandert um ebenso viele Tage mit.
reg-change-ends = Ende
reg-change-closes = Anmeldeschluss
reg-change-changes-hint = Bis wann Angemeldete über ihren Link ändern können, wer kommt, oder absagen. Leer: bis zum Beginn der Veranstaltung ({ $zone }).
reg-change-until-it-begins = bis zum Beginn der Veranstaltung
reg-change-field-title = Titel ({ $language })
reg-change-format = Form
reg-change-format-on_site = vor Ort
reg-change-format-online = online
reg-change-format-hybrid = vor Ort und online
reg-change-venue = Haus oder Raum ({ $language })
reg-change-address = Anschrift
reg-change-link = Link zur Teilnahme
reg-change-capacity = Plätze
reg-change-next = Weiter
reg-change-preview = Das ändert sich
reg-change-what = Angabe
reg-change-what-state = Status
reg-change-what-title = Titel
reg-change-what-description = Beschreibung
reg-change-what-starts = Beginn
reg-change-what-ends = Ende
reg-change-what-registration_opens = Anmeldung ab
reg-change-what-changes_close = Änderungen möglich bis
reg-change-what-registration_closes = Anmeldeschluss
reg-change-what-format = Format
reg-change-what-venue = Haus oder Raum
reg-change-what-online_url = Link zur Teilnahme
reg-change-what-capacity = Plätze
reg-change-before = Bisher
reg-change-now = Neu
reg-change-told =
    { $count ->
        [0] Niemand erhält eine E-Mail.
        [one] Eine Person erhält eine E-Mail:
       *[other] { $count } Personen erhalten eine E-Mail:
    }
reg-change-told-line = { $count } auf { $language }
reg-change-told-waiting = (davon { $count } auf der Warteliste)
reg-change-told-invited = (davon { $count } eingeladen und ohne Antwort)
reg-change-over = Es sind { $count } Plätze mehr vergeben, als es dann gibt. Niemand verliert seinen.
reg-change-note = Ein paar Worte dazu ({ $language })
reg-change-silent = Niemandem etwas sagen (nur ein Schreibfehler)
reg-change-do = Ändern und Bescheid sagen
reg-change-do-quietly = Ändern
reg-change-back = Zurück
reg-change-done = Die Veranstaltung ist geändert.
reg-change-nothing = Es hat sich nichts geändert.
reg-change-outdated = Jemand anderes hat die Veranstaltung inzwischen geändert. Das ist der neue Stand; bitte sehen Sie ihn durch.
reg-change-wrong-time = Bitte schreiben Sie Datum und Uhrzeit, zum Beispiel 2027-03-01T12:00.

problem-unknown-forum = Diese Veranstaltung gibt es nicht
    .detail = Vielleicht ist die Adresse falsch geschrieben, oder die Veranstaltung ist nicht veröffentlicht. Die Startseite führt alle auf.
problem-registration-not-open = Die Anmeldung ist noch nicht eröffnet
    .detail = Die Seite der Veranstaltung sagt, wann sie beginnt. Sie sind nicht angemeldet.
problem-registration-closed = Die Anmeldung ist geschlossen
    .detail = Sie sind nicht angemeldet. Bitte schreiben Sie an den Kontakt auf der Seite der Veranstaltung.
problem-forum-cancelled = Diese Veranstaltung ist abgesagt
    .detail = Anmeldungen sind nicht mehr möglich.
problem-forum-not-published = Diese Veranstaltung ist zurzeit nicht freigeschaltet
    .detail = Die Seite wird gerade überarbeitet. Bitte versuchen Sie es später noch einmal oder schreiben Sie uns.
problem-forum-changed = Die Veranstaltung hat sich geändert
    .detail = Bitte lesen Sie die Angaben noch einmal und senden Sie das Formular erneut.
problem-forum-full = Es gibt nicht genug Plätze
    .detail = Für so viele Personen ist nicht genügend Platz, oder es ist keiner mehr frei. Sie sind nicht angemeldet; bitte melden Sie weniger Personen an oder versuchen Sie es später noch einmal.
problem-group-too-large = Die Gruppe ist größer als die Veranstaltung
    .detail = Diese Veranstaltung hat weniger Plätze, als Sie Personen genannt haben. Sie sind nicht angemeldet; bitte melden Sie weniger Personen an.
problem-too-many-sign-ups = Zu viele Anmeldungen auf einmal
    .detail = Von Ihrem Anschluss oder mit dieser E-Mail-Domain kamen in der letzten Stunde sehr viele Anmeldungen. Bitte versuchen Sie es später noch einmal.
problem-unknown-link = Diesen Link kennen wir nicht
    .detail = Vielleicht ist er unvollständig: Bitte kopieren Sie den ganzen Link aus der E-Mail. Ist er älter als einen Monat, melden Sie sich bitte auf der Seite der Veranstaltung neu an.
problem-expired-link = Dieser Link ist abgelaufen
    .detail = Der Platz ist wieder frei. Bitte melden Sie sich auf der Seite der Veranstaltung neu an.
problem-by-invitation-only = Diese Veranstaltung ist nur auf Einladung
    .detail = Sie sind nicht angemeldet. Anmelden kann sich, wer den Link einer Einladung oder den Code eines Partners hat.
problem-invitation-used = Mit dieser Einladung ist schon jemand angemeldet
    .detail = Jede Einladung gilt für eine Anmeldung. Sie sind nicht angemeldet.
problem-invitation-withdrawn = Diese Einladung gilt nicht mehr
    .detail = Bitte schreiben Sie der Stelle, die Sie eingeladen hat.
problem-unknown-invitation = Diese Einladung gibt es nicht
    .detail = Vielleicht wurde sie inzwischen beantwortet oder zurückgezogen.
problem-invitation-answered = Mit dieser Einladung hat sich schon jemand angemeldet
    .detail = Sie lässt sich nicht mehr zurückziehen. Sagen Sie stattdessen die Anmeldung ab.
problem-unknown-code = Diesen Code kennen wir nicht
    .detail = Für diese Veranstaltung gilt er nicht. Bitte prüfen Sie, ob er vollständig ist. Sie sind nicht angemeldet.
problem-code-used-up = Dieser Code ist aufgebraucht
    .detail = Er reicht nicht für so viele Personen. Sie sind nicht angemeldet; bitte fragen Sie den Partner, der ihn Ihnen gegeben hat.
problem-idempotency-key-reused = Dieser Idempotenzschlüssel gehört zu einer anderen Anfrage
    .detail = Wiederholen Sie dieselbe Anfrage, oder verwenden Sie für eine neue einen neuen Schlüssel.
problem-invalid-idempotency-key = Der Idempotenzschlüssel ist unbrauchbar
    .detail = Senden Sie 1 bis 255 sichtbare ASCII-Zeichen ohne Leerzeichen.

error-required = Bitte füllen Sie dies aus.
error-too-long = Das ist zu lang; höchstens 200 Zeichen sind möglich.
error-control-character = Bitte entfernen Sie Zeilenumbrüche und unsichtbare Zeichen.
error-invalid-email = An diese Adresse lässt sich keine E-Mail senden. Sie sollte aussehen wie name@example.org.
error-invalid-language = Das ist kein Sprachkürzel wie de, fr oder zh-Hans.
error-invalid-country = Das ist kein Länderkürzel wie DE oder CN.
error-nobody-takes-part = Bitte geben Sie an, wer teilnimmt: Sie selbst, andere Personen mit Namen, oder wie viele, deren Namen folgen.
error-too-many-participants = Eine Anmeldung hat höchstens 50 Teilnehmende, einschließlich derer, deren Namen folgen.
error-duplicate = Dieser Zweck ist doppelt angegeben.
error-too-many = Das sind zu viele auf einmal; bitte teilen Sie sie auf.
error-open-quote = Ein Anführungszeichen ist in dieser Zeile nicht geschlossen.
error-named-twice = Diese Person ist doppelt genannt.
error-invalid-slug = Das ist kein brauchbarer Name für Adressen.
error-invalid-line = Bitte schreiben Sie hier eine Zeile Text.
error-invalid-link = Ein Link beginnt mit https:// oder http://.
error-out-of-range = Diese Zahl ist zu klein oder zu groß.
error-invalid-languages = Bitte nennen Sie jede Sprache einmal.
error-untitled-language = Der Titel fehlt in einer Sprache der Veranstaltung.
error-other-zone = Alle Zeiten einer Veranstaltung sind in einer Zeitzone.
error-ends-too-early = Das Ende liegt nicht nach dem Beginn.
error-closes-too-late = Der Anmeldeschluss liegt nach dem Ende der Veranstaltung.
error-changes-close-too-late = Änderungen sind höchstens bis zum Beginn möglich.
error-opens-too-late = Die Anmeldung öffnet nicht vor dem Anmeldeschluss.
error-venue-missing = Bitte sagen Sie, wo die Veranstaltung ist.
error-venue-online = Eine Online-Veranstaltung hat keinen Ort.
error-link-on-site = Eine Veranstaltung vor Ort hat keinen Link zur Teilnahme.
error-in-the-past = Dieser Beginn ist schon vorbei.
