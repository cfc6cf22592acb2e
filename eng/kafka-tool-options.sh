#!/usr/bin/env bash
# Asks the command-line tools of a real Kafka distribution which options they know, and prints the table that
# src/KafkaQuiz.Assessment/Commands/kafka-tools.txt holds. Usage: KAFKA_HOME=… eng/kafka-tool-options.sh [TOOL]... > FILE (all tools without names)
# One line a tool: name, its sub-commands in braces, its options. `=` takes a value, `=?` may take one, `=+` takes several;
# `-c|--config=` are two spellings of one option. Needs Java; about a minute and a half.
set -euo pipefail
: "${KAFKA_HOME:?set KAFKA_HOME to a Kafka distribution}"
bin=$KAFKA_HOME/bin

options() {
  awk '
    function add(names, mark) { if (!(names in seen)) { seen[names] = 1; print names mark } }
    # joptsimple: "--topic <String: …>", "* --list", "--state [String]", "-x, --name"
    /^Option / { jopt = 1; next }
    jopt && /^-+ +-+/ { next }
    jopt && /^(\* )?-/ {
      if (held != "") { add(held, ""); held = "" }
      line = $0; sub(/^\* /, "", line); n = line; sub(/ .*/, "", n); rest = substr(line, length(n) + 1)
      mark = ""; if (rest ~ /^ +<[[A-Z]/) mark = "="; else if (rest ~ /^ +\[[A-Z]/) mark = "=?"
      if (mark == "") held = n; else add(n, mark)
      next
    }
    jopt && held != "" && /^ +<[A-Z][A-Za-z|,]*[:|>]/ { add(held, "="); held = ""; next }
    jopt && held != "" { add(held, ""); held = "" }
    # argparse4j: "  --config CONFIG, -c CONFIG", "  -h, --help    show …", wrapped names on a line of their own
    /arguments:$|^Brokers on|^  Note that/ { arg = 1; jopt = 0 }
    arg && /^  -/ {
      line = substr($0, 3); gsub(/   .*/, "", line); gsub(/  .*/, "", line)
      n = split(line, part, ", "); names = ""; mark = ""
      for (i = 1; i <= n; i++) {
        if (part[i] !~ /^-/) continue
        split(part[i], w, " "); names = names (names == "" ? "" : "|") w[1]
        if (w[2] != "") mark = "="
        if (part[i] ~ /\[.* \.\.\.\]/) mark = "=+"
      }
      add(names, mark)
    }
    END { if (held != "") add(held, "") }' | tr '\n' ' '
}

commands() { sed -n 's/^ *{\([a-z,A-Z-]*\)}.*/\1/p' | head -1; }

echo "# Apache Kafka $("$bin"/kafka-topics.sh --version 2>/dev/null | cut -d" " -f1), by eng/kafka-tool-options.sh"
for script in "$bin"/kafka-*.sh; do
  tool=$(basename "$script" .sh)
  [ $# = 0 ] || [[ " $* " = *" $tool "* ]] || continue
  case $tool in
    # No options of their own, or none that the tool lists.
    kafka-run-class | kafka-server-stop | kafka-e2e-latency) echo "$tool"; continue ;;
  esac
  help=$("$script" --help 2>&1 || true)
  sub=$(commands <<<"$help")
  [ "$tool" = kafka-transactions ] && sub=list,describe,describe-producers,abort,find-hanging,forceTerminateTransaction
  all=$help
  for c in ${sub//,/ }; do all+=$'\n'$("$script" $([ "$tool" = kafka-transactions ] && echo --bootstrap-server x:1) "$c" --help 2>&1 || true); done
  # The script's own options, which it takes before it starts Java.
  [ "$tool" = kafka-server-start ] && tool="$tool -daemon -name= -loggc"
  echo "$tool ${sub:+{$sub\} }$(options <<<"$all")" | sed 's/ *$//'
done
