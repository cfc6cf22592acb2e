"""kafka-python against a practice cluster: client.py COMMAND BOOTSTRAP. Prints one JSON object; standard error is the library's own log of errors."""
import json
import logging
import sys

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, OffsetAndMetadata, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, NewPartitions, NewTopic

command, bootstrap = sys.argv[1:3]
logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
# A busy machine is slow, not broken.
common = dict(bootstrap_servers=bootstrap.split(","), request_timeout_ms=60000, api_version_auto_timeout_ms=60000)


def consumer(*topics, **more):
    settings = dict(common, auto_offset_reset="earliest", enable_auto_commit=False, consumer_timeout_ms=60000, fetch_max_wait_ms=100)
    settings.update(more)
    # The library wants it above the session timeout.
    settings["request_timeout_ms"] = 65000
    return KafkaConsumer(*topics, **settings)


def take(reader, count):
    records = []
    for record in reader:
        records.append(record)
        if len(records) == count:
            break
    return records


def produce(values, **more):
    producer = KafkaProducer(**common, acks="all", **more)
    sent = [producer.send("orders", key=b"k%d" % value, value=b"%d" % value, headers=[("h", b"x")], timestamp_ms=1000 + value * 100) for value in values]
    producer.flush()
    offsets = [future.get(60).offset for future in sent]
    producer.close()
    return offsets


def admin():
    client = KafkaAdminClient(**common)
    client.create_topics([NewTopic("made", 2, 3, topic_configs={"retention.ms": "60000"})], timeout_ms=60000)
    client.create_partitions({"made": NewPartitions(4)}, timeout_ms=60000)
    topic = client.describe_topics(["made"])[0]
    configs = client.describe_configs([ConfigResource(ConfigResourceType.TOPIC, "made", {"retention.ms": None})])
    cluster = client.describe_cluster()
    topics = sorted(client.list_topics())
    client.delete_topics(["made"], timeout_ms=60000)
    after = sorted(client.list_topics())
    client.close()
    return {
        "partitions": [{"id": p["partition"], "replicas": len(p["replicas"]), "isr": len(p["isr"])} for p in sorted(topic["partitions"], key=lambda p: p["partition"])],
        "retention": configs[0].resources[0][4][0][1],
        "brokers": len(cluster["brokers"]),
        "topics": topics,
        "after": after,
    }


def alter_configs():
    client = KafkaAdminClient(**common)
    client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, "orders", {"retention.ms": "12345"})])
    configs = client.describe_configs([ConfigResource(ConfigResourceType.TOPIC, "orders", {"retention.ms": None})])
    client.close()
    return {"retention": configs[0].resources[0][4][0][1]}


def records():
    offsets = produce(range(50), compression_type="gzip")
    reader = consumer("orders", group_id=None)
    return {"offsets": offsets, "records": [[r.partition, r.offset, r.key.decode(), r.value.decode(), r.timestamp, r.headers[0][1].decode()] for r in take(reader, 50)]}


def offsets():
    produce(range(10))
    reader = consumer(group_id=None)
    partition = TopicPartition("orders", 0)
    reader.assign([partition])
    by_time = reader.offsets_for_times({partition: 1500})[partition].offset
    reader.seek(partition, 7)
    return {"beginning": reader.beginning_offsets([partition])[partition], "end": reader.end_offsets([partition])[partition], "byTime": by_time, "sought": take(reader, 1)[0].value.decode()}


def groups():
    produce(range(10))
    first = consumer("orders", group_id="g")
    taken = take(first, 4)
    first.commit({TopicPartition("orders", 0): OffsetAndMetadata(taken[-1].offset + 1, "note")})
    client = KafkaAdminClient(**common)
    listed = client.list_consumer_groups()
    state = client.describe_consumer_groups(["g"])[0].state
    committed = client.list_consumer_group_offsets("g")[TopicPartition("orders", 0)]
    first.close()
    second = consumer("orders", group_id="g")
    resumed = take(second, 1)[0].value.decode()
    second.close()
    client.close()
    return {"listed": listed, "state": state, "offset": committed.offset, "metadata": committed.metadata, "resumed": resumed}


def delete_groups():
    produce([1])
    reader = consumer("orders", group_id="gone")
    take(reader, 1)
    reader.commit()
    reader.close()
    client = KafkaAdminClient(**common)
    client.delete_consumer_groups(["gone"])
    after = client.list_consumer_groups()
    client.close()
    return {"after": after}


print(json.dumps(globals()[command]()))
