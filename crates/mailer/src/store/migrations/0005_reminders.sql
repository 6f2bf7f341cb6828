-- Since when a sign-up stands as it does; how many take part; and, as long as it waits to be confirmed,
-- what confirms it, until when, and whether places
-- are held until then. `look_at` is when it is to be decided of what this person is reminded;
-- NULL if nothing is to be decided until something happens.
ALTER TABLE people ADD COLUMN since BIGINT;
ALTER TABLE people ADD COLUMN persons BIGINT;
ALTER TABLE people ADD COLUMN secret TEXT;
ALTER TABLE people ADD COLUMN held_until BIGINT;
ALTER TABLE people ADD COLUMN held BIGINT;
ALTER TABLE people ADD COLUMN look_at BIGINT;

-- By which everybody of a forum is looked at, page by page.
CREATE INDEX people_by_standing ON people (forum, state, about);

CREATE INDEX people_to_look_at ON people (look_at) WHERE look_at IS NOT NULL;

-- A rule's reminder of one moment: `moment` is the local date of that, or `hold`. `look_at` is when
-- everybody whom it may concern is looked at; `page_after` is the last of them in the round that has
-- begun, or empty. `wrote` and `skips` (JSON: how many by reason) are what came of it. `sent_at_once` and
-- `skipped_at` are the office's orders.
CREATE TABLE reminders (
    forum UUID NOT NULL,
    rule TEXT NOT NULL,
    moment TEXT NOT NULL,
    plan TEXT NOT NULL,
    due_at BIGINT,
    not_after BIGINT,
    look_at BIGINT,
    page_after TEXT NOT NULL,
    wrote BIGINT NOT NULL,
    skips TEXT NOT NULL,
    sent_at_once BIGINT,
    skipped_at BIGINT,
    PRIMARY KEY (forum, rule, moment)
);

CREATE INDEX reminders_to_look_at ON reminders (look_at) WHERE look_at IS NOT NULL;

-- What is planned of a forum: since when people could find it.
CREATE TABLE reminded_forums (
    forum UUID NOT NULL PRIMARY KEY,
    published_at BIGINT
);

-- Rules that the office has stopped, or lets go on, whatever the forum says.
CREATE TABLE reminder_pauses (
    forum UUID NOT NULL,
    rule TEXT NOT NULL,
    paused BIGINT NOT NULL,
    PRIMARY KEY (forum, rule)
);

-- Moments that have changed: who was told the old one by a mail is looked for, from mail to mail.
CREATE TABLE moment_changes (
    forum UUID NOT NULL,
    anchor TEXT NOT NULL,
    look_at BIGINT,
    page_after UUID NOT NULL,
    PRIMARY KEY (forum, anchor)
);

CREATE INDEX moment_changes_to_look_at ON moment_changes (look_at) WHERE look_at IS NOT NULL;
