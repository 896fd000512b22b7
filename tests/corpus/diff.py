"""What a change did to the findings: those added and those gone, by rule, each with the words around it.

    copydesk check --format jsonl FOLDER > old.jsonl     (before the change)
    copydesk check --format jsonl FOLDER > new.jsonl     (after it)
    python tests/corpus/diff.py old.jsonl new.jsonl [--rule RULE] [--all]

A finding is the same when path, rule, place and level are; one whose message or fixes changed is listed as changed. The
stories must still stand where the findings say. Ends with status 1 when anything differs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

AROUND = 60  # characters shown on either side
SHOWN = 15  # of each rule and kind of change, unless --all

Key = tuple[str, str, int, int, str]


def findings(file: str) -> dict[Key, dict[str, Any]]:
    """The findings of a file in the format `jsonl`, by what makes one the same."""
    out = {}
    with open(file, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                out[(row["path"], row["rule"], row["start"], row["end"], row["level"])] = row
            except (ValueError, KeyError, TypeError):
                sys.exit(f"{file}:{number}: is no finding in the format jsonl.")
    return out


@lru_cache(maxsize=64)
def text_of(path: str) -> str:
    try:
        return Path(path).read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def around(row: dict[str, Any]) -> str:
    """The flagged words between ⟦ ⟧ in their surroundings, on one line."""
    text, start, end = text_of(row["path"]), row["start"], row["end"]
    if text[start:end] != row["text"]:
        return f"⟦{row['text']}⟧ (the story is not what it was)"
    shown = f"{text[max(0, start - AROUND) : start]}⟦{text[start:end]}⟧{text[end : end + AROUND]}"
    return " ".join(shown.split())


def differences(old: dict[Key, Any], new: dict[Key, Any]) -> dict[str, dict[str, list[Any]]]:
    """Rule -> kind of change (`added`, `gone`, `changed`) -> findings, in order of place."""
    out: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            out[key[1]]["added"].append(new[key])
        elif key not in new:
            out[key[1]]["gone"].append(old[key])
        elif (old[key]["message"], old[key]["fixes"]) != (new[key]["message"], new[key]["fixes"]):
            out[key[1]]["changed"].append(new[key])
    return out


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("old")
    ask.add_argument("new")
    ask.add_argument("--rule", help="this rule alone")
    ask.add_argument("--all", action="store_true", help=f"every finding, not {SHOWN} of a kind")
    given = ask.parse_args()
    changes = differences(findings(given.old), findings(given.new))
    if given.rule:
        changes = {rule: kinds for rule, kinds in changes.items() if rule == given.rule}
    total: Counter[str] = Counter()
    for rule, kinds in sorted(changes.items()):
        for kind, rows in sorted(kinds.items()):
            total[kind] += len(rows)
            print(f"\n{rule}: {len(rows)} {kind}")
            for row in rows if given.all else rows[:SHOWN]:
                print(f"  {row['level']:7} {row['path']}:{row['line']}:{row['column']}  {around(row)}")
    print(f"\n{total['added']} added, {total['gone']} gone, {total['changed']} with other words or fixes.")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
