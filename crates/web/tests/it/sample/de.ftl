sample-title = Kooperationsforum auf der Frühjahrsmesse
sample-lead = Treffen Sie am Eröffnungstag Unternehmen aus einem Dutzend Regionen: kurze Vorstellung, dann Gespräche unter vier Augen.
sample-forums = Foren
sample-when = Beginn
sample-where = Ort
sample-places = Plätze
sample-places-left = { $n ->
    [one] noch ein Platz frei
   *[other] noch { $n } Plätze frei
}
sample-sign-up = Anmelden
sample-name = Ihr Name
sample-email = E-Mail-Adresse
sample-email-hint = Dorthin senden wir einen Link, mit dem Sie die Anmeldung bestätigen.
sample-remark = Worüber Sie sprechen möchten
sample-country = Land
sample-news = Informieren Sie mich über weitere Foren
sample-free = Die Teilnahme ist kostenlos.
problem-forum-closed = Die Anmeldung ist geschlossen
    .detail = Das Forum { $forum } nimmt keine Anmeldungen mehr an.
