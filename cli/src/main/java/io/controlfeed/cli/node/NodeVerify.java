package io.controlfeed.cli.node;

import io.controlfeed.applier.fingerprint.Verification;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.JsonText;
import io.controlfeed.cli.console.Line;
import io.controlfeed.cli.console.Output;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Holds a node's rows against what was recorded about them. */
@Command(
        name = NodeVerify.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nRead a whole node through: is its file sound, and are its rows those that were applied?",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed verify --node-db node.db",
            "  controlfeed verify --node-db node.db --json",
            "",
            "Ends with 10 if they are not, as after somebody else wrote to the tables. Its applier may run meanwhile."
        })
public final class NodeVerify implements Callable<Integer> {
    static final String NAME = "verify";

    private final Output out;

    @Mixin
    private final NodeFlags node = new NodeFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    public NodeVerify(Output out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        return node.use(NAME, database -> {
            Verification found = Verification.of(database);
            json.print(out, () -> List.of(text(database, found)), () -> List.of(json(database, found)));
            return (found.agrees() ? ExitCode.DONE : ExitCode.ENDANGERED).number();
        });
    }

    private static String text(NodeDatabase database, Verification found) {
        if (!found.agrees()) {
            return database.file() + " is wrong: " + Line.of(found.summary());
        }
        return database.file() + " is right"
                + found.found()
                        .map(rows -> ": rows " + rows.rows() + ", " + rows.digest())
                        .orElse(", and keeps no fingerprint");
    }

    private static String json(NodeDatabase database, Verification found) {
        JsonObject json = new JsonObject()
                .put("node_db", database.file().toString())
                .putJson("is_right", String.valueOf(found.agrees()))
                .putJson("damage", JsonText.array(found.damage().stream().map(JsonText::string)))
                .putJson("tables", JsonText.array(found.tables().stream().map(NodeVerify::json)));
        found.found().ifPresent(rows -> json.put("fingerprint", rows.digest()));
        return json.toString();
    }

    private static String json(Verification.Table table) {
        JsonObject json = new JsonObject()
                .put("table", table.recorded().table())
                .putJson("is_right", String.valueOf(table.agrees()))
                .put("recorded_rows", table.recorded().rows())
                .put("recorded_digest", table.recorded().digest());
        if (table.found() != null) {
            json.put("found_rows", table.found().rows())
                    .put("found_digest", table.found().digest());
        }
        return json.toString();
    }
}
