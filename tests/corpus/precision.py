"""How often a rule is right on real copy, by the verdicts kept in tests/corpus/labels/.

python tests/corpus/precision.py [--level hint] [--rule ID] [--set NAME]   the table: hits, judged and right, per rule and level
python tests/corpus/precision.py --ask 50 [--seed 1] > to-judge.jsonl      findings nobody has judged, at random, in context
python tests/corpus/precision.py --draw 200 [--seed 1] > drawn.jsonl       findings of a first run, at random, judged or not
python tests/corpus/precision.py --add to-judge.jsonl                      keep the verdicts filled in there: true or false

The copy lies beside the checkout and is no part of the project. A label names a story by its hash and a finding by its
place; it holds no words of the story. It counts for a finding of its rule that meets its place, so a range may move.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from copydesk.engine import Engine
from copydesk.finding import LEVELS, Finding
from copydesk.rulebook import shipped

HERE = Path(__file__).resolve().parent
LABELS = HERE / "labels"
CORPORA = HERE.parents[2] / "shared" / "corpora"
AROUND = 240  # letters of context
WHOLE = 700  # letters that hold the paragraph, and most of its neighbours


class Told(NamedTuple):
    """A finding in a story of a set."""

    set: str
    story: str  # the first 16 digits of the text's SHA-256
    text: str
    finding: Finding

    def label(self) -> dict[str, object]:
        start, end = self.finding.span
        return {"set": self.set, "story": self.story, "start": start, "end": end, "rule": self.finding.rule}


def labels() -> dict[tuple[str, str], list[tuple[int, int, bool]]]:
    """(story, rule) -> the places judged there, and the verdicts."""
    out = defaultdict(list)
    for file in sorted(LABELS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            out[one["story"], one["rule"]].append((one["start"], one["end"], one["verdict"]))
    return out


def stories(copy: Path, sets: list[str]) -> Iterator[tuple[str, str, str]]:
    """Set, text and format of every story, each text once."""
    seen = set()
    for file in (copy / "clean.jsonl", *sorted((copy / "text").glob("*.jsonl"))):
        if sets and file.stem not in sets:
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            if text not in seen:
                seen.add(text)
                yield file.stem, text, "plain"
    for folder in sorted((copy / "markdown").glob("*")):
        for file in sorted(folder.rglob("*.md")) if not sets or folder.name in sets else ():
            yield folder.name, file.read_bytes().decode("utf-8"), "markdown"


def told(copy: Path, sets: list[str], rules: list[str], level: str) -> Iterator[Told]:
    """The findings of the rules named: ids, desks, `all`, or none for those of a first run."""
    book = shipped()
    chosen = book.rules(tuple(rules))
    engine = Engine(chosen, book.lexicon)
    levels = LEVELS[: LEVELS.index(level) + 1]
    for name, text, format in stories(copy, sets):
        story = hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
        for finding in engine.check(engine.read(text, format=format)):
            if finding.level in levels:
                yield Told(name, story, text, finding)


def verdict(one: Told, known: dict[tuple[str, str], list[tuple[int, int, bool]]]) -> bool | None:
    for start, end, right in known.get((one.story, one.finding.rule), ()):
        if one.finding.span.meets((start, end)):
            return right
    return None


def table(findings: list[Told]) -> None:
    known = labels()
    rows: dict[tuple[str, str], list[bool | None]] = defaultdict(list)
    for one in findings:
        rows[one.finding.rule, one.finding.level].append(verdict(one, known))
    print(f"{'rule':32} {'level':8} {'hits':>6} {'judged':>7} {'right':>6} {'precision':>10}")
    for (rule, level), verdicts in sorted(rows.items()):
        judged = [v for v in verdicts if v is not None]
        share = f"{sum(judged) / len(judged):.1%}" if judged else "-"
        print(f"{rule:32} {level:8} {len(verdicts):6} {len(judged):7} {sum(judged):6} {share:>10}")


def ask(findings: list[Told], many: int, seed: int, around: int) -> None:
    """Print findings at random as JSON lines: a label with its verdict, if any, the message, and the words around."""
    known = labels()
    for one in random.Random(seed).sample(findings, min(many, len(findings))):
        start, end = one.finding.span
        before, after = one.text[max(0, start - around) : start], one.text[end : end + around]
        line = {
            **one.label(),
            "verdict": verdict(one, known),
            "level": one.finding.level,
            "message": one.finding.message,
            "context": f"{before}[[{one.text[start:end]}]]{after}",
        }
        print(json.dumps(line, ensure_ascii=False))


def add(file: Path) -> None:
    """Keep the verdicts of a file made by --ask or --draw."""
    new = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        if isinstance(one["verdict"], bool):
            new[one["rule"]].append({key: one[key] for key in ("set", "story", "start", "end", "rule", "verdict")})
    for rule, ones in new.items():
        kept = LABELS / f"{rule}.jsonl"
        lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
        lines += [json.dumps(one) for one in ones]
        kept.write_text("\n".join(sorted(set(lines))) + "\n", encoding="utf-8")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--level", default="warning", choices=LEVELS, help="down to this level")
    args.add_argument("--rule", action="append", default=[], help="rules or desks; all if none is named")
    args.add_argument("--set", action="append", default=[], help="sets of stories; all if none is named")
    args.add_argument("--copy", type=Path, default=CORPORA, help="where the sets are")
    args.add_argument("--ask", type=int, metavar="N", help="print N findings that nobody has judged")
    args.add_argument("--draw", type=int, metavar="N", help="print N findings of a first run, judged or not")
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--add", type=Path, metavar="FILE", help="keep the verdicts filled in in FILE")
    chosen = args.parse_args()
    if chosen.add:
        add(chosen.add)
        return
    rules = chosen.rule or ([] if chosen.draw else ["all"])
    findings = list(told(chosen.copy, chosen.set, rules, chosen.level))
    if chosen.draw:
        ask(findings, chosen.draw, chosen.seed, WHOLE)
    elif chosen.ask:
        known = labels()
        ask([one for one in findings if verdict(one, known) is None], chosen.ask, chosen.seed, AROUND)
    else:
        table(findings)


if __name__ == "__main__":
    main()
