-- The language in which somebody reads; NULL until it is known.
ALTER TABLE accounts ADD COLUMN language TEXT;

-- Letters to the staff that the mailer is to write. A process that runs the mailer takes each, keeps the
-- mail under the letter's id, and removes the row, so that none is lost and none is written twice.
-- `asked` is what somebody typed who says they have forgotten their password, as the key of an address:
-- whose it is, and whether it is anybody's, is found out afterwards. Everything else has its account.
-- `link` is the whole address with its secret, and stands here only until the letter is taken.
CREATE TABLE letters (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('asked', 'invitation', 'reset', 'password_changed')),
    asked TEXT,
    account UUID REFERENCES accounts (id),
    link TEXT,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    until BIGINT NOT NULL
);

CREATE INDEX letters_by_account ON letters (account);
