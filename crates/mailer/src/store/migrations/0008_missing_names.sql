-- For how many of those who take part (`persons`) no name is known yet.
ALTER TABLE people ADD COLUMN unnamed BIGINT;
