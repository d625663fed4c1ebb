CREATE TABLE control_events_outbox (
    id INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    event_type TEXT NOT NULL,
    tenant_id TEXT,
    subject TEXT NOT NULL DEFAULT 'control-plane',
    version INTEGER,
    base_version INTEGER,
    artifact_ref TEXT,
    checksum TEXT,
    artifact_size INTEGER,
    artifact_media_type TEXT,
    origin TEXT,
    attributes TEXT,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),

    -- What follows is the pump's, and has defaults.
    state TEXT NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'retrying', 'held', 'parked', 'published', 'discarded')),
    attempt_count INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    last_attempt_at TEXT,
    next_attempt_at TEXT CHECK ((next_attempt_at IS NOT NULL) = (state = 'retrying')),
    feed_floor INTEGER,
    published_control_version INTEGER CHECK ((published_control_version IS NOT NULL) = (state = 'published')),
    published_at TEXT CHECK ((published_at IS NOT NULL) = (state = 'published')),
    parked_at TEXT CHECK ((parked_at IS NOT NULL) = (state = 'parked')),
    discarded_at TEXT CHECK ((discarded_at IS NOT NULL) = (state = 'discarded'))
) STRICT;

-- What the pump reads: nothing that was published, and nothing that waits.
CREATE INDEX control_events_outbox_pending ON control_events_outbox (id) WHERE state = 'pending';

-- What waits, and who waits behind it.
CREATE INDEX control_events_outbox_aside ON control_events_outbox (state, subject, coalesce(tenant_id, ''), id)
    WHERE state IN ('retrying', 'held', 'parked');
CREATE INDEX control_events_outbox_retrying ON control_events_outbox (next_attempt_at) WHERE state = 'retrying';

-- What retention removes.
CREATE INDEX control_events_outbox_published ON control_events_outbox (published_at) WHERE state = 'published';
CREATE INDEX control_events_outbox_discarded ON control_events_outbox (discarded_at) WHERE state = 'discarded';

-- One row: which outbox this is, and which pump drains it.
CREATE TABLE control_events_pump (
    one INTEGER PRIMARY KEY DEFAULT 1 CHECK (one = 1),
    outbox_id TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))),
    holder TEXT,
    token INTEGER NOT NULL DEFAULT 0,
    expires_at TEXT NOT NULL DEFAULT '1970-01-01T00:00:00.000Z',
    lease_millis INTEGER NOT NULL DEFAULT 0,
    is_settled INTEGER NOT NULL DEFAULT 1 CHECK (is_settled IN (0, 1)),
    published_total INTEGER NOT NULL DEFAULT 0,
    discarded_total INTEGER NOT NULL DEFAULT 0,
    trouble TEXT,
    trouble_since TEXT
) STRICT;
INSERT INTO control_events_pump (one) VALUES (1);

-- Up to which control version of each lane the outbox has recorded what it published.
CREATE TABLE control_events_lane (
    lane INTEGER PRIMARY KEY,
    epoch TEXT,
    recorded_version INTEGER NOT NULL
) STRICT;

-- What operators did.
CREATE TABLE control_events_action (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    action TEXT NOT NULL,
    event_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT
) STRICT;
