"""Stories checked under the configuration nearest to them: the last good one while it is broken, without rules that crash."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from copydesk.document import Document
from copydesk.engine import Engine
from copydesk.errors import CopydeskError
from copydesk.finding import Finding
from copydesk.inforce import Config, InForce, Made
from copydesk.rule import Rule
from copydesk.rulebook import Rulebook
from copydesk.stamps import stamps
from copydesk.stetfile import Stetfile
from copydesk.stets import Stets

STAYS = "The last good configuration stays in force."


class Checked(NamedTuple):
    """What was found in a story, and with what."""

    document: Document
    findings: list[Finding]
    engine: Engine
    book: Rulebook
    inforce: InForce
    stets: Stets


class Desk:
    """Checks stories. `tell` hears what a person should know, once; `log` what helps to find a fault.

    `generation` counts up whenever the configuration is read anew. `problems` holds what is wrong with files of
    configuration and rules, by path, as far as stories have been checked since; `idle` what of a `stets.toml` has no effect.
    """

    def __init__(self, tell: Callable[[str], None], log: Callable[[str], None]) -> None:
        self.generation = 0
        self.problems: dict[str, list[CopydeskError]] = {}
        self.idle: dict[str, list[Finding]] = {}
        self._tell = tell
        self._log = log
        self._config = Config()
        self._shipped = Config(isolated=True)  # where nothing good is known
        self._good: dict[str, Config] = {}  # configuration file -> the last with which a story under it was checked
        self._good_stets: dict[str, Stetfile | None] = {}  # the last good ones, by path
        self._used: dict[str, dict[int, int]] = {}  # how many findings their entries let stand, as far as is known
        self._spared: dict[int, Engine] = {}  # id of an engine -> it without the rules that crashed
        self._said: set[str] = set()
        self._said_before: set[str] = set()
        self._seen: dict[str, Any] = {}  # size and time of files when they were last looked at

    def check(self, text: str, path: str, format: str, before: Checked | None = None) -> Checked:
        """All findings of a story; a rule that crashes costs its own findings only. `before`: what it was a change ago.
        In what is excluded nothing is looked for."""
        config, inforce, made = self._made(path)
        if config.excluded(path):
            nothing = Engine([], made.engine.lexicon)
            return Checked(nothing.read(text, path, format), [], nothing, made.book, inforce, Stets(nothing, {}))
        engine = self._spared.get(id(made.engine), made.engine)
        earlier = before.document if before and before.engine is engine else None
        document = engine.read(text, path, format, earlier)
        try:
            findings = engine.check(document, self._slow)
        except Exception as error:  # the edge: a fault of ours must not cost an editor the server
            document = engine.read(text, path, format)
            engine = self._spare(made.engine, engine, document, error)
            findings = engine.check(document, self._slow) if engine.rules else []
        file = self._stetfile(path, made)
        stets = Stets(engine, made.book.sheets, file.of(path) if file else ())
        findings = stets.told(document, findings)
        if file:
            self._note(file, stets.stood.used)
        return Checked(document, findings, engine, made.book, inforce, stets)

    def changed(self, paths: Iterable[str]) -> bool:
        """Whether a file has changed that has a say in stories at these paths. If so, all is read anew."""
        paths = [*paths, *self.problems]
        now = stamps(self._config, paths)
        changed = any(self._seen.get(file, stamp) != stamp for file, stamp in now.items())
        if changed:
            self.renew()
            now |= stamps(self._config, paths)  # what is read now may name other files
        self._seen.update(now)
        return changed

    def renew(self) -> None:
        """Read configuration and rules anew."""
        self._config = Config()
        self.generation += 1
        self.problems, self.idle, self._used = {}, {}, {}
        self._spared.clear()
        self._said_before, self._said = self._said, set()

    def book(self, path: str) -> Rulebook:
        """The rules there are for stories beside a file."""
        return self._made(os.path.join(os.path.dirname(path), "story.txt"))[2].book

    def reconsider(self, path: str) -> None:
        """Find out anew what is wrong with a file of configuration or rules, by what counts beside it."""
        beside = os.path.join(os.path.dirname(path), "story.txt")
        self._stetfile(beside, self._made(beside)[2])

    def files(self) -> list[str]:
        """The files of configuration and rules in which there is something to be told."""
        return sorted({*self.problems, *self.idle})

    @property
    def config(self) -> Config:
        """Configuration as it is now, good or broken."""
        return self._config

    def _stetfile(self, path: str, made: Made) -> Stetfile | None:
        """The `stets.toml` above a story, the last good one while it is broken."""
        name = self._config.stets_of(path)
        try:
            file = self._good_stets[name] = self._config.stetfile(path)
        except CopydeskError as error:
            good = self._good_stets.get(name)
            self._problem(error, "The last good one stays in force." if good else "It is left out until it is mended.")
            return good
        for problem in file.unknown(path, made.book.sheets) if file else ():
            self._problem(problem, "It is left out.")
        return file

    def _note(self, file: Stetfile, used: Mapping[int, int]) -> None:
        """What entries let stand in a story, and which are idle after that. Of patterns nothing is told: there are others."""
        known = self._used.setdefault(file.path, {})
        if all(known.get(number) == times for number, times in used.items()):
            return
        known.update(used)
        path = os.path.abspath(file.path)
        *_, made = self._made(path)
        self.idle.pop(path, None)
        if idle := file.findings(file.idle(known, lambda _: False), made.engine):
            self.idle[path] = idle

    def _made(self, path: str) -> tuple[Config, InForce, Made]:
        file = self._config.config_of(path)
        for config in (self._config, self._good.get(file), self._shipped):
            if config is None:
                continue
            try:
                inforce = config.inforce(path)
                made = config.made(inforce)
            except CopydeskError as error:
                if config is self._config:
                    self._problem(
                        error, STAYS if file in self._good else "Everything is as shipped until it is mended."
                    )
                continue
            if config is self._config:
                self._good[file] = config
                for problem in (*made.problems, *made.ours):
                    self._problem(problem, "It is left out.")
                for over in made.expired:
                    self._problem(over)
            return config, inforce, made
        raise AssertionError("the shipped rules are always in force")

    def _problem(self, error: CopydeskError, then: str = "") -> None:
        known = self.problems.setdefault(os.path.abspath(error.path), [])
        if str(error) not in map(str, known):
            known.append(error)
        self.once(f"{error} {then}".rstrip())

    def once(self, message: str) -> None:
        """Tell a person something; not again while the configuration stays."""
        if message not in self._said and message not in self._said_before:
            self._tell(message)
        self._said.add(message)

    def _slow(self, rule: Rule, why: str) -> None:
        self.once(f"The rule {rule.id} took too long and was stopped: {why} ({rule.path})")

    def _spare(self, whole: Engine, engine: Engine, document: Document, error: Exception) -> Engine:
        """The engine without the rules that crash on a story; without any when the fault lies elsewhere."""
        good = [rule for rule in engine.rules if not self._crashes(Engine([rule], engine.lexicon), document)]
        if len(good) == len(engine.rules) or not good:
            self._log("".join(traceback.format_exception(error)))
            self.once(f"{document.path} cannot be checked ({type(error).__name__}): please report it.")
            return Engine([], engine.lexicon)
        names = ", ".join(rule.id for rule in engine.rules if rule not in good)
        self.once(f"The rule {names} failed and is left out: please report it. The log says more.")
        self._spared[id(whole)] = Engine(good, engine.lexicon)
        return self._spared[id(whole)]

    def _crashes(self, engine: Engine, document: Document) -> bool:
        try:
            engine.check(document)
        except Exception as error:  # the edge, see `check`
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{os.path.basename(last.filename)}:{last.lineno}"
            self._log(f"{engine.rules[0].id} on {document.path}: {type(error).__name__}: {error} ({place})")
            return True
        return False
