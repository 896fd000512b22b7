"""One `stets.toml`: its entries, checked key by key, which of them speak of a file, and which have nothing to let stand.

```toml
[[stet]]
file = "stories/ferry.txt"            # or a pattern: "opinion/**"
reason = "agreed with the desk chief"
doubled-word = "the the"              # a rule, and the words it flags; or a list of them
entity-leftover = [{ words = "& rsquo ;", times = 4 }, "& ldquo ;"]
```
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from .config import Layer, relative
from .engine import Engine
from .errors import CopydeskError, did_you_mean
from .finding import Finding
from .spans import Span
from .stets import Entry, speaker
from .typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

_HEAD = re.compile(r"(?m)^[ \t]*\[\[[ \t]*stet[ \t]*\]\]")
ITEM = ("words", "times")


class Idle(NamedTuple):
    """An entry that lets less stand than it says: its number, how many there are, and why in words."""

    number: int
    left: int
    why: str


class Stetfile:
    """The entries of one file. `home`: the folder it lies in, where the names of its files begin."""

    def __init__(self, path: str, text: str) -> None:
        """CopydeskError with the line of whatever is not understood."""
        self.path = path
        self.text = text
        self.home = os.path.dirname(os.path.abspath(path))
        self.entries = list(_entries(path, text))
        self._places: list[Span] | None = None
        self._exact: dict[str, list[int]] = {}
        self._patterns: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            if is_pattern(entry.file):
                self._patterns.setdefault(entry.file, []).append(number)
            else:
                self._exact.setdefault(os.path.normpath(entry.file), []).append(number)
        self._layers = [(Layer(path, match=(name,), home=self.home), n) for name, n in self._patterns.items()]

    @classmethod
    def load(cls, path: str) -> Stetfile:
        try:
            with open(path, encoding="utf-8-sig") as file:
                return cls(path, file.read())
        except OSError as error:
            raise CopydeskError(f"cannot be read: {error.strerror}.", path) from None
        except UnicodeDecodeError:
            raise CopydeskError("is not UTF-8.", path) from None

    def of(self, path: str) -> list[tuple[int, Entry]]:
        """The entries that speak of a file, with their numbers."""
        numbers = list(self._exact.get(relative(os.path.abspath(path), self.home), ()))
        for layer, these in self._layers:
            if layer.counts_for(os.path.abspath(path)):
                numbers += these
        return [(n, self.entries[n]) for n in sorted(numbers)]

    def unknown(self, path: str, names: Collection[str]) -> list[CopydeskError]:
        """What speaks of a file and names no rule."""
        return [
            CopydeskError(
                f"there is no rule “{entry.rule}”.{did_you_mean(entry.rule, names)}", self.path, self.line(number)
            )
            for number, entry in self.of(path)
            if entry.rule not in names
        ]

    def idle(self, used: Mapping[int, int], covers: Callable[[str], bool]) -> list[Idle]:
        """The entries that let less stand than they say, after a run that `covers` files and folders as a whole.

        `used`: how many findings each of the entries let stand that a story was held against. Of a file that was not
        checked nothing is known, nor of a pattern when not all it may match was.
        """
        out = []
        for number, entry in enumerate(self.entries):
            here = used.get(number, -1)
            if here >= entry.times:
                continue
            place = os.path.join(self.home, re.split(r"[^/]*[*?]", entry.file)[0])
            if here >= 0:
                if not is_pattern(entry.file) or covers(place):
                    out.append(Idle(number, here, _why(entry, here)))
            elif covers(place):
                if is_pattern(entry.file):
                    out.append(Idle(number, 0, f"no story is found under “{entry.file}”."))
                elif not os.path.exists(place):
                    moved = f"copydesk stet --moved {entry.file} NEW"
                    out.append(Idle(number, 0, f"there is no file {entry.file}. If it has a new name: {moved}."))
        return out

    def findings(self, idle: Sequence[Idle], engine: Engine) -> list[Finding]:
        """Idle entries as findings in this file; none where that rule is not in force."""
        rule = speaker(engine)
        if rule is None or not idle:
            return []
        document = engine.read(self.text, self.path)
        once = {one.why: one for one in reversed(idle)}  # of a file that has gone one entry is enough
        hits = rule.finder.find([(self.place(one.number), why) for why, one in reversed(once.items())])
        return [rule.finding(document, hit) for hit in hits]

    def place(self, number: int) -> Span:
        """Where the words of an entry stand; the head of its table where that cannot be told."""
        from .stettext import Unknown, items, tables

        if self._places is None:
            try:
                self._places = [item.words for item in items(tables(self.text))]
            except Unknown:
                self._places = []
        if len(self._places) == len(self.entries):
            return self._places[number]
        return Span(0, 0)

    def line(self, number: int) -> int:
        return self.text.count("\n", 0, self.place(number).start) + 1


def is_pattern(name: str) -> bool:
    """Whether a name speaks of more than one file."""
    return "*" in name or "?" in name or name.endswith("/")


def _why(entry: Entry, here: int) -> str:
    what = f"“{entry.words}”" if is_pattern(entry.file) else f"“{entry.words}” in {entry.file}"
    if not here:
        return f"{entry.rule} flags no {what}."
    return f"it counts {entry.times} {what}, {entry.rule} flags {here}."


def _entries(path: str, text: str) -> Iterator[Entry]:
    from .rulefile import parse

    table = parse(text, path)
    stets = table.pop("stet", [])
    if table:
        raise CopydeskError(f"there is no key “{next(iter(table))}” here: write [[stet]] before each file.", path, 1)
    if not (isinstance(stets, list) and all(isinstance(stet, dict) for stet in stets)):
        raise CopydeskError("“stet” is a list of tables: write [[stet]].", path, 1)
    for n, stet in enumerate(stets):
        yield from _of_table(stet, partial(_wrong, path, text, n))


def _of_table(stet: dict[str, Any], wrong: Callable[[str, str], CopydeskError]) -> Iterator[Entry]:
    from .rulefile import ID

    given = dict(stet)
    file, reason = given.pop("file", ""), given.pop("reason", "")
    if not (isinstance(file, str) and file.strip()):
        raise wrong("file", '“file” is missing: the path of a story from here, or a pattern like "opinion/**".')
    if not (isinstance(reason, str) and reason.strip()):
        raise wrong("reason", "“reason” is missing: say in a few words why it may stand.")
    if not given:
        raise wrong("file", 'names no rule: write RULE = "the flagged words".')
    for rule, value in given.items():
        if not ID.fullmatch(rule):
            raise wrong(rule, f"“{rule}” is no name for a rule.{did_you_mean(rule, ('file', 'reason'))}")
        for item in value if isinstance(value, list) else [value]:
            words, times = (item.get("words"), item.get("times", 1)) if isinstance(item, dict) else (item, 1)
            if not isinstance(words, str) or not words:
                raise wrong(rule, f'{rule} = the flagged words, a list of them, or {{ words = "…", times = 2 }}.')
            if isinstance(item, dict) and (extra := next((key for key in item if key not in ITEM), "")):
                raise wrong(rule, f"there is no key “{extra}” here.{did_you_mean(extra, ITEM)}")
            if not isinstance(times, int) or isinstance(times, bool) or times < 1:
                raise wrong(rule, f"“times” is a whole number from 1, not {times}.")
            yield Entry(file, rule, words, times, reason)
        if value == []:
            raise wrong(rule, f"{rule} names no words: take it out, or write the flagged words.")


def _wrong(path: str, text: str, n: int, key: str, message: str) -> CopydeskError:
    """A mistake in the table number `n`, with the line of its key or else of its head."""
    from .rulefile import line_of

    head = next(islice(_HEAD.finditer(text), n, None), None)
    if head is None:
        return CopydeskError(message, path, line_of(text, "stet"))
    rest = text[head.end() :]
    end = _HEAD.search(rest)
    rest = rest[: end.start()] if end else rest
    line = line_of(rest, key)
    return CopydeskError(message, path, text.count("\n", 0, head.start()) + line)
