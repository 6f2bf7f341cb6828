# Mails. Names and titles arrive escaped; texts may use the Markdown of the templates.
mail-greeting = Bonjour { $name },
mail-greeting-nameless = Bonjour,
mail-what = Quoi :
mail-when = Quand :
mail-where = Où :
mail-online = En ligne :
mail-page = Page :
mail-closing = Cordialement
mail-contact = Des questions ?
mail-why = Vous recevez ce message parce que cette adresse a été utilisée pour une inscription. Il ne contient pas de publicité et ne vous suit pas.
mail-confirm-button = Confirmer mon inscription
mail-held-until = Votre place est réservée jusqu’au { $until }. Ensuite, elle sera libérée.
mail-others-add = Pour les inscrire, merci de répondre à ce courriel.
mail-others =
    { $count ->
        [one] Cette personne a été indiquée maintenant et n’est pas inscrite :
       *[other] Ces personnes ont été indiquées maintenant et ne sont pas inscrites :
    }
mail-not-held = Beaucoup de personnes s’inscrivent en ce moment : votre place n’est pas encore réservée, les places reviennent à ceux qui confirment les premiers. Le lien est valable jusqu’au { $until }.

mail-address-check-subject = Veuillez confirmer : « { $title } »
mail-address-check-heading = Encore un clic
mail-address-check-intro = Cette adresse a été utilisée pour une inscription à **« { $title } »**. Veuillez confirmer qu’elle est bien la vôtre ; l’inscription n’est valable qu’ensuite.
mail-address-check-not-you = Si ce n’était pas vous, vous n’avez rien à faire : sans confirmation, l’inscription est abandonnée.

mail-confirmation-subject = Inscription confirmée : « { $title } »
mail-confirmation-heading = Votre inscription est confirmée
mail-confirmation-intro = Votre inscription à **« { $title } »** est confirmée. Au plaisir de vous y accueillir.
mail-participants =
    { $count ->
        [one] Une personne participe :
       *[other] { $count } personnes participent :
    }
mail-confirmation-calendar = L’entrée d’agenda est jointe.
mail-confirmation-change = Vous ne pouvez finalement pas venir ? Merci de répondre à ce courriel.

mail-already-registered-subject = Inscription déjà enregistrée : « { $title } »
mail-already-registered-heading = Votre inscription est déjà enregistrée
mail-already-registered-intro = Quelqu’un, sans doute vous, vient d’essayer d’inscrire à nouveau cette adresse à **« { $title } »**. Votre inscription est déjà confirmée.
mail-already-registered-nothing = Rien n’a changé dans votre inscription.
mail-still-pending-subject = Veuillez confirmer : « { $title } »
mail-still-pending-heading = Votre inscription vous attend
mail-still-pending-intro = Quelqu’un, sans doute vous, vient d’essayer d’inscrire à nouveau cette adresse à **« { $title } »**. La première inscription n’est pas encore confirmée ; voici de nouveau le lien.

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
mail-log-search = Recherche
mail-log-search-hint = Mots d’un nom, d’une adresse ou d’une entreprise, ou le numéro d’une inscription.
mail-log-relay-down = Aucun message ne part en ce moment :
mail-log-waiting = En route :
mail-log-waiting-line = { $count } { $state }, le plus ancien depuis { $since }
mail-log-copy-hint = Un nouveau message avec les indications d’aujourd’hui part, avec son propre Message-ID.
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
mail-state-deferred = sera réessayé
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
    .detail = Seuls les messages échoués ou envoyés, ou dont personne ne sait s’ils sont arrivés, peuvent être renvoyés ; pas une vérification d’adresse envoyée, car son lien n’est conservé nulle part.
