"""Drafts of rules run over one story. Can run in any process."""

from __future__ import annotations

import os
from collections.abc import Mapping

from ..config import Layer
from ..engine import Engine
from ..errors import CopydeskError
from ..files import load
from ..finding import Finding
from ..inforce import Config, InForce, settings_of
from ..report.shown import marked
from ..rulebook import Rulebook
from ..spans import Lines
from ..typed import TYPE_CHECKING, NamedTuple
from .archives import Archives
from .test import named
from .work import Outcome, fault

if TYPE_CHECKING:
    from typing import Any

WIDTH = 96  # of what is shown around a hit


class Hit(NamedTuple):
    """One place that a draft finds, and the words around it."""

    path: str
    start: int
    end: int
    line: int
    column: int
    level: str
    message: str
    before: str
    words: str
    after: str

    @property
    def place(self) -> tuple[str, int, int]:
        """What makes it the same before and after a change."""
        return self.path, self.start, self.end


class Tried(NamedTuple):
    """What came of a story: how many words were read, and the hits of each draft."""

    words: int
    hits: tuple[list[Hit], ...]


class Trial(NamedTuple):
    """What is to be tried: the files of drafts. Plain data: it is sent to other processes."""

    files: tuple[str, ...]
    archives: tuple[str, ...] = ()  # files of many stories
    config: str = ""
    isolated: bool = False

    def worker(self) -> Trier:
        return Trier(self)

    def configuration(self) -> Config:
        """What finds out what is in force for its stories."""
        return Config(Layer("the command line"), file=self.config, isolated=self.isolated)


class Trier:
    """Tries the drafts on one story after another."""

    def __init__(self, trial: Trial) -> None:
        self.drafts = [drafted(trial, file) for file in trial.files]
        self.config = trial.configuration()
        self.archives = Archives(trial.archives)
        self._engines: dict[int, list[Engine]] = {}  # by the identity of what is in force

    def do(self, path: str) -> Outcome:
        """Whatever goes wrong with a story is told in its outcome, and never stops the others."""
        try:
            return self._do(path)
        except Exception as error:  # the edge, as for `check`
            return Outcome(told=(fault(path, error),), broken=True)

    def _do(self, path: str) -> Outcome:
        story = self.archives.story(path) or load(path)
        slow: list[str] = []
        words, hits = 0, []
        for (_, sheet), engine in zip(self.drafts, self._under(self.config.inforce(path)), strict=True):
            id = sheet["id"]
            document = engine.read(story.text, path, story.format)
            words = len(document.prose.text.split())
            found = engine.check(document, lambda rule, why: slow.append(f"{path}: {rule.id} took too long: {why}"))
            lines = Lines(story.text)
            hits.append([_hit(path, lines, finding) for finding in found if finding.rule == id])
        return Outcome(told=tuple(slow), broken=bool(slow), tried=Tried(words, tuple(hits)))

    def _under(self, inforce: InForce) -> list[Engine]:
        """An engine for each draft, with the settings that would count for it."""
        if id(inforce) not in self._engines:
            self._engines[id(inforce)] = [_engine(inforce, book, sheet) for book, sheet in self.drafts]
        return self._engines[id(inforce)]


def _engine(inforce: InForce, book: Rulebook, sheet: Mapping[str, Any]) -> Engine:
    """A draft and the rules it yields to. Where a level is `off` the draft is tried all the same, at its own."""
    rules = []
    for name in (sheet["id"], *(name for name in sheet["yields_to"] if name in book.sheets)):
        settings = settings_of(inforce, name, book)
        level = settings.pop("level", "off")
        rules.append(book.rule(name, book.sheets[name]["level"] if level == "off" else level, settings))
    return Engine(rules, book.lexicon)


def drafted(trial: Trial, file: str) -> tuple[Rulebook, dict[str, Any]]:
    """A draft and the rules around it: those of the desk, with the word lists beside the draft. CopydeskError tells what
    is wrong with its file."""
    if os.path.isdir(file):
        raise CopydeskError("is a folder: name the file of one rule.", file)
    config = trial.configuration()
    book, sheets, problems = named(config.made(config.inforce("story.txt")).book, [file])
    if problems:
        raise problems[0]
    if not sheets:
        raise CopydeskError("is a list of words, not a rule.", file)
    return book, sheets[0]


def _hit(path: str, lines: Lines, finding: Finding) -> Hit:
    line, column = lines.position(finding.span.start)
    shown = marked(lines, finding.span, WIDTH)
    return Hit(
        path,
        *finding.span,
        line + 1,
        column + 1,
        finding.level,
        finding.message,
        shown.before,
        shown.words,
        shown.after,
    )
