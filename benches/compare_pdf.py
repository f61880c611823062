"""Processor time and peak memory over PDF files, beside poppler's text with positions.

Usage: python3 benches/compare_pdf.py PATH... [--runs N]

For each file (of a folder, all .pdf files below it) three commands run in turn, N times (3 by
default): `pdftotext -bbox` (poppler-utils), `yosan text`, and `yosan extract --jobs 1`, each alone.
Of each the least processor time counts, since other work on the machine only ever adds to it.
Files that one of them cannot read are named and left out. Takes `yosan` from $YOSAN, or from
target/release.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

YOSAN = os.environ.get("YOSAN", "target/release/yosan")


def measure(command, runs):
    """The least CPU seconds and the most kilobytes of some runs; None if one fails."""
    least, most = float("inf"), 0
    for _ in range(runs):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        child = subprocess.Popen(command, **quiet)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            return None
        least = min(least, usage.ru_utime + usage.ru_stime)
        most = max(most, usage.ru_maxrss)
    return least, most


def pages(path):
    shown = subprocess.run(["pdfinfo", path], capture_output=True, text=True, errors="replace")
    found = re.search(r"^Pages:\s+(\d+)", shown.stdout, re.MULTILINE)
    return int(found[1]) if found else 0


def main():
    given = sys.argv[1:]
    runs = 3
    if "--runs" in given:
        at = given.index("--runs")
        runs = int(given[at + 1])
        del given[at : at + 2]
    if not given:
        sys.exit(__doc__)
    found = [Path(path) for path in given]
    paths = [f for p in found for f in (sorted(p.rglob("*.pdf")) if p.is_dir() else [p])]
    names = ["poppler", "yosan text", "yosan extract"]
    total, peak, count, left_out = [0.0] * 3, [0] * 3, 0, []
    print(f"{'file':40} {'pages':>6} " + " ".join(f"{n + ' ms/page':>22}" for n in names) + "  peak MB")
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            commands = [
                ["pdftotext", "-bbox", path, f"{folder}/poppler"],
                [YOSAN, "text", path],
                [YOSAN, "extract", path, "-o", f"{folder}/out", "--quiet", "--jobs", "1"],
            ]
            n = pages(path)
            measured = [measure(command, runs) for command in commands]
            if not n or None in measured:
                left_out.append(path.name)
                continue
            count += n
            for i, (seconds, kilobytes) in enumerate(measured):
                total[i] += seconds
                peak[i] = max(peak[i], kilobytes)
            if len(paths) <= 50:
                times = " ".join(f"{1000 * seconds / n:22.2f}" for seconds, _ in measured)
                tops = " ".join(f"{kilobytes / 1024:.0f}" for _, kilobytes in measured)
                print(f"{path.name[:40]:40} {n:6} {times}  {tops}")
    if count:
        times = " ".join(f"{1000 * seconds / count:22.2f}" for seconds in total)
        tops = " ".join(f"{kilobytes / 1024:.0f}" for kilobytes in peak)
        print(f"{'all':40} {count:6} {times}  {tops}")
        of = [seconds / total[0] for seconds in total]
        print(f"of poppler's time: text {of[1]:.2f}, with records {of[2]:.2f}")
    if left_out:
        print(f"left out, as one of them cannot read it: {len(left_out)}: {' '.join(left_out[:20])}")


if __name__ == "__main__":
    main()
