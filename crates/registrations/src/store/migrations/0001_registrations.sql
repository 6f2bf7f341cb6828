-- Forums as the office describes them. `draft` is the whole description (JSON); `taken` counts the
-- places of all pending and confirmed registrations and changes in the transaction that moves one.
CREATE TABLE forums (
    id UUID NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    sequence BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'cancelled')),
    draft TEXT NOT NULL,
    taken BIGINT NOT NULL CHECK (taken >= 0),
    changed_at BIGINT NOT NULL
);

-- One sign-up of one address to one forum. `participants` and `consents` are JSON.
CREATE TABLE registrations (
    id UUID NOT NULL PRIMARY KEY,
    forum UUID NOT NULL REFERENCES forums (id),
    state TEXT NOT NULL CHECK (state IN ('pending', 'confirmed', 'expired')),
    sequence BIGINT NOT NULL,
    places BIGINT NOT NULL CHECK (places > 0),
    held_until BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    email_key TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    organisation TEXT,
    country TEXT,
    participants TEXT NOT NULL,
    consents TEXT NOT NULL
);

-- One live sign-up per address and forum; after it has expired the address may sign up again.
CREATE UNIQUE INDEX registrations_live ON registrations (forum, email_key) WHERE state <> 'expired';

-- What a forum's page for the staff reads.
CREATE INDEX registrations_by_forum ON registrations (forum, id);

-- What is due to expire.
CREATE INDEX registrations_due ON registrations (forum, held_until) WHERE state = 'pending';

-- SHA-256 of each link that was given out. The link itself is nowhere but in the mail.
CREATE TABLE confirm_tokens (
    hash BYTEA NOT NULL PRIMARY KEY,
    registration UUID NOT NULL,
    expires_at BIGINT NOT NULL
);

-- What was answered to a request with an idempotency key. `key` is its SHA-256, `request` that of
-- method, path and body; `answer` is JSON.
CREATE TABLE idempotency_keys (
    key BYTEA NOT NULL PRIMARY KEY,
    request BYTEA NOT NULL,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
