"""For a person at a terminal: where, what, the line with the words marked; repeats of damage folded, and a count."""

from __future__ import annotations

from collections import Counter

from ..finding import LEVELS, Finding
from . import Style, Tally, Told, many
from .shown import escaped, marked

JOINT = ""
BEGIN = ""
FOLDED = "characters"  # the desk whose findings come by the hundred and are all alike
SHOWN = 3  # findings of one such rule that are shown when there are more than one more
INDENT = "    "
COLORS = {"error": "31", "warning": "33", "hint": "36"}


def story(told: Told, style: Style) -> str:
    counts = Counter(f.rule for f in told.findings if f.desk == FOLDED)
    seen: Counter[str] = Counter()
    out = []
    for finding in told.findings:
        seen[finding.rule] += 1
        more = counts[finding.rule] - SHOWN
        if more > 1 and seen[finding.rule] > SHOWN:
            continue
        out.append(_finding(told, finding, style))
        if more > 1 and seen[finding.rule] == SHOWN:
            out.append(_paint(f"… and {more:,} more of {finding.rule} in this story", "2", style) + "\n")
    return "".join(f"{piece}\n" for piece in out)


def _finding(told: Told, finding: Finding, style: Style) -> str:
    line, column = told.lines.position(finding.span.start)
    color = COLORS[finding.level]
    place = _paint(f"{escaped(told.path)}:{line + 1}:{column + 1}", "1", style)
    level = _paint(finding.level, f"1;{color}", style)
    star = "*" if any(fix.safe for fix in finding.fixes) else ""
    rule = _paint(f"[{finding.rule}{star}]", "2", style)
    window = marked(told.lines, finding.span, style.width - len(INDENT))
    words = _paint(window.words, f"1;{color}", style) if window.words else ""
    carets = _paint("^" * window.cells, f"1;{color}", style)
    return (
        f"{place}: {level}: {escaped(finding.message)} {rule}\n"
        f"{INDENT}{window.before}{words}{window.after}\n"
        f"{INDENT}{' ' * window.indent}{carets}\n"
    )


def _paint(text: str, code: str, style: Style) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if style.color else text


def end(tally: Tally, style: Style) -> str:
    stories = many(tally.stories, "story", "stories")
    repaired = ""
    if tally.repaired:
        places = many(tally.repaired, "place")
        repaired = f"Repaired {places} in {many(tally.repaired_stories, 'story', 'stories')}. "
    if not tally.stories:
        return ""
    stood = f"{many(tally.stood, 'finding')} let stand.\n" if tally.stood else ""
    if not tally.findings:
        return f"{repaired}Nothing {'more ' if repaired else ''}to stop at in {stories}.\n{stood}"
    levels = ", ".join(many(tally.levels[level], level) for level in LEVELS if tally.levels.get(level))
    where = stories if tally.with_findings == tally.stories else f"{tally.with_findings:,} of {stories}"
    left = " left" if repaired else ""
    out = f"{repaired}{many(tally.findings, 'finding')}{left} in {where}: {levels}.\n"
    if tally.fixable:
        out += f"{tally.fixable:,} marked * can be repaired with --fix.\n"
    if tally.unsafe:
        out += f"{many(tally.unsafe, 'more', 'more')} with a proposal: see it with --unsafe-fixes --diff.\n"
    return out + stood
