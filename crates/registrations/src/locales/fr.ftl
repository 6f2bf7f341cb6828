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
reg-state-few-places = Plus que quelques places
reg-state-full = Toutes les places sont prises
reg-state-not-open = Inscriptions pas encore ouvertes
reg-state-closed = Inscriptions closes
reg-state-cancelled = Annulé
reg-facts = En bref
reg-when = Quand
reg-when-day = { $starts } jusqu’à { $ends }
reg-when-days = du { $starts } au { $ends }
reg-where = Où
reg-where-online = En ligne ; les participants reçoivent le lien par courriel
reg-where-hybrid = aussi en ligne
reg-organizer = Organisateur
reg-opens = Ouverture des inscriptions
reg-closes = Clôture des inscriptions
reg-contact = Contact
reg-closed-full = Toutes les places sont prises pour le moment. Une place peut se libérer ; revenez plus tard.
reg-closed-not-open = Les inscriptions ne sont pas encore ouvertes.
reg-closed-closed = Les inscriptions sont closes. Pour toute question, écrivez au contact ci-dessus.
reg-closed-cancelled = Cette rencontre est annulée.

reg-title-error = À vérifier :
reg-form-title = S’inscrire
reg-field-name = Votre nom
reg-field-email = Adresse électronique
reg-field-email-hint = Nous vous envoyons un lien pour confirmer votre place.
reg-field-organisation = Entreprise ou institution
reg-field-country = Pays
reg-field-language = Langue de nos courriels
reg-participants = Qui participe
reg-participants-hint = Vous inscrivez des collègues ? Indiquez leurs noms ici. Tous obtiennent une place, ou personne.
reg-field-attending = Je participe moi-même
reg-field-participant = Autre personne { $number }
reg-field-trap = Laissez ce champ vide
reg-more = Ajouter des noms
reg-consent-news = Informez-moi aussi par courriel d’autres rencontres. Je peux retirer mon accord à tout moment.
reg-consent-networks = Les données de mon entreprise peuvent être transmises aux réseaux partenaires afin que des partenaires commerciaux nous trouvent. Je peux retirer mon accord à tout moment.
reg-privacy = { $organizer } utilise ces données pour organiser cette rencontre et vous écrire à ce sujet, et pour rien d’autre.
reg-privacy-link = Politique de confidentialité
reg-submit = S’inscrire
reg-submit-hint = Votre place est réservée pendant { $hours ->
    [one] une heure
   *[other] { $hours } heures
} au plus, jusqu’à ce que vous ayez utilisé le lien de notre courriel.
reg-error-name = Veuillez saisir votre nom.
reg-error-email = Veuillez saisir votre adresse électronique.
reg-notice-full = Toutes les places ont été prises entre-temps. Vous n’êtes pas inscrit. Votre saisie est conservée ci-dessous ; une place peut se libérer.
reg-notice-too-few = { $free ->
    [one] Il ne reste qu’une place.
   *[other] Il ne reste que { $free } places.
} Vous n’êtes pas inscrit. Veuillez inscrire moins de personnes.
reg-notice-changed = Les informations sur cette rencontre ont changé depuis que vous avez ouvert la page. Veuillez les relire ci-dessus et renvoyer le formulaire. Votre saisie est conservée.
reg-notice-closed = Les inscriptions ont été closes depuis que vous avez ouvert la page. Vous n’êtes pas inscrit. Votre saisie est conservée ci-dessous ; écrivez au contact ci-dessus.
reg-notice-cancelled = Cette rencontre a été annulée depuis que vous avez ouvert la page. Vous n’êtes pas inscrit.
reg-notice-not-open = Les inscriptions ne sont pas encore ouvertes. Vous n’êtes pas inscrit. Votre saisie est conservée ci-dessous.

reg-check-title = Consultez votre messagerie
reg-check-lead = Nous vous avons envoyé un courriel. Ouvrez le lien qu’il contient et appuyez sur le bouton : c’est alors seulement que votre inscription compte.
reg-check-hold = Votre place est réservée pendant { $hours ->
    [one] une heure
   *[other] { $hours } heures
} au plus ; le courriel indique jusqu’à quand.
reg-check-missing = Pas de courriel après quelques minutes ? Regardez dans les indésirables ou écrivez-nous :
reg-back-to-forum = Retour à la rencontre

reg-confirm-ask-title = Confirmer votre inscription
reg-confirm-ask-lead = Encore un clic, et votre inscription compte.
reg-confirm-confirmed-title = Vous êtes inscrit
reg-confirm-confirmed-lead = Merci. Nous envoyons la confirmation avec une entrée d’agenda à { $email }.
reg-confirm-already-title = Vous êtes déjà inscrit
reg-confirm-already-lead = Cette inscription a déjà été confirmée. Vous n’avez plus rien à faire.
reg-confirm-expired-title = Ce lien a expiré
reg-confirm-expired-lead = La place était réservée pour une durée limitée et est de nouveau libre. Vous pouvez vous réinscrire tant que les inscriptions sont ouvertes.
reg-confirm-again = S’inscrire à nouveau
reg-confirm-ask-us = Des questions ? Écrivez à
reg-confirm-button = Confirmer l’inscription
reg-confirm-not-you = Vous ne vous êtes pas inscrit ? Ne faites rien ; la place se libère d’elle-même.
reg-held-until = Réservé jusqu’au

reg-staff-title = Rencontres et inscriptions
reg-staff-forum = Rencontre
reg-staff-state = État
reg-staff-state-draft = Brouillon
reg-staff-state-published = Publié
reg-staff-state-cancelled = Annulé
reg-staff-confirmed = Confirmées
reg-staff-pending = Pas encore confirmées
reg-staff-expired = Non confirmées à temps
reg-staff-places = Places
reg-staff-taken = { $taken } sur { $capacity }
reg-staff-none = Il n’y a pas encore de rencontre. Mettez-en une en ligne avec « kontor forum apply FICHIER ».
reg-staff-registrations = Inscriptions
reg-staff-nobody = Personne ne s’est encore inscrit.
reg-staff-name = Nom
reg-staff-since = Depuis
reg-staff-is-pending = non confirmée
reg-staff-is-confirmed = confirmée
reg-staff-is-expired = expirée
reg-staff-until = réservée jusqu’au { $until }
reg-staff-older = Inscriptions plus anciennes

problem-unknown-forum = Cette rencontre n’existe pas
    .detail = L’adresse est peut-être mal écrite, ou la rencontre n’est pas publiée. La page d’accueil les énumère toutes.
problem-registration-not-open = Les inscriptions ne sont pas encore ouvertes
    .detail = La page de la rencontre indique la date d’ouverture. Vous n’êtes pas inscrit.
problem-registration-closed = Les inscriptions sont closes
    .detail = Vous n’êtes pas inscrit. Écrivez au contact indiqué sur la page de la rencontre.
problem-forum-cancelled = Cette rencontre est annulée
    .detail = Il n’est plus possible de s’y inscrire.
problem-forum-changed = La rencontre a changé
    .detail = Veuillez relire les informations et renvoyer le formulaire.
problem-forum-full = Il n’y a pas assez de places
    .detail = { $free ->
        [0] Toutes les places sont prises. Vous n’êtes pas inscrit ; une place peut se libérer.
        [one] Il ne reste qu’une place. Vous n’êtes pas inscrit ; veuillez inscrire moins de personnes.
       *[other] Il ne reste que { $free } places. Vous n’êtes pas inscrit ; veuillez inscrire moins de personnes.
    }
problem-unknown-link = Ce lien est inconnu
    .detail = Il est peut-être incomplet : copiez le lien entier du courriel. S’il date de plus d’un mois, réinscrivez-vous sur la page de la rencontre.
problem-expired-link = Ce lien a expiré
    .detail = La place est de nouveau libre. Réinscrivez-vous sur la page de la rencontre.
problem-idempotency-key-reused = Cette clé d’idempotence appartient à une autre requête
    .detail = Répétez la même requête, ou utilisez une nouvelle clé pour une nouvelle requête.
problem-invalid-idempotency-key = La clé d’idempotence est inutilisable
    .detail = Envoyez 1 à 255 caractères ASCII visibles sans espace.

error-required = Veuillez remplir ce champ.
error-too-long = C’est trop long ; 200 caractères au plus.
error-control-character = Veuillez retirer les sauts de ligne et les caractères invisibles.
error-invalid-email = On ne peut pas envoyer de courriel à cette adresse. Elle devrait ressembler à nom@example.org.
error-invalid-language = Ce n’est pas un code de langue tel que de, fr ou zh-Hans.
error-invalid-country = Ce n’est pas un code de pays tel que DE ou CN.
error-nobody-takes-part = Indiquez qui participe : vous-même, ou d’autres par leur nom.
error-too-many-participants = Une inscription compte au plus 50 participants.
error-duplicate = Cette finalité est indiquée deux fois.
