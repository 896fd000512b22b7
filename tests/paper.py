"""A made-up paper for tests of the report: stories of our own in sections and on days, with faults that can be counted."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

SECTIONS = ("harbour", "council", "sport/rowing", "weather")
QUIET = (
    "The harbour board met on Tuesday and left the fees for small boats as they were, the clerk said.",
    "Two ferries were late because of fog. Both had arrived by noon, according to the pilots’ office.",
    "The library will open an hour earlier from next month, the mayor told the council.",
    "“We have waited nine years for this bridge,” said Ida Lund, who keeps the shop beside it.",
    "The rowers train before work, on a stretch of water that is calm until seven.",
    "Rain is expected from the west in the afternoon, and a light frost at night.",
    "The school counted 412 pupils this autumn, eleven more than a year ago.",
    "A crane that had stood idle since spring was taken down on Friday, the port authority said.",
)
FAULTS = (
    "The pilots& rsquo ; office has had a new roof since June.",
    "Some are calling the plan unprecedented, and the vote is on Monday.",
    "The the gates were shut at dusk.",
    "The county &amp;quot;has no comment,&amp;quot; the clerk said.",
    "It was the end result of a long winter.",
    "“The tide waits for nobody, she said. “Nor does the bank.”",
    "The repairs are believed to be the costliest so far , and the town will pay.",
)


def print_paper(folder: Path, count: int, *, every: int = 3) -> None:
    """`count` stories over two years; each but one in `every` has faults, more of them the longer the winter."""
    for n in range(count):
        day = date(2024, 1, 1) + timedelta(n * 730 // count)
        body = [QUIET[(n + k) % len(QUIET)] for k in range(7)]
        if n % every:
            winter = day.month in (11, 12, 1, 2)
            for k in range(1 + n % 3 + winter):
                body.insert(1 + (n + 2 * k) % 6, FAULTS[(n * 5 + k * 3) % len(FAULTS)])
        section = folder / SECTIONS[n * 7 % len(SECTIONS) if n % 5 else 0]
        section.mkdir(parents=True, exist_ok=True)
        (section / f"{day.isoformat()}-{n:04d}.txt").write_text("\n\n".join(body) + "\n", "utf-8")
