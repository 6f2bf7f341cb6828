-- Since when a code lets nobody else in; those who have come by it stay.

ALTER TABLE codes ADD COLUMN ended_at BIGINT;
