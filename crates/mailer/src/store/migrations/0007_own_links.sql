-- The newest secret of the link to one's own registration, for mails that come later: a change, a reminder.
-- Kept as long as the sign-up counts or waits, and not longer.
ALTER TABLE people ADD COLUMN own_link TEXT;
