-- Confirmed places are counted apart from those that are held for a confirmation: what strangers are
-- told depends on the confirmed alone. `taken` stays the sum of both.
ALTER TABLE forums ADD COLUMN confirmed BIGINT NOT NULL DEFAULT 0;

UPDATE forums SET confirmed = (SELECT COALESCE(SUM(places), 0) FROM registrations
    WHERE forum = forums.id AND state = 'confirmed');
