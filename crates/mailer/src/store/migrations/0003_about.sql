-- Mails about anything, not only about sign-ups. SQLite cannot take NOT NULL from a column, so the
-- table is made again. `about` says what the mail is about (`registration/reg_…`), `recipient` is the
-- key of the recipient's address (empty in rows that the next start fills), `forum` is the forum that
-- it speaks of, if any, and lower ranks leave before higher ones.
ALTER TABLE mails RENAME TO mails_before;

CREATE TABLE mails (
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    revision TEXT NOT NULL,
    recipient TEXT NOT NULL,
    forum UUID,
    rank BIGINT NOT NULL,
    facts TEXT NOT NULL,
    search TEXT NOT NULL,
    link_until BIGINT,
    state TEXT NOT NULL,
    due_at BIGINT,
    lease_until BIGINT,
    fence BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    interruptions BIGINT NOT NULL,
    uncertainties BIGINT NOT NULL,
    first_tried_at BIGINT,
    reply TEXT,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    CONSTRAINT mails_by_id PRIMARY KEY (id)
);

INSERT INTO mails (id, kind, about, revision, recipient, forum, rank, facts, search, link_until,
    state, due_at, lease_until, fence, attempts, interruptions, uncertainties, first_tried_at, reply,
    created_at, changed_at)
SELECT id, kind, 'registration/reg_' || lower(encode(uuid_send(registration), 'hex')), revision,
    recipient, forum, 0, facts, search, link_until, state, due_at, lease_until, fence, attempts,
    interruptions, uncertainties, first_tried_at, reply, created_at, changed_at
FROM mails_before;

DROP TABLE mails_before;

-- The business key: one mail per thing, kind, revision and recipient, for ever.
CREATE UNIQUE INDEX mails_key ON mails (about, kind, revision, recipient);

-- In the order in which they leave.
CREATE INDEX mails_due ON mails (rank, due_at, id) WHERE due_at IS NOT NULL;

CREATE INDEX mails_leased ON mails (lease_until) WHERE lease_until IS NOT NULL;

CREATE INDEX mails_by_forum ON mails (forum, id);

CREATE INDEX mails_by_state ON mails (state, id);

CREATE INDEX mails_by_recipient ON mails (recipient);

CREATE INDEX mails_with_link ON mails (link_until) WHERE link_until IS NOT NULL;
