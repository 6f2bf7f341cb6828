-- Until when whoever signed up may change who comes (local time of the forum's zone); until the forum begins,
-- if nothing else is said.
ALTER TABLE forums ADD COLUMN changes_close TEXT;
