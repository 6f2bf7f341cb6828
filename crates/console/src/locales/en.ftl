# What the pages of the staff's console say.

console-sign-in = Sign in
console-sign-in-button = Sign in
console-sign-out = Sign out
console-signed-out = You are signed out.
console-no-admin = Nobody can sign in yet. Make the first account on the server: `kontor staff add ADDRESS --name NAME --role admin`
console-no-admin-elsewhere = There is no administrator yet. On the server, `kontor staff add ADDRESS --name NAME --role admin` makes one and prints a link that lets in once, without a password. The page about the account then links it to { $provider }.
console-no-admin-by-email = There is no administrator yet. On the server, `kontor staff add ADDRESS --name NAME --role admin` makes one, who then signs in with { $provider } under this address, or by the link that the command prints.
console-no-admin-now = No administrator can sign in. On the server, `kontor staff list` shows the accounts, and `kontor staff reset ADDRESS` makes a link that lets one of them in.
console-password-set = Your password is set. Please sign in.
console-forgotten = Forgotten your password?
console-forgotten-title = Forgotten your password?
console-forgotten-lead = Enter the address you sign in with. If there is an account for it, we send a link for a new password.
console-forgotten-button = Send link
console-forgotten-sent = If there is an account with this address, a link is on its way to it. It works once, for four hours.
console-forgotten-nothing = Nothing arrives? Look among unwanted mail, and check the address. An administrator can also give you a link.
console-back-to-sign-in = Back to signing in
console-language = Language
console-email = E-mail address
console-name = Name
console-password = Password
console-present-password = Current password
console-new-password = New password
console-new-password-hint = At least 15 characters, for example four words. No other rules.
console-password-again = New password once more
console-set-password = Set password
console-change-password = Change password
console-proof-hint = Once more, because it is about access to your account.
console-code-title = Second step
console-code = Code
console-code-hint = Six digits from your authenticator app, or one of your recovery codes.
console-code-button = Continue
console-until = Valid until { $date }.
console-back = Back
console-yes = yes
console-no = no

console-link-invitation-title = Welcome
console-link-invitation-lead = An account was made for you. Choose a password; you then sign in with your address.
console-link-reset-title = Choose a new password
console-link-reset-lead = You will be signed out everywhere.
console-link-first_admin-title = The first administrator
console-link-first_admin-lead = Nobody can sign in yet. Whoever fills this in becomes the first administrator.
console-link-gone-title = This link is not valid
console-link-gone-lead = It was used, replaced by a newer one, or is too old. Ask for a new one on the sign-in page.
console-link-once-title = Pass this link on
console-link-once-lead = It works once and is shown this once. Give it to its owner in a way that nobody else reads.

console-elsewhere = Sign in with { $provider }
console-elsewhere-only = Everybody here signs in this way. Nothing works? An administrator can give you a link.
console-elsewhere-title = You are not signed in
console-elsewhere-again = Try again
console-elsewhere-password = Sign in with a password
console-elsewhere-unavailable = { $provider } cannot be used at the moment. Please try again later.
console-elsewhere-stale = This sign-in was not begun in this browser, or took too long. Please begin again.
console-elsewhere-declined = { $provider } did not let you in.
console-elsewhere-stranger = { $provider } knows you, but there is no account for you here that you may use. Ask an administrator.
console-elsewhere-unverified = { $provider } does not confirm that your e-mail address is yours. Confirm it there, or ask whoever looks after { $provider }.
console-link-enter-title = Sign in with this link
console-link-enter-lead = Passwords are switched off here. This link signs you in once.
console-provider-link = Link to { $provider }
console-provider-not = This account is not linked to { $provider }. Once it is, you can also sign in there.
console-provider-on = Sign in at { $provider } as the person who is to have this account. You then come back here, and the two are linked.
console-provider-go = Continue to { $provider }
console-provider-linked = Linked since { $since }, last used { $used }.
console-provider-only = { $provider } is the only way into this account, so the link stays.
console-provider-remove = Take { $provider } off
console-provider-remove-lead = You can no longer sign in to this account with { $provider }; your password lets you in.
console-provider-remove-out = You are signed out everywhere else.
console-done-linked = Done: you can sign in with { $provider } from now on.
console-done-unlinked = { $provider } does not lead into this account any more. You are signed out everywhere else.
console-provider-failed-unavailable = { $provider } cannot be used at the moment. Please try again later.
console-provider-failed-stale = Linking was not begun in this browser, or took too long. Please begin again.
console-provider-failed-declined = { $provider } did not confirm who you are, so nothing was linked.
console-provider-failed-taken = The person you signed in as at { $provider } belongs to another account here. Sign in there as somebody else, or ask an administrator.
console-provider-failed-already = This account is linked to { $provider } already. Take that link off first.
console-provider-failed-only = { $provider } is the only way into this account, so the link stays.

console-factor-title = Second factor
console-factor-lead = A code from an app on your telephone protects your account even if somebody learns your password.
console-factor-required-lead = Your office asks everybody for a second factor. Set it up once; it takes a minute.
console-factor-how = Enter this secret in an authenticator app (by hand: time-based, six digits).
console-factor-secret = Secret
console-factor-open = Open in an app on this device
console-factor-code-hint = The six digits that the app shows now.
console-factor-begin = Set up a second factor
console-factor-confirm = Switch on
console-factor-on = Switched on. Signing in asks for a code.
console-factor-off = Not set up.
console-factor-remove = Remove second factor
console-factor-remove-lead = Signing in then asks for nothing but the password. The recovery codes stop working, too.
console-factor-remove-of = The second factor and its recovery codes stop working, and they are signed out everywhere.
console-link-all-lead = You then see a link once. Whoever has it chooses a new password for this account: hand it over yourself.
console-recovery-once-title = Recovery codes
console-recovery-once-lead = Print these codes or write them down. Each lets you in once without your telephone. They are shown this once.
console-recovery-renew = New recovery codes

console-account-title = My account
console-done-password = Your password is changed. You are signed out everywhere else.
console-done-session = Signed out there.
console-done-second-factor = The second factor is removed.
console-done-token = The token is revoked.
console-done-person = Done: the account is changed.
console-sessions = Where you are signed in
console-session-agent = Browser
console-session-unknown = unknown
console-session-this = this one
console-session-begun = Since
console-session-seen = Last used
console-session-end = Sign out there
console-sessions-end = Sign out everywhere else
console-sessions-end-all = Sign out everywhere
console-sessions-end-lead = { $count ->
    [0] They are not signed in anywhere at the moment.
    [one] They are signed out in one place at once and can sign in again.
   *[other] They are signed out in { $count } places at once and can sign in again.
}
console-tokens = Tokens for programs
console-tokens-lead = A program uses a token in place of a password. It can never do more than you.
console-token-name = What it is for
console-token-name-hint = For example: import of members
console-token-until = Valid until
console-token-used = Last used
console-token-revoke = Revoke
console-token-revoke-title = Revoke token
console-token-revoke-lead = Programs that use it are refused from now on. A revoked token cannot be brought back.
console-token-add = Make a token
console-token-once-title = Your new token
console-token-once-lead = Copy it now, it is shown this once.

console-people-title = People
console-state = State
console-state-active = active
console-state-invited = invited
console-state-disabled = disabled
console-may = May
console-may-nothing = nothing
console-role = Role
console-role-admin = Administrator
console-role-organiser = Organiser
console-role-reader = Reader
console-scope = Only for
console-scope-hint = A single forum or source, such as forum/business-lunch. Leave it empty for everything.
console-person-add = Let somebody in
console-person-invite = Make account and send the link
console-person-invite-by-hand = Make account and show the link
console-grant-give = Give role
console-grant-take = Take role
console-grant-take-lead = What it allows is refused to them from now on, wherever they are signed in, and to their tokens.
console-person-access = Access
console-person-enable = Enable account
console-person-disable = Disable account
console-disable-out = They are signed out everywhere at once and cannot sign in any more.
console-disable-tokens = { $count ->
    [one] One token for programs stops working.
   *[other] { $count } tokens for programs stop working.
}
console-disable-kept = Roles are kept: the account can be enabled again.
console-person-link = Send a link for a new password
console-person-link-by-hand = Show a link for a new password
console-link-mailed = The link is on its way by e-mail.
console-person-link-all = Show a link and remove the second factor

console-error-refused = Address and password do not fit each other. Please check both.
console-error-code = This code is not right. Wait for the next one and enter that.
console-error-wait = { $seconds ->
    [one] Too many tries. Please wait one second.
   *[other] Too many tries. Please wait { $seconds } seconds.
}
console-error-exists = There is an account with this address already.
console-error-last-admin = This is the last administrator who can sign in. Make somebody else one first.
console-error-disabled = This account is disabled. Enable it first.
console-error-too-wide = A token can do no more than you.
console-error-name = Please enter a name of at most 200 characters.
console-error-email = Please enter an e-mail address.
console-error-grant = Please choose a role, and for one thing a scope such as forum/business-lunch. Administrators have everything.
console-error-guessable = This password is easy to guess: it repeats itself or is made of your name or of common words. Please choose another one.
console-error-too-short = The password needs at least { $least } characters.
console-error-too-long = The password may have at most { $most } characters.
console-error-again = The two passwords differ. Please enter the same one twice.
