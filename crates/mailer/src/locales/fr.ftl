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
