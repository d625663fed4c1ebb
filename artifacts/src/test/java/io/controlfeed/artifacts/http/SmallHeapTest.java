package io.controlfeed.artifacts.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.controlfeed.artifacts.Artifact;
import io.controlfeed.artifacts.ArtifactRegistry;
import io.controlfeed.artifacts.ArtifactStore;
import io.controlfeed.artifacts.Chaos;
import io.controlfeed.artifacts.Child;
import io.controlfeed.artifacts.WritableStore;
import io.controlfeed.feed.ArtifactRef;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large artifact is put, served, fetched and read by a JVM with 32 MB of heap. */
class SmallHeapTest {
    private static final int HEAP_MB = 32;

    @TempDir
    Path temp;

    @Test
    void largeArtifact_passesThroughASmallHeap() throws Exception {
        long size = Chaos.count(100, 1000) * 1_000_000L;
        try (Child child = new Child(temp.resolve("said"), HEAP_MB + "m", Passage.class, temp.toString(), "" + size)) {
            child.exitCode();
            assertThat(child.lines()).containsExactly("read " + size);
        }
    }

    /** Bytes that depend on their position. */
    private static final class Numbers extends InputStream {
        private final long size;
        private long position;

        Numbers(long size) {
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = (int) Math.min(length, size - position);
            for (int i = 0; i < count; i++) {
                long at = position + i;
                target[offset + i] = (byte) ((at >>> 3) * 31 + at);
            }
            position += count;
            return count == 0 ? -1 : count;
        }
    }

    static final class Passage {
        private Passage() {}

        public static void main(String[] args) throws Exception {
            Path dir = Path.of(args[0]);
            long size = Long.parseLong(args[1]);
            if (Runtime.getRuntime().maxMemory() > (HEAP_MB << 20)) {
                throw new AssertionError("the heap is not small");
            }
            ArtifactRegistry registry = ArtifactRegistry.load();
            Path origin = dir.resolve("origin");
            ArtifactRef ref;
            try (WritableStore store = registry.openWritable("file", Map.of("artifacts-file-dir", origin.toString()))) {
                ref = store.put(new Numbers(size));
            }
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    Path file = dir.resolve(exchange.getRequestURI().getPath().substring(1));
                    exchange.sendResponseHeaders(200, Files.size(file));
                    Files.copy(file, exchange.getResponseBody());
                }
            });
            server.start();
            Map<String, String> settings = Map.of(
                    "artifacts-http-url",
                    "http://localhost:" + server.getAddress().getPort() + "/origin/",
                    "artifacts-http-cache-dir",
                    dir.resolve("cache").toString());
            try (ArtifactStore store = registry.open("http", settings);
                    Artifact artifact = store.get(ref);
                    InputStream in = artifact.stream()) {
                System.out.println("read " + compare(in, new Numbers(size)));
            } finally {
                server.stop(0);
            }
        }

        private static long compare(InputStream in, InputStream expected) throws IOException {
            long total = 0;
            byte[] actual = new byte[1 << 17];
            byte[] right = new byte[1 << 17];
            for (int count = in.readNBytes(actual, 0, actual.length);
                    count > 0;
                    count = in.readNBytes(actual, 0, actual.length)) {
                int rightCount = expected.readNBytes(right, 0, count);
                if (!Arrays.equals(actual, 0, count, right, 0, rightCount)) {
                    throw new AssertionError("other bytes after " + total);
                }
                total += count;
            }
            return total;
        }
    }
}
