-- How a forum was from one change that people go by to the next: old and new of a change, whichever
-- somebody knows. `particulars` and `note` are JSON, `kept_at` is when this worker heard of it. Of a
-- `silent` change nobody is told.
CREATE TABLE forum_versions (
    forum UUID NOT NULL,
    sequence BIGINT NOT NULL,
    kept_at BIGINT NOT NULL,
    particulars TEXT NOT NULL,
    note TEXT,
    silent BOOLEAN NOT NULL,
    PRIMARY KEY (forum, sequence)
);

INSERT INTO forum_versions (forum, sequence, kept_at, particulars, silent)
SELECT id, sequence, 0, facts, FALSE FROM forums;

-- The sequence of the forum as a mail last told it to somebody.
ALTER TABLE people ADD COLUMN told BIGINT;

CREATE INDEX people_by_forum ON people (forum, about);

-- Changes that everybody is to hear of and not everybody has a mail about yet. `after` is the last who
-- has; `again` says that somebody came late, and that all are looked through once more.
CREATE TABLE news_to_tell (
    forum UUID NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL,
    after TEXT NOT NULL,
    again BOOLEAN NOT NULL
);
