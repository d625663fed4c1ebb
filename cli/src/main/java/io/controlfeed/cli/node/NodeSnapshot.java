package io.controlfeed.cli.node;

import io.controlfeed.applier.snapshot.Snapshot;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.JsonText;
import io.controlfeed.cli.console.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies a node. */
@Command(
        name = NodeSnapshot.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nCopy a node as it is at one moment into a file from which other nodes can be made.",
        optionListHeading = "",
        footer = {
            "",
            "Example:",
            "  controlfeed snapshot --node-db node.db --to ./snapshots",
            "",
            "The node's applier goes on meanwhile. The file is named by its content: snapshot-<sha256>.db."
        })
public final class NodeSnapshot implements Callable<Integer> {
    static final String NAME = "snapshot";

    private final Output out;

    @Mixin
    private final NodeFlags node = new NodeFlags();

    @Option(names = "--to", paramLabel = "DIR", description = "Where to put the file. Must be given.")
    private @Nullable Path directory;

    @Mixin
    private final JsonFlag json = new JsonFlag();

    public NodeSnapshot(Output out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path to = directory;
        if (to == null) {
            throw Failure.usage(NAME, "--to is not given: it says into which directory the snapshot is put");
        }
        return node.use(NAME, database -> {
            Snapshot made = Snapshot.make(database, to);
            json.print(out, () -> List.of(made.file().toString()), () -> List.of(json(made)));
            return ExitCode.DONE.number();
        });
    }

    static String json(Snapshot snapshot) {
        JsonObject rows = new JsonObject();
        snapshot.rows().forEach(rows::put);
        JsonObject json = new JsonObject()
                .put("file", snapshot.file().toString())
                .put("digest", snapshot.digest())
                .put("size", snapshot.size())
                .putJson("lanes", JsonText.array(snapshot.positions().stream().map(PositionText::json)))
                .putJson("rows", rows.toString());
        snapshot.fingerprint().ifPresent(fingerprint -> json.put("fingerprint", fingerprint.digest()));
        return json.toString();
    }
}
