#!/usr/bin/env bash
# Regenerates the one migration "Initial" of every provider from the model.
#
# Until the first release there is exactly one migration per provider. Whoever changes an entity or its configuration in
# src/KafkaQuiz.Data runs this script and commits its output in the same commit; two branches that both changed the model
# meet by running it again after the rebase (never by merging the generated files). A database made by an older "Initial"
# is refused at start with a message that says so: delete data/ while developing.
# After the first release: eng/migrations.sh add NAME writes a further migration instead.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
name=Initial
if [ "${1:-}" = add ]; then name=${2:?usage: eng/migrations.sh add NAME}; fi
dotnet tool restore >/dev/null
for provider in Sqlite; do
  project=src/KafkaQuiz.Data.$provider
  if [ "$name" = Initial ]; then rm -rf "$project/Migrations"; fi
  dotnet build -c Release eng/design-time -v q -nologo -clp:ErrorsOnly
  dotnet dotnet-ef migrations add "$name" --no-build --configuration Release \
    --project "$project" --startup-project eng/design-time --output-dir Migrations
done
