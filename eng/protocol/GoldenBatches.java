import java.nio.ByteBuffer;
import java.util.*;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.*;

/**
 * Writes record batches through Apache Kafka's own builder: one line a batch with name and hex. BatchGoldenTests states what is in them.
 *
 * usage: java -cp "$KAFKA_HOME/libs/*" eng/protocol/GoldenBatches.java > tests/KafkaQuiz.Protocol.Tests/Golden/batches.tsv
 */
public class GoldenBatches {
    public static void main(String[] args) {
        emit("none", Compression.NONE);
        emit("gzip", Compression.gzip().build());
        emit("snappy", Compression.snappy().build());
        emit("lz4", Compression.lz4().build());
        emit("zstd", Compression.zstd().build());
        for (var type : List.of(ControlRecordType.COMMIT, ControlRecordType.ABORT))
            print(type.name().toLowerCase(), MemoryRecords.withEndTransactionMarker(7L, 1_700_000_000_000L, 3, 4242L, (short) 5, new EndTransactionMarker(type, 9)).buffer());
    }

    static void emit(String name, Compression compression) {
        var builder = new MemoryRecordsBuilder(ByteBuffer.allocate(16384), RecordBatch.MAGIC_VALUE_V2, compression, TimestampType.CREATE_TIME,
            100L, -1L, 4242L, (short) 5, 17, true, false, 3, 16384);
        for (int i = 0; i < 50; i++) {
            builder.append(1_700_000_000_000L + i * 10, i % 5 == 0 ? null : ("key-" + i).getBytes(), i % 7 == 0 ? null : ("value-" + i + "-주문").getBytes(),
                i % 3 == 0 ? new RecordHeader[] {new RecordHeader("trace", ("t" + i).getBytes()), new RecordHeader("none", (byte[]) null)} : new RecordHeader[0]);
        }
        print(name, builder.build().buffer());
    }

    static void print(String name, ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        System.out.println(name + "\t" + HexFormat.of().formatHex(bytes));
    }
}
