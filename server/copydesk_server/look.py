"""One look at a story under an engine: what is found, without the rules that crash. It knows no editor, and may be done by a
thread: what a person should hear of it is told when it is over."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from typing import NamedTuple

from copydesk.document import Document
from copydesk.engine import Engine
from copydesk.finding import Finding
from copydesk.inforce import InForce, Made
from copydesk.rule import Rule
from copydesk.rulebook import Rulebook
from copydesk.stetfile import Stetfile
from copydesk.stets import Stets

from .aside import go_on


class Under(NamedTuple):
    """What a story is checked under. `made.engine` is the whole one, `engine` it without rules that have crashed; `generation`
    of the configuration."""

    generation: int
    inforce: InForce
    made: Made
    engine: Engine
    stets: Stetfile | None


class Checked(NamedTuple):
    """What was found in a story, and with what."""

    document: Document
    findings: list[Finding]
    engine: Engine
    book: Rulebook
    inforce: InForce
    stets: Stets


class Looked(NamedTuple):
    """What came of a look; `said` a person should hear once, `logged` helps to find a fault."""

    checked: Checked
    said: list[str]
    logged: list[str]


def look(
    under: Under,
    text: str,
    path: str,
    format: str,
    before: Checked | None = None,
    test: Callable[[], None] = go_on,
) -> Looked:
    """All findings of a story; a rule that crashes costs its own findings only. `before`: what it was a change ago; `test` is
    called between paragraphs, and may raise."""
    engine, said, logged = under.engine, list[str](), list[str]()

    def slow(rule: Rule, why: str) -> None:
        said.append(f"The rule {rule.id} took too long and was stopped: {why} ({rule.path})")

    earlier = before.document if before and before.engine is engine else None
    document = engine.read(text, path, format, earlier)
    try:
        findings = engine.check(document, slow, test)
    except Exception as error:  # the edge: a fault of ours must not cost an editor the server
        document = engine.read(text, path, format)
        engine = _spare(engine, document, error, said, logged)
        if not engine.rules:  # it cannot even be read: whoever asks for more of it shall not fail over it again
            document = engine.read("", path)
        findings = engine.check(document, slow, test) if engine.rules else []
    entries = under.stets.of(path) if under.stets else ()
    stets = Stets(engine, under.made.book.sheets, entries)
    told = stets.told(document, findings)
    return Looked(Checked(document, told, engine, under.made.book, under.inforce, stets), said, logged)


def _spare(engine: Engine, document: Document, error: Exception, said: list[str], logged: list[str]) -> Engine:
    """The engine without the rules that crash on a story; without any when the fault lies elsewhere."""
    good = [rule for rule in engine.rules if not _crashes(Engine([rule], engine.lexicon), document, logged)]
    if len(good) == len(engine.rules) or not good:
        logged.append("".join(traceback.format_exception(error)))
        said.append(f"{document.path} cannot be checked ({type(error).__name__}): please report it.")
        return Engine([], engine.lexicon)
    names = ", ".join(rule.id for rule in engine.rules if rule not in good)
    said.append(f"The rule {names} failed and is left out: please report it. The log says more.")
    return Engine(good, engine.lexicon)


def _crashes(engine: Engine, document: Document, logged: list[str]) -> bool:
    try:
        engine.check(document)
    except Exception as error:  # the edge, see `look`
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{os.path.basename(last.filename)}:{last.lineno}"
        logged.append(f"{engine.rules[0].id} on {document.path}: {type(error).__name__}: {error} ({place})")
        return True
    return False
