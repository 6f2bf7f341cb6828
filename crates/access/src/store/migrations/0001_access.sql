-- The staff. `password` is a PHC string (argon2id), NULL for whoever has not chosen one yet or signs in
-- elsewhere: a later table identities(issuer, subject, account) needs no change here.
CREATE TABLE accounts (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    password TEXT,
    state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- What an account may do, and where: '' is everywhere, 'forum/…' and 'source/…' are one thing. Only the
-- worker that owns the thing knows what the words mean.
CREATE TABLE grants (
    account UUID NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL CHECK (role IN ('admin', 'organiser', 'reader')),
    scope TEXT NOT NULL,
    PRIMARY KEY (account, role, scope)
);

CREATE INDEX grants_by_role ON grants (role, scope);

-- Browsers that are signed in. The token is nowhere but in the cookie; `hash` is its SHA-256. `stage`
-- says what is still missing: 'code' waits for the second factor, 'enrolment' for its set-up.
CREATE TABLE sessions (
    hash BYTEA NOT NULL PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    account UUID NOT NULL REFERENCES accounts (id),
    stage TEXT NOT NULL CHECK (stage IN ('full', 'code', 'enrolment')),
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    until BIGINT NOT NULL,
    agent TEXT NOT NULL
);

CREATE INDEX sessions_by_account ON sessions (account);
CREATE INDEX sessions_by_end ON sessions (until);

-- One-time links, one of each purpose for each account: a new one takes the place of the older. The
-- link of the first administrator belongs to nobody yet and has the id of zeros.
CREATE TABLE links (
    account UUID NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('first_admin', 'invitation', 'reset')),
    hash BYTEA NOT NULL UNIQUE,
    until BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account, purpose)
);

-- How often something was tried, by SHA-256 of what is limited: neither addresses nor networks stand
-- here. Rows outlive the process and count for all of them.
CREATE TABLE attempts (
    key BYTEA NOT NULL PRIMARY KEY,
    count BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    until BIGINT NOT NULL
);

CREATE INDEX attempts_by_age ON attempts (last_at);

-- Networks from which an account has signed in: strangers cannot slow them down. `network` is a
-- SHA-256 as well.
CREATE TABLE known_networks (
    account UUID NOT NULL REFERENCES accounts (id),
    network BYTEA NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (account, network)
);

CREATE INDEX known_networks_by_age ON known_networks (seen_at);

-- The second factor (TOTP, RFC 6238). Until `confirmed_at` it is only being set up. A step of 30 s that
-- was used, and every one before, is never taken again.
CREATE TABLE second_factors (
    account UUID NOT NULL PRIMARY KEY REFERENCES accounts (id),
    secret BYTEA NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL
);

-- Codes for whoever has lost it; a used one is removed.
CREATE TABLE recovery_codes (
    account UUID NOT NULL REFERENCES accounts (id),
    hash BYTEA NOT NULL,
    PRIMARY KEY (account, hash)
);

-- Tokens of programs. `grants` is text like 'organiser:forum/… reader'; what a token may do is never
-- more than what its account may do now.
CREATE TABLE tokens (
    id UUID NOT NULL PRIMARY KEY,
    hash BYTEA NOT NULL UNIQUE,
    account UUID NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    grants TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    until BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT
);

CREATE INDEX tokens_by_account ON tokens (account, id);
