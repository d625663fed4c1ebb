-- What the control plane has, and each node after it.
CREATE TABLE IF NOT EXISTS tenant (
    id TEXT PRIMARY KEY, plan TEXT NOT NULL, version INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS hostname (
    name TEXT PRIMARY KEY, tenant TEXT NOT NULL, origin TEXT NOT NULL, version INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS policy (
    tenant TEXT, type TEXT, requests INTEGER NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (tenant, type)) STRICT;
