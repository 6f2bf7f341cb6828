-- Whether the places are held while the address is not confirmed. Where too many wait for that, a
-- further sign-up holds none, and takes its places when it is confirmed.
ALTER TABLE registrations ADD COLUMN holds BIGINT NOT NULL DEFAULT 1;

-- The registered domain of the address, for counting what strangers hold with invented addresses.
ALTER TABLE registrations ADD COLUMN domain TEXT NOT NULL DEFAULT '';

-- When it was called off, by the office or by whoever had signed up; its state is then `expired`.
ALTER TABLE registrations ADD COLUMN cancelled_at BIGINT;

CREATE INDEX registrations_ended ON registrations (held_until) WHERE state = 'expired';

-- What is held without being confirmed, counted with every group of sign-ups.
CREATE INDEX registrations_holding ON registrations (forum, domain, places)
    WHERE state = 'pending' AND holds = 1;
