sample-title = Forum de coopération au salon de printemps
sample-lead = Rencontrez le jour d’ouverture des entreprises d’une douzaine de régions : brèves présentations, puis entretiens individuels.
sample-forums = Forums
sample-when = Début
sample-where = Lieu
sample-places = Places
sample-places-left = { $n ->
    [one] encore une place
   *[other] encore { $n } places
}
sample-sign-up = S’inscrire
sample-name = Votre nom
sample-email = Adresse électronique
sample-email-hint = Nous y envoyons un lien de confirmation.
sample-remark = Ce dont vous aimeriez parler
sample-country = Pays
sample-news = Informez-moi des prochains forums
sample-free = La participation est gratuite.
problem-forum-closed = Les inscriptions sont closes
    .detail = Le forum { $forum } n’accepte plus d’inscriptions.
