package io.controlfeed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of the product that answers over HTTP how it stands. */
record Service(Daemon daemon) implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("answers at (http://[0-9.]+:[0-9]+)\\s");

    private static final int PATIENCE_MILLIS = 30_000;

    /** Whether it is ready; it is not as long as it does not answer. */
    boolean isReady() throws IOException {
        return !health().isEmpty();
    }

    /** What a pump that is ready says it is at. */
    boolean is(String state) throws IOException {
        return health().contains("\"state\":\"" + state + "\"");
    }

    void awaitReady() throws IOException, InterruptedException {
        daemon.await("is to be ready", this::isReady);
    }

    /** Empty if it is not ready. */
    private String health() throws IOException {
        Matcher address = ADDRESS.matcher(daemon.said());
        if (!address.find()) {
            return "";
        }
        URI page = URI.create(address.group(1) + "/health/ready");
        HttpURLConnection asked = (HttpURLConnection) page.toURL().openConnection();
        asked.setConnectTimeout(PATIENCE_MILLIS);
        asked.setReadTimeout(PATIENCE_MILLIS);
        try {
            if (asked.getResponseCode() != HttpURLConnection.HTTP_OK) {
                return "";
            }
            try (InputStream answer = asked.getInputStream()) {
                return new String(answer.readAllBytes(), UTF_8);
            }
        } catch (ConnectException gone) {
            return "";
        } finally {
            asked.disconnect();
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
