#!/usr/bin/env bash
# Puts librdkafka.redist 2.15.1.1 into eng/packages for a machine whose NuGet registry lacks librdkafka.redist 2.15.1.
# Built once per machine from the source that npm's @confluentinc/kafka-javascript 1.10.1 carries (its integrity is
# checked), kept under ${XDG_CACHE_HOME:-~/.cache}/kafkaquiz. Needs npm, gcc, make, and zlib and OpenSSL headers.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
version=2.15.1.1 npm_package=@confluentinc/kafka-javascript@1.10.1
integrity='sha512-KVePUBn21EqCVP9mfxzEuM3SYJHHEF7X+iiC2e43QQgDSyEaksInmCGooT3w5q+cNAdkSCrK71j0ICfqoSqZLw=='
cache="${XDG_CACHE_HOME:-$HOME/.cache}/kafkaquiz"
package="$cache/librdkafka.redist.$version.nupkg"
if [ ! -f "$package" ]; then
  for tool in npm gcc make openssl tar strip; do
    command -v "$tool" >/dev/null || { echo "librdkafka를 빌드하려면 $tool 이(가) 필요합니다. (needed to build librdkafka: $tool)" >&2; exit 1; }
  done
  work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
  echo "librdkafka 2.15.1 소스를 받아 빌드합니다(1분쯤 걸립니다)… (fetching and building librdkafka, about a minute)" >&2
  archive="$work/$(cd "$work" && npm pack --silent "$npm_package" 2>/dev/null | tail -n 1)"
  got="sha512-$(openssl dgst -sha512 -binary "$archive" | base64 -w0)"
  [ "$got" = "$integrity" ] || { echo "내려받은 파일의 무결성 값이 다릅니다. (integrity mismatch): $got" >&2; exit 1; }
  tar -xzf "$archive" -C "$work"
  source="$work/package/deps/librdkafka"
  (cd "$source" && ./configure --disable-lz4-ext --disable-zstd --disable-gssapi >"$work/build.log" 2>&1 &&
    make -j"$(nproc)" libs >>"$work/build.log" 2>&1) || { tail -30 "$work/build.log" >&2; exit 1; }
  mkdir -p "$work/pack/native" "$cache"
  cp "$source/src/librdkafka.so.1" "$work/pack/native/librdkafka.so"
  strip "$work/pack/native/librdkafka.so"
  cat >"$work/pack/pack.csproj" <<'P'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <PackageId>librdkafka.redist</PackageId>
    <Version>2.15.1.1</Version>
    <Authors>librdkafka contributors</Authors>
    <Description>librdkafka 2.15.1 built on this machine</Description>
    <PackageLicenseExpression>BSD-2-Clause</PackageLicenseExpression>
    <IncludeBuildOutput>false</IncludeBuildOutput>
    <SuppressDependenciesWhenPacking>true</SuppressDependenciesWhenPacking>
    <NoWarn>NU5128;NU5127</NoWarn>
  </PropertyGroup>
  <ItemGroup>
    <None Include="native/librdkafka.so" Pack="true" PackagePath="runtimes/linux-x64/native/librdkafka.so" />
  </ItemGroup>
</Project>
P
  # librdkafka.redist also carries its MSBuild props on other platforms; on Linux the runtimes folder is all that is used.
  dotnet pack "$work/pack/pack.csproj" -o "$work/out" -v q -nologo >"$work/pack.log" 2>&1 || { cat "$work/pack.log" >&2; exit 1; }
  mv "$work/out/librdkafka.redist.$version.nupkg" "$package"
fi
cp "$package" eng/packages/
