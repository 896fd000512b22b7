"""Tokeniser damage: blanks that a machine put between words and their marks, and the few that a typist did.

What is only damage where a tokeniser has been at the whole text has the kind `spacing`; what is a fault in any copy has a kind
of its own: `space-before`, `missing-space`, `double-space`, `contraction`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..lazily import compiled
from ..lexicon import Lexicon
from ..prose import Patch

_APART = compiled(r" [.,;:!?](?=[ &\r\n]|\Z)")
_TOGETHER = compiled(r"[.,;:!?](?<=[^\s.,;:!?].)(?=[ &\r\n]|\Z)")
_PAIRS = (" ,", " .", " ;", " :", " !", " ?")
_WINDOW = 1_000  # characters of a long text that are judged by themselves

_BEFORE_MARK = compiled(r"[ \t](?<=[^\s.…].)[ \t]*([.,;:!?])(?=[\s\"'”’)\]]|&|\Z|(?<=\.)[,;:])")
_SWAPPED = compiled(r" ([.!])(?<=[a-z]..)(?=[A-Z][a-z])")  # “ ?Word” lost an opening mark
_GLUED = tuple(
    (mark, compiled(rf"{re.escape(mark)}(?<=[a-z][a-z].)(?=[A-Z][a-z]+{after})"))
    for mark, after in ((".", "[ ,.;:’']"), ("!", "[ ,.;:’']"), ("?", "[ ,.;:’']"), (",", " "), (";", " "), (":", " "))
)
_DOUBLE = compiled(r"  (?<=[^\s|]..)(?=[^\s|])")
_FIGURES = frozenset("0123456789-")
_SHORT = r"(?:s|re|ve|ll|d|m"
_CONTRACTION = tuple(  # “do n’t”, “he ’s”, “he ’ s”
    (
        mark,
        compiled(
            rf"{mark}(?:(?<=[A-Za-z] n.)(?=t\b)"
            rf"|(?<=[A-Za-z] .)(?:(?={_SHORT})\b(?![’']))|(?P<both> )(?={_SHORT}|t)\b(?! ?[’']))))"
        ),
    )
    for mark in "’'"
)
_SMILEY = compiled(r":[-)(DPp/|]|;[-)]")
_GUILLEMETS = ("« ", " »", "«\u00a0", "\u00a0»", "«\u202f", "\u202f»")
_FRENCH = (" les ", " des ", " et ", " est ", " une ", " dans ")
_ENGLISH = (" the ", " of ", " and ", " in ", " to ", " is ")
_WORD_BEFORE = compiled(r"([\w’'-]+)\Z")
_DOTTED_BEFORE = compiled(r"[\w’'.-]+\Z")
_DOTTED_AFTER = compiled(r"[\w’'-]+(?:\.\w)?")
_DOTTED_NAME = compiled(r"\.(?:Ai|App|Co|Com|Edu|Gov|Info|Io|Js|Mac|Net|Org|Py|Tel|Tv)\b")


def stretches(text: str) -> list[tuple[int, int]]:
    """What a tokeniser has been at: where at least three marks stand apart from the word before, and half of all do.

    All of a text or nothing; in a long one, windows, so that one pasted block is seen and the rest left alone.
    """
    if " ," not in text and " ." not in text:
        return []
    if _much(text):
        return [(0, len(text))]
    if len(text) <= 2 * _WINDOW:
        return []
    out: list[tuple[int, int]] = []
    for at in range(0, len(text), _WINDOW):
        if _much(text[at : at + _WINDOW]):
            start = out.pop()[0] if out and out[-1][1] == at else at
            out.append((start, min(at + _WINDOW, len(text))))
    return out


def _much(text: str) -> bool:
    if sum(map(text.count, _PAIRS)) < 3:  # most windows: counting pairs costs a fifth of looking
        return False
    apart = len(_APART().findall(text))
    return apart >= 3 and apart >= len(_TOGETHER().findall(text))


def spacing(
    text: str, taken: Sequence[Patch], lexicon: Lexicon, where: list[tuple[int, int]], marks: bool
) -> list[Patch]:
    """Blanks that stand wrong, apart from the patches `taken` (in order, which own theirs).

    `where` a tokeniser has been at the text: see `stretches`; whether `marks` may stand wrong: see `outline`.
    """
    found = list(_anywhere(text, lexicon, where, marks))
    if where:
        from .apart import pulled_apart  # only for copy that a tokeniser has been at

        found = [*(p for p in pulled_apart(text, taken, lexicon) if _inside(p.start, where)), *found]
    return _clear(found, taken) if found else found


def _inside(at: int, where: list[tuple[int, int]]) -> bool:
    n = bisect_right(where, at, key=lambda stretch: stretch[0]) - 1
    return n >= 0 and at < where[n][1]


def _anywhere(text: str, lexicon: Lexicon, where: list[tuple[int, int]], marks: bool) -> Iterator[Patch]:
    # each of these looks starts at every blank: looked for first are the pairs that it needs
    if marks and (any(pair in text for pair in _PAIRS) or "\t" in text):
        yield from _before_marks(text, lexicon, where)
    if marks:
        for mark, glued in _GLUED:
            hits = [match.end() for match in glued().finditer(text)] if mark in text else []
            for at in _sentence_ends(text, hits) if mark == "." and hits else hits:
                yield Patch(at, at, " ", "missing-space")
    for mark, contraction in _CONTRACTION:
        if mark in text:
            for match in contraction().finditer(text):
                kind = "spacing" if _inside(match.start(), where) else "contraction"
                at = match.start() - (1 if text[match.start() - 1] == " " else 2)  # where the blank stands
                yield Patch(at, match.end(), mark, kind) if match["both"] else Patch(at, at + 1, "", kind)
    if "  " in text:
        for match in _DOUBLE().finditer(text):
            if not _column(text, match.start(), match.end()):
                yield Patch(match.start(), match.end(), " ", "double-space", False)  # no reader sees it


def _column(text: str, start: int, end: int) -> bool:
    """Whether two blanks part the columns of a table: a figure or a dash beside them, and more such blanks in the line."""
    if not (text[start - 1] in _FIGURES or text[end] in _FIGURES):
        return False
    line, rest = text[text.rfind("\n", 0, start) + 1 : start], text[end : end + 1_000].split("\n", 1)[0]
    return "  " in line.lstrip() or "  " in rest.rstrip()


def _before_marks(text: str, lexicon: Lexicon, where: list[tuple[int, int]]) -> Iterator[Patch]:
    french: bool | None = None
    for match in _BEFORE_MARK().finditer(text):
        apart = _inside(match.start(), where)
        if match[1] in ":;!?" and not apart:
            french = _french(text) if french is None else french
            if french:
                continue
        if not _meant(text, match, apart):
            yield Patch(match.start(), match.end() - 1, "", "spacing" if apart else "space-before")
    for match in _SWAPPED().finditer(text):
        if not _dotted(text, match.start(), match.end() - 1, lexicon):
            kind = "spacing" if _inside(match.start(), where) else "space-before"
            yield Patch(match.start(), match.end(), match[1] + " ", kind)


def _meant(text: str, match: re.Match[str], tokenised: bool) -> bool:
    """Whether the blank before a mark is right: spaced ellipses, smileys, leaders in a table."""
    mark, at = match[1], match.end() - 1
    if mark == "." and re.match(r"\. ?[.…]", text[at : at + 3]):
        return True
    if text[match.start() - 1] in '"“‘([':
        return not tokenised
    if mark in ":;" and _SMILEY().match(text, at):
        return True
    return not tokenised and (
        _beyond(text, match)
        or match.end() - match.start() > 2
        or (mark in ":;?!" and not text[match.start() - 1].isalnum())
    )


def _beyond(text: str, match: re.Match[str]) -> bool:
    """Whether a mark apart is another sign: a ratio, or a “?” in the middle of a sentence, which was a dash once."""
    before, after = text[match.start() - 1], text[match.end() : match.end() + 2].removeprefix(" ")
    if match[1] == ":":
        return before.isdigit() and after.isdigit()
    return match[1] == "?" and after.strip() != "" and not (after[0].isupper() or after[0] in "\"'”’)]&“‘(")


def _french(text: str) -> bool:
    """Whether the copy is French, or quotes some: there a blank goes before a tall mark."""
    if any(sign in text for sign in _GUILLEMETS):
        return True
    return sum(map(text.count, _FRENCH)) > sum(map(text.count, _ENGLISH))


def _dotted(text: str, start: int, dot: int, lexicon: Lexicon) -> bool:
    """Whether a name begins with the mark, as .Net does: after “the” or “uses” no sentence ends."""
    if _DOTTED_NAME().match(text, dot):
        return True
    word = _WORD_BEFORE().search(text, max(0, start - 24), start)
    return word is not None and word[1].lower() in lexicon.words("compounds", "never_last")


def _sentence_ends(text: str, hits: Sequence[int]) -> Iterator[int]:
    """The full stops glued to the next word that end a sentence: not those of One.Tel, told twice, or of an address."""
    forms = []
    for at in hits:
        before, after = _DOTTED_BEFORE().search(text, max(0, at - 40), at), _DOTTED_AFTER().match(text, at, at + 40)
        forms.append((before[0] if before else "", after[0] if after else ""))
    often = Counter(forms)
    for at, form in zip(hits, forms, strict=True):
        address = form[0].count(".") > 1 or "." in form[1]
        if not (often[form] > 1 or address or _DOTTED_NAME().match(text, at - 1)):
            yield at


def _clear(found: Iterable[Patch], taken: Sequence[Patch]) -> list[Patch]:
    """In order of place, apart from each other and from the patches taken before."""
    starts = [p.start for p in taken]
    out: list[Patch] = []
    for patch in sorted(found, key=lambda p: (p.start, -p.end)):
        if out and patch.start < out[-1].end:
            continue
        first = patch.start if patch.end > patch.start else patch.start - 1  # an insertion belongs to what is before it
        n = bisect_right(starts, max(first, patch.end - 1)) - 1
        if n >= 0 and taken[n].end > first:
            continue
        out.append(patch)
    return out
