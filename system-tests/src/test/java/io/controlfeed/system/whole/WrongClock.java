package io.controlfeed.system.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A clock of one process that is hours ahead or behind, by libfaketime: the JVM and SQLite within it see it alike. It is Debian's package of
 * that name; {@code -Dfault.clock=FILE} says where the library is elsewhere. Where there is none, no clock is wrong, and the run says so.
 */
enum WrongClock {
    AHEAD("+2h"),
    BEHIND("-2h");

    private static final List<Path> LIBRARY = library();

    private final String offset;

    WrongClock(String offset) {
        this.offset = offset;
    }

    /** Started again with the wrong clock, and at the end with the right one. */
    List<Harm> of(Fault fault, Fleet fleet) {
        List<Harm> harms = new ArrayList<>();
        for (Path library : LIBRARY) {
            for (Daemon daemon : fleet.daemons()) {
                harms.add(fault.harm(
                        daemon.name(),
                        () -> daemon.restartWithin(within(library)),
                        () -> daemon.restartWithin(List.of())));
            }
        }
        return harms;
    }

    /** What is put before a command. Time that only passes, by which the JVM waits, stays as it is. */
    private List<String> within(Path library) {
        return List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME=" + offset,
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
    }

    /** To be told with a schedule that has none of them. */
    static String remark() {
        return LIBRARY.isEmpty() ? "\nno clock is wrong: there is no libfaketime, and no -Dfault.clock=FILE" : "";
    }

    /** The library, or nothing. */
    private static List<Path> library() {
        String given = System.getProperty("fault.clock");
        if (given != null) {
            return List.of(Path.of(given).toAbsolutePath());
        }
        try (DirectoryStream<Path> places = Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-*")) {
            for (Path place : places) {
                Path library = place.resolve("faketime/libfaketime.so.1");
                if (Files.exists(library)) {
                    return List.of(library);
                }
            }
            return List.of();
        } catch (NoSuchFileException otherSystem) {
            return List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
