-- Registrations may wait for places and be offered some; the list of states is part of the table, so it
-- is made anew. What was not used any more (`participants`, JSON) goes.
CREATE TABLE registrations_new (
    id UUID NOT NULL PRIMARY KEY,
    forum UUID NOT NULL REFERENCES forums (id),
    state TEXT NOT NULL CHECK (state IN ('pending', 'confirmed', 'waiting', 'offered', 'expired')),
    sequence BIGINT NOT NULL,
    places BIGINT NOT NULL CHECK (places > 0),
    -- Until when the address can be confirmed, or until when the offer stands.
    held_until BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    email_key TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    organisation TEXT,
    country TEXT,
    consents TEXT NOT NULL,
    -- Whether the places are held while the address is not confirmed.
    holds BIGINT NOT NULL DEFAULT 1,
    -- The registered domain of the address, for counting what strangers hold with invented addresses.
    domain TEXT NOT NULL DEFAULT '',
    -- When it was called off, by the office or by whoever had signed up; its state is then `expired`.
    cancelled_at BIGINT,
    -- Whether it takes the waiting list where there are no places.
    may_wait BIGINT NOT NULL DEFAULT 0,
    -- Since when it is on the waiting list: its turn.
    waiting_since BIGINT,
    -- How many places went to later ones while it waited.
    passed BIGINT NOT NULL DEFAULT 0
);

INSERT INTO registrations_new (id, forum, state, sequence, places, held_until, created_at, confirmed_at,
    email_key, email, name, language, organisation, country, consents, holds, domain, cancelled_at)
SELECT id, forum, state, sequence, places, held_until, created_at, confirmed_at,
    email_key, email, name, language, organisation, country, consents, holds, domain, cancelled_at
FROM registrations;

DROP TABLE registrations;

ALTER TABLE registrations_new RENAME TO registrations;

-- One live sign-up per address and forum; after it has expired the address may sign up again.
CREATE UNIQUE INDEX registrations_live ON registrations (forum, email_key) WHERE state <> 'expired';

-- What a forum's page for the staff reads.
CREATE INDEX registrations_by_forum ON registrations (forum, id);

-- What is due to expire.
CREATE INDEX registrations_due ON registrations (forum, held_until)
    WHERE state IN ('pending', 'offered');

CREATE INDEX registrations_ended ON registrations (held_until) WHERE state = 'expired';

-- What is held without being confirmed, counted with every group of sign-ups.
CREATE INDEX registrations_holding ON registrations (forum, domain, places)
    WHERE state = 'pending' AND holds = 1;

-- The waiting list of a forum, in order.
CREATE INDEX registrations_waiting ON registrations (forum, waiting_since, id) WHERE state = 'waiting';

-- Offered places are part of `taken`; `waiting` counts groups.
ALTER TABLE forums ADD COLUMN offered BIGINT NOT NULL DEFAULT 0;
ALTER TABLE forums ADD COLUMN waiting BIGINT NOT NULL DEFAULT 0;
ALTER TABLE forums ADD COLUMN waiting_list BIGINT NOT NULL DEFAULT 1;
ALTER TABLE forums ADD COLUMN offer_hours BIGINT NOT NULL DEFAULT 48;

-- SHA-256 of each link to one's own registration. The link itself is nowhere but in mails.
CREATE TABLE own_links (
    hash BYTEA NOT NULL PRIMARY KEY,
    registration UUID NOT NULL
);

CREATE INDEX own_links_by_registration ON own_links (registration);
