package io.controlfeed.cli.demo;

import java.nio.file.Path;
import java.util.List;

/** A directory, which the pump makes. */
record DirectoryFeed(Path directory) implements DemoFeed {
    static final String BACKEND = "file";

    @Override
    public String backend() {
        return BACKEND;
    }

    @Override
    public String summary() {
        return "a directory as feed";
    }

    @Override
    public List<String> flags() {
        return List.of("--feed-file-dir=" + directory, "--feed-file-fsync=false");
    }

    @Override
    public void start(Stage stage) {}

    @Override
    public void await(Stage stage) {}
}
