package io.controlfeed.cli.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was sent with a request, as a web page's form or {@code curl -d} sends it. Its fields are called as flags are. */
public final class Form {
    private final String path;
    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    private Form(String path) {
        this.path = path;
    }

    static Form parse(String path, String text) {
        Form form = new Form(path);
        for (String pair : text.isBlank() ? new String[0] : text.strip().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw form.wrong("'" + pair + "' is no field");
            }
            form.fields
                    .computeIfAbsent(form.decode(pair.substring(0, equals)), first -> new ArrayList<>())
                    .add(form.decode(pair.substring(equals + 1)));
        }
        return form;
    }

    private String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw wrong("'" + text + "' is not encoded as a form");
        }
    }

    /** Refuses fields that mean nothing here: a typing error must not become another order. */
    public void allow(Set<String> known) {
        for (String field : fields.keySet()) {
            if (!known.contains(field)) {
                throw wrong("there is no field '" + field + "'; there is " + String.join(", ", known));
            }
        }
    }

    /** All values of a field; none if it was not given. */
    public List<String> all(String field) {
        return List.copyOf(fields.getOrDefault(field, List.of()));
    }

    /** The value of a field; null if it was not given. */
    public @Nullable String one(String field) {
        List<String> values = all(field);
        if (values.size() > 1) {
            throw wrong("'" + field + "' is given more than once");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** Whether a field is given as true. */
    public boolean isTrue(String field) {
        String value = one(field);
        if (value == null || value.equals("true") || value.equals("false")) {
            return "true".equals(value);
        }
        throw wrong("'" + field + "' is '" + value + "': it must be true or false");
    }

    /** That the request cannot be meant. */
    public Failure wrong(String reason) {
        return new Failure(
                ExitCode.USAGE, "POST " + path, reason, "Send fields as a form: curl -d event-id=evt-17 …", null);
    }
}
