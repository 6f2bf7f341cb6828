# Was die Seiten der Konsole für das Büro sagen.

console-sign-in = Anmelden
console-sign-in-button = Anmelden
console-sign-out = Abmelden
console-signed-out = Sie sind abgemeldet.
console-no-admin = Noch kann sich niemand anmelden. Legen Sie das erste Konto auf dem Server an: `kontor staff add ADRESSE --name NAME --role admin`
console-no-admin-elsewhere = Noch verwaltet hier niemand. Auf dem Server legt `kontor staff add ADRESSE --name NAME --role admin` ein Konto an und gibt einen Link aus, der einmal ohne Passwort hineinlässt. Auf der Seite zum Konto lässt es sich dann mit { $provider } verknüpfen.
console-no-admin-by-email = Noch verwaltet hier niemand. Auf dem Server legt `kontor staff add ADRESSE --name NAME --role admin` ein Konto an. Wer bei { $provider } diese Adresse hat, meldet sich dann dort an oder nimmt den Link, den der Befehl ausgibt.
console-no-admin-now = Niemand, der verwaltet, kann sich anmelden. Auf dem Server zeigt `kontor staff list` die Konten, und `kontor staff reset ADRESSE` gibt für eines davon einen Link aus, der hineinlässt.
console-password-set = Ihr Passwort ist gesetzt. Bitte melden Sie sich an.
console-forgotten = Passwort vergessen?
console-forgotten-title = Passwort vergessen?
console-forgotten-lead = Geben Sie die Adresse ein, mit der Sie sich anmelden. Falls es dafür ein Konto gibt, senden wir einen Link für ein neues Passwort.
console-forgotten-button = Link senden
console-forgotten-sent = Falls es zu dieser Adresse ein Konto gibt, ist ein Link dorthin unterwegs. Er funktioniert einmal, vier Stunden lang.
console-forgotten-nothing = Es kommt nichts an? Sehen Sie im Spam-Ordner nach und prüfen Sie die Adresse. Auch die Verwaltung kann Ihnen einen Link geben.
console-back-to-sign-in = Zurück zur Anmeldung
console-language = Sprache
console-email = E-Mail-Adresse
console-name = Name
console-password = Passwort
console-present-password = Bisheriges Passwort
console-new-password = Neues Passwort
console-new-password-hint = Mindestens 15 Zeichen, zum Beispiel vier Wörter. Sonst keine Regeln.
console-password-again = Neues Passwort noch einmal
console-set-password = Passwort setzen
console-change-password = Passwort ändern
console-proof-hint = Noch einmal, weil es um den Zugang zu Ihrem Konto geht.
console-code-title = Zweiter Schritt
console-code = Code
console-code-hint = Sechs Ziffern aus Ihrer Authenticator-App oder einer Ihrer Ersatzcodes.
console-code-button = Weiter
console-until = Gültig bis { $date }.
console-back = Zurück
console-yes = ja
console-no = nein

console-link-invitation-title = Willkommen
console-link-invitation-lead = Für Sie wurde ein Konto angelegt. Wählen Sie ein Passwort; danach melden Sie sich mit Ihrer Adresse an.
console-link-reset-title = Neues Passwort wählen
console-link-reset-lead = Sie werden überall abgemeldet.
console-link-first_admin-title = Die erste Person in der Verwaltung
console-link-first_admin-lead = Noch kann sich niemand anmelden. Wer dies ausfüllt, verwaltet als erste Person die Zugänge.
console-link-gone-title = Dieser Link gilt nicht
console-link-gone-lead = Er wurde benutzt, durch einen neueren ersetzt oder ist zu alt. Fordern Sie auf der Anmeldeseite einen neuen an.
console-link-once-title = Geben Sie diesen Link weiter
console-link-once-lead = Er gilt einmal und wird nur dieses eine Mal gezeigt. Geben Sie ihn so weiter, dass ihn sonst niemand liest.

console-elsewhere = Mit { $provider } anmelden
console-elsewhere-only = Hier melden sich alle auf diesem Weg an. Es geht nicht? Die Verwaltung kann Ihnen einen Link geben.
console-elsewhere-title = Sie sind nicht angemeldet
console-elsewhere-again = Noch einmal versuchen
console-elsewhere-password = Mit Passwort anmelden
console-elsewhere-unavailable = { $provider } ist im Moment nicht nutzbar. Bitte versuchen Sie es später noch einmal.
console-elsewhere-stale = Diese Anmeldung wurde nicht in diesem Browser begonnen oder hat zu lange gedauert. Bitte beginnen Sie noch einmal.
console-elsewhere-declined = { $provider } hat Sie nicht hereingelassen.
console-elsewhere-stranger = { $provider } kennt Sie, aber hier gibt es kein Konto, das Sie nutzen dürfen. Bitte wenden Sie sich an die Verwaltung.
console-elsewhere-unverified = { $provider } bestätigt nicht, dass Ihre E-Mail-Adresse Ihnen gehört. Bestätigen Sie sie dort, oder fragen Sie, wer { $provider } betreut.
console-link-enter-title = Mit diesem Link anmelden
console-link-enter-lead = Passwörter sind hier abgeschaltet. Dieser Link meldet Sie einmal an.
console-provider-link = Mit { $provider } verknüpfen
console-provider-not = Dieses Konto ist nicht mit { $provider } verknüpft. Danach können Sie sich auch dort anmelden.
console-provider-on = Melden Sie sich bei { $provider } als die Person an, der dieses Konto gehören soll. Danach kommen Sie hierher zurück, und beides ist verknüpft.
console-provider-go = Weiter zu { $provider }
console-provider-linked = Verknüpft seit { $since }, zuletzt benutzt { $used }.
console-provider-only = { $provider } ist der einzige Weg in dieses Konto, deshalb bleibt die Verknüpfung.
console-provider-remove = Verknüpfung mit { $provider } lösen
console-provider-remove-lead = Mit { $provider } können Sie sich an diesem Konto dann nicht mehr anmelden, nur noch mit Ihrem Passwort.
console-provider-remove-out = Überall sonst werden Sie abgemeldet.
console-done-linked = Erledigt: Ab jetzt können Sie sich mit { $provider } anmelden.
console-done-unlinked = { $provider } führt nicht mehr in dieses Konto. Überall sonst sind Sie abgemeldet.
console-provider-failed-unavailable = { $provider } ist gerade nicht erreichbar. Bitte versuchen Sie es später noch einmal.
console-provider-failed-stale = Das Verknüpfen hat nicht in diesem Browser begonnen oder zu lange gedauert. Bitte beginnen Sie noch einmal.
console-provider-failed-declined = { $provider } hat nicht bestätigt, wer Sie sind; nichts wurde verknüpft.
console-provider-failed-taken = Als wer Sie sich bei { $provider } angemeldet haben, gehört hier schon zu einem anderen Konto. Melden Sie sich dort anders an, oder fragen Sie, wer hier verwaltet.
console-provider-failed-already = Dieses Konto ist schon mit { $provider } verknüpft. Lösen Sie zuerst diese Verknüpfung.
console-provider-failed-only = { $provider } ist der einzige Weg in dieses Konto, deshalb bleibt die Verknüpfung.

console-factor-title = Zweiter Faktor
console-factor-lead = Ein Code aus einer App auf Ihrem Telefon schützt Ihr Konto auch dann, wenn jemand Ihr Passwort erfährt.
console-factor-required-lead = Ihr Büro verlangt von allen einen zweiten Faktor. Richten Sie ihn einmal ein; es dauert eine Minute.
console-factor-how = Geben Sie dieses Geheimnis in eine Authenticator-App ein (von Hand: zeitbasiert, sechs Ziffern).
console-factor-secret = Geheimnis
console-factor-open = In einer App auf diesem Gerät öffnen
console-factor-code-hint = Die sechs Ziffern, die die App jetzt zeigt.
console-factor-begin = Zweiten Faktor einrichten
console-factor-confirm = Einschalten
console-factor-on = Eingeschaltet. Beim Anmelden wird ein Code verlangt.
console-factor-off = Nicht eingerichtet.
console-factor-remove = Zweiten Faktor entfernen
console-factor-remove-lead = Beim Anmelden wird dann nur noch das Passwort verlangt. Auch die Wiederherstellungscodes gelten nicht mehr.
console-factor-remove-of = Der zweite Faktor und seine Wiederherstellungscodes gelten nicht mehr, und die Person wird überall abgemeldet.
console-link-all-lead = Sie sehen danach einmal einen Link. Wer ihn hat, wählt ein neues Passwort für dieses Konto: Geben Sie ihn selbst weiter.
console-recovery-once-title = Ersatzcodes
console-recovery-once-lead = Drucken Sie diese Codes aus oder schreiben Sie sie auf. Jeder lässt Sie einmal ohne Telefon ein. Sie werden nur dieses eine Mal gezeigt.
console-recovery-renew = Neue Ersatzcodes

console-account-title = Mein Konto
console-done-password = Ihr Passwort ist geändert. Überall sonst sind Sie abgemeldet.
console-done-session = Dort abgemeldet.
console-done-second-factor = Der zweite Faktor ist entfernt.
console-done-token = Das Token ist widerrufen.
console-done-person = Erledigt: Das Konto ist geändert.
console-sessions = Wo Sie angemeldet sind
console-session-agent = Browser
console-session-unknown = unbekannt
console-session-this = dieser
console-session-begun = Seit
console-session-seen = Zuletzt benutzt
console-session-end = Dort abmelden
console-sessions-end = Überall sonst abmelden
console-sessions-end-all = Überall abmelden
console-sessions-end-lead = { $count ->
    [0] Die Person ist gerade nirgends angemeldet.
    [one] Die Person wird sofort an einer Stelle abgemeldet und kann sich wieder anmelden.
   *[other] Die Person wird sofort an { $count } Stellen abgemeldet und kann sich wieder anmelden.
}
console-tokens = Token für Programme
console-tokens-lead = Ein Programm benutzt ein Token anstelle eines Passworts. Es darf nie mehr als Sie.
console-token-name = Wofür es ist
console-token-name-hint = Zum Beispiel: Import der Mitglieder
console-token-until = Gültig bis
console-token-used = Zuletzt benutzt
console-token-revoke = Widerrufen
console-token-revoke-title = Token sperren
console-token-revoke-lead = Programme, die es verwenden, werden ab sofort abgewiesen. Ein gesperrtes Token lässt sich nicht zurückholen.
console-token-add = Token anlegen
console-token-once-title = Ihr neues Token
console-token-once-lead = Kopieren Sie es jetzt, es wird nur dieses eine Mal gezeigt.

console-people-title = Personen
console-state = Stand
console-state-active = aktiv
console-state-invited = eingeladen
console-state-disabled = gesperrt
console-may = Darf
console-may-nothing = nichts
console-role = Rolle
console-role-admin = Verwaltung
console-role-organiser = Organisation
console-role-reader = Lesen
console-scope = Nur für
console-scope-hint = Ein einzelnes Forum oder eine Quelle, etwa forum/business-lunch. Leer gilt es für alles.
console-person-add = Jemanden einlassen
console-person-invite = Konto anlegen und Link senden
console-person-invite-by-hand = Konto anlegen und Link anzeigen
console-grant-give = Rolle geben
console-grant-take = Rolle nehmen
console-grant-take-lead = Was sie erlaubt, ist der Person und ihren Token ab sofort verwehrt, wo immer sie angemeldet ist.
console-person-access = Zugang
console-person-enable = Entsperren
console-person-disable = Sperren
console-disable-out = Die Person wird sofort überall abgemeldet und kann sich nicht mehr anmelden.
console-disable-tokens = { $count ->
    [one] Ein Token für Programme gilt nicht mehr.
   *[other] { $count } Token für Programme gelten nicht mehr.
}
console-disable-kept = Rollen bleiben erhalten: Das Konto lässt sich wieder freigeben.
console-person-link = Link für ein neues Passwort senden
console-person-link-by-hand = Link für ein neues Passwort anzeigen
console-link-mailed = Der Link ist per E-Mail unterwegs.
console-person-link-all = Link anzeigen, zweiten Faktor entfernen

console-error-refused = Adresse und Passwort passen nicht zueinander. Bitte prüfen Sie beide.
console-error-code = Dieser Code stimmt nicht. Warten Sie auf den nächsten und geben Sie diesen ein.
console-error-wait = { $seconds ->
    [one] Zu viele Versuche. Bitte warten Sie eine Sekunde.
   *[other] Zu viele Versuche. Bitte warten Sie { $seconds } Sekunden.
}
console-error-exists = Zu dieser Adresse gibt es schon ein Konto.
console-error-last-admin = Das ist die letzte Person in der Verwaltung, die sich anmelden kann. Geben Sie die Rolle erst jemand anderem.
console-error-disabled = Dieses Konto ist gesperrt. Entsperren Sie es zuerst.
console-error-too-wide = Ein Token darf nicht mehr als Sie.
console-error-name = Bitte geben Sie einen Namen mit höchstens 200 Zeichen ein.
console-error-email = Bitte geben Sie eine E-Mail-Adresse ein.
console-error-grant = Bitte wählen Sie eine Rolle und für eine einzelne Sache einen Bereich wie forum/business-lunch. Die Verwaltung hat alles.
console-error-guessable = Dieses Passwort ist leicht zu erraten: Es wiederholt sich oder besteht aus Ihrem Namen oder gängigen Wörtern. Bitte wählen Sie ein anderes.
console-error-too-short = Das Passwort braucht mindestens { $least } Zeichen.
console-error-too-long = Das Passwort darf höchstens { $most } Zeichen haben.
console-error-again = Die beiden Passwörter sind verschieden. Bitte geben Sie zweimal dasselbe ein.
