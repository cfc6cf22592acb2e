# Sourced by .ci/run: the programs that some tests use (a browser, other Kafka clients), where this user may install them.
# Each is optional: a test whose program is missing is skipped with that reason.
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  missing=""
  command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
  command -v kcat >/dev/null 2>&1 || missing="$missing kcat"
  command -v gcc >/dev/null 2>&1 || missing="$missing gcc libc6-dev"
  command -v node >/dev/null 2>&1 || missing="$missing nodejs npm"
  [ -d /usr/lib/python3/dist-packages/kafka ] || missing="$missing python3-kafka"
  fc-list :lang=ko 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"
  if [ -n "$missing" ]; then
    echo "Installing for the tests:$missing"
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing) >/tmp/kafkaquiz-apt.log 2>&1 ||
      echo "Could not install them; the tests that need them will be skipped."
  fi
fi
# KafkaJS, pinned by the lock file, in a cache outside the checkout; anew when the lock file changes.
install_kafkajs() {
  local source=tests/KafkaQuiz.PracticeCluster.Tests/OtherClients/kafkajs
  local cache="${XDG_CACHE_HOME:-$HOME/.cache}/kafkaquiz/kafkajs"
  command -v npm >/dev/null 2>&1 || return 0
  cmp -s "$source/package-lock.json" "$cache/package-lock.json" && [ -d "$cache/node_modules/kafkajs" ] && return 0
  echo "Installing for the tests: KafkaJS"
  { mkdir -p "$cache" && cp "$source/package.json" "$source/package-lock.json" "$cache/" && npm ci --prefix "$cache" --no-audit --no-fund; } >/tmp/kafkaquiz-npm.log 2>&1 ||
    { rm -f "$cache/package-lock.json"; echo "Could not install it; the tests that need it will be skipped."; }
}
install_kafkajs
