# Ce que disent les pages sur les rencontres et les inscriptions.

reg-forums-title = Rencontres
reg-forums-intro = Les prochains rendez-vous. Inscription sans compte ; un courriel confirme votre place.
reg-forums-none = Rien n’est annoncé pour le moment.
reg-kind-forum = Forum
reg-kind-get-together = Rencontre conviviale
reg-kind-delegation-visit = Visite de délégation
reg-kind-business-lunch = Déjeuner d’affaires
reg-kind-mission = Mission économique
reg-kind-conference = Conférence
reg-state-open = Inscriptions ouvertes
reg-state-few-places = Dernières places
reg-state-waiting-list = Complet ; il y a une liste d’attente
reg-state-full = Toutes les places sont prises
reg-state-not-open = Inscriptions pas encore ouvertes
reg-state-closed = Inscriptions closes
reg-state-cancelled = Annulée
reg-facts = En bref
reg-when = Date
reg-where = Lieu
reg-where-online = En ligne ; les personnes inscrites reçoivent le lien par courriel
reg-where-hybrid = aussi en ligne
reg-organizer = Organisée par
reg-opens = Ouverture des inscriptions
reg-closes = Clôture des inscriptions
reg-contact = Contact
reg-closed-full = Toutes les places sont prises pour le moment. Une place peut se libérer ; revenez plus tard.
reg-closed-not-open = Les inscriptions ne sont pas encore ouvertes.
reg-closed-closed = Les inscriptions sont closes. Pour toute question, écrivez au contact ci-dessus.
reg-closed-cancelled = Cette rencontre est annulée.

reg-title-error = À vérifier :
reg-form-title = S’inscrire
reg-form-title-waiting = S’inscrire sur la liste d’attente
reg-waiting-how = Toutes les places sont prises. Lorsque des places se libèrent, nous les proposons dans l’ordre d’arrivée ; un groupe les obtient toutes ou aucune. Qui reçoit une proposition a jusqu’à { $hours ->
    [one] une heure
   *[other] { $hours } heures
} pour l’accepter. D’ici là, vous n’avez rien à faire.
reg-submit-waiting = Rejoindre la liste d’attente
reg-field-wait = S’il n’y a pas assez de places, nous mettre tous sur la liste d’attente
reg-field-name = Votre nom
reg-field-email = Adresse électronique
reg-field-email-hint = Vous recevrez un lien pour confirmer votre inscription.
reg-field-organisation = Entreprise ou institution
reg-field-country = Pays
reg-field-language = Langue de nos courriels
reg-language-partly = { $language } (informations sur la rencontre ; le reste : { $sentences })
reg-participants = Qui participe
reg-participants-hint = Vous inscrivez des collègues ? Indiquez leurs noms ici. Tout le groupe obtient une place, ou personne.
reg-field-attending = Je participe à titre personnel
reg-participants-own = Avec leur propre adresse, elles reçoivent elles-mêmes la confirmation, l’entrée de calendrier et le lien dès que vous aurez confirmé. Sans adresse, tout vous est envoyé.
reg-field-participant = Personne { $number }
reg-field-participant-name = Nom
reg-field-participant-email = Sa propre adresse électronique
reg-field-participant-language = Langue de nos courriels à cette personne
reg-field-participant-language-same = comme pour vous
reg-remove = Retirer
reg-remove-person = Retirer la personne { $number }
reg-list = Coller une liste
reg-list-label = Personnes, une par ligne
reg-list-hint = Par exemple « Ana Silva <ana@example.org> », ou copié d’un tableur : nom, adresse, langue.
reg-list-add = Ajouter ces personnes
reg-unnamed-places = Autres places, noms à suivre
reg-unnamed-field = Combien
reg-unnamed-hint = Pour des personnes dont vous ne connaissez pas encore le nom, en plus de celles indiquées ci-dessus. Vous les nommerez plus tard par le lien dans notre courriel.
reg-unnamed-change-hint = Chaque nom ajouté ci-dessus occupe une de ces places.
reg-unnamed-and = { $count ->
    [one] et une personne dont le nom suivra
   *[other] et { $count } personnes dont les noms suivront
}
reg-unnamed-only = { $count ->
    [one] Une personne dont le nom suivra
   *[other] { $count } personnes dont les noms suivront
}
reg-error-unnamed = Indiquez le nombre d’autres places en chiffres, par exemple 3.
reg-error-person = Personne { $number } : { $text }
reg-field-trap = Laissez ce champ vide
reg-more = Ajouter une personne
reg-consent-news = Informez-moi aussi par courriel des autres rencontres. Je peux retirer mon accord à tout moment.
reg-consent-networks = Les données de mon entreprise peuvent être transmises aux réseaux partenaires afin que des partenaires commerciaux nous trouvent. Je peux retirer mon accord à tout moment.
reg-privacy = { $organizer } utilise ces données pour organiser cette rencontre et vous écrire à ce sujet.
reg-privacy-link = Politique de confidentialité
reg-submit = S’inscrire
reg-submit-hint = Vous aurez ensuite { $hours ->
    [one] une heure
   *[other] { $hours } heures
} au plus pour confirmer votre inscription avec le lien de notre courriel.
reg-error-name = Veuillez saisir votre nom.
reg-error-email = Veuillez saisir votre adresse électronique.
reg-error-email-found = Nous avons repris l’adresse du texte collé. Veuillez la vérifier et envoyer le formulaire à nouveau.
reg-notice-full = Toutes les places ont été prises entre-temps. Votre inscription n’est pas enregistrée. Votre saisie est conservée ci-dessous ; une place peut se libérer.
reg-notice-too-few = Il ne reste pas assez de places pour toutes les personnes indiquées. Votre inscription n’est pas enregistrée. Veuillez inscrire moins de personnes.
reg-notice-too-large = Votre groupe compte plus de personnes que cette rencontre n’a de places : il attendrait en vain. Votre inscription n’est pas enregistrée. Veuillez inscrire moins de personnes ou écrire au contact indiqué plus haut.
reg-notice-changed = Les informations sur cette rencontre ont changé depuis que vous avez ouvert la page. Veuillez les relire ci-dessus et renvoyer le formulaire. Votre saisie est conservée.
reg-notice-closed = Les inscriptions ont été closes depuis que vous avez ouvert la page. Votre inscription n’est pas enregistrée. Votre saisie est conservée plus bas ; écrivez au contact ci-dessus.
reg-notice-cancelled = Cette rencontre a été annulée depuis que vous avez ouvert la page. Votre inscription n’est pas enregistrée.
reg-notice-not-open = Les inscriptions ne sont pas encore ouvertes. Votre inscription n’est pas enregistrée. Votre saisie est conservée ci-dessous.
reg-notice-trap = Votre navigateur a rempli un champ qui doit rester vide. Votre inscription n’est pas encore enregistrée. Le reste de votre saisie est conservé : cliquez encore une fois sur « S’inscrire ».
reg-notice-too-many = De très nombreuses inscriptions sont parvenues de votre connexion ou de votre domaine de messagerie au cours de la dernière heure. Votre inscription n’est pas enregistrée. Veuillez réessayer plus tard ou écrire au contact ci-dessus ; votre saisie est conservée.
reg-notice-by-invitation = Seules les personnes invitées peuvent s’inscrire à cette rencontre. Vous n’êtes pas inscrit.
reg-notice-invitation-used = Quelqu’un s’est déjà inscrit avec cette invitation. Si c’était vous, le lien vers votre inscription se trouve dans notre confirmation. Si une autre personne vous accompagne, écrivez au contact ci-dessus.
reg-field-code = Code
reg-field-code-hint = Le partenaire qui vous invite vous l’a donné.
reg-code-button = Accéder au formulaire
reg-error-code-unknown = Nous ne connaissons pas ce code pour cette rencontre. Vérifiez qu’il est complet.
reg-error-code-used-up = Ce code est épuisé. Si votre adresse est déjà inscrite avec ce code, nous vous avons envoyé un courriel ; sinon, adressez-vous au partenaire qui vous l’a donné.
reg-error-code-too-few = { $count ->
    [one] Ce code ne vaut plus que pour une place. Inscrivez moins de personnes.
   *[other] Ce code ne vaut plus que pour { $count } places. Inscrivez moins de personnes.
}
reg-invited-only = Sur invitation uniquement
reg-invited-only-how = { $organizer } invite personnellement à cette rencontre. Si vous êtes invité, ouvrez le lien de votre invitation. Si un partenaire vous a donné un code, saisissez-le ici.
reg-invited-lead = Ceci est votre invitation personnelle. Vos coordonnées figurent déjà dans le formulaire ; merci de les vérifier.
reg-invited-email-hint = Si vous gardez cette adresse, votre inscription est valable aussitôt. Toute autre adresse se confirme par un lien que nous y envoyons.
reg-invited-cannot = Vous ne pouvez pas venir ? Décliner ici
reg-invited-declined-notice = Vous avez décliné l’invitation. Si vous pouvez venir malgré tout, inscrivez-vous simplement ici.
reg-invited-who = Personne invitée
reg-invited-sign-up = Accéder au formulaire
reg-invited-ask-title = Vous ne pouvez pas venir ?
reg-invited-ask-lead = Un clic suffit, et nous ne vous rappellerons plus cette invitation.
reg-invited-decline = Je ne peux pas venir
reg-invited-declined-title = Nous regrettons que vous ne puissiez pas venir
reg-invited-declined-lead = Merci de nous avoir prévenus. Nous ne vous enverrons plus de rappel.
reg-invited-after-all = Je peux venir finalement
reg-invited-answered-title = Quelqu’un s’est déjà inscrit avec cette invitation
reg-invited-answered-lead = Vous n’avez rien d’autre à faire. En cas d’empêchement, annulez par le lien vers votre inscription ; nous vous le renvoyons volontiers.

reg-check-title = Consultez votre messagerie
reg-check-lead = Nous avons envoyé un courriel à { $email }. Ouvrez le lien qu’il contient et cliquez sur « Confirmer l’inscription » : votre inscription ne sera valable qu’ensuite.
reg-check-hold = Le courriel indique si nous réservons votre place, et jusqu’à quand. Les places reviennent aux personnes qui confirment : faites-le sans tarder.
reg-check-wait = Votre rang sur la liste d’attente compte à partir de votre confirmation : faites-la sans tarder.
reg-check-missing = Pas de courriel après quelques minutes ? Vérifiez l’adresse ci-dessus et vos courriers indésirables, ou écrivez-nous :
reg-check-correct = Corriger l’adresse
reg-check-again = Renvoyer le courriel
reg-check-again-hint = Si rien n’est arrivé. Pour que personne ne puisse saturer une boîte aux lettres, nous n’envoyons que quelques courriels par heure.
reg-back-to-forum = Retour à la rencontre

reg-confirm-ask-title = Confirmer votre inscription
reg-confirm-ask-lead = Encore un clic, et votre inscription sera valable.
reg-confirm-confirmed-title = Votre inscription est confirmée
reg-confirm-confirmed-lead = Merci. Nous envoyons la confirmation, avec l’événement pour votre agenda, à { $email }.
reg-confirm-already-title = Votre inscription est déjà confirmée
reg-confirm-already-lead = Cette inscription a déjà été confirmée. Vous n’avez plus rien à faire.
reg-confirm-ask-lead-waiting = Encore un clic et votre inscription est valable. Si toutes les places sont encore prises, vous serez alors sur la liste d’attente.
reg-confirm-waiting-title = Vous êtes sur la liste d’attente
reg-confirm-waiting-lead = Nous envoyons à { $email } un courriel avec un lien qui montre toujours où vous en êtes. Dès que des places se libèrent, nous vous écrivons.
reg-confirm-offered-title = Nous gardons des places pour vous
reg-confirm-offered-lead = Ouvrez le lien de notre dernier courriel : vous pourrez y accepter les places ou les céder.
reg-confirm-wait-button = Rejoindre la liste d’attente
reg-confirm-expired-title = Ce lien a expiré
reg-confirm-expired-lead = La place était réservée pour une durée limitée et est de nouveau libre. Vous pouvez vous réinscrire tant que les inscriptions sont ouvertes.
reg-confirm-replaced-title = C’est votre inscription la plus récente qui est valable
reg-confirm-replaced-lead = Après ce courriel, une autre inscription est arrivée avec votre adresse. Veuillez utiliser le lien du courriel le plus récent.
reg-confirm-cancelled-title = Cette rencontre est annulée
reg-confirm-cancelled-lead = Elle n’aura pas lieu. Vous n’avez rien à faire.
reg-confirm-not-published-title = Cette rencontre n’est pas accessible pour le moment
reg-confirm-not-published-lead = Sa page est en cours de modification ; l’inscription ne peut pas être confirmée maintenant. Veuillez réessayer avec ce lien plus tard.
reg-confirm-full-title = Toutes les places sont prises pour le moment
reg-confirm-full-lead = Elles sont prises par d’autres ou réservées pour eux. Vous pouvez rejoindre la liste d’attente ou réessayer ici tant que le lien fonctionne.
reg-confirm-consents = Vous acceptez également
reg-confirm-again = S’inscrire à nouveau
reg-confirm-calendar = Ajouter à l’agenda
reg-confirm-ask-us = Des questions ? Écrivez à
reg-confirm-button = Confirmer l’inscription
reg-confirm-not-you = Cette inscription ne vient pas de vous ? Ne faites rien ; la place se libérera d’elle-même.
reg-held-until = Place réservée jusqu’au

reg-ask-link = Déjà inscrit ? Voir ou annuler votre inscription
reg-ask-title = Votre inscription
reg-ask-lead = Nous envoyons le lien vers votre inscription à l’adresse que vous avez indiquée.
reg-ask-button = M’envoyer le lien
reg-ask-sent = Si { $email } est inscrite à cette rencontre, un courriel avec le lien est en route ; un par jour au plus.
reg-ask-too-many = De très nombreuses demandes sont venues de votre connexion ou de ce domaine au cours de la dernière heure. Veuillez réessayer plus tard.
reg-own-confirmed-title = Votre inscription
reg-own-confirmed-lead = Votre inscription est confirmée. Au plaisir de vous accueillir.
reg-own-waiting-title = Vous êtes sur la liste d’attente
reg-own-waiting-lead = Votre rang : { $position }. Dès que des places se libèrent pour vous, nous vous écrivons ; vous aurez alors jusqu’à { $hours ->
    [one] une heure
   *[other] { $hours } heures
} pour les accepter.
reg-own-offered-title = { $count ->
    [one] Il y a une place pour vous
   *[other] Il y a { $count } places pour vous
}
reg-own-offered-lead = Acceptez avant le { $until }. Ensuite, la proposition ira aux suivants.
reg-own-ended-title = Cette inscription n’est plus valable
reg-own-ended-lead = Elle a été annulée, ou une proposition n’a pas été acceptée à temps. Tant que les inscriptions sont ouvertes, vous pouvez vous réinscrire sur la page de la rencontre.
reg-own-cancelled-title = Cette rencontre a été annulée
reg-own-cancelled-lead = Elle n’aura pas lieu. Vous n’avez rien à faire.
reg-own-pending-title = Veuillez confirmer votre inscription
reg-own-pending-lead = Le lien se trouve dans notre premier courriel.
reg-own-news-taken = Merci, votre inscription est confirmée. Nous envoyons la confirmation avec l’entrée de calendrier.
reg-own-news-called-off = Votre inscription est annulée. Un courriel vous le confirme.
reg-own-news-passed = Le délai est passé et les places sont de nouveau libres pour d’autres.
reg-own-position = Votre rang sur la liste
reg-own-take = { $count ->
    [one] Accepter la place
   *[other] Accepter les places
}
reg-own-pass-on = Non, merci
reg-own-call-off = Nous ne pouvons pas venir
reg-own-leave = Quitter la liste d’attente
reg-call-off-title = Annuler l’inscription ?
reg-call-off-lead-places = Vos places vont aussitôt à d’autres ; si tout est complet, vous ne pourrez pas les reprendre. Un courriel vous le confirme. Si l’entrée figure dans votre calendrier, elle disparaît d’elle-même.
reg-call-off-lead-waiting = Vous perdez votre rang sur la liste d’attente. Un courriel vous le confirme.
reg-call-off-button = Annuler
reg-call-off-keep = La garder
reg-call-off-hint = Cela vaut pour toutes les personnes nommées ci-dessus. Si seules quelques-unes ne peuvent pas venir :
reg-own-change = Modifier les personnes
reg-own-changes-close = Vous pouvez modifier cela ici jusqu’au { $when }.
reg-own-changes-closed = Les modifications étaient possibles ici jusqu’au { $when }. Si quelque chose a changé, écrivez à l’adresse de contact ci-dessous.
reg-own-unnamed = { $count ->
    [one] Un nom manque encore.
   *[other] { $count } noms manquent encore.
}
reg-own-unnamed-link = Indiquer les noms
reg-own-news-changed = Votre modification est enregistrée. Un courriel avec toutes les personnes qui viennent est en route.
reg-own-news-too-late = Ce n’est plus modifiable ici. Écrivez à l’adresse de contact ci-dessous.
reg-entrance = Code pour l’entrée
reg-entrance-hint = Présentez-le à l’entrée, à l’écran ou sur papier.
reg-people-title = Modifier les personnes
reg-people-lead = Corrigez des noms, complétez ceux qui manquent, ajoutez des personnes tant qu’il y a des places, remplacez ou retirez quelqu’un. Vous verrez d’abord ce qui va changer.
reg-people-preview = Voir ce qui change
reg-people-keep = Ne rien changer
reg-people-stale = Quelque chose a été modifié entre-temps. Voici où en est votre inscription ; rien de ce que vous avez saisi n’a été fait.
reg-people-full = { $free ->
    [0] Il n’y a plus de place pour d’autres personnes. Rien n’a été modifié.
    [one] Il ne reste qu’une place pour d’autres personnes. Rien n’a été modifié.
   *[other] Il ne reste que { $free } places pour d’autres personnes. Rien n’a été modifié.
}
reg-people-code = { $free ->
    [0] Le code de votre inscription ne vaut pour personne de plus. Rien n’a été modifié.
    [one] Le code de votre inscription ne vaut plus que pour une personne. Rien n’a été modifié.
   *[other] Le code de votre inscription ne vaut plus que pour { $free } personnes. Rien n’a été modifié.
}
reg-people-closed = Les inscriptions sont closes : plus personne ne peut s’ajouter. Vous pouvez toujours remplacer quelqu’un. Rien n’a été modifié.
reg-people-waits = Tant que vous attendez des places, votre groupe peut diminuer, mais pas grandir. Rien n’a été modifié.
reg-people-too-many = De très nombreux courriels vers ces adresses ont été demandés depuis une heure. Rien n’a été modifié. Réessayez plus tard ou écrivez à l’adresse de contact ; votre saisie est conservée.
reg-preview-title = Vérifiez ce qui va changer
reg-preview-come = Vient désormais
reg-preview-go = Ne vient plus
reg-preview-stay = Reste inchangé
reg-preview-unnamed = Noms à suivre
reg-preview-unnamed-before = (jusqu’ici : { $count })
reg-preview-persons = { $count ->
    [0] personne
    [one] une personne
   *[other] { $count } personnes
}
reg-preview-mail = en sera averti par courriel
reg-preview-you = Vous recevrez un courriel avec toutes les personnes qui viennent.
reg-preview-places = Les places libérées vont aussitôt à d’autres.
reg-preview-nothing = Rien ne diffère de la situation actuelle.
reg-preview-act = Enregistrer
reg-preview-back = Continuer la saisie
reg-me-confirmed-title = Votre inscription est confirmée
reg-me-confirmed-lead = { $name } vous a inscrit. Au plaisir de vous accueillir.
reg-me-ended-title = Cette inscription n’est plus valable
reg-me-ended-lead = L’inscription faite pour vous par { $name } n’est plus valable.
reg-me-cancelled-title = Cette rencontre a été annulée
reg-me-cancelled-lead = Elle n’aura pas lieu. Vous n’avez rien à faire.
reg-me-by = Inscription faite par
reg-me-take-off = Je ne viens pas
reg-me-news-taken-off = Votre nom est retiré. La personne qui vous avait inscrit en est avertie, et un courriel vous le confirme.
reg-me-news-too-late = Ce n’est plus modifiable ici. Écrivez à l’adresse de contact ci-dessous.
reg-new-link = Quelqu’un d’autre a ce lien ?
reg-new-link-title = Un nouveau lien
reg-new-link-lead = Nous envoyons un nouveau lien par courriel à l’adresse de cette inscription. Tous les liens reçus jusqu’ici, celui-ci compris, ne fonctionneront plus.
reg-new-link-button = Envoyer un nouveau lien
reg-new-link-keep = Garder ce lien
reg-new-link-done = Un nouveau lien est en route par courriel. Les anciens ne fonctionnent plus.
reg-take-off-title = Retirer votre nom ?
reg-take-off-lead = Votre place va aussitôt à d’autres. { $name } en sera averti par courriel, et l’entrée de votre calendrier disparaît d’elle-même.
reg-take-off-button = Retirer mon nom
reg-take-off-keep = Je viens

reg-staff-title = Rencontres et inscriptions
reg-staff-forum = Rencontre
reg-staff-state = État
reg-staff-state-draft = Brouillon
reg-staff-state-published = Publiée
reg-staff-state-cancelled = Annulée
reg-staff-confirmed = Inscriptions confirmées
reg-staff-pending = Inscriptions non confirmées
reg-staff-expired = Non confirmées à temps
reg-staff-waiting = Sur la liste d’attente
reg-staff-offered = Places proposées
reg-staff-is-waiting = en attente
reg-staff-is-offered = proposition
reg-staff-places = Places prises
reg-staff-taken = { $taken } sur { $capacity }
reg-staff-none = Il n’y a pas encore de rencontre.
reg-staff-none-next = Mettez-en une en ligne avec `kontor forum apply FICHIER` ; `kontor forum sample` fournit un fichier pour commencer.
reg-staff-page = Page publique
reg-staff-registrations = Inscriptions
reg-staff-nobody = Aucune inscription pour le moment.
reg-staff-nobody-next = Toute personne qui s’inscrit sur la page publique apparaît ici aussitôt.
reg-staff-unnamed = { $count ->
    [one] 1 nom à suivre
   *[other] { $count } noms à suivre
}
reg-staff-name = Nom
reg-staff-since = Depuis
reg-staff-is-pending = non confirmée
reg-staff-is-confirmed = confirmée
reg-staff-is-expired = expirée
reg-staff-until = réservée jusqu’au { $until }
reg-staff-older = Inscriptions plus anciennes
reg-inv-title = Invitations
reg-inv-invited = Sans réponse
reg-inv-answered = Inscrits
reg-inv-declined = Invitations déclinées
reg-inv-withdrawn = Invitations retirées
reg-inv-invite = Inviter
reg-inv-hint = Chaque personne de la liste reçoit un courriel avec un lien personnel qui remplit le formulaire. Qui est déjà invité n’en reçoit pas de second. On peut coller environ 500 lignes ; un fichier peut en avoir 50 000.
reg-inv-list = Liste
reg-inv-list-hint = Copiée d’un tableur, avec les noms des colonnes sur la première ligne : courriel, nom (ou prénom et nom), organisation, langue, pays.
reg-inv-file = Ou un fichier
reg-inv-file-hint = CSV, tel qu’un tableur l’exporte, jusqu’à 50 000 lignes et 16 Mo. S’il y en a un, lui seul compte.
reg-inv-invite-button = Inviter
reg-inv-try-button = Vérifier seulement
reg-inv-done =
    { $count ->
        [0] Personne de nouveau n’a été invité.
        [one] Une personne est invitée.
       *[other] { $count } personnes sont invitées.
    }
reg-inv-would =
    { $count ->
        [0] Personne de nouveau ne serait invité.
        [one] Une personne serait invitée.
       *[other] { $count } personnes seraient invitées.
    }
reg-inv-already-invited =
    { $count ->
        [one] Une personne était déjà invitée.
       *[other] { $count } étaient déjà invitées.
    }
reg-inv-already-signed-up =
    { $count ->
        [one] Une personne est déjà inscrite.
       *[other] { $count } sont déjà inscrites.
    }
reg-inv-line = Ligne { $line } :
reg-inv-more-broken = et { $count } autres lignes incorrectes
reg-inv-column-row = Ligne
reg-inv-column-email = Courriel
reg-inv-column-name = Nom
reg-inv-column-organisation = Organisation
reg-inv-column-language = Langue
reg-inv-column-country = Pays
reg-inv-error-too-large = La liste dépasse 16 Mo. Merci de la diviser.
reg-inv-error-too-many-rows = La liste a plus de 50 000 lignes. Merci de la diviser.
reg-inv-error-empty = La liste est vide.
reg-inv-error-no-addresses = Aucune colonne ne porte le nom de celle des adresses. La première ligne nomme les colonnes, par exemple courriel;nom;organisation;langue;pays.
reg-inv-error-no-names = Aucune colonne ne porte le nom de celle des noms : nom, ou prénom et nom.
reg-inv-error-unknown-forum = Cette rencontre n’existe pas.
reg-inv-error-not-published = La rencontre n’est pas publiée ; les personnes invitées ne trouveraient pas sa page.
reg-inv-error-cancelled = La rencontre est annulée.
reg-inv-error-closed = Les inscriptions sont closes ; les personnes invitées ne pourraient plus s’inscrire.
reg-inv-who = Qui est invité
reg-inv-since = Depuis
reg-inv-is-invited = sans réponse
reg-inv-is-answered = inscrit
reg-inv-is-declined = décliné
reg-inv-is-withdrawn = retiré
reg-inv-more = Autres invitations
reg-inv-nobody = Personne n’est encore invité.
reg-inv-nobody-next = Collez une liste ci-dessus, ou invitez avec `kontor forum invite NOM --list FICHIER`.
reg-inv-so-far = { $count ->
    [one] Seule la première ligne est traitée
   *[other] Seules les { $count } premières lignes sont traitées
} : la liste est longue. Envoyez la même liste encore une fois pour continuer ; personne n’est invité deux fois.
reg-inv-so-far-would = { $count ->
    [one] Seule la première ligne a été examinée
   *[other] Seules les { $count } premières lignes ont été examinées
} : la liste est longue. Toutes seront traitées à l’invitation, en plusieurs fois s’il le faut.
reg-inv-choose-again = Pour inviter, choisissez le fichier encore une fois : il est trop long pour figurer dans le formulaire.
reg-inv-withdraw = Retirer
reg-inv-withdraw-act = Retirer l’invitation
reg-inv-withdraw-effect = Le lien personnel ne fonctionne plus, et personne ne reçoit de rappel. Aucun courriel ne l’annonce.
reg-inv-withdrawn-done = L’invitation est retirée.
reg-inv-whom = Qui
reg-inv-codes = Codes des partenaires
reg-inv-code-for = Pour
reg-inv-code-uses = Inscriptions
reg-inv-code-places = Places
reg-code-none = Cette rencontre n’a pas encore de code.
reg-code-hint = Un code permet aux personnes d’un partenaire de s’inscrire : donnez-lui le code, ou le lien qui le contient.
reg-code-new = Créer un code
reg-code-name = Pour qui
reg-code-name-hint = Par exemple « CCI de Lyon ». Seul le bureau le lit.
reg-code-uses = Nombre maximal d’inscriptions
reg-code-places = Nombre maximal de places en tout
reg-code-make = Créer le code
reg-code-made = Le code pour { $name } : { $code }
reg-code-link = Son lien :
reg-code-left = (reste { $count })
reg-code-end = Clore
reg-code-end-act = Clore le code
reg-code-end-effect = Plus personne ne pourra s’inscrire avec ce code. Qui est venu par lui reste inscrit. C’est sans retour ; vous pouvez créer un nouveau code.
reg-code-ended = Le code est clos.
reg-code-is-ended = clos
reg-code-too-many = Une rencontre a au plus 200 codes.
reg-code-wrong-name = Indiquez, sur une ligne, pour qui est le code.
reg-code-wrong-uses = Pour les inscriptions, indiquez un nombre entier de 1 à { $most }, ou rien.
reg-code-wrong-places = Pour les places, indiquez un nombre entier de 1 à { $most }, ou rien.

reg-change = Modifier
reg-change-title = Modifier la rencontre
reg-change-hint = Les personnes inscrites que ces indications concernent sont prévenues par courriel, avec l’ancien et le nouveau. Vous voyez d’abord qui.
reg-change-state = Statut
reg-change-starts = Début
reg-change-starts-hint = Si vous ne changez que le début, la rencontre dure aussi longtemps qu’avant, et la clôture des inscriptions se déplace d’autant de jours.
reg-change-ends = Fin
reg-change-closes = Clôture des inscriptions
reg-change-changes-hint = Jusqu’à quand les inscrits peuvent, par leur lien, modifier la liste des personnes ou se désister. Vide : jusqu’au début de la rencontre ({ $zone }).
reg-change-until-it-begins = jusqu’au début de la rencontre
reg-change-field-title = Titre ({ $language })
reg-change-format = Format
reg-change-format-on_site = sur place
reg-change-format-online = en ligne
reg-change-format-hybrid = sur place et en ligne
reg-change-venue = Bâtiment ou salle ({ $language })
reg-change-address = Adresse
reg-change-link = Lien pour participer
reg-change-capacity = Places
reg-change-next = Continuer
reg-change-preview = Ce qui change
reg-change-what = Indication
reg-change-what-state = État
reg-change-what-title = Titre
reg-change-what-description = Description
reg-change-what-starts = Début
reg-change-what-ends = Fin
reg-change-what-registration_opens = Ouverture des inscriptions
reg-change-what-changes_close = Modifications possibles jusqu’au
reg-change-what-registration_closes = Clôture des inscriptions
reg-change-what-format = Format
reg-change-what-venue = Lieu
reg-change-what-online_url = Lien de participation
reg-change-what-capacity = Places
reg-change-before = Jusqu’ici
reg-change-now = Désormais
reg-change-told =
    { $count ->
        [0] Personne ne reçoit de courriel.
        [one] Une personne reçoit un courriel :
       *[other] { $count } personnes reçoivent un courriel :
    }
reg-change-told-line = { $count } en { $language }
reg-change-told-waiting = (dont { $count } sur la liste d’attente)
reg-change-told-invited = (dont { $count } invités sans réponse)
reg-change-over = { $count } places de plus sont prises qu’il n’y en aura. Personne ne perd la sienne.
reg-change-note = Quelques mots à ce sujet ({ $language })
reg-change-silent = Ne prévenir personne (une simple coquille)
reg-change-do = Modifier et prévenir
reg-change-do-quietly = Modifier
reg-change-back = Retour
reg-change-done = La rencontre a été modifiée.
reg-change-nothing = Rien n’a changé.
reg-change-outdated = Quelqu’un d’autre a modifié la rencontre entre-temps. Voici son état actuel ; veuillez le relire.
reg-change-wrong-time = Veuillez écrire la date et l’heure, par exemple 2027-03-01T12:00.

problem-unknown-forum = Cette rencontre n’existe pas
    .detail = L’adresse est peut-être mal écrite, ou la rencontre n’est pas publiée. La page d’accueil les présente toutes.
problem-registration-not-open = Les inscriptions ne sont pas encore ouvertes
    .detail = La page de la rencontre indique la date d’ouverture. Votre inscription n’est pas enregistrée.
problem-registration-closed = Les inscriptions sont closes
    .detail = Votre inscription n’est pas enregistrée. Écrivez au contact indiqué sur la page de la rencontre.
problem-forum-cancelled = Cette rencontre est annulée
    .detail = Il n’est plus possible de s’y inscrire.
problem-forum-not-published = Cette rencontre n’est pas accessible pour le moment
    .detail = Sa page est en cours de modification. Veuillez réessayer plus tard ou nous écrire.
problem-forum-changed = La rencontre a été modifiée
    .detail = Veuillez relire les informations et renvoyer le formulaire.
problem-forum-full = Il n’y a pas assez de places
    .detail = Il n’y a pas assez de places libres pour autant de personnes, ou il n’y en a plus. Votre inscription n’est pas enregistrée ; inscrivez moins de personnes ou réessayez plus tard.
problem-group-too-large = Le groupe dépasse la capacité de la rencontre
    .detail = Cette rencontre a moins de places que vous n’avez nommé de personnes. Votre inscription n’est pas enregistrée ; veuillez inscrire moins de personnes.
problem-too-many-sign-ups = Trop d’inscriptions à la fois
    .detail = De très nombreuses inscriptions sont parvenues de votre connexion ou de ce domaine de messagerie au cours de la dernière heure. Veuillez réessayer plus tard.
problem-unknown-link = Nous ne connaissons pas ce lien
    .detail = Il est peut-être incomplet : copiez le lien entier depuis le courriel. S’il date de plus d’un mois, réinscrivez-vous sur la page de la rencontre.
problem-expired-link = Ce lien a expiré
    .detail = La place est de nouveau libre. Réinscrivez-vous sur la page de la rencontre.
problem-by-invitation-only = Cette rencontre est sur invitation uniquement
    .detail = Vous n’êtes pas inscrit. Peut s’inscrire qui dispose du lien d’une invitation ou du code d’un partenaire.
problem-invitation-used = Quelqu’un s’est déjà inscrit avec cette invitation
    .detail = Chaque invitation vaut pour une inscription. Vous n’êtes pas inscrit.
problem-invitation-withdrawn = Cette invitation n’est plus valable
    .detail = Écrivez à l’organisme qui vous a invité.
problem-unknown-invitation = Cette invitation n’existe pas
    .detail = Elle a peut-être reçu une réponse ou été retirée entre-temps.
problem-invitation-answered = Quelqu’un s’est déjà inscrit avec cette invitation
    .detail = Elle ne peut plus être retirée. Annulez plutôt l’inscription.
problem-unknown-code = Nous ne connaissons pas ce code
    .detail = Il ne vaut pas pour cette rencontre. Vérifiez qu’il est complet. Vous n’êtes pas inscrit.
problem-code-used-up = Ce code est épuisé
    .detail = Il ne suffit pas pour autant de personnes. Vous n’êtes pas inscrit ; adressez-vous au partenaire qui vous l’a donné.
problem-idempotency-key-reused = Cette clé d’idempotence appartient à une autre requête
    .detail = Répétez la même requête, ou utilisez une nouvelle clé pour une nouvelle requête.
problem-invalid-idempotency-key = La clé d’idempotence est inutilisable
    .detail = Envoyez 1 à 255 caractères ASCII visibles sans espace.

error-required = Veuillez remplir ce champ.
error-too-long = Ce texte est trop long ; 200 caractères au maximum.
error-control-character = Veuillez supprimer les sauts de ligne et les caractères invisibles.
error-invalid-email = On ne peut pas envoyer de courriel à cette adresse. Elle devrait ressembler à nom@example.org.
error-invalid-language = Ce n’est pas un code de langue tel que de, fr ou zh-Hans.
error-invalid-country = Ce n’est pas un code de pays tel que DE ou CN.
error-nobody-takes-part = Indiquez qui participe : vous-même, d’autres personnes par leur nom, ou le nombre de celles dont le nom suivra.
error-too-many-participants = Une inscription compte au plus 50 personnes, y compris celles dont le nom suivra.
error-duplicate = Cette finalité est indiquée deux fois.
error-too-many = C’est trop à la fois ; merci de diviser.
error-open-quote = Un guillemet n’est pas fermé sur cette ligne.
error-named-twice = Cette personne est nommée deux fois.
error-invalid-slug = Ce nom ne convient pas pour une adresse.
error-invalid-line = Veuillez écrire une ligne de texte.
error-invalid-link = Un lien commence par https:// ou http://.
error-out-of-range = Ce nombre est trop petit ou trop grand.
error-invalid-languages = Veuillez indiquer chaque langue une fois.
error-untitled-language = Le titre manque dans une langue de la rencontre.
error-other-zone = Toutes les heures d’une rencontre sont dans un même fuseau.
error-ends-too-early = La fin n’est pas après le début.
error-closes-too-late = La clôture des inscriptions est après la fin de la rencontre.
error-changes-close-too-late = Les modifications sont possibles au plus tard jusqu’au début.
error-opens-too-late = Les inscriptions n’ouvrent pas avant leur clôture.
error-venue-missing = Veuillez indiquer le lieu de la rencontre.
error-venue-online = Une rencontre en ligne n’a pas de lieu.
error-link-on-site = Une rencontre sur place n’a pas de lien de participation.
error-in-the-past = Ce début est déjà passé.
