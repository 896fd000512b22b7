"""How often each rule spoke."""

from __future__ import annotations

from . import Tally


def statistics(tally: Tally) -> str:
    """A table, the most frequent rule first; fixable is what --fix repairs."""
    rows = sorted(tally.rules.items(), key=lambda row: (-row[1][0], row[0]))
    if len(rows) > 1:
        rows.append(("in all", [tally.findings, tally.fixable]))
    lines = [f"{count:>8,}  {f'{fixable:,}' if fixable else '':>7}  {rule}\n" for rule, (count, fixable) in rows]
    return "".join(("findings  fixable  rule\n", *lines)) if rows else ""
