package io.controlfeed.cli.node;

import io.controlfeed.applier.HaltedException;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeException;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.daemon.Work;
import io.controlfeed.cli.flags.DatabaseFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say which node's file is meant; and how it is told that it cannot be used. */
public final class NodeFlags {
    @Option(names = "--node-db", paramLabel = "FILE", description = "The SQLite file of the node.")
    private @Nullable Path file;

    /** What is done with a node. */
    public interface Work<T> {
        T on(NodeDatabase node) throws SQLException, IOException, InterruptedException;
    }

    public boolean isGiven() {
        return file != null;
    }

    /** Works with the node; what its database says becomes a failure of the command. */
    public <T> T use(String command, Work<T> work) throws InterruptedException {
        if (file == null) {
            throw Failure.usage(command, "--node-db is not given: it says which file is the node's");
        }
        NodeDatabase node = NodeDatabase.at(file);
        try {
            return work.on(node);
        } catch (NodeException unusable) {
            ExitCode exit = unusable.getCause() instanceof SQLException failed && DatabaseFailure.isDamage(failed)
                    ? ExitCode.CORRUPT
                    : ExitCode.USAGE;
            throw new Failure(exit, unusable.operation(), unusable.reason(), unusable.hint(), unusable);
        } catch (HaltedException halted) {
            throw new Failure(ExitCode.HALTED, halted.operation(), halted.reason(), halted.hint(), halted);
        } catch (SQLException failed) {
            throw DatabaseFailure.of(node.name(), "--node-db and who may write it", failed);
        } catch (IOException failed) {
            throw new Failure(
                    ExitCode.UNAVAILABLE,
                    node.name(),
                    "a file cannot be read or written: " + failed,
                    "look after the disk and who may write there; the node is what it was",
                    failed);
        }
    }
}
