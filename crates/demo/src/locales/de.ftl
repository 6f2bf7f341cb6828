# Was die Seite mit der Uhr der Vorführung sagt.

clock-title = Uhr der Vorführung
clock-lead = Hier vergehen Monate in einem Augenblick: Die Uhr geht vor, und alles geschieht, was bis dahin geplant war. Diese Seite gibt es nur in der Vorführung.
clock-now = Es ist jetzt
clock-moved = Es war { $from }; jetzt ist es { $to }.
clock-on-the-way = Unterwegs ist viel zu tun: Die Uhr ist bei { $to } stehen geblieben. Von hier geht es weiter.
clock-brought = Was der letzte Sprung gebracht hat
clock-between = Von { $from } bis { $to } und seitdem.
clock-brought-nothing = Für diese Zeit war nichts geplant.
clock-mails = Die Mails lesen
clock-done-hold = { $count ->
    [one] Eine Anmeldung ist vorbei: nicht rechtzeitig bestätigt, oder ein Angebot wurde nicht angenommen. Ihr Platz ist wieder frei.
   *[other] { $count } Anmeldungen sind vorbei: nicht rechtzeitig bestätigt, oder ein Angebot wurde nicht angenommen. Ihre Plätze sind wieder frei.
}
clock-done-mail = { $count ->
    [one] Eine Mail wurde geschrieben.
   *[other] { $count } Mails wurden geschrieben.
}
clock-done-closing = { $count ->
    [one] Für eine Veranstaltung endete die Anmeldung.
   *[other] Für { $count } Veranstaltungen endete die Anmeldung.
}
clock-done-beginning = { $count ->
    [one] Eine Veranstaltung begann.
   *[other] { $count } Veranstaltungen begannen.
}
clock-due = Was als Nächstes ansteht
clock-what = Was
clock-when = Wann
clock-due-hold = Ein Platz, der für jemanden frei gehalten wird (noch nicht bestätigt oder angeboten), wird wieder frei, oder eine Warteliste endet
clock-due-mail = Eine Mail wird verschickt
clock-due-closing = Für eine Veranstaltung endet die Anmeldung
clock-due-beginning = Eine Veranstaltung beginnt
clock-due-nothing = Es ist nichts geplant.
clock-due-nothing-next = Melden Sie sich auf den öffentlichen Seiten zu einer Veranstaltung an und kommen Sie dann wieder.
clock-next = Zum Nächsten springen, das ansteht
clock-to = Zu einem Tag und einer Uhrzeit springen
clock-to-hint = Später als jetzt. Die Uhr geht nie zurück.
clock-go = Dorthin springen
clock-error-unreadable = Bitte geben Sie einen Tag und eine Uhrzeit ein.
clock-error-back = Die Uhr geht nur vor. Bitte geben Sie eine spätere Zeit ein.
clock-error-far = Die Uhr lässt sich um höchstens zehn Jahre vorstellen.
clock-error-nothing = Es ist nichts geplant, also gibt es nichts, wohin die Uhr springen könnte. Geben Sie einen Tag und eine Uhrzeit ein.
