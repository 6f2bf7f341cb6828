-- Who changed what, and when. No personal data: ids and the names of things, never what was in them.
-- The id is a UUIDv7, so its order is that of time; `at` is the same moment for people who read.
CREATE TABLE audit (
    id UUID NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('staff', 'token', 'command_line', 'system')),
    actor_id UUID,
    action TEXT NOT NULL,
    subject TEXT NOT NULL
);

-- The life of one thing.
CREATE INDEX audit_by_subject ON audit (subject, id);
