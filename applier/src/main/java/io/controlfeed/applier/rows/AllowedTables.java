package io.controlfeed.applier.rows;

import io.controlfeed.applier.node.NodeSchema;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The tables that this node's operator lets artifacts write. Like SQLite, they are found in capitals and in small letters. */
final class AllowedTables {
    private final Set<String> names;
    private final Set<String> folded = new HashSet<>();

    private AllowedTables(Set<String> names) {
        this.names = Collections.unmodifiableSet(names);
        names.forEach(name -> folded.add(Identifier.folded(name)));
    }

    /** Names that are separated by commas. */
    static AllowedTables parse(String text) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        for (String part : text.split(",", -1)) {
            String name = part.strip();
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a name is missing beside a comma");
            }
            if (NodeSchema.isReserved(name)) {
                throw new IllegalArgumentException(
                        "'" + name + "' is one of the applier's or SQLite's own tables, which no artifact may write");
            }
            if (!seen.add(Identifier.folded(name))) {
                throw new IllegalArgumentException("'" + name + "' stands there twice");
            }
            names.add(name);
        }
        return new AllowedTables(names);
    }

    /** As they were given. */
    Set<String> names() {
        return names;
    }

    boolean contains(String table) {
        return names.contains(table) || folded.contains(Identifier.folded(table));
    }
}
