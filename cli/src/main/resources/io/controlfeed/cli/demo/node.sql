-- Each effect that an event has on this node's rows, in its order. By triggers, so that it is what happened to the rows and not what the
-- applier says of it.
CREATE TABLE IF NOT EXISTS effect (id INTEGER PRIMARY KEY, subject TEXT NOT NULL, version INTEGER NOT NULL) STRICT;

CREATE TRIGGER IF NOT EXISTS tenant_added AFTER INSERT ON tenant BEGIN
    INSERT INTO effect (subject, version) VALUES ('tenant/' || NEW.id, NEW.version); END;
CREATE TRIGGER IF NOT EXISTS tenant_changed AFTER UPDATE ON tenant BEGIN
    INSERT INTO effect (subject, version) VALUES ('tenant/' || NEW.id, NEW.version); END;
CREATE TRIGGER IF NOT EXISTS hostname_added AFTER INSERT ON hostname BEGIN
    INSERT INTO effect (subject, version) VALUES ('hostname/' || NEW.name, NEW.version); END;
CREATE TRIGGER IF NOT EXISTS hostname_changed AFTER UPDATE ON hostname BEGIN
    INSERT INTO effect (subject, version) VALUES ('hostname/' || NEW.name, NEW.version); END;
CREATE TRIGGER IF NOT EXISTS hostname_removed AFTER DELETE ON hostname BEGIN
    INSERT INTO effect (subject, version) VALUES ('hostname/' || OLD.name, OLD.version + 1); END;
CREATE TRIGGER IF NOT EXISTS policy_added AFTER INSERT ON policy BEGIN
    INSERT INTO effect (subject, version) VALUES ('policy/' || NEW.tenant || '/' || NEW.type, NEW.version); END;
CREATE TRIGGER IF NOT EXISTS policy_changed AFTER UPDATE ON policy BEGIN
    INSERT INTO effect (subject, version) VALUES ('policy/' || NEW.tenant || '/' || NEW.type, NEW.version); END;
