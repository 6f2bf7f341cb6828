-- Who takes part by a registration and is written to themselves, and not through its contact: one address,
-- for one or several of its participants. Without a language it is the contact's.
CREATE TABLE recipients (
    id UUID NOT NULL PRIMARY KEY,
    registration UUID NOT NULL,
    forum UUID NOT NULL,
    email_key TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT
);

CREATE UNIQUE INDEX recipients_by_registration ON recipients (registration, email_key);

-- Whether an address takes part already.
CREATE INDEX recipients_by_address ON recipients (forum, email_key);

CREATE INDEX recipients_of_person ON recipients (email_key);

ALTER TABLE participants ADD COLUMN recipient UUID;

-- Whose link it is; the contact's, if nobody's.
ALTER TABLE own_links ADD COLUMN recipient UUID;

CREATE INDEX own_links_by_recipient ON own_links (recipient) WHERE recipient IS NOT NULL;
