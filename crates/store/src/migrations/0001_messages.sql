-- What is to be told to other workers. A row leaves when the bus has confirmed it.
CREATE TABLE outbox (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Which of it a relay has taken, and until when. Apart from the rows themselves, so that taking them
-- does not write them a second time.
CREATE TABLE outbox_leases (
    id UUID NOT NULL PRIMARY KEY,
    lease_until BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT
);

-- What was heard and done, so that a message that comes again changes nothing.
CREATE TABLE inbox (
    consumer TEXT NOT NULL,
    message_id UUID NOT NULL,
    handled_at BIGINT NOT NULL,
    PRIMARY KEY (consumer, message_id)
);

CREATE INDEX inbox_by_age ON inbox (handled_at);

-- What could not be done yet ('waiting') or not at all ('dead'). `body` is the message as it came.
CREATE TABLE parked (
    consumer TEXT NOT NULL,
    message_id UUID NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'dead')),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body BYTEA NOT NULL,
    attempts BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    reason TEXT NOT NULL,
    first_failed_at BIGINT NOT NULL,
    last_failed_at BIGINT NOT NULL,
    PRIMARY KEY (consumer, message_id)
);

CREATE INDEX parked_due ON parked (consumer, state, not_before);
