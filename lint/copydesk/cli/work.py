"""One story from disk to outcome: read, check, repair, report. Knows no command line; can run in any process."""

from __future__ import annotations

from collections.abc import Mapping

from ..config import Layer
from ..errors import CopydeskError
from ..files import Story, load, save
from ..finding import LEVELS, Finding, Level
from ..fixing import fix
from ..inforce import Config, Made
from ..report import Style, Tally, Told, report
from ..rule import Rule
from ..spans import Lines
from ..typed import TYPE_CHECKING, NamedTuple
from . import unexpected
from .output import Output

if TYPE_CHECKING:
    from typing import Protocol

    from ..changed import Changed, LineSpans
    from ..document import Document
    from ..report.page.digest import Digest
    from ..stets import Stets
    from .tried import Tried

    class Doer(Protocol):
        """Does the work for one story after another."""

        def do(self, path: str) -> Outcome: ...

    class Job(Protocol):
        """What is to be done with stories. Plain data: it is sent to other processes."""

        def worker(self) -> Doer: ...


class Work(NamedTuple):
    """What is to be done with every story. Plain data: it is sent to other processes."""

    format: str = "text"
    outputs: tuple[Output, ...] = ()  # reports that go to files
    fail_on: Level = "hint"
    fix: bool = False
    unsafe: bool = False
    diff: bool = False
    verbose: bool = False
    style: Style = Style()
    command: Layer = Layer("the command line")
    config: str = ""
    isolated: bool = False
    changed: Mapping[str, LineSpans] | None = None  # the lines to look at, by path; None: all

    @property
    def page(self) -> bool:
        """Whether a page of all stories is wanted."""
        return "html" in (self.format, *(output.format for output in self.outputs))

    def worker(self) -> Worker:
        """Who does it, in whatever process."""
        return Worker(self)

    def configuration(self) -> Config:
        """What finds out what is in force for its stories."""
        return Config(self.command, file=self.config, isolated=self.isolated)


class Outcome(NamedTuple):
    """What came of a story: text for standard output, lines for standard error, counts, and for the exit status."""

    out: str = ""
    told: tuple[str, ...] = ()
    tally: Tally | None = None
    failing: bool = False  # findings at or above the level
    broken: bool = False  # it could not be read, or checked to the end
    repaired: str | None = None  # the whole text after repairs
    encoding: str = "utf-8"  # of `out`, where it must be that of the file: a diff
    beside: tuple[str, ...] = ()  # text for the reports in files
    stets: tuple[str, Mapping[int, int]] = ("", {})  # the `stets.toml` above it, and what its entries let stand
    tried: Tried | None = None  # what drafts of rules found
    found: Mapping[tuple[str, str], int] = {}  # what may be let stand: rules and the words they flag, how often


class Checked(NamedTuple):
    """A story checked, and repaired where that was asked for."""

    document: Document
    findings: list[Finding]
    repaired: int = 0
    told: tuple[str, ...] = ()  # lines for standard error
    broken: bool = False  # it was not checked to the end


def fault(path: str, error: Exception) -> str:
    """What to tell of a story that could not be checked."""
    if isinstance(error, CopydeskError):
        return str(error)
    if isinstance(error, RecursionError):
        return f"{path}: is nested too deeply to be read."
    if isinstance(error, MemoryError):
        return f"{path}: is too large for the memory there is."
    return f"{path}: {unexpected(error)}"


class Worker:
    """Does the work for one story after another; engines and configuration are kept from one to the next."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.config = work.configuration()
        self._said: set[str] = set()  # of configuration, said once and not for every story
        self._shown: set[str] = set()  # rules whose sheets have been handed on

    def do(self, path: str, story: Story | None = None) -> Outcome:
        """Whatever goes wrong with a story is told in its outcome, and never stops the others."""
        try:
            return self._do(path, story)
        except Exception as error:  # the edge: a fault of ours must not cost a desk its other stories
            return self._broken(fault(path, error))

    def _broken(self, message: str) -> Outcome:
        if message in self._said:
            return Outcome(broken=True)
        self._said.add(message)
        return Outcome(told=(message,), broken=True)

    def _do(self, path: str, given: Story | None) -> Outcome:
        inforce = self.config.inforce(path)
        made = self.config.made(inforce)
        told, broken = self._problems(made, path)
        story = given or load(path)
        stets = self.config.stets(path, made, story.format)
        if self.work.verbose:
            told.append(self._how(story, inforce.house, len(made.engine.rules)))
        checked = self._checked(story, made, stets)
        told += checked.told
        broken |= checked.broken
        if self.work.diff:
            return self._diff(story, checked, told, broken)
        digests = self._digests(story, checked, made, stets) if self.work.page else []
        text = checked.document.source
        if checked.repaired and given is None:
            save(story, text)
        findings, repaired = checked.findings, checked.repaired
        del checked  # the prose of its document is a second copy of the text, and the report a long string
        tally = self._counted(story, findings, repaired, made, stets)
        tally.digests = digests
        shown = Told(story.path, Lines(text), findings, bool(story.mark), self.work.fail_on)
        return Outcome(
            report(self.work.format).story(shown, self.work.style),
            tuple(told),
            tally,
            failing(findings, self.work.fail_on),
            broken,
            text,
            beside=tuple([report(output.format).story(shown, Style()) for output in self.work.outputs]),
            stets=(self.config.stets_of(path), stets.stood.used) if stets and not broken else ("", {}),
        )

    def _checked(self, story: Story, made: Made, stets: Stets | None) -> Checked:
        """Find, and repair where that is asked for."""
        work, path = self.work, story.path
        slow: dict[str, None] = {}

        def trouble(rule: Rule, why: str) -> None:
            slow[f"{path}: the rule {rule.id} took too long and was stopped: {why} ({rule.path})"] = None

        document = made.engine.read(story.text, path, story.format)
        changed = _changed(story, work.changed)
        if not (work.fix or work.diff):
            findings = made.engine.check(document, trouble)
            findings = stets.told(document, findings) if stets else findings
            findings = changed.touched(story.text, findings) if changed else findings
            return Checked(document, findings, told=tuple(slow), broken=bool(slow))
        fixed = fix(
            made.engine, document, unsafe=work.unsafe, holds=story.holds, trouble=trouble, changed=changed, stets=stets
        )
        told = [f"{path}: left out a repair: {story.encoding} cannot hold “{t}”." for t in fixed.unwritable]
        if fixed.unsettled:
            names = ", ".join(fixed.unsettled)
            told.append(f"{path}: left out repairs that undo each other ({names}): please report this story.")
        broken = bool(fixed.unsettled or slow)
        return Checked(fixed.document, fixed.findings, fixed.applied, (*told, *slow), broken)

    def _counted(self, story: Story, findings: list[Finding], repaired: int, made: Made, stets: Stets | None) -> Tally:
        tally = Tally()
        tally.add(findings, repaired)
        if stets:
            tally.stood += stets.stood.let
        if not self._shown.issuperset(tally.rules):
            tally.sheets = {id: made.book.sheets[id] for id in tally.rules if id not in self._shown}
            self._shown.update(tally.sheets)
        if findings and story.encoding != "utf-8":
            tally.encodings[story.path] = story.encoding
        return tally

    def _digests(self, story: Story, checked: Checked, made: Made, stets: Stets | None) -> list[Digest]:
        """What a page of all stories needs of this one, with the repairs that `--fix` would make of what is told."""
        from ..report.page.digest import digest, fixable

        findings, document, changed = checked.findings, checked.document, _changed(story, self.work.changed)
        repairs = (
            fix(made.engine, document, holds=story.holds, changed=changed, stets=stets).passes
            if fixable(findings)
            else ()
        )
        return [digest(document, findings, repairs)]

    def _diff(self, story: Story, checked: Checked, told: list[str], broken: bool) -> Outcome:
        from ..report.diff import diff

        text, style = checked.document.source, self.work.style
        tally = Tally()
        tally.add([], checked.repaired)
        mark = "\ufeff" if story.mark else ""
        shown = diff(story.path, mark + story.text, mark + text, style)
        encoding = "utf-8" if style.terminal or story.encoding.startswith("utf") else story.encoding
        return Outcome(shown, tuple(told), tally, bool(checked.repaired), broken, text, encoding)

    def _how(self, story: Story, house: str, rules: int) -> str:
        """How a story was read, for those who ask."""
        path, mark = story.path, " with a byte order mark" if story.mark else ""
        files = [self.config.config_of(path) or "no configuration file", *filter(None, [self.config.stets_of(path)])]
        return (
            f"{path}: {story.encoding}{mark}, read as {story.format}; {rules} rules, "
            f"house {house or 'none'}, {', '.join(files)}"
        )

    def _problems(self, made: Made, path: str) -> tuple[list[str], bool]:
        """What is wrong with rule files and stets, and which rules are over, once. A desk's own mistake alone counts for
        the exit status."""
        stets = self.config.stetfile(path)
        own = [*made.problems, *(stets.unknown(path, made.book.sheets) if stets else ())]
        fresh = [str(p) for p in (*own, *made.ours, *made.expired) if str(p) not in self._said]
        self._said.update(fresh)
        return fresh, bool(own)


def _changed(story: Story, lines: Mapping[str, LineSpans] | None) -> Changed | None:
    if lines is None:
        return None
    from ..changed import Changed

    return Changed.of(story.text, lines[story.path])


def failing(findings: list[Finding], level: Level) -> bool:
    """Whether findings are as grave as a level."""
    worst = LEVELS[: LEVELS.index(level) + 1]
    return any(f.level in worst for f in findings)
