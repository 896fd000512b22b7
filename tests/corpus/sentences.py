"""How well sentences are told apart, on copy that has one on each line.

    python tests/corpus/sentences.py FILE.jsonl [--show N]

Each `text` of the file is joined into paragraphs of five lines, blanks for line ends, and cut again. A boundary found
where a line ended is right. Prints precision and recall of the boundaries; `--show` prints that many of each mistake.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from copydesk.rulebook import shipped
from copydesk.views.sentences import sentences

TOGETHER = 5  # lines of a paragraph


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("file", type=Path)
    ask.add_argument("--show", type=int, default=0)
    given = ask.parse_args()
    lexicon = shipped().lexicon
    right = wrong = missed = 0
    shown: list[str] = []
    for row in given.file.open(encoding="utf-8"):
        lines = [" ".join(line.split()) for line in json.loads(row)["text"].splitlines() if line.strip()]
        for n in range(0, len(lines), TOGETHER):
            text = " ".join(lines[n : n + TOGETHER])
            ends, at = set(), 0
            for line in lines[n : n + TOGETHER]:
                at += len(line)
                ends.add(at)
                at += 1
            found = {end for _, end in sentences(text, lexicon)}
            ends.discard(len(text))
            found.discard(len(text))
            right += len(found & ends)
            wrong += len(found - ends)
            missed += len(ends - found)
            shown += [f"cut     {text[max(0, e - 40) : e]} | {text[e : e + 30]}" for e in sorted(found - ends)]
            shown += [f"missed  {text[max(0, e - 40) : e]} | {text[e : e + 30]}" for e in sorted(ends - found)]
    print("\n".join(shown[: given.show]))
    print(
        f"{right + missed:,} boundaries: precision {right / (right + wrong):.2%}, recall {right / (right + missed):.2%}"
    )


if __name__ == "__main__":
    main()
