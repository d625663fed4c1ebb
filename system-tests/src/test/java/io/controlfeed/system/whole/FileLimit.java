package io.controlfeed.system.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/**
 * How large a file a process may write, changed while it runs. What it writes beyond fails, as on a full disk, though with another code of
 * the system.
 */
enum FileLimit {
    NONE("1"),
    ANY("unlimited");

    private final String bytes;

    FileLimit(String bytes) {
        this.bytes = bytes;
    }

    void of(long pid) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder("prlimit", "--pid", "" + pid, "--fsize=" + bytes + ":unlimited")
                .redirectErrorStream(true)
                .start();
        String said = new String(prlimit.getInputStream().readAllBytes(), UTF_8);
        if (prlimit.waitFor() != 0 && ProcessHandle.of(pid).isPresent()) {
            throw new IOException("the limit of process " + pid + " cannot be changed: " + said);
        }
    }
}
