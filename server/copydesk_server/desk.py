"""Stories checked under the configuration nearest to them: the last good one while it is broken, without rules that crash."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from copydesk.engine import Engine
from copydesk.errors import CopydeskError
from copydesk.finding import Finding
from copydesk.inforce import Config, InForce, Made
from copydesk.rulebook import Rulebook
from copydesk.stamps import stamps
from copydesk.stetfile import Stetfile

from .look import Checked, Looked, Under, look

STAYS = "The last good configuration stays in force."


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
        """All findings of a story, see `look`."""
        under = self.under(path)
        return self.heard(under, look(under, text, path, format, before))

    def under(self, path: str) -> Under:
        """What a story is checked under. In what is excluded nothing is looked for."""
        config, inforce, made = self._made(path)
        if config.excluded(path):
            return Under(self.generation, inforce, made, Engine([], made.engine.lexicon), None)
        engine = self._spared.get(id(made.engine), made.engine)
        return Under(self.generation, inforce, made, engine, self._stetfile(path, made))

    def heard(self, under: Under, looked: Looked) -> Checked:
        """Keep in mind what a look at a story has taught, and tell what is to be told of it."""
        checked = looked.checked
        if under.generation != self.generation:  # all has been read anew meanwhile, and the story will be too
            return checked
        if checked.engine is not under.engine and checked.engine.rules:
            self._spared[id(under.made.engine)] = checked.engine
        for line in looked.logged:
            self._log(line)
        for message in looked.said:
            self.once(message)
        if under.stets:
            self._note(under.stets, checked.stets.stood.used)
        return checked

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
