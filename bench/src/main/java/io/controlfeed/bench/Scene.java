package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One subject that is measured from all sides. */
interface Scene {
    /**
     * Measures.
     *
     * @param dir an empty directory, deleted afterwards
     * @return the rows of the table, always the same ones for the same effort
     */
    List<Row> run(Effort effort, Path dir, Progress progress) throws IOException, InterruptedException;
}
