import java.lang.reflect.Field;
import java.nio.file.*;
import java.util.*;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.coordinator.group.GroupConfig;
import org.apache.kafka.server.config.*;
import org.apache.kafka.server.metrics.ClientMetricsConfigs;
import org.apache.kafka.storage.internals.log.LogConfig;

/**
 * Writes every config that Apache Kafka knows, from its own definitions (Apache-2.0), as the tables that the practice cluster reads.
 *
 * usage: java -cp "$KAFKA_HOME/libs/*" eng/practice-cluster/ConfigCatalog.java src/KafkaQuiz.PracticeCluster/Configs
 */
public class ConfigCatalog {
    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        var brokerQuotas = QuotaConfig.brokerQuotaConfigs();
        var modes = DynamicBrokerConfig.dynamicConfigUpdateModes();
        var broker = keys((ConfigDef) Class.forName("kafka.server.KafkaConfig").getMethod("configDef").invoke(null));
        for (var key : keys(brokerQuotas))
            if (broker.stream().noneMatch(k -> k.name.equals(key.name)))
                broker.add(key);
        write(folder, "broker-configs", broker,
            k -> brokerQuotas.names().contains(k.name) ? "quota" : modes.getOrDefault(k.name, "static"),
            k -> DynamicBrokerConfig.brokerConfigSynonyms(k.name, true).stream().collect(Collectors.joining(";")));
        var log = LogConfig.class.getDeclaredField("CONFIG");
        log.setAccessible(true);
        write(folder, "topic-configs", keys((ConfigDef) log.get(null)), k -> "",
            k -> Optional.ofNullable(ServerTopicConfigSynonyms.TOPIC_CONFIG_SYNONYMS.get(k.name)).map(s -> String.join(";", DynamicBrokerConfig.brokerConfigSynonyms(s, true))).orElse(""));
        write(folder, "group-configs", keys(GroupConfig.CONFIG_DEF), k -> "", k -> GroupConfig.brokerSynonym(k.name).orElse(""));
        Field metrics = Arrays.stream(ClientMetricsConfigs.class.getDeclaredFields()).filter(f -> f.getType() == ConfigDef.class).findFirst().get();
        metrics.setAccessible(true);
        write(folder, "client-metrics-configs", keys((ConfigDef) metrics.get(null)), k -> "", k -> "");
    }

    interface Column { String of(ConfigDef.ConfigKey key) throws Exception; }

    static List<ConfigDef.ConfigKey> keys(ConfigDef def) {
        return new ArrayList<>(def.configKeys().values());
    }

    static void write(Path folder, String name, List<ConfigDef.ConfigKey> keys, Column mode, Column synonyms) throws Exception {
        keys.sort(Comparator.comparing(k -> k.name));
        var source = " From Apache Kafka's own definitions (Apache-2.0) by eng/practice-cluster/ConfigCatalog.java.\n";
        var table = new StringBuilder("# name, type, default, how it changes (broker configs), its names in a broker's configs, rule for values, i for internal." + source);
        var docs = new StringBuilder("# name, documentation." + source);
        for (var key : keys) {
            table.append(String.join("\t", key.name, key.type.name(), value(key), mode.of(key), synonyms.of(key), rule(key.validator), key.internalConfig ? "i" : "")).append('\n');
            if (key.documentation != null && !key.documentation.isEmpty())
                docs.append(key.name).append('\t').append(key.documentation.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")).append('\n');
        }
        Files.writeString(folder.resolve(name + ".tsv"), table);
        Files.writeString(folder.resolve(name + ".docs.tsv"), docs);
    }

    static String value(ConfigDef.ConfigKey key) {
        return !key.hasDefault() || key.defaultValue == null ? "null" : ConfigDef.convertToString(key.defaultValue, key.type);
    }

    /** min A, range A B, in A,B, in-any-case A,B, list [empty] [null] A,B; others by the name of their class. */
    static String rule(ConfigDef.Validator validator) throws Exception {
        if (validator == null)
            return "";
        var at = validator.getClass().getSimpleName();
        return switch (at) {
            case "Range" -> field(validator, "max") == null ? "min " + field(validator, "min") : "range " + field(validator, "min") + " " + field(validator, "max");
            case "ValidString" -> "in " + words(field(validator, "validStrings"));
            case "CaseInsensitiveValidString" -> "in-any-case " + validator.toString().replaceAll(".*\\[|\\]| ", "");
            case "ValidList" -> ("list" + ((boolean) field(validator, "isEmptyAllowed") ? " empty" : "") + ((boolean) field(validator, "isNullAllowed") ? " null" : "")
                + " " + words(field(field(validator, "validString"), "validStrings"))).trim();
            case "LambdaValidator" -> "custom " + validator;
            default -> "custom " + at;
        };
    }

    static String words(Object list) {
        return String.join(",", (List<String>) list);
    }

    static Object field(Object of, String name) throws Exception {
        var field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }
}
