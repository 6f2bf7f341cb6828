-- Who is invited to which forum, and how that stands. `hash` is the SHA-256 of the secret of the personal
-- link, which is nowhere but in mails; `sequence` counts the events that have told of it. `answered_at` is
-- when it was answered, declined or withdrawn, `registration` the sign-up that answers it.
CREATE TABLE invitations (
    id UUID NOT NULL PRIMARY KEY,
    forum UUID NOT NULL REFERENCES forums (id),
    email_key TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    organisation TEXT,
    language TEXT NOT NULL,
    country TEXT,
    hash BYTEA NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('invited', 'answered', 'declined', 'withdrawn')),
    sequence BIGINT NOT NULL,
    invited_at BIGINT NOT NULL,
    answered_at BIGINT,
    registration UUID
);

-- One invitation of an address to a forum.
CREATE UNIQUE INDEX invitations_of_address ON invitations (forum, email_key);

-- What a forum's list reads.
CREATE INDEX invitations_by_forum ON invitations (forum, id);

-- What is kept of one person.
CREATE INDEX invitations_by_person ON invitations (email_key);

-- By which the people of a partner sign up: so many sign-ups, so many places. `code` is as it is compared,
-- in one case and without hyphens. What is used of it is counted from the registrations.
CREATE TABLE codes (
    id UUID NOT NULL PRIMARY KEY,
    forum UUID NOT NULL REFERENCES forums (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    most_uses BIGINT CHECK (most_uses > 0),
    most_places BIGINT CHECK (most_places > 0),
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX codes_of_forum ON codes (forum, code);

-- By what a sign-up has come, if not as everybody may.
ALTER TABLE registrations ADD COLUMN invitation UUID;
ALTER TABLE registrations ADD COLUMN code UUID;

CREATE INDEX registrations_by_invitation ON registrations (invitation)
    WHERE invitation IS NOT NULL AND state <> 'expired';

CREATE INDEX registrations_by_code ON registrations (code, places)
    WHERE code IS NOT NULL AND state <> 'expired';

-- Whether only those may sign up who are invited or have a code.
ALTER TABLE forums ADD COLUMN by_invitation_only BIGINT NOT NULL DEFAULT 0;
