#!/bin/sh
# Looks at `yosan report` with a browser: tests/outside/report.sh [YOSAN]
# Needs node, npm and Chromium (CHROMIUM, or /usr/bin/chromium); writes to target/outside/report/.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
out=$root/target/outside/report
yosan=${1:-$root/target/release/yosan}
chromium=${CHROMIUM:-/usr/bin/chromium}

case $yosan in /*) ;; *) yosan=$PWD/$yosan ;; esac

for tool in node npm "$chromium" "$yosan"; do
    command -v "$tool" >/dev/null || { echo "report.sh: $tool is missing" >&2; exit 2; }
done
fc-list :lang=ja 2>/dev/null | grep -q . ||
    echo "report.sh: there is no Japanese font: the pictures will not show much" >&2

rm -rf "$out"
mkdir -p "$out/node" "$out/in"
cp "$here/package.json" "$here/report.mjs" "$out/node"
(cd "$out/node" && npm install --no-package-lock --no-audit --no-fund --silent)

cp "$root"/seeds/*.txt "$here/hostile.txt" "$root/fixtures/slides/004_boxes_weasyprint.pdf" "$out/in"
cd "$out"
"$yosan" extract in -o records --quiet
for language in ja en; do
    "$yosan" report records --lang "$language" -o "$language.html"
done
# The same document with ten thousand amounts.
mkdir -p large
awk 'BEGIN { print "令和2年度予算"; for (i = 1; i <= 10000; i++) printf "第%d号事業 %d億円\n", i, i }' >large/large.txt
"$yosan" extract large -o large_records --quiet
"$yosan" report large_records -o large.html

CHROMIUM=$chromium node node/report.mjs "$out"
