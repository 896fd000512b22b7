"""How often each rule spoke."""

from __future__ import annotations

from . import Tally


def statistics(tally: Tally) -> str:
    """A line a rule, the most frequent first; `*` and a number: how many can be repaired with --fix."""
    rows = sorted(tally.rules.items(), key=lambda row: (-row[1][0], row[0]))
    return "".join(f"{count:>7,}  {rule}{f'  (* {fixable:,})' if fixable else ''}\n" for rule, (count, fixable) in rows)
