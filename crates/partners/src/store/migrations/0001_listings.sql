-- A source's place in its network: who pulls it now, when it is due, how far the open run is.
CREATE TABLE sources (
    name TEXT NOT NULL PRIMARY KEY,
    lease_token BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    trouble TEXT,
    next_from BIGINT,
    run UUID,
    window_from BIGINT,
    next_page BIGINT NOT NULL,
    newest BIGINT,
    opened BIGINT,
    last_page BYTEA,
    only_days BOOLEAN NOT NULL,
    unordered BOOLEAN NOT NULL,
    moved BOOLEAN NOT NULL
);

CREATE TABLE sync_runs (
    id UUID NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    outcome TEXT CHECK (outcome IN ('ok', 'partial', 'failed')),
    problem TEXT,
    pages BIGINT NOT NULL,
    received BIGINT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    withdrawn BIGINT NOT NULL,
    rejected BIGINT NOT NULL
);

CREATE INDEX sync_runs_by_source ON sync_runs (source, id);

-- A withdrawn listing keeps its id, reference, reason and time; its texts are gone.
CREATE TABLE listings (
    id UUID NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    reference TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    content_hash BYTEA NOT NULL,
    source_modified BIGINT,
    first_seen BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    withdrawn_reason TEXT CHECK (withdrawn_reason IN ('withdrawn', 'expired')),
    intent TEXT NOT NULL CHECK (intent IN ('offer', 'request')),
    domain TEXT NOT NULL CHECK (domain IN ('business', 'technology', 'research')),
    title TEXT NOT NULL,
    summary TEXT,
    language TEXT,
    country TEXT,
    listed_at BIGINT NOT NULL,
    expires_at BIGINT,
    url TEXT,
    search TEXT NOT NULL,
    details TEXT NOT NULL,
    UNIQUE (source, reference)
);

CREATE INDEX listings_newest ON listings (listed_at, id);

-- The row as received, so that a better mapping can read it again.
CREATE TABLE listing_raw (
    listing UUID NOT NULL PRIMARY KEY REFERENCES listings (id),
    payload TEXT NOT NULL
);

-- Rows that make no listing, once each, until the source sends a better one.
CREATE TABLE rejected_rows (
    source TEXT NOT NULL,
    row_key TEXT NOT NULL,
    run UUID NOT NULL,
    stage TEXT NOT NULL,
    rule TEXT NOT NULL,
    content_hash BYTEA NOT NULL,
    payload TEXT NOT NULL,
    rejected_at BIGINT NOT NULL,
    PRIMARY KEY (source, row_key)
);
