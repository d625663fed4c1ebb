-- The tables of a node. Run at each start of its applier, so each statement must be one that can be repeated.
CREATE TABLE IF NOT EXISTS hostname (name TEXT PRIMARY KEY, tenant TEXT NOT NULL) STRICT;
