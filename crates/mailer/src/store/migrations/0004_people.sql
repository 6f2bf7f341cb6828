-- Whom a sign-up concerns and how it stands, after its newest event: `sequence` is that event's place
-- among those of the sign-up, so that one that comes late changes nothing. `contact` (JSON: name,
-- address, language) and `recipient`, the key of the address, are missing where no event told them.
CREATE TABLE people (
    about TEXT NOT NULL PRIMARY KEY,
    forum UUID NOT NULL,
    sequence BIGINT NOT NULL,
    state TEXT NOT NULL,
    recipient TEXT,
    contact TEXT,
    changed_at BIGINT NOT NULL
);

CREATE INDEX people_by_recipient ON people (recipient) WHERE recipient IS NOT NULL;

CREATE INDEX people_unconfirmed ON people (changed_at) WHERE state <> 'confirmed';
