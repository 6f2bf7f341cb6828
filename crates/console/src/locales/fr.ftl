# Ce que disent les pages de la console du bureau.

console-sign-in = Se connecter
console-sign-in-button = Se connecter
console-sign-out = Se déconnecter
console-signed-out = Vous êtes déconnecté.
console-no-admin = Personne ne peut encore se connecter. Créez le premier compte sur le serveur : `kontor staff add ADRESSE --name NOM --role admin`
console-no-admin-elsewhere = Il n’y a pas encore d’administrateur. Sur le serveur, `kontor staff add ADRESSE --name NOM --role admin` en crée un et affiche un lien qui ouvre l’accès une fois, sans mot de passe. La page du compte permet ensuite de le lier à { $provider }.
console-no-admin-by-email = Il n’y a pas encore d’administrateur. Sur le serveur, `kontor staff add ADRESSE --name NOM --role admin` en crée un, qui se connecte ensuite avec { $provider } sous cette adresse, ou par le lien que la commande affiche.
console-no-admin-now = Aucun administrateur ne peut se connecter. Sur le serveur, `kontor staff list` montre les comptes, et `kontor staff reset ADRESSE` crée un lien qui ouvre l’accès à l’un d’eux.
console-password-set = Votre mot de passe est enregistré. Veuillez vous connecter.
console-forgotten = Mot de passe oublié ?
console-forgotten-title = Mot de passe oublié ?
console-forgotten-lead = Saisissez l’adresse avec laquelle vous vous connectez. S’il existe un compte à cette adresse, nous y envoyons un lien pour choisir un nouveau mot de passe.
console-forgotten-button = Envoyer le lien
console-forgotten-sent = S’il existe un compte à cette adresse, un lien y est en route. Il fonctionne une seule fois, pendant quatre heures.
console-forgotten-nothing = Rien n’arrive ? Regardez parmi les courriels indésirables et vérifiez l’adresse. L’administration peut aussi vous donner un lien.
console-back-to-sign-in = Retour à la connexion
console-language = Langue
console-email = Adresse e-mail
console-name = Nom
console-password = Mot de passe
console-present-password = Mot de passe actuel
console-new-password = Nouveau mot de passe
console-new-password-hint = Au moins 15 caractères, par exemple quatre mots. Aucune autre règle.
console-password-again = Nouveau mot de passe, encore une fois
console-set-password = Enregistrer le mot de passe
console-change-password = Changer le mot de passe
console-proof-hint = Encore une fois, car il s’agit de l’accès à votre compte.
console-code-title = Deuxième étape
console-code = Code
console-code-hint = Six chiffres de votre application d’authentification, ou l’un de vos codes de secours.
console-code-button = Continuer
console-until = Valable jusqu’au { $date }.
console-back = Retour
console-yes = oui
console-no = non

console-link-invitation-title = Bienvenue
console-link-invitation-lead = Un compte a été créé pour vous. Choisissez un mot de passe ; vous vous connecterez ensuite avec votre adresse.
console-link-reset-title = Choisir un nouveau mot de passe
console-link-reset-lead = Vous serez déconnecté partout.
console-link-first_admin-title = Premier compte d’administration
console-link-first_admin-lead = Personne ne peut encore se connecter. Qui remplit ce formulaire devient le premier compte d’administration.
console-link-gone-title = Ce lien n’est pas valable
console-link-gone-lead = Il a été utilisé, remplacé par un plus récent, ou il est trop ancien. Demandez-en un nouveau sur la page de connexion.
console-link-once-title = Transmettez ce lien
console-link-once-lead = Il fonctionne une fois et n’est affiché que cette fois. Transmettez-le de sorte que personne d’autre ne le lise.

console-elsewhere = Se connecter avec { $provider }
console-elsewhere-only = Ici, tout le monde se connecte ainsi. Rien ne marche ? L’administration peut vous donner un lien.
console-elsewhere-title = La connexion n’a pas abouti
console-elsewhere-again = Réessayer
console-elsewhere-password = Se connecter avec un mot de passe
console-elsewhere-unavailable = { $provider } n’est pas disponible pour le moment. Veuillez réessayer plus tard.
console-elsewhere-stale = Cette connexion n’a pas été commencée dans ce navigateur, ou a duré trop longtemps. Veuillez recommencer.
console-elsewhere-declined = { $provider } ne vous a pas laissé entrer.
console-elsewhere-stranger = { $provider } vous connaît, mais il n’y a pas ici de compte que vous puissiez utiliser. Adressez-vous à l’administration.
console-elsewhere-unverified = { $provider } ne confirme pas que votre adresse e-mail est la vôtre. Confirmez-la là-bas, ou adressez-vous à la personne responsable de { $provider }.
console-link-enter-title = Se connecter avec ce lien
console-link-enter-lead = Les mots de passe sont désactivés ici. Ce lien vous connecte une fois.
console-provider-link = Lier à { $provider }
console-provider-not = Ce compte n’est pas lié à { $provider }. Une fois lié, il vous permettra aussi de vous connecter par là.
console-provider-on = Connectez-vous chez { $provider } comme la personne à qui ce compte doit appartenir. Vous revenez ensuite ici, et les deux sont liés.
console-provider-go = Continuer vers { $provider }
console-provider-linked = Lié depuis { $since }, utilisé la dernière fois { $used }.
console-provider-only = { $provider } est la seule voie d’accès à ce compte : le lien reste.
console-provider-remove = Retirer le lien avec { $provider }
console-provider-remove-lead = Vous ne pourrez plus vous connecter à ce compte avec { $provider } ; votre mot de passe reste valable.
console-provider-remove-out = Vous serez déconnecté partout ailleurs.
console-done-linked = C’est fait : vous pouvez désormais vous connecter avec { $provider }.
console-done-unlinked = { $provider } ne mène plus à ce compte. Vous êtes déconnecté partout ailleurs.
console-provider-failed-unavailable = { $provider } n’est pas joignable en ce moment. Veuillez réessayer plus tard.
console-provider-failed-stale = La liaison n’a pas été commencée dans ce navigateur, ou elle a pris trop de temps. Veuillez recommencer.
console-provider-failed-declined = { $provider } n’a pas confirmé qui vous êtes ; rien n’a été lié.
console-provider-failed-taken = La personne sous laquelle vous vous êtes connecté chez { $provider } a déjà un autre compte ici. Connectez-vous là-bas sous une autre identité, ou demandez à un administrateur.
console-provider-failed-already = Ce compte est déjà lié à { $provider }. Retirez d’abord ce lien.
console-provider-failed-only = { $provider } est la seule voie d’accès à ce compte : le lien reste.

console-factor-title = Second facteur
console-factor-lead = Un code d’une application sur votre téléphone protège votre compte même si quelqu’un apprend votre mot de passe.
console-factor-required-lead = Votre bureau demande un second facteur à tous. Configurez-le une fois ; cela prend une minute.
console-factor-how = Saisissez ce secret dans une application d’authentification (à la main : basé sur l’heure, six chiffres).
console-factor-secret = Secret
console-factor-open = Ouvrir dans une application de cet appareil
console-factor-code-hint = Les six chiffres que l’application affiche maintenant.
console-factor-begin = Configurer un second facteur
console-factor-confirm = Activer
console-factor-on = Activé. La connexion demande un code.
console-factor-off = Non configuré.
console-factor-remove = Supprimer le second facteur
console-factor-remove-lead = La connexion ne demandera plus que le mot de passe. Les codes de secours ne fonctionneront plus non plus.
console-factor-remove-of = Le second facteur et ses codes de secours cessent de fonctionner, et la personne est déconnectée partout.
console-link-all-lead = Un lien s’affiche ensuite une seule fois. Qui le détient choisit un nouveau mot de passe pour ce compte : remettez-le vous-même.
console-recovery-once-title = Codes de secours
console-recovery-once-lead = Imprimez ces codes ou notez-les. Chacun vous laisse entrer une fois sans téléphone. Ils ne sont affichés que cette fois.
console-recovery-renew = Nouveaux codes de secours

console-account-title = Mon compte
console-done-password = Votre mot de passe est changé. Vous êtes déconnecté partout ailleurs.
console-done-session = Déconnecté à cet endroit.
console-done-second-factor = Le second facteur est supprimé.
console-done-token = Le jeton est révoqué.
console-done-person = C’est fait : le compte est modifié.
console-sessions = Où vous êtes connecté
console-session-agent = Navigateur
console-session-unknown = inconnu
console-session-this = celui-ci
console-session-begun = Depuis
console-session-seen = Dernière utilisation
console-session-end = Déconnecter
console-sessions-end = Déconnecter partout ailleurs
console-sessions-end-all = Déconnecter partout
console-sessions-end-lead = { $count ->
    [0] La personne n’est connectée nulle part en ce moment.
    [one] La personne est aussitôt déconnectée à un endroit et peut se reconnecter.
   *[other] La personne est aussitôt déconnectée à { $count } endroits et peut se reconnecter.
}
console-tokens = Jetons pour programmes
console-tokens-lead = Un programme utilise un jeton à la place d’un mot de passe. Il ne peut jamais faire plus que vous.
console-token-name = Usage
console-token-name-hint = Par exemple : import des membres
console-token-until = Valable jusqu’au
console-token-used = Dernière utilisation
console-token-revoke = Révoquer
console-token-revoke-title = Révoquer le jeton
console-token-revoke-lead = Les programmes qui l’utilisent sont refusés dès maintenant. Un jeton révoqué ne peut pas être rétabli.
console-token-add = Créer un jeton
console-token-once-title = Votre nouveau jeton
console-token-once-lead = Copiez-le maintenant, il n’est affiché que cette fois.

console-people-title = Personnes
console-state = État
console-state-active = actif
console-state-invited = invité
console-state-disabled = bloqué
console-may = Droits
console-may-nothing = aucun
console-role = Rôle
console-role-admin = Administration
console-role-organiser = Organisation
console-role-reader = Lecture
console-scope = Seulement pour
console-scope-hint = Un seul forum ou une seule source, par exemple forum/business-lunch. Vide : pour tout.
console-person-add = Donner accès à quelqu’un
console-person-invite = Créer le compte et envoyer le lien
console-person-invite-by-hand = Créer le compte et afficher le lien
console-grant-give = Donner le rôle
console-grant-take = Retirer le rôle
console-grant-take-lead = Ce qu’il permet est refusé dès maintenant à la personne, où qu’elle soit connectée, et à ses jetons.
console-person-access = Accès
console-person-enable = Rétablir l’accès
console-person-disable = Bloquer
console-disable-out = La personne est aussitôt déconnectée partout et ne peut plus se connecter.
console-disable-tokens = { $count ->
    [one] Un jeton pour programmes cesse de fonctionner.
   *[other] { $count } jetons pour programmes cessent de fonctionner.
}
console-disable-kept = Les rôles sont conservés : le compte peut être réactivé.
console-person-link = Envoyer un lien pour un nouveau mot de passe
console-person-link-by-hand = Afficher un lien pour un nouveau mot de passe
console-link-mailed = Le lien est en route par courriel.
console-person-link-all = Afficher un lien et supprimer le second facteur

console-error-refused = L’adresse et le mot de passe ne correspondent pas. Veuillez vérifier les deux.
console-error-code = Ce code n’est pas valable. Attendez le suivant et saisissez-le.
console-error-wait = { $seconds ->
    [one] Trop d’essais. Veuillez attendre une seconde.
   *[other] Trop d’essais. Veuillez attendre { $seconds } secondes.
}
console-error-exists = Il y a déjà un compte avec cette adresse.
console-error-last-admin = C’est le dernier compte d’administration qui peut se connecter. Donnez d’abord le rôle à quelqu’un d’autre.
console-error-disabled = Ce compte est bloqué. Rétablissez d’abord son accès.
console-error-too-wide = Un jeton ne peut pas faire plus que vous.
console-error-name = Veuillez saisir un nom d’au plus 200 caractères.
console-error-email = Veuillez saisir une adresse e-mail.
console-error-grant = Veuillez choisir un rôle et, pour une seule chose, un domaine comme forum/business-lunch. L’administration a tous les droits.
console-error-guessable = Ce mot de passe est facile à deviner : il se répète ou se compose de votre nom ou de mots courants. Veuillez en choisir un autre.
console-error-too-short = Le mot de passe doit avoir au moins { $least } caractères.
console-error-too-long = Le mot de passe peut avoir au plus { $most } caractères.
console-error-again = Les deux mots de passe sont différents. Veuillez saisir deux fois le même.
