"""At the end of a run: the entries of `stets.toml` that had nothing to let stand, each told at its place in that file."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Sequence

from ..inforce import Config
from ..report import Style, Tally, Told, report
from ..spans import Lines
from ..typed import TYPE_CHECKING
from .work import Outcome, Work, failing

if TYPE_CHECKING:
    from ..stetfile import Idle, Stetfile


class Used:
    """What the entries of each `stets.toml` let stand in a run; and what the run covers: folders and files named whole."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.files: dict[str, dict[int, int]] = {}
        self._covered = [os.path.abspath(path) for path in paths]
        self._whole = True

    def add(self, outcome: Outcome) -> None:
        self._whole &= not outcome.broken  # what was not read may hold what an entry is for
        file, used = outcome.stets
        if file:
            most = self.files.setdefault(file, {})
            for number, times in used.items():
                most[number] = max(times, most.get(number, 0))

    def idle(self, file: Stetfile) -> list[Idle]:
        """The entries of a file that let less stand than they say."""
        return file.idle(self.files.get(file.path, {}), self._covers)

    def _covers(self, place: str) -> bool:
        place = os.path.abspath(place)
        return self._whole and any(place == path or place.startswith(os.path.join(path, "")) for path in self._covered)


def with_idle(
    outcomes: Generator[Outcome, None, None], work: Work, paths: Sequence[str]
) -> Generator[Outcome, None, None]:
    """The same outcomes, and at the end one for each `stets.toml` with idle entries. `paths`: what was to be checked."""
    used = Used(paths)
    for outcome in outcomes:
        used.add(outcome)
        yield outcome
    if used.files and not work.diff:
        config = work.configuration()
        for path in used.files:
            yield from _told(path, config, used, work)


def _told(path: str, config: Config, used: Used, work: Work) -> Generator[Outcome, None, None]:
    made = config.made(config.inforce(path))
    file = config.stetfile(path)
    if file and (findings := file.findings(used.idle(file), made.engine)):
        tally = Tally()
        tally.add(findings)
        tally.stories = tally.with_findings = 0  # it is no story
        tally.sheets = {id: made.book.sheets[id] for id in tally.rules}
        told = Told(path, Lines(file.text), findings, False, work.fail_on)
        out = report(work.format).story(told, work.style)
        beside = tuple(report(output.format).story(told, Style()) for output in work.outputs)
        yield Outcome(out, (), tally, failing(findings, work.fail_on), beside=beside)
