-- What is to be told, by who wrote it: each opening of the database writes a stream of its own, and
-- one relay at a time brings a stream to the bus. So no row has to be written to be taken.
ALTER TABLE outbox RENAME TO outbox_before;

CREATE TABLE outbox (
    stream UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    CONSTRAINT outbox_by_stream PRIMARY KEY (stream, id)
);

-- What waited becomes one stream, named after one of its rows.
INSERT INTO outbox (stream, id, kind, subject, body, created_at, not_before)
SELECT (SELECT id FROM outbox_before LIMIT 1), id, kind, subject, body, created_at, 0
FROM outbox_before;

DROP TABLE outbox_before;

DROP TABLE outbox_leases;

-- Which relay has a stream, and until when.
CREATE TABLE outbox_streams (
    stream UUID NOT NULL PRIMARY KEY,
    relay UUID NOT NULL,
    lease_until BIGINT NOT NULL
);
