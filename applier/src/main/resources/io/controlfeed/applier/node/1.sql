-- Times are microseconds since 1970 in UTC: datetime(applied_at / 1000000, 'unixepoch').

-- Which events this node has applied. Ids ascend in the order in which that happened.
CREATE TABLE applied_events (
    id INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    lane INTEGER NOT NULL,
    control_version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT;

-- What was set aside: an event that failed, what follows it on its subject, and what was given up.
CREATE TABLE parked_events (
    event_id TEXT NOT NULL PRIMARY KEY,
    lane INTEGER NOT NULL,
    control_version INTEGER NOT NULL,
    tenant_id TEXT,
    subject TEXT NOT NULL,
    event TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('failed', 'behind', 'retry', 'discarded')),
    kind TEXT CHECK (kind IS NOT NULL OR state <> 'failed'),
    error TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    parked_at INTEGER NOT NULL,
    tried_at INTEGER
) STRICT;
CREATE INDEX parked_events_subject ON parked_events (subject, tenant_id, lane, control_version) WHERE state <> 'discarded';
CREATE INDEX parked_events_retry ON parked_events (subject, tenant_id) WHERE state = 'retry';

-- Up to where each lane of the feed has been applied, in which incarnation of the feed.
CREATE TABLE controlfeed_cursor (
    lane INTEGER PRIMARY KEY,
    feed TEXT NOT NULL,
    epoch TEXT NOT NULL,
    control_version INTEGER NOT NULL,
    created_at INTEGER,
    moved_at INTEGER NOT NULL,
    -- Up to here everything had been applied before a rewind; 0 if there was none.
    replay_until INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Which version each subject has, where its events tell. No tenant is ''.
CREATE TABLE controlfeed_subject (
    subject TEXT NOT NULL,
    tenant_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    control_version INTEGER NOT NULL,
    PRIMARY KEY (subject, tenant_id)
) STRICT, WITHOUT ROWID;

-- The digest of each projected table's rows; of the columns that are named.
CREATE TABLE controlfeed_fingerprint (
    table_name TEXT PRIMARY KEY,
    columns TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT, WITHOUT ROWID;

-- One row: which node this is, and what keeps it from going on.
CREATE TABLE controlfeed_node (
    one INTEGER PRIMARY KEY DEFAULT 1 CHECK (one = 1),
    node_id TEXT,
    -- Of events created before this, not every id is remembered.
    forgotten_before INTEGER NOT NULL DEFAULT 0,
    -- When the feed was last known to be in reach, to a minute while it is; null until everything was applied once.
    contacted_at INTEGER,
    trouble_kind TEXT,
    trouble TEXT,
    trouble_since INTEGER
) STRICT;
INSERT INTO controlfeed_node (one) VALUES (1);

-- What operators did.
CREATE TABLE controlfeed_action (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    action TEXT NOT NULL,
    event_id TEXT,
    actor TEXT NOT NULL,
    reason TEXT
) STRICT;
