sample-title = Cooperation forum at the spring fair
sample-lead = Meet companies from a dozen regions on the opening day: short introductions, then one-to-one talks.
sample-forums = Forums
sample-when = Begins
sample-where = Place
sample-places = Places
sample-places-left = { $n ->
    [one] one place left
   *[other] { $n } places left
}
sample-sign-up = Sign up
sample-name = Your name
sample-email = E-mail address
sample-email-hint = We send a link there, with which you confirm.
sample-remark = What you would like to talk about
sample-country = Country
sample-news = Tell me about further forums
sample-free = Taking part is free of charge.
problem-forum-closed = Registration is closed
    .detail = The forum { $forum } takes no more registrations.
