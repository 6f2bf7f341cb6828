# What the page of the demo's clock says.

clock-title = Clock of the demo
clock-lead = Months pass here in a moment: the clock goes forward, and everything that was planned for then happens. Only the demo has this page.
clock-now = It is now
clock-moved = It was { $from }; now it is { $to }.
clock-on-the-way = There is much to do on the way: the clock stopped at { $to }. Go on from here.
clock-brought = What the last jump brought
clock-between = From { $from } to { $to }, and since then.
clock-brought-nothing = Nothing was planned for this time.
clock-mails = Read the mails
clock-done-hold = { $count ->
    [one] One sign-up ended: not confirmed in time, or an offer that was not taken. Its place is free again.
   *[other] { $count } sign-ups ended: not confirmed in time, or an offer that was not taken. Their places are free again.
}
clock-done-mail = { $count ->
    [one] One mail was written.
   *[other] { $count } mails were written.
}
clock-done-closing = { $count ->
    [one] Registration for one forum closed.
   *[other] Registration for { $count } forums closed.
}
clock-done-beginning = { $count ->
    [one] One forum began.
   *[other] { $count } forums began.
}
clock-due = What is due next
clock-what = What
clock-when = When
clock-due-hold = A place that is kept for somebody (not confirmed yet, or offered) is given back, or a waiting list ends
clock-due-mail = A mail is sent
clock-due-closing = Registration for a forum closes
clock-due-beginning = A forum begins
clock-due-nothing = Nothing is planned.
clock-due-nothing-next = Sign up for a forum on the public pages, then come back.
clock-next = Jump to the next thing that is due
clock-to = Jump to a day and time
clock-to-hint = Later than now. The clock never goes back.
clock-go = Jump there
clock-error-unreadable = Please enter a day and time.
clock-error-back = The clock only goes forward. Please enter a later time.
clock-error-far = The clock is moved by ten years at most.
clock-error-nothing = Nothing is planned, so there is nothing to jump to. Enter a day and time.
