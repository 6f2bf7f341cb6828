-- What people are told about a forum: the newest event, as it came (JSON).
CREATE TABLE forums (
    id UUID NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL,
    slug TEXT NOT NULL,
    facts TEXT NOT NULL
);

-- One mail to one recipient. `due_at` is when it may be taken; NULL if it waits for nothing.
-- `fence` rises with each claim: who holds an older one has lost the mail. `facts` is JSON.
CREATE TABLE mails (
    id UUID NOT NULL PRIMARY KEY,
    registration UUID NOT NULL,
    kind TEXT NOT NULL,
    revision TEXT NOT NULL,
    forum UUID NOT NULL,
    facts TEXT NOT NULL,
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
    changed_at BIGINT NOT NULL
);

-- The business key: one mail per sign-up, kind and revision, for ever.
CREATE UNIQUE INDEX mails_key ON mails (registration, kind, revision);

CREATE INDEX mails_due ON mails (due_at) WHERE due_at IS NOT NULL;

CREATE INDEX mails_leased ON mails (lease_until) WHERE lease_until IS NOT NULL;

CREATE INDEX mails_by_forum ON mails (forum, id);

CREATE INDEX mails_by_state ON mails (state, id);

-- The message as it was last handed over, byte for byte.
CREATE TABLE mail_messages (
    mail UUID NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL,
    message BYTEA NOT NULL
);

-- Every attempt and how it ended.
CREATE TABLE mail_attempts (
    mail UUID NOT NULL,
    fence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    state TEXT NOT NULL,
    phase TEXT,
    reply TEXT NOT NULL,
    PRIMARY KEY (mail, fence)
);
