"""`copydesk try`: what a draft of a rule would find in an archive, before it goes live."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing

from ..errors import CopydeskError
from ..report import many
from ..report.shown import escaped
from ..typed import TYPE_CHECKING
from . import complain
from .archives import ENDS, Archives
from .choosing import ISOLATED, numbers
from .options import Given, Option
from .stories import stories
from .tried import Hit, Trial, drafted

if TYPE_CHECKING:
    from typing import Any

    from .work import Outcome

ABOUT = """\
Run the draft of a rule over an archive: how often it speaks, and samples of what it would say that of.
With --against: which hits a change of the rule adds, and which it takes away. Nothing goes live, no file is changed."""
USAGE = "copydesk try RULE.toml --corpus PATH [OPTION...]"
OPTIONS = (
    Option("--corpus", "stories: a folder, a file, an archive in JSON Lines; may stand again", "PATH", each=True),
    Option("--against", "the rule as it was before", "OLD.toml"),
    Option("--samples", "how many hits to show of each sort (default: 20); they are taken evenly from all", "NUMBER"),
    Option("--config", "the configuration file, for the word lists of the desk", "FILE"),
    ISOLATED,
    Option("--jobs", "processes at once (default: as many as there is work for)", "NUMBER"),
)
SAMPLES = "20"


def run(given: Given) -> int:
    options = given.options
    if len(given.rest) != 1:
        raise CopydeskError("name one file, the draft of a rule: copydesk try RULE.toml --corpus PATH.")
    if not options["corpus"]:
        raise CopydeskError("--corpus names the stories to try it on: copydesk try RULE.toml --corpus PATH.")
    numbers(options, "jobs", "samples")
    files = tuple(filter(None, (options["against"], given.rest[0])))
    archives = tuple(path for path in options["corpus"] if path.lower().endswith(ENDS) and not os.path.isdir(path))
    trial = Trial(files, archives, options["config"], options["isolated"])
    if _refused(trial):
        return 2
    return _tell(trial, options)


def _refused(trial: Trial) -> bool:
    """Whether the draft does not do what its own examples say: each fault is told as `copydesk test` does.

    A file that cannot be read ends it. The rule as it was may fall short of its examples: perhaps that is why it changes.
    """
    from ..proof import Proof

    book, sheet = [drafted(trial, file) for file in trial.files][-1]
    faults = Proof(book).prove(sheet, draft=True)
    for fault in faults:
        complain(str(fault))
    return bool(faults)


def _tell(trial: Trial, options: dict[str, Any]) -> int:
    from .jobs import outcomes
    from .progress import shown

    archives = Archives(trial.archives)
    named = [path for path in options["corpus"] if path not in trial.archives]
    paths, lost = stories(named, trial.configuration()) if named else ([], [])
    paths += [name for file in trial.archives for name in archives.names(file)]
    if not paths:
        return 2
    count = _Count(len(trial.files))
    with (
        closing(outcomes(trial, paths, options["jobs"], archives.size)) as done,
        closing(shown(done, len(paths))) as told,
    ):
        for outcome in told:
            count.add(outcome)
    sys.stdout.write("\n".join(_report(trial, count, int(options["samples"] or SAMPLES))) + "\n")
    return 2 if lost or count.broken else 0


class _Count:
    """Over all stories: `hits` of each draft, in the order of the stories."""

    def __init__(self, drafts: int) -> None:
        self.stories = self.words = 0
        self.hits: list[list[Hit]] = [[] for _ in range(drafts)]
        self.broken = False

    def add(self, outcome: Outcome) -> None:
        for line in outcome.told:
            complain(line)
        self.broken |= outcome.broken
        if outcome.tried:
            self.stories += 1
            self.words += outcome.tried.words
            for all, found in zip(self.hits, outcome.tried.hits, strict=True):
                all += found


def _report(trial: Trial, count: _Count, most: int) -> Iterator[str]:
    heads = ("before", "now") if len(count.hits) > 1 else ("",)
    yield f"{os.path.basename(trial.files[-1])}: {many(count.stories, 'story', 'stories')}, {many(count.words, 'word')}"
    yield ""
    if len(heads) > 1:
        yield _row("", heads)
    yield _row("hits", [f"{len(hits):,}" for hits in count.hits])
    yield _row("stories with a hit", [f"{len({hit.path for hit in hits}):,}" for hits in count.hits])
    yield _row("hits per 1,000 stories", [_rate(len(hits), count.stories, 1_000) for hits in count.hits])
    yield _row("hits per 10,000 words", [_rate(len(hits), count.words, 10_000) for hits in count.hits])
    if len(heads) == 1:
        yield from _samples("hit", count.hits[0], most)
        return
    before, now = ({hit.place for hit in hits} for hits in count.hits)
    yield from _samples("hit added", [hit for hit in count.hits[1] if hit.place not in before], most)
    yield from _samples("hit gone", [hit for hit in count.hits[0] if hit.place not in now], most)


def _row(head: str, cells: Sequence[str]) -> str:
    return f"  {head:24}" + "".join(f"{cell:>10}" for cell in cells)


def _rate(hits: int, of: int, per: int) -> str:
    return f"{hits / of * per:,.2f}" if of else "-"


def _samples(what: str, hits: Sequence[Hit], most: int) -> Iterator[str]:
    """Hits in their surroundings, taken evenly from all."""
    first, _, rest = what.partition(" ")
    shown = min(most, len(hits))
    yield ""
    yield f"{many(len(hits), first)}{f' {rest}' if rest else ''}" + (
        f", {shown:,} of them:" if shown < len(hits) else ":" * bool(hits)
    )
    for n in range(shown):
        hit = hits[n * len(hits) // shown]
        yield f"  {escaped(hit.path)}:{hit.line}:{hit.column}: {hit.level}: {escaped(hit.message)}"
        yield f"    {hit.before}⟦{hit.words}⟧{hit.after}"
