import java.util.*;
import java.util.stream.*;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.coordinator.group.api.assignor.*;
import org.apache.kafka.coordinator.group.assignor.*;
import org.apache.kafka.coordinator.group.modern.*;

/**
 * What Kafka's server-side assignors decide, as a table for the practice cluster's tests. Random groups whose members come, go and change
 * their subscriptions, each step from the target of the one before, in the maps that Kafka's TargetAssignmentBuilder uses.
 *
 *   java -cp "$KAFKA_HOME/libs/*" eng/practice-cluster/Assignors.java > tests/KafkaQuiz.PracticeCluster.Tests/Golden/assignors.tsv
 */
public class Assignors {
    static final Random random = new Random(848);
    static final Map<String, Uuid> ids = new LinkedHashMap<>();
    static final Map<Uuid, Integer> counts = new HashMap<>();

    record Member(String instance, Set<String> topics) { }

    public static void main(String[] args) {
        System.out.println("# Of Apache Kafka 4.3.1, made by eng/practice-cluster/Assignors.java.");
        System.out.println("# assignor, homogeneous, topics (name=id:partitions), members (id@instance=topics|present target), their new targets");
        for (int group = 0; group < 60; group++)
            walk(group);
    }

    static void walk(int group) {
        ids.clear();
        counts.clear();
        int topics = 1 + random.nextInt(4);
        for (int t = 0; t < topics; t++) {
            // Of ids in one bucket of a HashMap the order goes by what happened before: left aside.
            Uuid id;
            do
                id = new Uuid(random.nextLong(), random.nextLong());
            while (ids.values().stream().map(Assignors::bucket).toList().contains(bucket(id)));
            ids.put("t" + t, id);
            counts.put(id, 1 + random.nextInt(group % 5 == 0 ? 40 : 9));
        }
        boolean same = group % 3 == 0;
        Set<String> all = new TreeSet<>(ids.keySet());
        Map<String, Member> members = new TreeMap<>();
        Map<String, Assignment> target = new HashMap<>();
        for (int step = 0; step < 8; step++) {
            int kind = step < 2 ? 0 : random.nextInt(5);
            List<String> there = new ArrayList<>(members.keySet());
            if (kind <= 1 || there.isEmpty()) {
                String id = random.nextBoolean() ? "consumer-" + UUID.nameUUIDFromBytes(new byte[] {(byte) group, (byte) step}) : "m" + random.nextInt(1000);
                members.put(id, new Member(random.nextInt(4) == 0 ? "i" + random.nextInt(100) : null, same ? all : some(all)));
            } else if (kind == 2 && there.size() > 1) {
                String id = there.get(random.nextInt(there.size()));
                members.remove(id);
                target.remove(id);
            } else if (kind == 3 && !same) {
                String id = there.get(random.nextInt(there.size()));
                members.put(id, new Member(members.get(id).instance, some(all)));
            } else {
                Uuid id = ids.get("t" + random.nextInt(topics));
                counts.merge(id, 1 + random.nextInt(3), Integer::sum);
            }
            boolean homogeneous = members.values().stream().map(m -> m.topics).distinct().count() == 1;
            target = assign(group % 2 == 0 ? new UniformAssignor() : new RangeAssignor(), homogeneous, members, target);
        }
    }

    static Set<String> some(Set<String> all) {
        return all.stream().filter(t -> random.nextInt(3) > 0).collect(Collectors.toCollection(TreeSet::new));
    }

    static Map<String, Assignment> assign(ConsumerGroupPartitionAssignor assignor, boolean homogeneous, Map<String, Member> members, Map<String, Assignment> target) {
        Map<String, MemberSubscriptionAndAssignmentImpl> specs = new HashMap<>();
        members.forEach((id, m) -> specs.put(id, new MemberSubscriptionAndAssignmentImpl(Optional.empty(), Optional.ofNullable(m.instance),
            m.topics.stream().map(ids::get).collect(Collectors.toSet()), target.getOrDefault(id, Assignment.EMPTY))));
        Map<Uuid, Map<Integer, String>> inverted = new HashMap<>();
        target.forEach((id, a) -> a.partitions().forEach((t, ps) -> ps.forEach(p -> inverted.computeIfAbsent(t, x -> new HashMap<>()).put(p, id))));
        GroupAssignment result = assignor.assign(
            new GroupSpecImpl(specs, homogeneous ? SubscriptionType.HOMOGENEOUS : SubscriptionType.HETEROGENEOUS, inverted),
            new SubscribedTopicDescriber() {
                public int numPartitions(Uuid id) { return counts.getOrDefault(id, -1); }
                public Set<String> racksForPartition(Uuid id, int p) { return Set.of(); }
            });
        // What the coordinator writes down and reads again: sets of its own.
        Map<String, Assignment> next = new HashMap<>();
        members.keySet().forEach(id -> {
            Map<Uuid, Set<Integer>> copy = new HashMap<>();
            MemberAssignment a = result.members().get(id);
            if (a != null)
                a.partitions().forEach((t, ps) -> copy.put(t, new HashSet<>(ps)));
            next.put(id, new Assignment(copy));
        });
        System.out.println(String.join("\t", assignor.name(), homogeneous ? "1" : "0",
            ids.entrySet().stream().map(e -> e.getKey() + "=" + hex(e.getValue()) + ":" + counts.get(e.getValue())).collect(Collectors.joining(" ")),
            members.entrySet().stream().map(e -> e.getKey() + (e.getValue().instance == null ? "" : "@" + e.getValue().instance) + "=" + String.join(",", e.getValue().topics) + "|" + show(target.get(e.getKey()))).collect(Collectors.joining(" ")),
            members.keySet().stream().map(id -> id + "=" + show(next.get(id))).collect(Collectors.joining(" "))));
        return next;
    }

    static int bucket(Uuid id) {
        return (id.hashCode() ^ (id.hashCode() >>> 16)) & 15;
    }

    static String hex(Uuid id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()).toString();
    }

    static String show(Assignment a) {
        if (a == null)
            return "";
        return ids.entrySet().stream().filter(e -> a.partitions().containsKey(e.getValue()))
            .map(e -> e.getKey() + ":" + a.partitions().get(e.getValue()).stream().sorted().map(String::valueOf).collect(Collectors.joining(","))).collect(Collectors.joining(";"));
    }
}
