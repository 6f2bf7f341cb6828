# Mails. Names and titles arrive escaped; texts may use the Markdown of the templates.
mail-greeting = Bonjour { $name },
mail-greeting-nameless = Bonjour,
mail-what = Rencontre :
mail-when = Date :
mail-where = Lieu :
mail-online = En ligne :
mail-page = Page web :
mail-closing = Cordialement
mail-contact = Des questions ?
mail-why = Vous recevez ce courriel parce que cette adresse a été utilisée pour une inscription. Il ne contient ni publicité ni traceur.
mail-confirm-button = Confirmer l’inscription
mail-held-until = Votre place est réservée jusqu’au { $until }. Elle sera ensuite libérée.
mail-others-add = Pour les inscrire, il suffit de répondre à ce courriel.
mail-others =
    { $count ->
        [one] Cette personne vient d’être indiquée, mais n’est pas inscrite :
       *[other] Ces personnes viennent d’être indiquées, mais ne sont pas inscrites :
    }
mail-not-held = De nombreuses personnes s’inscrivent en ce moment : nous ne pouvons pas encore réserver votre place, les places reviennent aux personnes qui confirment en premier. Le lien est valable jusqu’au { $until }.

mail-address-check-subject = Veuillez confirmer : « { $title } »
mail-address-check-heading = Plus qu’un clic
mail-address-check-intro = Cette adresse a été utilisée pour une inscription à **« { $title } »**. Veuillez confirmer qu’elle est bien la vôtre ; l’inscription ne sera valable qu’après cette confirmation.
mail-address-check-not-you = Si cette demande ne vient pas de vous, vous n’avez rien à faire : sans confirmation, l’inscription devient caduque.

mail-confirmation-subject = Inscription confirmée : « { $title } »
mail-confirmation-heading = Votre inscription est confirmée
mail-confirmation-intro = Votre inscription à **« { $title } »** est confirmée. Au plaisir de vous y accueillir.
mail-participants =
    { $count ->
        [one] Une personne participe :
       *[other] { $count } personnes participent :
    }
mail-confirmation-calendar = Vous trouverez en pièce jointe l’événement à ajouter à votre agenda.
mail-confirmation-calendar-others = Vous trouverez en pièce jointe l’événement pour l’agenda. Merci de le transmettre aux personnes qui participent ; rien n’est ajouté à votre propre agenda.
mail-confirmation-change = Un empêchement ? Merci de répondre à ce courriel.

mail-already-registered-subject = Inscription déjà enregistrée : « { $title } »
mail-already-registered-heading = Votre inscription est déjà enregistrée
mail-already-registered-intro = Quelqu’un, sans doute vous, vient d’essayer d’inscrire de nouveau cette adresse à **« { $title } »**. Votre inscription est déjà confirmée.
mail-already-registered-nothing = Votre inscription reste inchangée.
mail-still-pending-subject = Veuillez confirmer : « { $title } »
mail-still-pending-heading = Votre inscription attend votre confirmation
mail-still-pending-intro = Quelqu’un, sans doute vous, vient d’essayer d’inscrire de nouveau cette adresse à **« { $title } »**. La première inscription n’est pas encore confirmée ; voici de nouveau le lien.

mail-calendar-online = Participer en ligne : { $url }
mail-calendar-contact = Contact : { $name }, { $email }

# The mail log of the staff.
mail-log-title = Journal des courriels
mail-log-state = État
mail-log-forum = Rencontre
mail-log-registration = Inscription
mail-log-recipient = À
mail-log-kind = Courriel
mail-log-created = Demandé
mail-log-changed = Dernière modification
mail-log-due = Prochaine tentative
mail-log-any = Tous
mail-log-show = Afficher
mail-log-older = Courriels plus anciens
mail-log-none = Aucun courriel ne correspond.
mail-log-search = Recherche
mail-log-search-hint = Mots d’un nom, d’une adresse ou d’une entreprise, ou numéro d’une inscription.
mail-log-relay-down = Aucun courriel ne peut partir en ce moment :
mail-log-waiting = En route :
mail-log-waiting-line = { $count } { $state }, le plus ancien depuis { $since }
mail-log-copy-hint = Un nouveau courriel, avec les informations d’aujourd’hui, sera envoyé.
mail-log-wrong-id = Ce n’est pas le numéro d’une inscription : il commence par reg_, suivi de 32 caractères.
mail-log-attempts = Tentatives
mail-log-at = Heure
mail-log-phase = Étape atteinte
mail-log-answer = Réponse
mail-log-as-sent = Tel qu’il a été envoyé
mail-log-as-planned = Tel qu’il serait envoyé maintenant
mail-log-html = Le courriel mis en forme
mail-log-own-page = L’ouvrir sur une page à part
mail-log-text = En texte brut
mail-log-calendar = Événement pour l’agenda
mail-log-calendar-file = Télécharger l’événement pour l’agenda
mail-log-source = Télécharger le courriel avec tous ses en-têtes
mail-log-not-written = Ce courriel ne peut pas encore être affiché : sa rencontre n’est pas encore connue ici, ou son modèle est défectueux.
mail-log-send-again = Renvoyer
mail-log-uncertain-hint = Personne ne sait si le serveur de messagerie a accepté ce courriel. Si vous le renvoyez, il arrivera peut-être deux fois.
mail-kind-address_check = Vérification de l’adresse
mail-kind-confirmation = Confirmation
mail-kind-already_registered = Deuxième inscription
mail-state-ready = en attente
mail-state-claimed = en cours d’envoi
mail-state-handed_over = remis au serveur de messagerie
mail-state-sent = envoyé
mail-state-deferred = nouvelle tentative prévue
mail-state-failed = échec
mail-state-uncertain = incertain
mail-state-superseded = devenu inutile
mail-phase-connect = connexion
mail-phase-auth = identification
mail-phase-mail = adresse d’expédition
mail-phase-recipient = adresse de destination
mail-phase-data = début du message
mail-phase-body = message
mail-phase-dot = fin du message

problem-unknown-mail = Ce courriel n’existe pas
    .detail = Le journal ne contient aucun courriel à cette adresse.
problem-mail-not-written = Ce courriel n’est pas encore rédigé
    .detail = Sa rencontre n’est pas encore connue ici, il n’a pas cette partie, ou son modèle est défectueux.
problem-mail-under-way = Ce courriel ne peut pas être renvoyé maintenant
    .detail = Seuls les courriels envoyés, en échec ou dont l’arrivée est incertaine peuvent être renvoyés. Une vérification d’adresse déjà envoyée ne le peut pas : son lien n’est conservé nulle part.
