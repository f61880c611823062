#!/bin/sh
# Runs one fuzz target on a stable toolchain.
# Usage: fuzz/run.sh TARGET [SEEDS...] [-LIBFUZZER_OPTION=VALUE...]; paths count from fuzz/.
set -eu
cd "$(dirname "$0")"
target=$1
shift
case $target in
    content | fonts) set -- "seeds/$target" "$@" -dict=pdf.dict ;;
    document) set -- "$@" -dict=pdf.dict ;;
esac
host=$(rustc -vV | sed -n 's/^host: //p')
RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1" \
    cargo build --release --target "$host" --bin "$target"
mkdir -p "corpus/$target" "artifacts/$target"
exec "target/$host/release/$target" "corpus/$target" "$@" \
    -artifact_prefix="artifacts/$target/" -timeout=20 -rss_limit_mb=1024
