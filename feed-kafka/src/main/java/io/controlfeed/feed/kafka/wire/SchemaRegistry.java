package io.controlfeed.feed.kafka.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A schema registry with Confluent's REST interface. What it said once is not asked again: an id means one schema for ever.
 * Failures are asked again, when the caller comes again. Any number of threads may use it.
 */
public final class SchemaRegistry {
    private static final int NO_SUCH_SCHEMA = 404;

    private final RegistryHttp http;
    private final boolean autoRegister;
    private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    public SchemaRegistry(RegistryOptions options) {
        this.http = new RegistryHttp(options);
        this.autoRegister = options.autoRegister();
    }

    /** The id of a schema under a subject; registers it there, unless that is somebody else's to do. */
    int id(String subject, Schema schema) throws WireException {
        SubjectSchema key = new SubjectSchema(subject, schema);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
        JsonNode request = JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
        int id = number(
                autoRegister
                        ? http.post("register the schema of subject " + subject, path + "/versions", request)
                        : http.post("look up the schema of subject " + subject, path, request));
        ids.put(key, id);
        return id;
    }

    private static int number(JsonNode answer) throws WireException.Refused {
        JsonNode id = answer.path("id");
        if (!id.canConvertToInt() || !id.isIntegralNumber()) {
            throw new WireException.Refused(
                    "the schema registry answered without a schema id",
                    "Look whether that URL is a schema registry with Confluent's REST interface.",
                    null);
        }
        return id.intValue();
    }

    /** The schema that has an id. */
    Schema schema(int id) throws WireException {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Schema schema = parsed(id, fetched(id));
        schemas.put(id, schema);
        return schema;
    }

    private JsonNode fetched(int id) throws WireException {
        try {
            return http.get("look up schema id " + id, "/schemas/ids/" + id);
        } catch (RegistryHttp.Denied denied) {
            if (denied.status() == NO_SUCH_SCHEMA) {
                throw new WireException.Malformed(
                        "the schema registry knows no schema with id " + id + ", which the value names",
                        "Look whether it is the registry that the record was written with.",
                        denied);
            }
            throw denied.refused();
        }
    }

    private static Schema parsed(int id, JsonNode answer) throws WireException.Malformed {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") || !answer.path("references").isEmpty()) {
            throw new WireException.Malformed(
                    "schema id " + id + " is not a whole Avro schema, but "
                            + (type.equals("AVRO") ? "one with references to others" : type),
                    null);
        }
        try {
            return new Schema.Parser().parse(answer.path("schema").asText());
        } catch (SchemaParseException | StackOverflowError e) {
            throw new WireException.Malformed("schema id " + id + " cannot be read: " + e.getMessage(), e);
        }
    }

    private record SubjectSchema(String subject, Schema schema) {}
}
