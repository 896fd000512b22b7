r"""Patterns: whatever a regular expression can say, with a replacement and guards.

How to write a quick one. The words that a pattern cannot do without wake the rule (see `literals`): where none of them
stands in a paragraph, the pattern never runs. So name at least one whole word outright: `\bmillion dollars?\b`, not
`\b\w+ dollars?\b`; put `\b` or a blank at its ends, or it counts for no whole word. Begin with letters, not with `\w+`;
look back (`(?<=…)`) rather than match what stands before; bound what repeats (`{1,3}`). `ignore_case` is dear beside
character classes: `[Tt]he` is cheaper. A pattern that does not come to an end in its time is stopped and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..document import Paragraph
from ..finding import Hit, replacing
from ..lexicon import Lexicon
from ..spans import Span
from ..typed import TYPE_CHECKING, NamedTuple
from .guards import SECONDS, Guards, compiled, matches
from .kind import Finder, opened_by
from .literals import clauses, literal, rarest

if TYPE_CHECKING:
    from typing import Any

_PLACE = re.compile(r"\\(\d)|\{(\w+)\}|\\(.)")


class Pattern(NamedTuple):
    r"""What matches a regular expression (of the library `regex`) in a paragraph.

    pattern: the expression
    replace: what to put there; `\1` or `{name}` stands for a group
    safe: the replacement is right wherever the pattern matches, and changes no meaning
    unless: patterns that cancel a hit when they match on top of it
    unless_in_sentence: patterns that cancel a hit when they match anywhere in its sentence
    ignore_case: capitals and small letters are the same, in the guards too
    seconds: the time it may take for a paragraph; 0: no limit, for a pattern that cannot run away (it runs on `re`)
    known: worked out from the pattern when the file is read
    """

    pattern: str
    replace: str | None = None
    safe: bool = False
    unless: tuple[str, ...] = ()
    unless_in_sentence: tuple[str, ...] = ()
    ignore_case: bool = False
    seconds: float = SECONDS
    known: dict[str, tuple[tuple[str, ...], ...]] = {}  # noqa: RUF012  (never written to)

    def proved(self) -> Pattern:
        """With what can be worked out once. ValueError (`KEY: what is wrong`) when a pattern is none."""
        for key, patterns in (
            ("pattern", (self.pattern,)),
            ("unless", self.unless),
            ("unless_in_sentence", self.unless_in_sentence),
        ):
            for pattern in patterns:
                try:
                    made = compiled(pattern, self.ignore_case, limited=self.seconds > 0)
                except ValueError as error:
                    raise ValueError(f"{key}: {error}") from None
                if key == "pattern":
                    _check_template(made, self.replace or "")
        return self._replace(known={self.pattern: clauses(self.pattern)})

    def ready(self, lexicon: Lexicon) -> Finder:
        needs = self.known[self.pattern] if self.pattern in self.known else clauses(self.pattern)
        others = [frozenset(rarest(run.split()).encode() for run in clause) for clause in needs[1:]]
        guards = Guards(self.unless, self.unless_in_sentence, self.ignore_case, self.seconds)
        made: list[Any] = []

        def find(paragraph: Paragraph) -> Iterable[Hit]:
            if self.seconds and any(words.isdisjoint(paragraph.words) for words in others):
                return ()
            if not made:
                made.append(compiled(self.pattern, self.ignore_case, limited=self.seconds > 0))
            if not self.seconds and not made[0].search(paragraph.text):
                return ()  # most paragraphs: nothing is set up for them
            return hits(paragraph)

        def hits(paragraph: Paragraph) -> Iterator[Hit]:
            guarded = None  # made when there is something to guard
            for match in matches(made[0], paragraph.text, self.seconds):
                span = Span(*match.span())
                guarded = guarded or guards.of(paragraph)
                if not guarded.cancels(*span):
                    yield self._hit(match, span)

        sign = "" if needs or self.ignore_case else literal(self.pattern)
        gate = opened_by([run.encode() for run in needs[0]] if needs else (), sign)
        return Finder("paragraph", find, gate if needs or sign else None)

    def _hit(self, match: Any, span: Span) -> Hit:
        values = {name: value or "" for name, value in match.groupdict().items()}
        if self.replace is None:
            return Hit(span, values=values)
        instead = filled(self.replace, match)
        if instead == match[0]:
            return Hit(span, values={**values, "instead": instead})
        return Hit(span, replacing(span, instead, safe=self.safe), {**values, "instead": instead})


def filled(template: str, match: Any) -> str:
    r"""A template with its groups: `\1`, `{name}`; a backslash before anything else takes its meaning away."""

    def put(place: re.Match[str]) -> str:
        if place[1] or place[2]:
            return match[int(place[1]) if place[1] else place[2]] or ""
        return place[3]

    return _PLACE.sub(put, template)


def _check_template(pattern: Any, template: str) -> None:
    for place in _PLACE.finditer(template):
        if place[1] and int(place[1]) > pattern.groups:
            raise ValueError(f"replace: the pattern has no group {place[1]}.")
        if place[2] and place[2] not in pattern.groupindex:
            raise ValueError(f"replace: the pattern has no group “{place[2]}”: write (?P<{place[2]}>…).")
