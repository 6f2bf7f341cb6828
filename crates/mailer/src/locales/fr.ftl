# Mails. Names and titles arrive escaped; texts may use the Markdown of the templates.
mail-greeting = Bonjour { $name },
mail-greeting-nameless = Bonjour,
mail-what = Quoi :
mail-when = Quand :
mail-where = Où :
mail-online = En ligne :
mail-page = Page :
mail-when-day = { $start } à { $end }
mail-when-days = { $start } au { $end }
mail-closing = Cordialement
mail-contact = Des questions ?
mail-why = Vous recevez ce message parce que cette adresse a été utilisée pour une inscription. Il ne contient pas de publicité et ne vous suit pas.
mail-confirm-button = Confirmer mon inscription
mail-held-until = Votre place est réservée jusqu’au { $until }. Ensuite, elle sera libérée.

mail-address-check-subject = Merci de confirmer : { $title }
mail-address-check-heading = Encore un clic
mail-address-check-intro = vous vous êtes inscrit(e) à **{ $title }**. Merci de confirmer que cette adresse est la vôtre ; votre inscription ne compte qu’ensuite.
mail-address-check-not-you = Si ce n’était pas vous, vous n’avez rien à faire : sans confirmation, l’inscription est abandonnée.

mail-confirmation-subject = Confirmé : { $title }
mail-confirmation-heading = Vous êtes inscrit(e)
mail-confirmation-intro = votre inscription à **{ $title }** est confirmée. Nous nous réjouissons de vous accueillir.
mail-participants =
    { $count ->
        [one] Une personne participe :
       *[other] { $count } personnes participent :
    }
mail-confirmation-calendar = L’entrée d’agenda est jointe. Si la date ou le lieu change, vous en recevrez une nouvelle qui la remplace.
mail-confirmation-change = Vous ne pouvez finalement pas venir ? Merci de répondre à ce message, afin que quelqu’un d’autre ait la place.

mail-already-registered-subject = Vous êtes déjà inscrit(e) : { $title }
mail-already-registered-heading = Vous êtes déjà inscrit(e)
mail-already-registered-intro = quelqu’un, sans doute vous-même, vient d’essayer d’inscrire de nouveau cette adresse à **{ $title }**. Votre inscription est déjà confirmée.
mail-already-registered-nothing = Vous n’avez rien à faire. Rien n’a changé dans votre inscription.
mail-still-pending-subject = Merci de confirmer : { $title }
mail-still-pending-heading = Votre inscription vous attend
mail-still-pending-intro = quelqu’un, sans doute vous-même, vient d’essayer d’inscrire de nouveau cette adresse à **{ $title }**. La première inscription attend encore votre confirmation ; voici le lien une nouvelle fois.

mail-calendar-online = Participer en ligne : { $url }
mail-calendar-contact = Contact : { $name }, { $email }

# The mail log of the staff.
mail-log-title = Journal des messages
mail-log-state = État
mail-log-forum = Forum
mail-log-registration = Inscription
mail-log-recipient = Destinataire
mail-log-kind = Message
mail-log-created = Demandé
mail-log-changed = Dernier changement
mail-log-due = Prochain essai
mail-log-any = Tous
mail-log-show = Afficher
mail-log-older = Messages plus anciens
mail-log-none = Il n’y a pas de tels messages.
mail-log-wrong-id = Ce n’est pas le numéro d’une inscription : il commence par reg_, suivi de 32 caractères.
mail-log-attempts = Essais
mail-log-at = Heure
mail-log-phase = Étape atteinte
mail-log-answer = Réponse
mail-log-as-sent = Tel que le destinataire le voit
mail-log-as-planned = Tel qu’il serait envoyé maintenant
mail-log-html = Le message en texte mis en forme
mail-log-text = En texte simple
mail-log-calendar = Entrée d’agenda
mail-log-calendar-file = Télécharger l’entrée d’agenda
mail-log-source = Télécharger le message avec tous ses en-têtes
mail-log-not-written = Ce message ne peut pas encore être affiché : rien n’est encore connu de son forum, ou son modèle est défectueux.
mail-log-send-again = Envoyer de nouveau
mail-log-uncertain-hint = Personne ne sait si le relais a accepté ce message. L’envoyer de nouveau peut le faire arriver deux fois.
mail-kind-address_check = Vérification de l’adresse
mail-kind-confirmation = Confirmation
mail-kind-already_registered = Deuxième inscription
mail-state-ready = en attente
mail-state-claimed = en cours d’envoi
mail-state-handed_over = chez le relais
mail-state-sent = envoyé
mail-state-deferred = reporté
mail-state-failed = échoué
mail-state-uncertain = incertain
mail-state-superseded = plus nécessaire
mail-phase-connect = connexion
mail-phase-auth = identification
mail-phase-mail = expéditeur
mail-phase-recipient = destinataire
mail-phase-data = début du message
mail-phase-body = message
mail-phase-dot = fin du message

problem-unknown-mail = Ce message n’existe pas
    .detail = Le journal n’a pas de message à cette adresse.
problem-mail-not-written = Ce message n’est pas encore écrit
    .detail = Rien n’est encore connu de son forum, il n’a pas cette partie, ou son modèle est défectueux.
problem-mail-under-way = Ce message ne peut pas être envoyé de nouveau maintenant
    .detail = On ne peut envoyer de nouveau que les messages échoués ou dont personne ne sait s’ils sont arrivés.
