"""What may be let stand in one story, and what is let stand already. Can run in any process."""

from __future__ import annotations

from ..config import Layer
from ..files import Story, load
from ..finding import Finding
from ..inforce import Config
from ..stets import speaker
from ..stetting import counted
from ..typed import NamedTuple
from .work import Outcome, fault


class Stetting(NamedTuple):
    """How stories are to be looked at. Plain data: it is sent to other processes."""

    command: Layer
    config: str = ""
    rules: tuple[str, ...] = ()  # what these found alone

    def worker(self) -> Stetter:
        return Stetter(self)

    def configuration(self) -> Config:
        """What finds out what is in force for its stories."""
        return Config(self.command, file=self.config)


class Stetter:
    """Looks at one story after another."""

    def __init__(self, stetting: Stetting) -> None:
        self.rules = stetting.rules
        self.config = stetting.configuration()

    def do(self, path: str) -> Outcome:
        """Whatever goes wrong with a story is told in its outcome, and never stops the others."""
        try:
            story, findings, outcome = look(self.config, path)
        except Exception as error:  # the edge, as for `check`
            return Outcome(told=(fault(path, error),), broken=True)
        wanted = [f for f in findings if not self.rules or f.rule in self.rules]
        return outcome._replace(found=counted(story.text, wanted))


def look(config: Config, path: str) -> tuple[Story, list[Finding], Outcome]:
    """Check one story as `copydesk check` does: what is told of it, and what the entries above it let stand."""
    made = config.made(config.inforce(path))
    file = config.stetfile(path)
    for problem in file.unknown(path, made.book.sheets) if file else ():
        raise problem
    story = load(path)
    slow: dict[str, None] = {}
    document = made.engine.read(story.text, path, story.format)
    findings = made.engine.check(document, lambda rule, why: slow.setdefault(f"{path}: {rule.id} took too long: {why}"))
    outcome = Outcome(told=tuple(slow), broken=bool(slow))
    if stets := config.stets(path, made, story.format):
        findings = stets.told(document, findings)
        outcome = outcome._replace(stets=(config.stets_of(path), {} if slow else stets.stood.used))
    idle = speaker(made.engine)  # to let that stand is to take it out
    return story, [f for f in findings if idle is None or f.rule != idle.id], outcome
