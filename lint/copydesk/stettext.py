"""The text of a `stets.toml`: where each entry stands, entries taken out, files renamed, entries written.

By hand and not with a library that keeps a whole TOML document: an entry needs its place anyway (to be told, and shown in
an editor), the form is small, and what nobody touches stays as it is, to the last blank and comment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from .finding import Edit
from .fixing import apply
from .spans import Span
from .typed import NamedTuple

_TOKEN = re.compile(
    r'"""(?s:.*?)"{3,5}|'
    + r"'''(?s:.*?)'{3,5}|"
    + r'"(?:[^"\\\n]|\\.)*"|'
    + r"'[^'\n]*'|[\[\]{}=,\n]|#[^\n]*|[^\s\[\]{}=,#\"']+"
)
_MARKS = ('"', "'")
_COMMA = re.compile(r"\s*,[ \t]*")


class Item(NamedTuple):
    """One entry: all of it, its words, the number of times (an empty span: none is written)."""

    span: Span
    words: Span
    times: Span


class Key(NamedTuple):
    """A rule and its entries: from its name to the end of the value; the list if it is one."""

    span: Span
    items: list[Item]
    list: Span | None


class Table(NamedTuple):
    """One `[[stet]]`: its head, the name of its file, its lines that are no entries, its rules."""

    head: Span
    file: Span
    others: list[Span]
    keys: list[Key]


class Unknown(ValueError):
    """TOML, but not written as we can follow it place by place."""


class _Tokens:
    """The signs and words of the text, one after another."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._all = [t.span() for t in _TOKEN.finditer(text) if text[t.start()] != "#"]
        self._n = 0

    def next(self, *wanted: str) -> Span:
        """The next one; it must be one of these (`"`: a string, a word: anything)."""
        if self._n >= len(self._all):
            raise Unknown
        span = Span(*self._all[self._n])
        self._n += 1
        if wanted and self.text[span.start] not in wanted:
            raise Unknown
        return span

    def peek(self) -> str:
        """How the next one begins, or nothing at the end."""
        return self.text[self._all[self._n][0]] if self._n < len(self._all) else ""

    def skip(self, signs: str) -> None:
        while self.peek() and self.peek() in signs:
            self._n += 1


def tables(text: str) -> list[Table]:
    """Where everything stands, in order. Unknown for TOML that is written in other ways than [[stet]] with plain keys."""
    tokens = _Tokens(text)
    out: list[Table] = []
    while True:
        tokens.skip("\n")
        if not tokens.peek():
            return out
        first = tokens.next()
        if text[first.start] == "[":
            tokens.next("[")
            name = tokens.next()
            tokens.next("]")
            end = tokens.next("]")
            if text[name.start : name.end] != "stet":
                raise Unknown
            out.append(Table(Span(first.start, end.end), Span(0, 0), [], []))
            continue
        if not out:
            raise Unknown
        tokens.next("=")
        out[-1] = _with_key(out[-1], first, tokens)


def _with_key(table: Table, name: Span, tokens: _Tokens) -> Table:
    key = _decoded(tokens.text, name)
    if key in ("file", "reason"):
        value = tokens.next(*_MARKS)
        table.others.append(Span(name.start, value.end))
        return table._replace(file=value) if key == "file" else table
    if tokens.peek() != "[":
        item = _item(tokens)
        table.keys.append(Key(Span(name.start, item.span.end), [item], None))
        return table
    start = tokens.next()
    items = []
    tokens.skip("\n,")
    while tokens.peek() != "]":
        items.append(_item(tokens))
        tokens.skip("\n,")
    end = tokens.next()
    table.keys.append(Key(Span(name.start, end.end), items, Span(start.start, end.end)))
    return table


def _item(tokens: _Tokens) -> Item:
    first = tokens.next("{", *_MARKS)
    if tokens.text[first.start] != "{":
        return Item(first, first, Span(first.end, first.end))
    words = times = Span(first.end, first.end)
    while True:
        name = tokens.next()
        if tokens.text[name.start] == "}":
            return Item(Span(first.start, name.end), words, times)
        if tokens.text[name.start] in ",\n":
            continue
        tokens.next("=")
        value = tokens.next()
        if _decoded(tokens.text, name) == "words":
            words = value
        else:
            times = value


def _decoded(text: str, span: Span) -> str:
    """A bare word or a string as the text it stands for."""
    written = text[span.start : span.end]
    if written[0] not in _MARKS:
        return written
    import tomli

    return str(tomli.loads(f"x = {written}")["x"])


def items(found: Iterable[Table]) -> list[Item]:
    """All entries in their order: the place in it is the number of an entry."""
    return [item for table in found for key in table.keys for item in key.items]


def pruned(text: str, left: Mapping[int, int]) -> str:
    """The text after entries, by number, count only so many times; those that count none are taken out.

    A table goes when it has no entry left. Comments stay where they are.
    """
    edits: list[Edit] = []
    number = 0
    for table in tables(text):
        here: list[Edit] = []
        alive = False
        for key in table.keys:
            counts = [left.get(n, -1) for n in range(number, number + len(key.items))]
            number += len(counts)
            alive |= any(counts)
            here += _pruned(text, key, counts)
        if not alive:
            spans = [table.head, *table.others, *(key.span for key in table.keys)]
            here = [Edit(_line(text, span), "") for span in spans]
            last = max(here)
            here[here.index(last)] = Edit(Span(last.span.start, _after_blank_lines(text, last.span.end)), "")
        edits += here
    out = apply(text, edits)
    return out.rstrip("\r\n") + _line_end(text) if edits and out.strip() else out


def _pruned(text: str, key: Key, counts: Sequence[int]) -> list[Edit]:
    """The edits for one rule. A count below nothing: the entry stays as it is."""
    if not any(counts):
        return [Edit(_line(text, key.span), "")]
    each = list(zip(key.items, counts, strict=True))
    gone = [item for item, count in each if not count]
    if gone and key.list and "\n" not in text[key.list.start : key.list.end]:
        kept = [_kept(text, item, n) for item, n in each if n]
        return [Edit(key.list, f"[{', '.join(kept)}]")]
    recounted = [_recount(text, item, n) for item, n in each if n > 0 and item.times.start < item.times.end]
    return [*recounted, *(Edit(_with_comma(text, item.span), "") for item in gone)]


def _recount(text: str, item: Item, times: int) -> Edit:
    """One that stands once needs no number."""
    return Edit(item.span, text[item.words.start : item.words.end]) if times == 1 else Edit(item.times, str(times))


def _kept(text: str, item: Item, times: int) -> str:
    written = text[item.span.start : item.span.end]
    if times < 0 or item.times.start == item.times.end:
        return written
    span, new = _recount(text, item, times)
    return apply(written, [Edit(span.moved(-item.span.start), new)])


def _with_comma(text: str, span: Span) -> Span:
    """An entry of a list with its comma; with its line where it stands alone there."""
    comma = _COMMA.match(text, span.end)
    end = comma.end() if comma else span.end
    line = _line(text, Span(span.start, end))
    alone = not text[line.start : span.start].strip() and not text[end : line.end].partition("#")[0].strip()
    return line if alone else Span(span.start, end)


def _line(text: str, span: Span) -> Span:
    """The lines of a stretch, with their last line end."""
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end + 1)


def _after_blank_lines(text: str, at: int) -> int:
    while at < len(text) and not (line := text[at : _line(text, Span(at, at)).end]).strip():
        at += len(line)
    return at


def renamed(text: str, old: str, new: str) -> str:
    """The text with a file, or all files of a folder, under a new name."""
    edits = []
    for table in tables(text):
        name = _decoded(text, table.file)
        if name == old or name.startswith(f"{old}/"):
            edits.append(Edit(table.file, quoted(new + name[len(old) :])))
    return apply(text, edits)


def table(file: str, reason: str, words: Mapping[tuple[str, str], int]) -> str:
    """A table for a file. `words`: how often a rule flags them, by the two."""
    rules: dict[str, list[str]] = {}
    for (rule, flagged), times in words.items():
        one = quoted(flagged) if times == 1 else f"{{ words = {quoted(flagged)}, times = {times} }}"
        rules.setdefault(rule, []).append(one)
    lines = ["[[stet]]", f"file = {quoted(file)}", f"reason = {quoted(reason)}"]
    for rule, ones in sorted(rules.items()):
        lines += [f"{rule} = {ones[0]}"] if len(ones) == 1 else [f"{rule} = [", *(f"  {one}," for one in ones), "]"]
    return "\n".join((*lines, ""))


def added(text: str, tables: Iterable[str]) -> str:
    """The text with tables more at its end."""
    end = _line_end(text)
    before = text.rstrip("\r\n") + end + end if text.strip() else ""
    return before + "\n".join(tables).replace("\n", end)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
