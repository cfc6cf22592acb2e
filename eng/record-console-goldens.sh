#!/usr/bin/env bash
# Records what Kafka's own tools print: runs every scenario of tests/KafkaQuiz.Console.Tests/Goldens/Scenarios with the tools of
# KAFKA_HOME (4.3.1) on real clusters and writes the files anew; then the tests compare our console with them.
# usage: KAFKA_HOME=/path/to/kafka eng/record-console-goldens.sh [SCENARIO[,SCENARIO]...]     (about 1.5 s a command)
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
[ -n "${KAFKA_HOME:-}" ] || { sed -n 2,4p "$0"; exit 1; }
dotnet build -c Release tests/KafkaQuiz.Console.Tests -v q -nologo -clp:ErrorsOnly
CONSOLE_GOLDENS=record CONSOLE_SCENARIO=${1:-} dotnet test -c Release --no-build tests/KafkaQuiz.Console.Tests --filter "FullyQualifiedName~GoldenTests"
