"""Speed, as ratios measured in one run: start-up, throughput against proselint, growth with size, memory.

    python tests/bench/run.py [--stories N] [--rounds N]

Builds the wheel, installs it with proselint into a fresh virtual environment (an installed package is compiled; a checkout
may not be), and measures processor time of whole processes, the least of several rounds, contenders in turn. The stories
are the copy beside the checkout in `../shared/corpora` where that is present, else the example stories of the project,
shuffled. Ends with status 1 when a bound is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "corpora" / "bench" / "make.py"
STORY = ROOT / "tests" / "stories" / "ferry.txt"


def cpu(*command: str) -> tuple[float, int]:
    """Processor seconds of a process and its children, and its peak memory in KiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    probe = (
        "import resource, subprocess, sys; quiet = subprocess.DEVNULL; "
        "subprocess.run(sys.argv[1:], stdout=quiet, stderr=quiet); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    # whoever runs this may have set Python to write unbuffered, or to keep no compiled copies: `python -I` heeds neither
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [sys.executable, "-I", "-c", probe, *command], capture_output=True, text=True, check=True, env=env
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, int(done.stdout)


def least(rounds: int, *commands: list[str]) -> list[float]:
    """The least processor time of each command, measured in turn; the probe's own cost is taken off."""
    best = [float("inf")] * (len(commands) + 1)
    for _ in range(rounds):
        for n, command in enumerate(([sys.executable, "-I", "-S", "-c", "0"], *commands)):
            best[n] = min(best[n], cpu(*command)[0])
    empty = cpu_of_nothing(rounds)
    return [seconds - (best[0] - empty) for seconds in best[1:]]


def cpu_of_nothing(rounds: int) -> float:
    """Processor time of the emptiest Python, without the probe around it."""
    best = float("inf")
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-I", "-S", "-c", "0"], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def make(folder: Path, stories: int) -> None:
    """`stories/` of one story a file, `feed.txt` of 10 MB, and `part.txt`, its first 100 KB."""
    if SHARED.is_file():
        subprocess.run(
            [sys.executable, str(SHARED), str(folder), "--stories", str(stories)], check=True, stdout=subprocess.DEVNULL
        )
    else:
        ours = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "tests" / "stories").glob("*.txt"))]
        draw = random.Random(0)
        made = []
        for n in range(stories):
            paragraphs = draw.choice(ours).strip().split("\n\n")
            draw.shuffle(paragraphs)
            made.append("\n\n".join(paragraphs) + "\n")
            file = folder / "stories" / f"{n % 100:02d}" / f"{n:05d}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(made[-1], encoding="utf-8")
        text = "\n".join(made * (1 + 10_500_000 // sum(map(len, made))))
        (folder / "feed.txt").write_text(text[:10_000_000], encoding="utf-8")
    feed = (folder / "feed.txt").read_bytes()
    cut = feed.rindex(b"\n\n", 0, 100_000)
    (folder / "part.txt").write_bytes(feed[:cut] + b"\n")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "some").mkdir()
    for file in sorted((folder / "stories").rglob("*.txt"))[:300]:
        (folder / "some" / file.name).write_bytes(file.read_bytes())


def words(folder: Path) -> int:
    return sum(len(p.read_text(encoding="utf-8").split()) for p in folder.rglob("*.txt"))


def installed(folder: Path) -> Path:
    """A fresh virtual environment with the wheel and proselint in it."""
    where = folder / "venv"
    venv.create(where, with_pip=True)
    python = where / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", str(ROOT), "proselint"], check=True)
    return python


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--stories", type=int, default=10_000)
    ask.add_argument("--rounds", type=int, default=9)
    ask.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = ask.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = Path(scratch)
        python = str(installed(folder))
        copydesk = [str(Path(python).with_name("copydesk")), "check", "--isolated", "--format", "jsonl", "--jobs", "1"]
        proselint = [str(Path(python).with_name("proselint")), "check"]
        make(folder, args.stories)
        bare, start, empty, part = least(
            args.rounds, [python, "-I", "-c", "pass"], [*copydesk, str(STORY)], [*copydesk, str(folder / "empty.txt")],
            [*copydesk, str(folder / "part.txt")],
        )  # fmt: skip
        few = min(args.rounds, 3)  # of the long ones, in turn as well
        every, rival, idle = least(
            few, [*copydesk, str(folder / "stories")], [*proselint, str(folder / "some")],
            [*proselint, str(folder / "empty.txt")],
        )  # fmt: skip
        big, memory = cpu(*copydesk, str(folder / "feed.txt"))
        ours = words(folder / "stories") / (every - empty)
        theirs = words(folder / "some") / (rival - idle)
        size, small = (folder / "feed.txt").stat().st_size / 1e6, (folder / "part.txt").stat().st_size / 1e6
        growth = ((big - empty) / size) / ((part - empty) / small)
    per_mb = f"{(big - empty) / size:.2f} s / {(part - empty) / small:.2f} s"
    rows = [
        ("start-up: one 800-word story / python -I -c pass", start / bare, "<=", 6.0, f"{start:.3f} s / {bare:.3f} s"),
        ("throughput: words a second / proselint's", ours / theirs, ">=", 10.0, f"{ours:,.0f} / {theirs:,.0f}"),
        ("growth: time a megabyte at 10 MB / at 100 KB", growth, "<=", 1.25, per_mb),
        ("memory: peak at 10 MB, in MiB", memory / 1024, "<=", 100.0, ""),
    ]
    if args.json:
        print(json.dumps({name: round(value, 3) for name, value, *_ in rows}, indent=1))
    missed = 0
    for name, value, sign, bound, detail in rows:
        good = value <= bound if sign == "<=" else value >= bound
        missed += not good
        if not args.json:
            print(f"{'yes' if good else 'NO '} {name:52} {value:7.2f}  ({sign} {bound:g})  {detail}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
