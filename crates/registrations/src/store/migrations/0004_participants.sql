-- Who takes part, in the order in which they were named. `registrations.participants` (JSON) is neither
-- read nor filled any more.
CREATE TABLE participants (
    registration UUID NOT NULL,
    position BIGINT NOT NULL CHECK (position >= 0),
    name TEXT NOT NULL,
    PRIMARY KEY (registration, position)
);

INSERT INTO participants (registration, position, name)
WITH RECURSIVE positions (position) AS (
    SELECT 0 UNION ALL SELECT position + 1 FROM positions WHERE position < 49
)
SELECT r.id, p.position, json(r.participants) ->> p.position
FROM registrations r JOIN positions p ON p.position < r.places
WHERE json(r.participants) ->> p.position IS NOT NULL;
