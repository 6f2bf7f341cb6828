-- A message, once, however many queues hold it.
CREATE TABLE messages (
    position BIGINT NOT NULL PRIMARY KEY,
    message_id UUID NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body BYTEA NOT NULL
);

-- A message in a queue, until it is settled. `fence` names the lease that may settle it.
CREATE TABLE deliveries (
    queue TEXT NOT NULL,
    position BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    fence BIGINT NOT NULL,
    deliveries BIGINT NOT NULL,
    PRIMARY KEY (queue, position)
);

CREATE INDEX deliveries_of_message ON deliveries (position);

-- How many messages each queue holds, so that its limit costs no counting.
CREATE TABLE queues (
    queue TEXT NOT NULL PRIMARY KEY,
    held BIGINT NOT NULL
);
