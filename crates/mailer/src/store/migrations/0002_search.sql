-- The key of the recipient's address: one person's mails are found and erased by it. Empty in rows of
-- older versions until the next start fills it.
ALTER TABLE mails ADD COLUMN recipient TEXT NOT NULL DEFAULT '';

-- What the log is searched by, in lower case: name, address, company.
ALTER TABLE mails ADD COLUMN search TEXT NOT NULL DEFAULT '';

-- Until when the secret of a link is kept in the facts; NULL if there is none (any more).
ALTER TABLE mails ADD COLUMN link_until BIGINT;

CREATE INDEX mails_by_recipient ON mails (recipient);

CREATE INDEX mails_with_link ON mails (link_until) WHERE link_until IS NOT NULL;
