"""Which house style the stories of a folder follow, if their datelines show it plainly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..checks.style import Style, style_of
from ..config import Layer
from ..document import Document
from ..engine import Engine
from ..errors import CopydeskError
from ..files import load
from ..inforce import Config, houses
from ..rulebook import shipped
from ..typed import NamedTuple

LOOKED_AT = 300  # stories, from all parts of the folder
ENOUGH = 5  # datelines
PLAIN = 0.9  # so many of them in the form of one house, and not in that of another as strict


class Guess(NamedTuple):
    """A house, or none, and why in half a sentence."""

    name: str
    why: str


def guess(paths: Sequence[str], named: str = "") -> Guess:
    """By the share of datelines in which the rule of a house finds nothing. A house that is `named` is only looked up."""
    if named:
        _engine(named)
        return Guess(named, "as asked")
    dated = list(_dated(paths[:: -(-len(paths) // LOOKED_AT) or 1]))
    if len(dated) < ENOUGH:
        return Guess("", "too few stories have datelines to show one" if dated else "no story has a dateline")
    clean = {house: _clean(dated, house) for house in houses() if _style(house)}
    fit = [house for house, count in clean.items() if count >= PLAIN * len(dated)]
    if not fit:
        name = max(clean, key=lambda house: clean[house])
        return Guess("", f"of {len(dated)} datelines {clean[name]} have the form of {name}, and of none more")
    name, *others = sorted(fit, key=_strict, reverse=True)
    if others and _strict(others[0]) == _strict(name):
        return Guess("", f"the datelines fit {name} and {others[0]} alike")
    return Guess(name, f"{clean[name]} of {len(dated)} datelines have its form")


def _dated(paths: Sequence[str]) -> Iterator[Document]:
    """The stories that have a dateline: where a house without datelines would stop."""
    engine = _engine("none", "dateline-unexpected", {"style": "none", "level": "hint"})
    for path in paths:
        try:
            story = load(path)
        except CopydeskError:
            continue  # the first check will tell
        document = engine.read(story.text, path, story.format)
        if engine.check(document):
            yield document


def _clean(documents: Sequence[Document], house: str) -> int:
    engine = _engine(house)
    return sum(not engine.check(document) for document in documents)


def _style(house: str) -> Style | None:
    """The form of its datelines; None for a house that has none."""
    config = Config(Layer("copydesk init", house=house), isolated=True)
    settings = config.inforce("story.txt").rules.get("dateline-format", {})
    return None if settings.get("level") == "off" else style_of(settings.get("style", "any"), shipped().lexicon)


def _strict(house: str) -> tuple[bool, bool]:
    """Whether it wants its credit, and always or never a date: what fits such a form fits laxer ones too."""
    style = _style(house)
    return bool(style and style.credit), bool(style and style.date != "any")


def _engine(house: str, rule: str = "dateline-format", settings: dict[str, str] | None = None) -> Engine:
    """The engine that runs one rule under a house. CopydeskError when there is no such house."""
    layer = Layer("copydesk init", select=(rule,), house=house, rules={rule: settings} if settings else {})
    config = Config(layer, isolated=True)
    return config.made(config.inforce("story.txt")).engine
