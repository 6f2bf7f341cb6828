# Angebote und Gesuche der Partnernetze, und wie ihr Abgleich läuft.

listings-title = Angebote und Gesuche
listings-lead = Was Unternehmen unserer Partnernetzwerke anbieten und suchen.
listings-search = Suchen
listings-words = Stichwörter
listings-intent = Art
listings-any-intent = Angebote und Gesuche
listings-country = Land des Unternehmens
listings-any-country = Alle Länder
listings-reset = Alle zeigen
listings-found = Treffer
listings-none = Es gibt noch keine Einträge.
listings-none-fit = Zu dieser Suche gibt es keine Treffer. Versuchen Sie es mit weniger Wörtern oder allen Ländern.
listings-pages = Weitere Treffer
listings-next = Ältere Einträge
listings-first = Zurück zu den neuesten

listing-intent-offer = Angebot
listing-intent-request = Gesuch
listing-domain = Bereich
listing-domain-business = Geschäft
listing-domain-technology = Technologie
listing-domain-research = Forschung
listing-markets = Märkte
listing-technologies = Technologien
listing-cooperation = Art der Zusammenarbeit
listing-development = Entwicklungsstand
listing-targets = Partner gesucht in
listing-targets-any = allen Ländern
listing-published = Veröffentlicht
listing-expires = Gültig bis
listing-source = Quelle
listing-reference = Kennung
listing-description = Beschreibung
listing-advantages = Vorteile
listing-partner-sought = Gesuchter Partner
listing-at-source = Weiterlesen bei { $source }
listing-all = Alle Angebote und Gesuche
listing-excerpt = Dies ist ein Auszug. Den ganzen Text und den Kontakt finden Sie bei { $source }.
listing-withdrawn-title = Dieser Eintrag ist nicht mehr verfügbar
listing-withdrawn-withdrawn = Das Partnernetzwerk hat ihn zurückgezogen ({ $date }).
listing-withdrawn-expired = Er war abgelaufen, als wir nachfragten ({ $date }).

sources-title = Partnerdatenbanken
sources-lead = Woher unsere Einträge kommen und ob der letzte Abruf gelungen ist.
sources-none = Es ist keine Partnerdatenbank eingerichtet. Tragen Sie eine unter [[partners.sources]] in die Konfiguration ein.
source-listings = { $count ->
    [one] { $count } Eintrag
   *[other] { $count } Einträge
}
source-rejected-count = { $count ->
    [one] { $count } unbrauchbare Zeile
   *[other] { $count } unbrauchbare Zeilen
}
source-complete = Zuletzt vollständig: { $date }
source-complete-label = Zuletzt vollständig
source-never = noch nie abgerufen
source-not-configured = nicht mehr eingerichtet
source-url = Adresse
source-stock = Bestand
source-due-label = Nächster Abruf
source-due-now = jetzt
source-pull-now = Jetzt abrufen
source-asked = Der Abruf beginnt in wenigen Sekunden. Laden Sie diese Seite neu, um zu sehen, wie er verlaufen ist.
source-trouble = Der laufende Abruf wartet und geht von selbst weiter: { $trouble }
source-outcome-ok = vollständig
source-outcome-partial = teilweise
source-outcome-failed = fehlgeschlagen
source-outcome-open = läuft
source-outcome-waiting = wartet
source-runs = Abrufe
source-no-runs = Es gab noch keinen Abruf.
run-started = Begonnen
run-outcome = Ergebnis
run-received = Empfangen
run-created = Neu
run-updated = Geändert
run-unchanged = Unverändert
run-withdrawn = Zurückgezogen
run-rejected = Unbrauchbar
source-rejected = Unbrauchbare Zeilen
source-rejected-lead = Diese Zeilen sind beiseitegelegt, bis die Quelle bessere schickt. Nennen Sie dem Partnernetzwerk die Regel, gegen die sie verstoßen.
source-rejected-at = Empfangen: { $date }
source-rejected-none = Es gibt keine.
