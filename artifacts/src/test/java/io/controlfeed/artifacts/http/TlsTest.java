package io.controlfeed.artifacts.http;

import static io.controlfeed.artifacts.Bytes.file;
import static io.controlfeed.artifacts.Bytes.random;
import static io.controlfeed.artifacts.Bytes.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.artifacts.ArtifactRegistry;
import io.controlfeed.artifacts.ArtifactStore;
import io.controlfeed.artifacts.WritableStore;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.SettingException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path temp;

    private ArtifactRef ref = ArtifactRef.of("sha256:" + "0".repeat(64));

    @BeforeEach
    void put() throws Exception {
        try (WritableStore origin = ArtifactRegistry.load()
                .openWritable(
                        "file",
                        Map.of("artifacts-file-dir", temp.resolve("origin").toString()))) {
            ref = origin.put(random(1, 1000));
        }
    }

    @Test
    void serverIsTrustedByTheCaFile_andByNothingElse() throws Exception {
        SSLContext identity = selfSigned("localhost", "server");
        try (ArtifactServer server = ArtifactServer.tls(temp.resolve("origin"), identity)) {
            try (ArtifactStore store = open(server.url(), Map.of("artifacts-http-ca-file", pem("server")))) {
                assertThat(read(store, ref)).isEqualTo(random(1, 1000));
            }
            Files.delete(file(temp.resolve("cache"), ref));
            selfSigned("localhost", "another");
            for (Map<String, String> ca :
                    List.of(Map.<String, String>of(), Map.of("artifacts-http-ca-file", pem("another")))) {
                assertUntrusted(server, ca);
            }
        }
    }

    @Test
    void certificateOfAnotherHost_isNotTrusted() throws Exception {
        SSLContext identity = selfSigned("artifacts.example.com", "server");
        try (ArtifactServer server = ArtifactServer.tls(temp.resolve("origin"), identity)) {
            assertUntrusted(server, Map.of("artifacts-http-ca-file", pem("server")));
        }
    }

    private void assertUntrusted(ArtifactServer server, Map<String, String> ca) {
        try (ArtifactStore store = open(server.url(), ca)) {
            assertThatThrownBy(() -> store.get(ref))
                    .isInstanceOf(ArtifactException.Unavailable.class)
                    .hasMessageContaining("SSLHandshakeException")
                    .hasMessageContaining("artifacts-http-ca-file");
        }
        assertThat(server.requests).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void fileWithoutCertificates_isRefusedAtOpening() throws Exception {
        Path empty = Files.writeString(temp.resolve("empty.pem"), "nothing");
        for (Path file : List.of(empty, temp.resolve("missing.pem"))) {
            assertThatThrownBy(() ->
                            open(URI.create("https://localhost:1"), Map.of("artifacts-http-ca-file", file.toString())))
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining(file.toString());
        }
        Path pem = Path.of(pemOf("server"));
        assertThatThrownBy(
                        () -> open(URI.create("http://localhost:1"), Map.of("artifacts-http-ca-file", pem.toString())))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("https");
    }

    private String pemOf(String name) throws Exception {
        selfSigned("localhost", name);
        return pem(name);
    }

    private ArtifactStore open(URI url, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("artifacts-http-url", url.toString());
        settings.put("artifacts-http-cache-dir", temp.resolve("cache").toString());
        return ArtifactRegistry.load().open("http", settings);
    }

    private String pem(String name) {
        return temp.resolve(name + ".pem").toString();
    }

    /** Makes a key pair, and its certificate as PEM beside it. */
    private SSLContext selfSigned(String host, String name) throws Exception {
        Path pair = temp.resolve(name + ".p12");
        keytool(pair, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host);
        keytool(pair, "-exportcert", "-rfc", "-file", pem(name));
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(pair)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void keytool(Path pair, String... arguments) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int exit = new ProcessBuilder(Stream.of(
                                List.of(keytool),
                                List.of(arguments),
                                List.of("-alias", "own", "-keystore", pair.toString(), "-storepass", PASSWORD))
                        .flatMap(List::stream)
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("keytool.log").toFile())
                .start()
                .waitFor();
        assertThat(exit).as(Files.readString(temp.resolve("keytool.log"))).isZero();
    }
}
