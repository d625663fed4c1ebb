package io.controlfeed.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A node of a fleet: its file, and its applier in a child JVM with a consumer group of its own. */
record NodeProcess(String group, NodeFile file, ChildJvm applier) implements AutoCloseable {

    static NodeProcess start(Path dir, String group, Feed feed) throws SQLException, IOException {
        NodeFile file = NodeFile.create(dir.resolve(group + ".db"));
        List<String> arguments = new ArrayList<>(
                List.of(file.path().toString(), dir.resolve("artifacts").toString(), NodeFile.TABLE));
        feed.settings().forEach((key, value) -> arguments.add(key + "=" + value));
        arguments.add("feed-node=" + group);
        return new NodeProcess(group, file, ChildJvm.start(group, "128m", NodeMain.class, arguments));
    }

    @Override
    public void close() {
        applier.close();
    }
}
