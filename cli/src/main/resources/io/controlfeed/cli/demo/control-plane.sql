-- What the control plane alone has: what no node may write, and what it has changed so far.
CREATE TABLE IF NOT EXISTS invoice (
    tenant TEXT PRIMARY KEY, cents INTEGER NOT NULL, version INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS change (
    event_id TEXT PRIMARY KEY, subject TEXT NOT NULL, version INTEGER NOT NULL, is_poison INTEGER NOT NULL,
    made_at INTEGER NOT NULL, UNIQUE (subject, version)) STRICT;
