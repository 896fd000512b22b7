"""Measure on the copy beside the checkout and lay the tables into docs/accuracy.md, between its two marks.

python tests/corpus/accuracy.py [--command COPYDESK]
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "accuracy.md"
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"


def measured(script: Path, *arguments: str) -> str:
    done = subprocess.run([sys.executable, str(script), *arguments], capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{script} ended with status {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def without_times(text: str) -> str:
    """The tables without the list of runs, whose seconds differ from run to run."""
    return re.sub(r"(?ms)^Runs$.*", "", text).strip()


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--command", default=f"{sys.executable} -m copydesk")
    command = ask.parse_args().command
    parts = []
    for title, script in (
        ("The seed article", "seed/score_seed.py"),
        ("Small texts on which other linters fail", "fixtures/check.py"),
        ("Real copy", "corpora/score.py"),
    ):
        parts.append(
            f"### {title}\n\n`python ../shared/{script}`\n\n"
            f"```text\n{without_times(measured(SHARED / script, '--command', command))}\n```\n"
        )
    judged = measured(ROOT / "tests" / "corpus" / "precision.py", "--level", "hint").strip()
    parts.append(
        "### Findings on real copy, judged by an editor's eye\n\n`python tests/corpus/precision.py --level hint`\n\n"
        "Verdicts stand in `tests/corpus/labels/`; a hit that nobody judged counts for nothing.\n\n"
        f"```text\n{judged}\n```\n"
    )
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n" + "\n".join(parts) + f"\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
