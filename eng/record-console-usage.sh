#!/usr/bin/env bash
# Records the help pages of Kafka's own tools (KAFKA_HOME, 4.3.1), which the console prints and reads its options from:
# src/KafkaQuiz.Console/Options/Usage/*.txt. usage: KAFKA_HOME=/path/to/kafka eng/record-console-usage.sh [TOOL]...
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
[ -n "${KAFKA_HOME:-}" ] || { sed -n 2,3p "$0"; exit 1; }
out=src/KafkaQuiz.Console/Options/Usage bin=$KAFKA_HOME/bin
wanted() { [ "$#" = 1 ] || [[ " ${*:2} " = *" $1 "* ]]; }

# joptsimple: the first line is what --help says before the page.
for tool in acls broker-api-versions configs console-consumer console-producer consumer-groups consumer-perf-test delete-records \
  get-offsets groups leader-election log-dirs reassign-partitions topics; do
  wanted kafka-$tool "$@" || continue
  "$bin/kafka-$tool.sh" --help 2>&1 | sed -n '/^Option /,$p' > "$out/kafka-$tool.txt" || true
done
# argparse4j: a page of the tool and one of each sub-command.
while read -r tool commands; do
  wanted kafka-$tool "$@" || continue
  "$bin/kafka-$tool.sh" --help > "$out/kafka-$tool.txt" 2>/dev/null || true
  for command in $commands; do
    "$bin/kafka-$tool.sh" $([ $tool = transactions ] && echo --bootstrap-server localhost:9092) $command --help > "$out/kafka-$tool-$command.txt" 2>/dev/null || true
  done
done <<'TOOLS'
cluster cluster-id unregister list-endpoints
features describe upgrade downgrade disable version-mapping feature-dependencies
metadata-quorum describe add-controller remove-controller
producer-perf-test
storage info format version-mapping feature-dependencies random-uuid
transactions list describe describe-producers abort find-hanging forceTerminateTransaction
TOOLS
