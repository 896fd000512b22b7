"""What a check hits and what leaves the engine: hits, edits, fixes, findings."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .spans import Span
from .typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

Level: TypeAlias = "Literal['error', 'warning', 'hint']"
LEVELS: tuple[Level, ...] = ("error", "warning", "hint")
NOTHING: Mapping[str, str] = MappingProxyType({})


class Edit(NamedTuple):
    """Put `text` in place of `span`."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that belong together. `safe`: there is one right answer and no meaning changes."""

    edits: tuple[Edit, ...]
    title: str
    safe: bool


class Hit(NamedTuple):
    """What a check found: a span of the text the check reads, and fixes in the same offsets.

    `values` fill the placeholders of the rule's message; `{found}` is filled by the rule.
    A `weak` hit is told one level lower: the words are there, the evidence is thinner.
    """

    span: Span
    fixes: tuple[Fix, ...] = ()
    values: Mapping[str, str] = NOTHING
    weak: bool = False

    def moved(self, by: int) -> Hit:
        """The same hit in a text that has `by` characters before this one."""
        fixes = tuple(f._replace(edits=tuple(Edit(e.span.moved(by), e.text) for e in f.edits)) for f in self.fixes)
        return self._replace(span=self.span.moved(by), fixes=fixes)


class Finding(NamedTuple):
    """A range of the source, a sentence to the editor, and perhaps fixes: several are several choices."""

    rule: str
    desk: str
    span: Span
    message: str
    level: Level
    fixes: tuple[Fix, ...] = ()


def replacing(span: Span, text: str, title: str = "", *, safe: bool = True) -> tuple[Fix, ...]:
    """The fix that puts `text` in place of `span`, as the tuple a Hit wants."""
    return (Fix((Edit(span, text),), title or (f"Change to “{text}”" if text.strip() else "Delete"), safe),)
