import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Transactions as Kafka's Java client has them: transaction version 2 (KIP-890), which librdkafka does not speak. Prints one line a step; Apache
 * Kafka 4.3.1 prints the same. Run: java -cp "$KAFKA_HOME/libs/*" JavaTransactions.java BOOTSTRAP classic consumer
 */
public class JavaTransactions {
    private static final String ID = "java-till";
    private static String servers;
    private static Admin admin;

    public static void main(String[] arguments) throws Exception {
        servers = arguments[0];
        admin = Admin.create(Map.of("bootstrap.servers", servers));
        admin.createTopics(List.of(new NewTopic("in", Map.of(0, List.of(1, 2, 3))), new NewTopic("out", Map.of(0, List.of(2, 3, 1), 1, List.of(3, 1, 2))))).all().get();
        epochs();
        fencing();
        for (var protocol : List.of(arguments).subList(1, arguments.length))
            offsets(protocol);
        administrator();
        admin.close();
    }

    /** Every transaction gets the next epoch, and needs no request to add its partitions. */
    private static void epochs() throws Exception {
        try (var producer = producer(ID)) {
            producer.initTransactions();
            say("started", ID);
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("out", 0, null, "a")).get();
            producer.send(new ProducerRecord<>("out", 1, null, "a")).get();
            say("open", ID);
            producer.commitTransaction();
            say("committed", ID);
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("out", 0, null, "never")).get();
            producer.abortTransaction();
            say("aborted", ID);
            producer.beginTransaction();
            producer.commitTransaction();
            say("committed nothing", ID);
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("out", 0, null, "b")).get();
            producer.commitTransaction();
            say("committed again", ID);
        }
        System.out.println("committed records: " + read("out", "read_committed") + ", all: " + read("out", "read_uncommitted"));
    }

    private static void fencing() throws Exception {
        try (var first = producer(ID); var second = producer(ID)) {
            first.initTransactions();
            first.beginTransaction();
            first.send(new ProducerRecord<>("out", 0, null, "zombie")).get();
            second.initTransactions();
            say("another started", ID);
            System.out.println("the first is told: " + attempt(() -> first.send(new ProducerRecord<>("out", 0, null, "zombie")).get())
                + ", " + attempt(first::commitTransaction));
            second.beginTransaction();
            second.send(new ProducerRecord<>("out", 0, null, "heir")).get();
            second.commitTransaction();
        }
        System.out.println("committed records: " + read("out", "read_committed"));
    }

    /** Reads, writes, and commits both as one. */
    private static void offsets(String protocol) throws Exception {
        var group = "java-" + protocol;
        try (var producer = producer(null)) {
            for (var i = 0; i < 4; i++)
                producer.send(new ProducerRecord<>("in", 0, null, "" + i)).get();
        }
        try (var consumer = consumer(group, protocol, "read_committed"); var producer = producer(group)) {
            consumer.subscribe(Set.of("in"));
            producer.initTransactions();
            var read = new ArrayList<String>();
            while (read.size() < 4)
                for (var record : consumer.poll(Duration.ofMillis(200))) read.add(record.value());
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(Map.of(new TopicPartition("in", 0), new OffsetAndMetadata(2)), consumer.groupMetadata());
            producer.send(new ProducerRecord<>("out", 1, null, protocol)).get();
            say(protocol + " open", group);
            producer.commitTransaction();
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(Map.of(new TopicPartition("in", 0), new OffsetAndMetadata(4)), consumer.groupMetadata());
            producer.abortTransaction();
            System.out.println(protocol + " read " + read.subList(0, 4) + ", committed " + consumer.committed(Set.of(new TopicPartition("in", 0))).values().iterator().next().offset());
        }
    }

    private static void administrator() throws Exception {
        try (var producer = producer("java-open")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("out", 1, null, "open")).get();
            var partition = new TopicPartition("out", 1);
            var open = admin.describeProducers(List.of(partition)).partitionResult(partition).get().activeProducers().stream().filter(p -> p.currentTransactionStartOffset().isPresent()).toList();
            System.out.println("open in out-1: " + open.size());
            admin.fenceProducers(List.of("java-open")).all().get();
            say("fenced", "java-open");
            System.out.println("the fenced is told: " + attempt(producer::commitTransaction));
        }
        var ongoing = admin.listTransactions(new org.apache.kafka.clients.admin.ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING))).all().get();
        System.out.println("ongoing: " + ongoing.size());
    }

    private static void say(String what, String id) throws Exception {
        TransactionDescription found;
        do
            found = admin.describeTransactions(List.of(id)).description(id).get();
        while (found.state() == TransactionState.PREPARE_COMMIT || found.state() == TransactionState.PREPARE_ABORT);
        var topics = found.topicPartitions().stream().map(p -> p.topic().equals("__consumer_offsets") ? p.topic() : p.toString()).sorted().toList();
        System.out.println(what + ": " + found.state() + ", epoch " + found.producerEpoch() + ", " + topics);
    }

    private static List<String> read(String topic, String isolation) {
        try (var consumer = consumer(null, "classic", isolation)) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(Set.of(partition));
            consumer.seekToBeginning(Set.of(partition));
            var end = consumer.endOffsets(Set.of(partition)).get(partition);
            var values = new ArrayList<String>();
            while (consumer.position(partition) < end)
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) values.add(record.value());
            return values;
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static String attempt(Step step) {
        try {
            step.run();
            return "nothing";
        } catch (Exception e) {
            var cause = e instanceof java.util.concurrent.ExecutionException ? e.getCause() : e;
            return cause.getClass().getSimpleName();
        }
    }

    private static KafkaProducer<String, String> producer(String id) {
        var properties = new Properties();
        properties.put("bootstrap.servers", servers);
        properties.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        properties.put("value.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        if (id != null)
            properties.put("transactional.id", id);
        return new KafkaProducer<>(properties);
    }

    private static KafkaConsumer<String, String> consumer(String group, String protocol, String isolation) {
        var properties = new Properties();
        properties.put("bootstrap.servers", servers);
        properties.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        properties.put("value.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        properties.put("isolation.level", isolation);
        properties.put("group.protocol", protocol);
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        if (group != null)
            properties.put("group.id", group);
        return new KafkaConsumer<>(properties);
    }
}
