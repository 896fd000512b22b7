"""From our terms to the protocol's: offsets to positions, findings to diagnostics, fixes to edits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from operator import ne
from typing import Any

from cattrs import Converter
from lsprotocol import types
from pygls.protocol import default_converter
from pygls.uris import from_fs_path

from copydesk.allowed import Allowed
from copydesk.errors import CopydeskError
from copydesk.finding import Edit, Finding, Fix
from copydesk.rulebook import Rulebook
from copydesk.spans import Lines, Span, Unit

SOURCE = "copydesk"
# a hint is a house preference that an editor wants to see; the protocol's own Hint is shown as three faint dots, or not at all
SEVERITY = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "hint": types.DiagnosticSeverity.Information,
}


class Places:
    """Offsets of a story as positions in its document, in the units agreed with the editor.

    `mark`: how many characters of the document stand before the story (a byte order mark).
    """

    def __init__(self, text: str, unit: Unit, mark: int = 0) -> None:
        self._lines = Lines(text)
        self._unit = unit
        self._mark = mark

    def position(self, offset: int) -> types.Position:
        return types.Position(*self._lines.position(offset + self._mark, self._unit))

    def range(self, span: tuple[int, int]) -> types.Range:
        return types.Range(self.position(span[0]), self.position(span[1]))

    def span(self, range: types.Range) -> Span:
        return Span(self.offset(range.start), self.offset(range.end))

    def offset(self, position: types.Position) -> int:
        return max(0, self._lines.offset((position.line, position.character), self._unit) - self._mark)

    def edits(self, edits: Iterable[Edit]) -> list[types.TextEdit]:
        return [types.TextEdit(self.range(span), text) for span, text in sorted(edits)]

    def line(self, number: int) -> types.Range:
        """A whole line (from 1; what lies beyond the text is drawn back to its last line)."""
        return self.range(self._lines.span(min(max(number, 1), len(self._lines.starts)) - 1))


def diagnostic(finding: Finding, book: Rulebook, places: Places, uri: str) -> types.Diagnostic:
    """A finding as the editor shows it. `data` carries its fixes; what lies elsewhere in a fix is told as related."""
    sheet = book.sheets[finding.rule]
    return types.Diagnostic(
        range=places.range(finding.span),
        message=finding.message,
        severity=SEVERITY[finding.level],
        code=finding.rule,
        code_description=types.CodeDescription(sheet["link"] or from_fs_path(sheet["path"]) or ""),
        source=SOURCE,
        related_information=[_related(span, fix, places, uri) for span, fix in _elsewhere(finding)] or None,
        data={"fixes": [_fix(fix, places) for fix in finding.fixes]},
    )


def _elsewhere(finding: Finding) -> list[tuple[Span, Fix]]:
    """Where a fix changes something away from what is flagged: the other mark of a pair, for one."""
    return [(e.span, fix) for fix in finding.fixes[:1] for e in fix.edits if not e.span.meets(finding.span)]


def _related(span: Span, fix: Fix, places: Places, uri: str) -> types.DiagnosticRelatedInformation:
    return types.DiagnosticRelatedInformation(types.Location(uri, places.range(span)), fix.title)


def _fix(fix: Fix, places: Places) -> dict[str, Any]:
    edits = [{"range": plain_range(e.range), "newText": e.new_text} for e in places.edits(fix.edits)]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def problem(error: CopydeskError, places: Places) -> types.Diagnostic:
    """A mistake in a file of configuration or rules, at its line."""
    return types.Diagnostic(
        places.line(error.line), error.message, severity=types.DiagnosticSeverity.Error, source=SOURCE
    )


def completion(word: Allowed, range: types.Range) -> types.CompletionItem:
    """A word that may be written, in place of what stands there of it."""
    return types.CompletionItem(
        word.word,
        kind=types.CompletionItemKind.Property if word.written.endswith("= ") else types.CompletionItemKind.Value,
        documentation=word.says or None,
        text_edit=types.TextEdit(range, word.written),
    )


def between(old: str, new: str) -> list[Edit]:
    """Edits that make one text of another: line by line, so that the editor keeps its place in all others."""
    before, after = _lines(old), _lines(new)
    starts = Lines(old).starts
    out = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            was, is_now = "".join(before[a:b]), "".join(after[c:d])
            head = _alike(was, is_now)
            tail = _alike(was[head:][::-1], is_now[head:][::-1])
            start = starts[a] if a < len(starts) else len(old)
            out.append(Edit(Span(start + head, start + len(was) - tail), is_now[head : len(is_now) - tail]))
    return out


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((n for n, differ in enumerate(map(ne, one, other)) if differ), min(len(one), len(other)))


def _lines(text: str) -> list[str]:
    starts = Lines(text).starts
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def converter() -> Converter:
    """The usual converter, with diagnostics written by hand: a story with damage has many, and cattrs takes 0.1 ms for each."""
    made: Converter = default_converter()  # type: ignore[no-untyped-call]
    made.register_unstructure_hook(types.Diagnostic, _plain)
    return made


def _plain(one: types.Diagnostic) -> dict[str, Any]:
    out: dict[str, Any] = {"range": plain_range(one.range), "message": one.message, "source": one.source}
    if one.severity is not None:
        out["severity"] = one.severity.value
    if one.code is not None:
        out["code"] = one.code
    if one.code_description is not None:
        out["codeDescription"] = {"href": one.code_description.href}
    if one.related_information:
        out["relatedInformation"] = [
            {"location": {"uri": r.location.uri, "range": plain_range(r.location.range)}, "message": r.message}
            for r in one.related_information
        ]
    if one.data is not None:
        out["data"] = one.data
    return out


def plain_range(range: types.Range) -> Mapping[str, Mapping[str, int]]:
    """A range as it goes over the wire."""
    start, end = range.start, range.end
    return {
        "start": {"line": start.line, "character": start.character},
        "end": {"line": end.line, "character": end.character},
    }
