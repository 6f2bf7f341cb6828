# Ce que dit la page de l’horloge de la démonstration.

clock-title = Horloge de la démonstration
clock-lead = Ici, des mois passent en un instant : l’horloge avance, et tout ce qui était prévu d’ici là se produit. Seule la démonstration a cette page.
clock-now = Il est maintenant
clock-moved = C’était { $from } ; c’est maintenant { $to }.
clock-on-the-way = Il y a beaucoup à faire en chemin : l’horloge s’est arrêtée à { $to }. Continuez d’ici.
clock-brought = Ce que le dernier saut a apporté
clock-between = De { $from } à { $to }, et depuis.
clock-brought-nothing = Rien n’était prévu pour cette période.
clock-mails = Lire les courriels
clock-done-hold = { $count ->
    [one] Une inscription a pris fin : pas confirmée à temps, ou une proposition non acceptée. Sa place est de nouveau libre.
   *[other] { $count } inscriptions ont pris fin : pas confirmées à temps, ou une proposition non acceptée. Leurs places sont de nouveau libres.
}
clock-done-mail = { $count ->
    [one] Un courriel a été écrit.
   *[other] { $count } courriels ont été écrits.
}
clock-done-closing = { $count ->
    [one] Les inscriptions à une rencontre ont pris fin.
   *[other] Les inscriptions à { $count } rencontres ont pris fin.
}
clock-done-beginning = { $count ->
    [one] Une rencontre a commencé.
   *[other] { $count } rencontres ont commencé.
}
clock-due = Ce qui est prévu ensuite
clock-what = Quoi
clock-when = Quand
clock-due-hold = Une place gardée pour quelqu’un (pas encore confirmée, ou proposée) est libérée, ou une liste d’attente prend fin
clock-due-mail = Un courriel est envoyé
clock-due-closing = Les inscriptions à une rencontre prennent fin
clock-due-beginning = Une rencontre commence
clock-due-nothing = Rien n’est prévu.
clock-due-nothing-next = Inscrivez-vous à une rencontre sur les pages publiques, puis revenez.
clock-next = Sauter à ce qui est prévu ensuite
clock-to = Sauter à un jour et une heure
clock-to-hint = Plus tard que maintenant. L’horloge ne recule jamais.
clock-go = Sauter là
clock-error-unreadable = Veuillez indiquer un jour et une heure.
clock-error-back = L’horloge ne fait qu’avancer. Veuillez indiquer un moment plus tardif.
clock-error-far = L’horloge avance de dix ans au plus.
clock-error-nothing = Rien n’est prévu : il n’y a nulle part où sauter. Indiquez un jour et une heure.
