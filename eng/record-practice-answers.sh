#!/usr/bin/env bash
# Records what Apache Kafka answers: runs the conversations of tests/KafkaQuiz.PracticeCluster.Tests/Recorded with three real nodes of
# KAFKA_HOME (4.3.1) and writes the answers anew; then the tests compare the practice cluster with them.
# usage: KAFKA_HOME=/path/to/kafka eng/record-practice-answers.sh [FILE,FILE…]     (all of them: about 5 minutes; FIRST_PORT=31090, twenty ports)
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
[ -n "${KAFKA_HOME:-}" ] || { sed -n 2,4p "$0"; exit 1; }
tests=tests/KafkaQuiz.PracticeCluster.Tests
[ -n "${NO_BUILD:-}" ] || dotnet build "$tests" -c Release -v q -nologo -clp:ErrorsOnly
first=${FIRST_PORT:-31090} dir=$(mktemp -d) pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait; rm -rf "$dir"' EXIT
for n in 1 2 3; do
  cat > "$dir/$n.properties" <<P
process.roles=broker,controller
node.id=$n
controller.quorum.voters=1@127.0.0.1:$((first + 11)),2@127.0.0.1:$((first + 12)),3@127.0.0.1:$((first + 13))
listeners=PLAINTEXT://127.0.0.1:$((first + n)),CONTROLLER://127.0.0.1:$((first + 10 + n))
advertised.listeners=PLAINTEXT://127.0.0.1:$((first + n))
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
offsets.topic.replication.factor=3
transaction.state.log.replication.factor=3
transaction.state.log.min.isr=2
group.initial.rebalance.delay.ms=0
log.dirs=$dir/$n-a,$dir/$n-b
log.retention.check.interval.ms=1000
log.initial.task.delay.ms=500
log.cleaner.backoff.ms=500
transaction.partition.verification.enable=false
P
  "$KAFKA_HOME/bin/kafka-storage.sh" format -t MkU3OEVBNTcwNTJENDM2Qg -c "$dir/$n.properties" > /dev/null
  "$KAFKA_HOME/bin/kafka-server-start.sh" "$dir/$n.properties" > "$dir/$n.log" 2>&1 < /dev/null &
  pids+=($!)
done
for n in 1 2 3; do
  for _ in $(seq 600); do grep -q "Kafka Server started" "$dir/$n.log" && break; sleep 0.1; done
done
PRACTICE_CONVERSATION=${1:-} PRACTICE_RECORD_FROM=127.0.0.1:$((first + 1)) dotnet "$tests/bin/Release/net10.0/KafkaQuiz.PracticeCluster.Tests.dll" -class KafkaQuiz.Practice.Tests.Recorded.RecordedTests -noLogo -noColor
