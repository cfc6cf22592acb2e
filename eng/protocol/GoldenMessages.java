import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.*;
import org.apache.kafka.common.protocol.types.*;
import org.apache.kafka.common.record.internal.*;

/**
 * Writes messages with random content through Apache Kafka's own serialisers: one line a message with API key, kind, version, hex and
 * Kafka's JSON view of the same message. Reproducible: the seed is fixed.
 *
 * usage: java -cp "$KAFKA_HOME/libs/*" eng/protocol/GoldenMessages.java SCHEMAS_FOLDER > tests/KafkaQuiz.Protocol.Tests/Golden/messages.tsv
 */
public class GoldenMessages {
    static final Random random = new Random(20260101);

    public static void main(String[] args) throws Exception {
        TreeSet<Integer> keys = new TreeSet<>();
        try (var files = Files.list(Path.of(args[0]))) {
            files.map(f -> f.getFileName().toString()).filter(n -> Character.isDigit(n.charAt(0))).forEach(n -> keys.add(Integer.parseInt(n.replaceAll("\\D.*", ""))));
        }
        for (int key : keys) {
            ApiMessageType type = ApiMessageType.fromApiKey((short) key);
            for (short v = type.lowestSupportedVersion(); v <= type.highestSupportedVersion(true); v++) {
                for (int i = 0; i < 2; i++) {
                    emit(key, "request", v, type.requestSchemas()[v], type.newRequest());
                    emit(key, "response", v, type.responseSchemas()[v], type.newResponse());
                }
            }
        }
    }

    static void emit(int key, String kind, short version, Schema schema, ApiMessage message) throws Exception {
        Object struct = value(schema);
        ByteBuffer raw = ByteBuffer.allocate(schema.sizeOf(struct));
        schema.write(raw, struct);
        raw.flip();
        message.read(new ByteBufferAccessor(raw), version);
        ByteBuffer bytes = MessageUtil.toByteBufferAccessor(message, version).buffer();
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        Class<?> converter = Class.forName(message.getClass().getName() + "JsonConverter");
        JsonNode json = (JsonNode) converter.getMethod("write", message.getClass(), short.class, boolean.class).invoke(null, message, version, false);
        System.out.println(key + "\t" + kind + "\t" + version + "\t" + HexFormat.of().formatHex(array) + "\t" + json);
    }

    static Object value(Type type) {
        if (type.isNullable() && random.nextInt(5) == 0) return null;
        if (type instanceof Schema schema) {
            Struct struct = new Struct(schema);
            for (BoundField field : schema.fields()) struct.set(field, value(field.def.type));
            return struct;
        }
        if (type instanceof TaggedFields tagged) {
            NavigableMap<Integer, Object> values = new TreeMap<>();
            tagged.fields().forEach((tag, field) -> { if (random.nextInt(3) > 0) values.put(tag, value(field.type)); });
            if (random.nextInt(4) == 0) values.put(30 + random.nextInt(200), new RawTaggedField(0, new byte[] {1, 2, 3}));
            // Kafka's Struct form wants raw fields under their own tag.
            values.replaceAll((tag, v) -> v instanceof RawTaggedField ? new RawTaggedField(tag, new byte[] {1, 2, 3}) : v);
            return values;
        }
        Optional<Type> element = type.arrayElementType();
        if (element.isPresent()) {
            Object[] items = new Object[random.nextInt(3)];
            for (int i = 0; i < items.length; i++) items[i] = value(element.get());
            return items;
        }
        switch (type.toString()) {
            case "BOOLEAN": return random.nextBoolean();
            case "INT8": return (byte) random.nextInt();
            case "INT16": return (short) random.nextInt();
            case "UINT16": return random.nextInt(65536);
            case "INT32": return random.nextInt();
            case "UINT32": return random.nextInt() & 0xFFFFFFFFL;
            case "INT64": return random.nextLong();
            case "FLOAT64": return random.nextDouble();
            case "UUID": return new Uuid(random.nextLong(), random.nextLong());
            case "STRING": case "COMPACT_STRING": case "NULLABLE_STRING": case "COMPACT_NULLABLE_STRING":
                return List.of("", "orders", "주문", "a-rather-long-name-of-a-topic-or-so-".repeat(random.nextInt(5) + 1)).get(random.nextInt(4));
            case "BYTES": case "COMPACT_BYTES": case "NULLABLE_BYTES": case "COMPACT_NULLABLE_BYTES":
                byte[] bytes = new byte[random.nextInt(6)];
                random.nextBytes(bytes);
                return ByteBuffer.wrap(bytes);
            case "RECORDS": case "COMPACT_RECORDS": case "NULLABLE_RECORDS": case "COMPACT_NULLABLE_RECORDS":
                return MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(1L, "k".getBytes(), "v".getBytes()));
            default: throw new IllegalStateException(type.toString());
        }
    }
}
