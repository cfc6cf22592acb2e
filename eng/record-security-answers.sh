#!/usr/bin/env bash
# Records what Apache Kafka answers about security: runs the conversations of tests/KafkaQuiz.PracticeCluster.Tests/Security/Recorded with a real node of
# KAFKA_HOME (4.3.1) that has SASL listeners and StandardAuthorizer, and writes the answers anew; then the tests compare the practice cluster with them.
# With --serve it only starts the node and waits, for the client tests: SECURED_KAFKA=127.0.0.1:PORT+1 runs them against it.
# usage: KAFKA_HOME=/path/to/kafka eng/record-security-answers.sh [FIRST_PORT] [--serve]     (default 31190, twelve ports; about 4 minutes)
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
[ -n "${KAFKA_HOME:-}" ] || { sed -n 2,5p "$0"; exit 1; }
tests=tests/KafkaQuiz.PracticeCluster.Tests
first=${1:-31190} dir=$(mktemp -d) pid=
trap 'kill $pid 2>/dev/null || true; wait; rm -rf "$dir"' EXIT
start() {
  module=org.apache.kafka.common.security
  users='user_admin="admin-secret" user_alice="alice-secret" user_bob="bob-secret"'
  rm -rf "$dir/data"
  {
    cat <<P
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$((first + 11))
listeners=SASL_PLAINTEXT://127.0.0.1:$((first + 1)),REAUTH://127.0.0.1:$((first + 2)),PLAINTEXT://127.0.0.1:$((first + 3)),CONTROLLER://127.0.0.1:$((first + 11))
controller.listener.names=CONTROLLER
inter.broker.listener.name=SASL_PLAINTEXT
listener.security.protocol.map=CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,REAUTH:SASL_PLAINTEXT,PLAINTEXT:PLAINTEXT
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.reauth.connections.max.reauth.ms=3600000
connection.failed.authentication.delay.ms=10
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:admin;User:ANONYMOUS
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
group.initial.rebalance.delay.ms=0
log.dirs=$dir/data
P
    for listener in sasl_plaintext reauth; do
      echo "listener.name.$listener.plain.sasl.jaas.config=$module.plain.PlainLoginModule required username=\"admin\" password=\"admin-secret\" $users;"
      echo "listener.name.$listener.scram-sha-256.sasl.jaas.config=$module.scram.ScramLoginModule required;"
      echo "listener.name.$listener.scram-sha-512.sasl.jaas.config=$module.scram.ScramLoginModule required;"
    done
  } > "$dir/node.properties"
  "$KAFKA_HOME/bin/kafka-storage.sh" format -t MkU3OEVBNTcwNTJENDM2Qg -c "$dir/node.properties" --add-scram 'SCRAM-SHA-256=[name=scott,password=scott-secret]' > /dev/null
  "$KAFKA_HOME/bin/kafka-server-start.sh" "$dir/node.properties" > "$dir/node.log" 2>&1 < /dev/null &
  pid=$!
  for _ in $(seq 600); do grep -q "Kafka Server started" "$dir/node.log" && return; sleep 0.1; done
  tail -20 "$dir/node.log" >&2; exit 1
}
if [ "${2:-}" = --serve ]; then
  start
  echo "127.0.0.1:$((first + 1))"
  wait $pid
fi
[ -n "${NO_BUILD:-}" ] || dotnet build "$tests" -c Release -v q -nologo -clp:ErrorsOnly
# A node of its own for each conversation.
for file in "$tests"/Security/Recorded/*.txt; do
  start
  SECURITY_FILE=$(basename "$file" .txt) SECURITY_RECORD_FROM=127.0.0.1:$((first + 1)),127.0.0.1:$((first + 2)),127.0.0.1:$((first + 3)) \
    dotnet "$tests/bin/Release/net10.0/KafkaQuiz.PracticeCluster.Tests.dll" -class KafkaQuiz.Practice.Tests.Security.SecurityConversationTests -noLogo -noColor
  kill $pid; wait $pid || true
done
