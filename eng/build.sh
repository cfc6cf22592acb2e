# Sourced by ./run, ./test and ./kafkaquiz: builds what is stale, says what it does.
# usage: build_if_stale NAME PROJECT-OR-SOLUTION      (Release; the stamp of NAME lies under artifacts/)

fail() { printf '%s\n' "$@" >&2; exit 1; }

need_dotnet() {
  command -v dotnet >/dev/null 2>&1 || fail \
    ".NET SDK 10이 필요합니다. https://dotnet.microsoft.com/download 에서 설치한 뒤 다시 실행해 주세요." \
    "The .NET 10 SDK is needed: install it from https://dotnet.microsoft.com/download and run this again."
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_CLI_UI_LANGUAGE=en
}

# Restores; where the registry lacks librdkafka.redist, builds it once from source and restores again.
restore() {
  local log=artifacts/restore.log
  [ "${KAFKAQUIZ_LIBRDKAFKA:-}" = source ] && eng/librdkafka.sh
  dotnet restore "$1" -v q -nologo >"$log" 2>&1 && return 0
  if grep -qi 'librdkafka.redist' "$log"; then
    echo "librdkafka.redist가 패키지 저장소에 없어 소스에서 한 번 빌드합니다. (building librdkafka from source, once)" >&2
    eng/librdkafka.sh && dotnet restore "$1" -v q -nologo >"$log" 2>&1 && return 0
  fi
  cat "$log" >&2
  fail "패키지를 복원하지 못했습니다. 위 오류를 확인해 주세요. (restore failed)"
}

build_if_stale() {
  local stamp="artifacts/$1.built" what="$2"
  mkdir -p artifacts
  if [ -f "$stamp" ] && [ -z "$(find src tests eng Directory.*.props global.json nuget.config .editorconfig KafkaQuiz.sln \
      \( -name bin -o -name obj \) -prune -o -newer "$stamp" -type f -print -quit)" ]; then
    return 0
  fi
  need_dotnet
  echo "빌드하는 중입니다… (building $what)" >&2
  local started; started=$(mktemp artifacts/.stamp.XXXXXX)
  restore "$what"
  dotnet build "$what" -c Release --no-restore -v q -nologo -clp:ErrorsOnly >&2 || { rm -f "$started"; fail "빌드에 실패했습니다. (build failed)"; }
  mv -f "$started" "$stamp"
}
