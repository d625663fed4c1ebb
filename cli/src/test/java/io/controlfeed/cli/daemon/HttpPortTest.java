package io.controlfeed.cli.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpPortTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static HttpResponse<String> send(HttpPort port, String method) throws Exception {
        URI uri = URI.create("http:/" + port.address() + "/x");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .method(method, BodyPublishers.ofString("a=b"))
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void slowClients_doNotKeepOthersWaiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (HttpPort port = HttpPort.open(ANY, request -> Answer.json(200, "{}"))) {
            for (int i = 0; i < 20; i++) {
                Socket socket =
                        new Socket(port.address().getAddress(), port.address().getPort());
                slow.add(socket);
                socket.getOutputStream().write("GET /x HTTP/1.1\r\nHost:".getBytes(US_ASCII));
            }

            assertThat(send(port, "POST").body()).isEqualTo("{}\n");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aRequest_isHandedOnAsItIs_andABugIsAnAnswer() throws Exception {
        try (HttpPort port = HttpPort.open(ANY, request -> {
            if (request.method().equals("PUT")) {
                throw new IllegalStateException("a bug");
            }
            return Answer.json(200, request.method() + " " + request.path() + " " + request.body());
        })) {
            assertThat(send(port, "POST").body()).isEqualTo("POST /x a=b\n");
            assertThat(send(port, "HEAD").body()).isEmpty();
            HttpResponse<String> bug = send(port, "PUT");
            assertThat(bug.statusCode()).isEqualTo(500);
            assertThat(bug.body()).contains("a bug");
        }
    }
}
