package io.controlfeed.feed.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRegistryTest {
    private static final Schema SCHEMA = EventSchema.CURRENT;

    private RegistryServer server;

    @BeforeEach
    void start() throws IOException {
        server = RegistryServer.plain();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SchemaRegistry client(@Nullable RegistryCredentials credentials, boolean autoRegister) {
        return Registries.of(List.of(server.url()), credentials, autoRegister);
    }

    private static WireException.Refused refused(ThrowingCallable call) {
        return failure(WireException.Refused.class, call);
    }

    private static WireException.Unavailable unavailable(ThrowingCallable call) {
        return failure(WireException.Unavailable.class, call);
    }

    private static <T extends WireException> T failure(Class<T> kind, ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).isInstanceOf(kind);
        return kind.cast(failure);
    }

    @Test
    void id_registersOnce_andIsRemembered() throws Exception {
        SchemaRegistry registry = client(null, true);
        assertThat(registry.id("topic-value", SCHEMA)).isEqualTo(1);
        assertThat(registry.id("topic-value", SCHEMA)).isEqualTo(1);
        assertThat(server.requests).containsExactly("POST /subjects/topic-value/versions");
    }

    @Test
    void schema_isFetchedOnce_andIsRemembered() throws Exception {
        int id = server.add(SCHEMA);
        SchemaRegistry registry = client(null, true);
        assertThat(registry.schema(id)).isEqualTo(SCHEMA);
        assertThat(registry.schema(id)).isEqualTo(SCHEMA);
        assertThat(server.requests).containsExactly("GET /schemas/ids/1");
    }

    @Test
    void withoutAutoRegister_theSchemaMustBeThere() throws Exception {
        SchemaRegistry registry = client(null, false);
        assertThat(refused(() -> registry.id("topic-value", SCHEMA)))
                .hasMessageContaining("404, \"Subject 'topic-value' not found.\"")
                .hasMessageContaining("Register the schema there first");
        client(null, true).id("topic-value", SCHEMA);
        assertThat(registry.id("topic-value", SCHEMA)).isEqualTo(1);
    }

    @Test
    void incompatibleSubject_isRefused_inTheRegistrysWords() throws Exception {
        client(null, true)
                .id(
                        "taken",
                        SchemaBuilder.record("Other").fields().requiredInt("n").endRecord());
        assertThat(refused(() -> client(null, true).id("taken", SCHEMA)))
                .hasMessageContaining("409, \"Schema being registered is incompatible with an earlier schema\"");
    }

    @Test
    void credentials_letIn() throws Exception {
        server.demand("Basic dXNlcjpwYXNzOndvcmQ=");
        assertThat(client(RegistryCredentials.basic("user", "pass:word"), true).id("s", SCHEMA))
                .isEqualTo(1);
        server.demand("Bearer abc.def");
        assertThat(client(RegistryCredentials.bearer("abc.def"), true).schema(1))
                .isEqualTo(SCHEMA);
    }

    @Test
    void wrongCredentials_areRefused_andNeverShown() {
        server.demand("Basic c29tZW9uZTplbHNl");
        RegistryCredentials basic = RegistryCredentials.basic("user", "hush-hush");
        WireException failure = refused(() -> client(basic, true).id("s", SCHEMA));
        assertThat(failure).hasMessageContaining("401, \"Unauthorized\"").hasMessageContaining("credentials");
        assertThat(refused(() -> client(basic, true).schema(1))).hasMessageContaining("401");
        RegistryOptions options = new RegistryOptions(
                List.of(server.url()), RegistryCredentials.bearer("hush-hush"), null, Duration.ofSeconds(1), true);
        assertThat(failure + " " + failure.getCause() + basic + options)
                .doesNotContain("hush-hush")
                .doesNotContain(basic.authorization().substring(6));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429})
    void registryInTrouble_isUnavailable_andAskedAgain(int status) throws Exception {
        SchemaRegistry registry = client(null, true);
        server.outage(status, "<html>no JSON</html>");
        assertThat(unavailable(() -> registry.id("s", SCHEMA))).hasMessageContaining("answered " + status);
        server.recover();
        assertThat(registry.id("s", SCHEMA)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"200,not json,did not answer in JSON", "200,{},without a schema id", "302,'',answered 302", "422,'',422"
    })
    void whatIsNoRegistry_isRefused(int status, String body, String told) {
        server.outage(status, body);
        assertThat(refused(() -> client(null, true).id("s", SCHEMA))).hasMessageContaining(told);
    }

    @Test
    void schemaThatIsNoAvro_isMalformed() {
        server.outage(200, "{\"schema\":\"{}\",\"schemaType\":\"JSON\"}");
        assertThatThrownBy(() -> client(null, true).schema(1))
                .isInstanceOf(WireException.Malformed.class)
                .hasMessageContaining("JSON");
        server.outage(200, "{\"schema\":\"{}\"}");
        assertThatThrownBy(() -> client(null, true).schema(1))
                .isInstanceOf(WireException.Malformed.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void nobodyThere_isUnavailable_whicheverUrlIsAsked() throws Exception {
        URI nobody = nobody();
        assertThat(unavailable(
                        () -> Registries.of(List.of(nobody, nobody), null, true).id("s", SCHEMA)))
                .hasMessageContaining(nobody + " cannot be reached: ConnectException");
    }

    @Test
    void secondUrl_standsIn_andIsAskedFirstFromThenOn() throws Exception {
        SchemaRegistry registry = Registries.of(List.of(nobody(), server.url()), null, true);
        assertThat(registry.id("s", SCHEMA)).isEqualTo(1);
        assertThat(registry.id("t", SCHEMA)).isEqualTo(1);
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void silence_isUnavailable() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://localhost:" + silent.getLocalPort());
            SchemaRegistry registry =
                    new SchemaRegistry(new RegistryOptions(List.of(url), null, null, Duration.ofMillis(50), true));
            assertThat(unavailable(() -> registry.id("s", SCHEMA))).hasMessageContaining("no answer within PT0.05S");
        }
    }

    @Test
    void interrupt_changesNothing_andIsKept() throws Exception {
        Thread.currentThread().interrupt();
        assertThat(client(null, true).id("s", SCHEMA)).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry:8081", "ftp://registry", "http:///x", "http://r?x=1", "http://r#x"})
    void whatIsNoUrl_isRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Registries.of(List.of(URI.create(url)), null, true))
                .withMessageContaining("such as https://registry:8081");
    }

    @Test
    void credentialsInTheUrl_areRefused_withoutShowingThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Registries.of(List.of(URI.create("http://user:hush@registry")), null, true))
                .withMessageContaining("holds credentials")
                .withMessageNotContaining("hush");
    }

    private static URI nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://localhost:" + socket.getLocalPort());
        }
    }
}
