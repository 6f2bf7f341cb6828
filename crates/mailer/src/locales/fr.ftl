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
mail-unnamed-and =
    { $count ->
        [one] et une personne dont le nom suivra
       *[other] et { $count } personnes dont les noms suivront
    }
mail-unnamed-only =
    { $count ->
        [one] Une personne dont le nom suivra
       *[other] { $count } personnes dont les noms suivront
    }
mail-unnamed-later =
    { $count ->
        [one] Un nom manque encore. Merci de l’indiquer sur cette page dès que vous le connaissez.
       *[other] { $count } noms manquent encore. Merci de les indiquer sur cette page dès que vous les connaissez.
    }
mail-confirmation-calendar = Vous trouverez en pièce jointe l’événement à ajouter à votre agenda.
mail-confirmation-calendar-others = Vous trouverez en pièce jointe l’événement pour l’agenda. Merci de le transmettre aux personnes qui participent ; rien n’est ajouté à votre propre agenda.
mail-confirmation-change = Un empêchement ? Merci de répondre à ce courriel.

mail-own-button = Ouvrir mon inscription
mail-own-cannot = Un empêchement ? Dites-le sur cette page : votre place ira aussitôt à quelqu’un d’autre.
mail-own-leave = Vous ne souhaitez plus attendre ? Dites-le sur cette page.
mail-confirmation-change-by-link = Vous y voyez où en est votre inscription, modifiez qui vient ou l’annulez en cas d’empêchement ; quelqu’un d’autre pourra alors venir.
mail-waiting-list-subject = Sur la liste d’attente : « { $title } »
mail-waiting-list-heading = Vous êtes sur la liste d’attente
mail-waiting-list-intro = Toutes les places pour **« { $title } »** sont prises. Votre rang : { $position }.
mail-waiting-list-next = Dès que des places se libèrent pour vous, nous vous écrivons et les gardons un certain temps. D’ici là, vous n’avez rien à faire.
mail-waiting-list-leave = Le lien montre toujours où vous en êtes. Vous pouvez aussi y quitter la liste d’attente.
mail-offer-subject = Une place pour vous : « { $title } »
mail-offer-heading = Il y a une place pour vous
mail-offer-intro = { $count ->
    [one] Une place s’est libérée pour **« { $title } »**, et c’est votre tour.
   *[other] { $count } places se sont libérées pour **« { $title } »**, et c’est votre tour.
}
mail-offer-until = Acceptez avant le { $until }. Ensuite, la proposition ira aux suivants.
mail-offer-button = Accepter ou céder
mail-offer-pass-on = Vous ne pouvez pas venir ? Cédez-les par le même lien, pour que d’autres l’apprennent vite.
mail-offer-passed-subject = Plus sur la liste d’attente : « { $title } »
mail-offer-passed-heading = La proposition a expiré
mail-offer-passed-intro = Les places que nous gardions pour vous pour **« { $title } »** n’ont pas été acceptées à temps et sont de nouveau libres pour d’autres. Vous n’êtes plus sur la liste d’attente.
mail-offer-passed-again = Vous souhaitez venir malgré tout ? Tant que les inscriptions sont ouvertes, vous pouvez vous réinscrire :

mail-no-places-subject = Aucune place ne s’est libérée : « { $title } »
mail-no-places-heading = Aucune place ne s’est libérée
mail-no-places-intro = Les inscriptions pour **« { $title } »** sont closes, et aucune place ne s’est libérée pour vous à temps. Vous n’êtes plus sur la liste d’attente. Nous regrettons que cela n’ait pas été possible cette fois-ci.
mail-called-off-subject = Annulée : « { $title } »
mail-called-off-heading = Votre inscription est annulée
mail-called-off-intro = Votre inscription à **« { $title } »** a été annulée par le lien de notre courriel.
mail-called-off-intro-others = Plus personne parmi celles que vous aviez inscrites à **« { $title } »** ne vient ; l’inscription est donc annulée.
mail-called-off-calendar = L’entrée disparaît d’elle-même de votre calendrier ; si le vôtre ne le fait pas, veuillez la supprimer.
mail-called-off-calendar-others = Veuillez prévenir toutes les personnes à qui vous avez transmis l’entrée de calendrier.
mail-called-off-not-you = Si ce n’était pas vous, répondez aussitôt à ce courriel.

mail-signed-up-subject = Inscription faite pour vous : « { $title } »
mail-signed-up-heading = Votre inscription est confirmée
mail-signed-up-heading-again = Votre nom a été indiqué une nouvelle fois
mail-signed-up-intro = { $by } vous a inscrit à **« { $title } »**. Au plaisir de vous y accueillir.
mail-signed-up-intro-again = { $by } a aussi indiqué votre nom pour **« { $title } »**. Vous participez déjà et rien ne change pour vous. Si une seule place vous suffit, retirez votre nom ici.
mail-signed-up-organisation = Inscription au titre de : { $organisation }
mail-signed-up-somebody = Quelqu’un
mail-signed-up-change = Vous y voyez votre inscription. Si vous ne venez pas, ou si vous ne le souhaitiez pas, retirez votre nom ; la personne qui vous a inscrit en sera avertie.

mail-taken-off-subject = Inscription retirée : « { $title } »
mail-taken-off-heading = Votre nom est retiré
mail-taken-off-intro = L’inscription à **« { $title } »** faite par { $by } ne vous comprend plus.
mail-taken-off-intro-own = Vous avez retiré votre nom de l’inscription à **« { $title } »**.

mail-registration-changed-subject = Modifiée : « { $title } »
mail-registration-changed-heading = Votre inscription a été modifiée
mail-registration-changed-intro = Votre inscription à **« { $title } »** a été modifiée par le lien de notre courriel.
mail-registration-changed-intro-others = Une personne que vous aviez inscrite à **« { $title } »** ne vient pas.
mail-registration-changed-come = Vient désormais :
mail-registration-changed-go = Ne vient plus :
mail-registration-changed-all = Viennent :

mail-already-registered-subject = Inscription déjà enregistrée : « { $title } »
mail-already-registered-heading = Votre inscription est déjà enregistrée
mail-already-registered-intro = Quelqu’un, sans doute vous, vient de nous interroger au sujet de **« { $title } »** ou d’y inscrire de nouveau cette adresse. Votre inscription est déjà confirmée.
mail-already-waiting-intro = Quelqu’un, sans doute vous, s’est de nouveau adressé à nous au sujet de **« { $title } »** avec cette adresse. Vous êtes sur la liste d’attente.
mail-already-registered-nothing = Votre inscription reste inchangée.
mail-still-pending-subject = Veuillez confirmer : « { $title } »
mail-still-pending-heading = Votre inscription attend votre confirmation
mail-still-pending-intro = Quelqu’un, sans doute vous, vient d’essayer d’inscrire de nouveau cette adresse à **« { $title } »**. La première inscription n’est pas encore confirmée ; voici de nouveau le lien.

mail-confirm-reminder-subject = Pas encore confirmé : « { $title } »
mail-confirm-reminder-heading = Il manque encore un clic
mail-confirm-reminder-intro = Cette adresse a servi à une inscription à **« { $title } »** que personne n’a encore confirmée. Voici à nouveau le lien.
mail-confirm-reminder-once = Nous ne vous le rappellerons pas une seconde fois.

mail-participant-reminder-begins-subject =
    { $days ->
        [0] Aujourd’hui : « { $title } »
        [1] Demain : « { $title } »
       *[other] Dans { $days } jours : « { $title } »
    }
mail-participant-reminder-begins-intro =
    { $days ->
        [0] Vous êtes inscrit, et c’est aujourd’hui. Début : { $when }.
        [1] Vous êtes inscrit, et c’est demain. Début : { $when }.
       *[other] Vous êtes inscrit, et c’est dans { $days } jours. Début : { $when }.
    }
mail-participant-reminder-ends-subject =
    { $days ->
        [0] Se termine aujourd’hui : « { $title } »
        [1] Se termine demain : « { $title } »
       *[other] Se termine dans { $days } jours : « { $title } »
    }
mail-participant-reminder-ends-intro = Vous participez. Fin : { $when }.
mail-participant-reminder-closes-subject =
    { $days ->
        [0] Clôture des inscriptions aujourd’hui : « { $title } »
        [1] Clôture des inscriptions demain : « { $title } »
       *[other] Clôture des inscriptions dans { $days } jours : « { $title } »
    }
mail-participant-reminder-closes-intro = Vous êtes inscrit. Clôture des inscriptions : { $when }. D’ici là, d’autres peuvent encore se joindre à vous.
mail-participant-reminder-changes-subject =
    { $days ->
        [0] Modifications possibles aujourd’hui seulement : « { $title } »
        [1] Modifications possibles jusqu’à demain : « { $title } »
       *[other] Modifications possibles encore { $days } jours : « { $title } »
    }
mail-participant-reminder-changes-intro = Vous êtes inscrit. Vous pouvez encore modifier votre inscription jusqu’au moment suivant : { $when }.
mail-participant-reminder-over-subject = Après « { $title } »
mail-participant-reminder-over-intro = Merci d’avoir été des nôtres.

mail-waiting-reminder-subject = Toujours sur la liste d’attente : « { $title } »
mail-waiting-reminder-heading = Vous êtes toujours sur la liste d’attente
mail-waiting-reminder-intro = Aucune place ne s’est libérée pour vous à **« { $title } »** jusqu’ici. Merci de ne pas vous déplacer dans l’espoir d’en obtenir une.
mail-waiting-reminder-offer = Si une place se libère, nous vous la proposons aussitôt par courriel.
mail-waiting-reminder-leave = Si vous ne souhaitez plus attendre, répondez simplement à ce message.
mail-names-reminder-subject =
    { $count ->
        [one] Un nom manque : « { $title } »
       *[other] { $count } noms manquent : « { $title } »
    }
mail-names-reminder-heading = Il manque encore des noms
mail-names-reminder-intro =
    { $count ->
        [one] Vous avez à **« { $title } »** une place pour une personne dont nous ne connaissons pas encore le nom.
       *[other] Vous avez à **« { $title } »** des places pour { $count } personnes dont nous ne connaissons pas encore les noms.
    }
mail-names-reminder-until = Les noms peuvent être complétés jusqu’au moment suivant : { $until }
mail-names-reminder-fewer = Merci d’indiquer sur cette page qui vient. Si moins de personnes viennent finalement, rendez-y leurs places, pour que d’autres puissent venir.
mail-names-reminder-reply = Merci de répondre à ce courriel en indiquant les noms.

mail-organizer-numbers-subject =
    { $persons ->
        [0] Personne pour l’instant : « { $title } »
        [one] Une personne : « { $title } »
       *[other] { $persons } personnes : « { $title } »
    }
mail-organizer-numbers-heading = Combien viennent à « { $title } »
mail-organizer-numbers-intro = Les chiffres au { $at } :
mail-organizer-numbers-persons =
    { $count ->
        [0] personne ne participe pour l’instant
        [one] une personne participe
       *[other] { $count } personnes participent
    }
mail-organizer-numbers-unnamed =
    { $count ->
        [one] le nom de l’une d’elles manque encore
       *[other] les noms de { $count } d’entre elles manquent encore
    }
mail-organizer-numbers-confirmed =
    { $count ->
        [0] aucune inscription n’est confirmée
        [one] une inscription est confirmée
       *[other] { $count } inscriptions sont confirmées
    }
mail-organizer-numbers-unconfirmed =
    { $count ->
        [0] aucune n’attend encore d’être confirmée
        [one] une attend encore d’être confirmée
       *[other] { $count } attendent encore d’être confirmées
    }
mail-organizer-numbers-why = Vous recevez ce message parce que cette adresse est le contact de la rencontre.

mail-moment-corrected-subject =
    { $moment ->
        [registration_closes] Nouvelle date de clôture : « { $title } »
        [changes_close] Nouveau délai pour les modifications : « { $title } »
        [ends] Nouvelle fin : « { $title } »
       *[starts] Nouvelle date : « { $title } »
    }
mail-moment-corrected-heading =
    { $moment ->
        [registration_closes] La clôture des inscriptions a changé
        [changes_close] Le délai pour les modifications a changé
        [ends] La fin a changé
       *[starts] La date a changé
    }
mail-moment-corrected-intro =
    { $moment ->
        [registration_closes] Nous vous avions indiqué une autre date de clôture pour **« { $title } »**. Veuillez noter la nouvelle.
        [changes_close] Nous vous avions indiqué un autre délai pour les modifications de **« { $title } »**. Veuillez noter le nouveau.
        [ends] Nous vous avions indiqué une autre fin pour **« { $title } »**. Veuillez noter la nouvelle.
       *[starts] Nous vous avions indiqué une autre date pour **« { $title } »**. Veuillez noter la nouvelle.
    }
mail-moment-corrected-old = Jusqu’ici :
mail-moment-corrected-new = Désormais :
mail-invited-why = Vous recevez ce courriel parce que { $organizer } vous a invité. Il ne contient ni publicité ni traceur.
mail-invited-subject = Invitation : « { $title } »
mail-invited-heading = Vous êtes invité
mail-invited-intro = { $organizer } a le plaisir de vous inviter à **« { $title } »**.
mail-invited-button = S’inscrire
mail-invited-until = Vous pouvez vous inscrire jusqu’au { $until }. Le lien vous est personnel ; vos coordonnées y sont déjà saisies.
mail-invited-decline = Vous ne pouvez pas venir ?
mail-invited-decline-link = Décliner l’invitation
mail-invited-reminder-subject = En attente de votre réponse : « { $title } »
mail-invited-reminder-heading = Pouvons-nous compter sur vous ?
mail-invited-reminder-intro = Nous vous avons invité à **« { $title } »** et n’avons pas encore eu de vos nouvelles.
mail-invited-reminder-until = Clôture des inscriptions : { $until }
mail-before = Jusqu’ici
mail-now = Désormais
mail-what-state = Statut
mail-what-title = Titre
mail-what-time = Date et heure
mail-what-format = Format
mail-what-place = Lieu
mail-what-link = Lien pour participer
mail-what-deadline = Clôture des inscriptions
mail-state-of-forum-on = a lieu
mail-state-of-forum-off = annulée
mail-format-on_site = sur place
mail-format-online = en ligne
mail-format-hybrid = sur place et en ligne
mail-forum-changed-subject = Modification : « { $title } »
mail-forum-moved-subject = Nouvelle date : « { $title } »
mail-forum-reinstated-subject = Finalement maintenue : « { $title } »
mail-forum-changed-heading = Un changement vous concerne
mail-forum-reinstated-heading = La rencontre a finalement lieu
mail-forum-changed-intro = Vous êtes inscrit(e) à **« { $title } »**. Un changement est intervenu ; votre inscription reste valable.
mail-forum-changed-intro-waiting = Vous êtes sur la liste d’attente de **« { $title } »**. Un changement est intervenu ; vous restez sur la liste.
mail-forum-changed-intro-invited = Nous vous avons invité à **« { $title } »**. Un changement est intervenu.
mail-forum-as-of-now = Voici ce qui vaut désormais :
mail-forum-changed-calendar = L’entrée de votre calendrier se met à jour d’elle-même avec ce courriel. Sinon, veuillez ouvrir la pièce jointe.
mail-forum-changed-calendar-others = La nouvelle entrée de calendrier est jointe. Merci de la transmettre à toutes les personnes qui participent.
mail-forum-changed-cannot = Vous ne pouvez plus venir ? Répondez simplement à ce courriel ; une autre personne profitera de la place.
mail-forum-changed-cannot-waiting = Vous ne pouvez plus venir ? Répondez simplement à ce courriel, et nous vous retirerons de la liste.
mail-forum-changed-invited = Le lien de notre invitation reste valable : il vous permet de vous inscrire ou de décliner.
mail-forum-cancelled-subject = Annulation : « { $title } »
mail-forum-cancelled-heading = La rencontre est annulée
mail-forum-cancelled-intro = Malheureusement, **« { $title } »** n’aura pas lieu.
mail-forum-cancelled-was = Il était prévu :
mail-forum-cancelled-nothing = Vous n’avez rien à faire : votre inscription prend fin avec elle.
mail-forum-cancelled-invited = Vous n’avez rien à faire : notre invitation devient sans objet.
mail-forum-cancelled-calendar = L’entrée disparaît d’elle-même de votre calendrier avec ce courriel. Sinon, veuillez ouvrir la pièce jointe.
mail-forum-cancelled-calendar-others = Merci de prévenir les personnes que vous avez inscrites. La pièce jointe retire l’entrée de leurs calendriers.

mail-staff-why = Vous recevez ce courriel parce que vous avez chez nous un compte du personnel.
mail-account-link-until = Le lien fonctionne une seule fois, jusqu’au { $until }.
mail-invitation-subject = Votre compte : { $office }
mail-invitation-heading = Bienvenue
mail-invitation-intro = Un compte a été créé pour vous chez **{ $office }**. Choisissez un mot de passe ; vous vous connecterez ensuite avec votre adresse.
mail-invitation-button = Choisir un mot de passe
mail-invitation-not-you = Si cela ne vous dit rien, supprimez ce courriel : sans le lien, personne n’accède au compte.
mail-reset-subject = Nouveau mot de passe : { $office }
mail-reset-heading = Nouveau mot de passe
mail-reset-intro = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte chez **{ $office }**. Ce lien permet de le choisir. Toutes vos sessions seront ensuite fermées.
mail-reset-button = Choisir un nouveau mot de passe
mail-reset-not-you = Si ce n’était pas vous, vous n’avez rien à faire : votre mot de passe actuel reste valable.
mail-password-changed-subject = Votre mot de passe a été modifié : { $office }
mail-password-changed-heading = Votre mot de passe a été modifié
mail-password-changed-intro = Le mot de passe de votre compte a été modifié le { $at }. Toutes vos autres sessions ont été fermées.
mail-password-changed-not-you = Si ce n’était pas vous, demandez immédiatement un nouveau mot de passe sur la page de connexion et prévenez votre administrateur.

mail-calendar-online = Participer en ligne : { $url }
mail-calendar-contact = Contact : { $name }, { $email }

# The mail log of the staff.
mail-log-title = Journal des courriels
mail-log-state = État
mail-log-forum = Rencontre
mail-log-registration = Inscription
mail-log-standing = Où elle en est
mail-standing-waiting = en attente de confirmation
mail-standing-listed = sur liste d’attente
mail-standing-offered = des places sont proposées
mail-standing-confirmed = confirmée
mail-standing-over = terminée : pas confirmée à temps, ou annulée
mail-standing-invited = invité, sans réponse
mail-log-recipient = À
mail-log-kind = Courriel
mail-log-created = Demandé
mail-log-changed = Dernière modification
mail-log-due = Prochaine tentative
mail-log-any = Tous
mail-log-show = Afficher
mail-log-older = Courriels plus anciens
mail-log-none = Aucun courriel ne correspond.
mail-log-empty = Aucun courriel n’a encore été écrit.
mail-log-empty-next = Dès que quelqu’un s’inscrit, ses courriels apparaissent ici avec leur sort.
mail-log-reached = étape atteinte : { $phase }
mail-log-views = Vues de ce courriel
mail-log-view-html = Mis en forme
mail-log-asked = Ce courriel va partir dans un instant.
mail-log-search-hint = Nom, adresse, entreprise ou numéro d’une inscription
mail-log-relay-down = Aucun courriel ne peut partir en ce moment :
mail-log-waiting = En route :
mail-log-waiting-line = { $count } { $state }, le plus ancien depuis { $since }
mail-log-copy-hint = Un nouveau courriel, avec les informations d’aujourd’hui, sera envoyé.
mail-log-wrong-id = Ce n’est pas le numéro d’une inscription : il commence par reg_, suivi de 32 caractères.
mail-log-attempts = Tentatives
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
mail-log-sure = Il est peut-être déjà arrivé. La personne le recevra alors une seconde fois.
mail-log-uncertain-hint = Personne ne sait si le serveur de messagerie a accepté ce courriel. Si vous le renvoyez, il arrivera peut-être deux fois.
mail-kind-address_check = Vérification de l’adresse
    .about = Demande au titulaire de l’adresse, aussitôt après l’inscription, si elle est bien de lui.
mail-kind-confirmation = Confirmation
    .about = Dit qu’une inscription est valable, avec l’entrée de calendrier.
mail-kind-already_registered = Deuxième inscription
    .about = Dit où en sont les choses quand une adresse sert une deuxième fois.
mail-kind-forum_changed = Modification
    .about = Montre l’ancien et le nouveau quand la date, le lieu, le format, le lien, le titre ou la clôture ont changé.
mail-kind-forum_cancelled = Annulation
    .about = Dit à toutes les personnes inscrites que la rencontre n’a pas lieu.
mail-kind-waiting_list = Liste d’attente
    .about = Dit que quelqu’un est sur la liste d’attente, et à quel rang.
mail-kind-offer = Proposition de places
    .about = Propose à quelqu’un de la liste d’attente des places qui se sont libérées.
mail-kind-offer_passed = Proposition expirée
    .about = Dit que les places proposées n’ont pas été acceptées à temps.
mail-kind-no_places = Aucune place libérée
    .about = Dit que les inscriptions sont closes et qu’aucune place ne s’est libérée.
mail-kind-called_off = Annulation
    .about = Dit qu’une inscription a été annulée, et retire l’entrée du calendrier.
mail-kind-registration_changed = Changement de participants
    .about = Dit à la personne qui a fait l’inscription, après une modification, qui participe désormais.
mail-kind-signed_up = Inscription par un tiers
    .about = Dit à quelqu’un qu’une autre personne l’a inscrit, avec une entrée de calendrier et un lien personnels.
mail-kind-taken_off = Retrait
    .about = Dit à quelqu’un qu’une autre personne avait inscrit qu’il ne participe plus.
mail-kind-account_link = Compte du personnel
    .about = Invite un membre de l’équipe, ou le mène à un nouveau mot de passe.
mail-kind-password_changed = Mot de passe modifié
    .about = Dit à un membre de l’équipe que son mot de passe a été changé.
mail-kind-confirm_reminder = Rappel de confirmation
    .about = Rappelle à qui n’a pas confirmé son inscription de le faire avant qu’elle n’expire.
mail-kind-participant_reminder = Rappel
    .about = Rappelle aux participants le début, la fin ou une échéance, ou s’adresse à eux après coup.
mail-kind-waiting_reminder = Toujours en attente
    .about = Dit, peu avant la rencontre, à qui attend encore qu’aucune place ne s’est libérée.
mail-kind-names_reminder = Noms manquants
    .about = Rappelle à qui a des places pour des personnes dont le nom manque encore, tant que les noms peuvent être complétés.
mail-kind-organizer_numbers = Chiffres pour l’organisateur
    .about = Dit aux organisateurs combien de personnes viennent.
mail-kind-moment_corrected = Rectification d’une date
    .about = Corrige une date annoncée à quelqu’un et qui n’est plus la bonne.
mail-kind-invitation = Invitation
    .about = Invite quelqu’un de la liste du bureau, avec un lien personnel.
mail-kind-invitation_reminder = Rappel de l’invitation
    .about = Rappelle l’invitation à qui n’a pas encore répondu.
mail-samples-title = Courriels par type
mail-samples-intro = Tous les courriels envoyés d’ici, dans chaque langue, rédigés avec des données inventées. Personne ne les reçoit.
mail-samples-when = Ce qu’il dit, et quand
mail-samples-look = Le voir en
mail-samples-own = votre propre modèle
mail-samples-data = Les données avec lesquelles il est rédigé
mail-samples-data-ordinary = Données ordinaires
mail-samples-data-strangest = Données les plus longues et les plus étranges
mail-samples-data-barest = Le strict nécessaire
mail-samples-language = Langue
mail-samples-number = Exemple
mail-samples-template = Modèle
mail-samples-subject = Objet
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

# Rappels, pour le bureau.
reminders-title = Rappels
reminders-views = Vues des rappels
reminders-view-list = Liste
reminders-view-month = Mois
reminders-months = Mois
reminders-month-before = Mois précédent
reminders-month-next = Mois suivant
reminders-month-today = Aujourd’hui
reminders-month-clock = à l’heure de { $zone }
reminders-month-none = Aucun rappel n’est prévu ce mois-ci.
reminders-month-own = À chacun à une heure qui lui est propre
reminders-people-all = { $count ->
    [0] personne
    [one] 1 personne
   *[other] { $count } personnes
}
reminders-people-at-least = { $count ->
    [one] au moins 1 personne
   *[other] au moins { $count } personnes
}
reminders-what = Rappel
reminders-due = Échéance
reminders-wrote = Écrits
reminders-to-come = À venir
reminders-rule = Règle
reminders-not-after = Utile jusqu’à
reminders-first = Le premier part
reminders-last = Le dernier part
reminders-own-hold = avant la fin de chaque réservation
reminders-at-least = au moins { $count }
reminders-none = Personne ne recevra de rappel.
reminders-none-next = Dès qu’une rencontre est publiée, ses rappels figurent ici avec le jour où ils partent.
reminders-people = À qui
reminders-person = Inscription
reminders-decision = Ce qui se passe
reminders-their-time = À leur heure
reminders-goes = le reçoit
reminders-to-invited = Invités sans réponse
reminders-to-unconfirmed = Pas encore confirmés
reminders-to-waiting = Sur la liste d’attente
reminders-to-confirmed = Participants
reminders-to-incomplete = Noms manquants
reminders-to-organizer = Chiffres pour l’organisateur
reminders-state-planned = prévu
reminders-state-under_way = en cours d’envoi
reminders-state-done = terminé
reminders-state-paused = suspendu
reminders-state-skipped = laissé de côté
reminders-state-withheld = retenu
reminders-state-never = ne viendra pas
reminders-why-paused = La règle est suspendue.
reminders-why-cancelled = La rencontre est annulée.
reminders-why-not-published = La rencontre n’est pas publique.
reminders-why-before-publication = Il était dû avant la publication de la rencontre.
reminders-why-skipped-by-office = Vous l’avez décidé.
reminders-why-no-such-moment = Cette date n’existe pas.
reminders-why-due-after-its-latest-moment = Il viendrait quand il n’est plus utile.
reminders-why-nothing-to-do-by-then = Personne ne pourrait plus rien y faire.
reminders-why-the-next-rule-is-due = La règle suivante sera alors due.
reminders-skip-withheld = Personne ne le reçoit
reminders-skip-not-concerned = Ne les concerne pas
reminders-skip-unreachable = Injoignables par courriel
reminders-skip-done = L’ont reçu
reminders-skip-corrected-first = Apprennent d’abord le changement
reminders-skip-joined-late = Viennent de s’inscrire ou d’être informés
reminders-skip-too-late = Ce serait trop tard
reminders-timed-as-planned = comme prévu
reminders-timed-put-off = plus tard, à une heure convenable
reminders-timed-brought-forward = plus tôt, à la dernière heure convenable
reminders-timed-deadline-wins = à une heure de repos, faute d’une autre
reminders-timed-after-joining = plus tard, car l’inscription est toute récente
reminders-act-pause = Suspendre la règle
reminders-act-resume = Reprendre la règle
reminders-act-skip = Laisser de côté
reminders-act-send-now = Envoyer maintenant
reminders-sure-skip = Laisser ce rappel de côté ? Personne ne le recevra. Si le jour change, le rappel du nouveau jour part comme d’habitude.
reminders-sure-send-now = Envoyer ce rappel maintenant à toutes les personnes concernées, quelle que soit leur heure ? Il ne pourra pas être rattrapé.
reminders-done-pause = La règle est suspendue. Elle ne rappelle rien à personne jusqu’à ce que vous la repreniez.
reminders-done-resume = La règle reprend. Ceux que son rappel aide encore le reçoivent.
reminders-done-skip = Ce rappel est laissé de côté.
reminders-done-send-now = Le rappel part.

problem-unknown-mail = Ce courriel n’existe pas
    .detail = Le journal ne contient aucun courriel à cette adresse.
problem-mail-not-written = Ce courriel n’est pas encore rédigé
    .detail = Sa rencontre n’est pas encore connue ici, il n’a pas cette partie, ou son modèle est défectueux.
problem-mail-under-way = Ce courriel ne peut pas être renvoyé maintenant
    .detail = Seuls les courriels envoyés, en échec ou dont l’arrivée est incertaine peuvent être renvoyés. Une vérification d’adresse déjà envoyée ne le peut pas : son lien n’est conservé nulle part.
problem-unknown-reminder = Ce rappel n’existe pas
    .detail = La rencontre n’a pas de règle de ce nom, ou la règle pas de rappel dont il pourrait s’agir.
