"""A fair simple script to compare with: normalize each line, find the amounts, print JSON Lines.

Usage: python3 benches/compare.py PATH... > /dev/null

Reads each file (of a folder, all .txt files below it), and says on standard
error how many bytes it read in what time, start-up excluded.
"""

import json
import re
import sys
import time
import unicodedata
from pathlib import Path

AMOUNT = re.compile(
    r"(?P<sign>[▲△+\-])?(?P<figure>\d[\d,]*(?:\.\d+)?) ?(?P<unit>兆|億|百万|千|万)?円"
)
FACTOR = {"兆": 10**12, "億": 10**8, "百万": 10**6, "万": 10**4, "千": 10**3, None: 1}


def yen(match):
    whole, _, part = match["figure"].replace(",", "").partition(".")
    value = int(whole + part) * FACTOR[match["unit"]] // 10 ** len(part)
    return -value if match["sign"] in ("▲", "△", "-") else value


def read(path):
    text = path.read_bytes().decode("utf-8", errors="replace")
    for number, line in enumerate(text.splitlines(), 1):
        line = unicodedata.normalize("NFKC", line)
        for match in AMOUNT.finditer(line):
            label = line[: match.start()].strip()
            record = {"document": path.stem, "line": number, "label": label, "yen": yen(match)}
            print(json.dumps(record, ensure_ascii=False))


def main():
    given = [Path(arg) for arg in sys.argv[1:]]
    paths = [f for p in given for f in (sorted(p.rglob("*.txt")) if p.is_dir() else [p])]
    start = time.process_time()
    for path in paths:
        read(path)
    seconds = time.process_time() - start
    size = sum(path.stat().st_size for path in paths)
    print(f"{size} bytes in {seconds:.3f} s of CPU: {size / seconds / 1e6:.1f} MB/s", file=sys.stderr)


if __name__ == "__main__":
    main()
