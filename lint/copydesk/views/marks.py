"""The quotation marks of a paragraph, and what each may be by its shape and its neighbours, at what cost.

A role costs nothing where its place says so, a little where it is unusual, and more than a missing mark (10 for a double, 6 for
a single one) where its place says the opposite: so no mark is turned around to save a fault.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..lazily import compiled
from ..lexicon import Lexicon
from ..typed import NamedTuple

ANY = re.compile("[\"“”„‟«»＂〝〞'‘’‚‛‹›`´]")
_INSIDE = "(?<=[a-z]['’])[a-z]"  # behind an apostrophe inside a word: most are that, and certain
_MARK = re.compile(rf"{ANY.pattern}(?!{_INSIDE})(?:(?<=')'+|(?<=`)`+|(?<=‘)‘+|(?<=’)’+)?")
# the single ones in ASCII: patterns that begin with their sign are several times as quick as one that may begin with any
_SINGLES = (("'", compiled(rf"'(?!{_INSIDE})'*")), ("`", compiled("``*")))
_DOUBLE_OPEN = frozenset(("“", "„", "‟", "«", "``", "‘‘", "〝"))
_DOUBLE_CLOSE = frozenset(("”", "»", "''", "〞"))
_SINGLE_OPEN = frozenset("‘‚‛‹`")
_SINGLE_CLOSE = frozenset("’›´")
_EITHER = frozenset(
    ("«", "»", "„", "‹", "›", "‚", "''", "``")
)  # may also stand the other way round abroad, or in old wire
_SHUTTING = frozenset('"”')
BRACKETS = "([{"
DASHES = "—–-―/"
_ELISION = compiled(r"[A-Za-z]+(?![\w])")
_YEAR = compiled(r"[0-9]{2}(?:s\b|(?![\w]))")
_DROPPED = compiled(r"(?:[A-Za-z]{2,}in|\b(?:o|th|ole?|an|lil|li|y|wi|po|mo|fo|ha|em|til))\Z", re.I)
# the end of a contraction: no quotation begins with such a “word”, even where a machine has cut it off
CUT_OFF = compiled(r"\s?(?:s|t|d|m|re|ve|ll)(?![\w'’\"”-])")
_CUT_OFF_BEFORE = compiled(r"(?:\b[dlcjDLCJOM]|\bqu|[dnsa]ell|[dasn]all|sull)\s\Z")  # and its begin: d 'Azur, O 'Neill
_ARROW = compiled(r"[«‹]\s[^»›]*\Z|[^«‹„]*\s[»›]\Z")  # “Read more »”
_LETTER = compiled(
    r"\b(?:an?|the|letters?|of|silent|single|double|no|one|two)\s\Z", re.I
)  # “an ‘n’ and”, no rock ’n’ roll
_FEET = compiled(r"\d{1,2}['’′]\s?\d{0,2}\Z")
_INCHES = compiled(r"(?<![\w$#£€.,-])\d{1,3}\Z")

OPEN, CLOSE, APOSTROPHE, INCH, PRIME = "open", "close", "apostrophe", "inch", "prime"
MISSING = {"D": 10.0, "S": 6.0}


class Mark(NamedTuple):
    """One mark: where it stands, `kind` D (double) or S (single), `side` by its glyph: 1 opens, -1 closes, 0 either."""

    start: int
    end: int
    kind: str
    side: int
    glyph: str


def marks(text: str) -> list[Mark]:
    """The marks of a paragraph in order, apostrophes inside English words left out. Three single ones are a pair and a single."""
    if text.isascii():
        return _straight(text)
    out = [mark for found in _MARK.finditer(text) for mark in _cut(text, found)]
    if out and (out[-1].glyph in "»›" or out[0].glyph in "«‹") and _ARROW().match(text):
        return [mark for mark in out if mark.glyph not in "«‹»›"]
    return out


def _straight(text: str) -> list[Mark]:
    """The marks of a text in ASCII."""
    out: list[Mark] = []
    at = text.find('"')
    while at >= 0:
        out.append(Mark(at, at + 1, "D", 0, '"'))
        at = text.find('"', at + 1)
    for sign, pattern in _SINGLES:
        if sign in text:
            doubles = len(out)
            out += [mark for found in pattern().finditer(text) for mark in _cut(text, found)]
            if 0 < doubles < len(out):
                out.sort()
    return out


def _cut(text: str, found: re.Match[str]) -> list[Mark]:
    """The mark that a match is, or the marks that single ones in a row are."""
    start, end = found.span()
    glyph = found[0]
    if glyph in KINDS:
        return [Mark(start, end, *KINDS[glyph], glyph)]
    out: list[Mark] = []
    word_start = text[end : end + 1].strip() != "" and (start == 0 or not text[start - 1].isalnum())
    cuts = [2] * (len(glyph) // 2) + [1] * (len(glyph) % 2)
    for width in cuts if word_start else reversed(cuts):
        out.append(Mark(start, start + width, *_kind(glyph[:width]), glyph[:width]))
        start += width
    return out


def _kind(glyph: str) -> tuple[str, int]:
    """Kind and side of a glyph, as a mark has them."""
    kind = "D" if len(glyph) == 2 or glyph in '"“”„‟«»＂〝〞' else "S"
    opens, closes = (_DOUBLE_OPEN, _DOUBLE_CLOSE) if kind == "D" else (_SINGLE_OPEN, _SINGLE_CLOSE)
    return kind, 1 if glyph in opens else -1 if glyph in closes else 0


KINDS = {glyph: _kind(glyph) for glyph in (*"\"“”„‟«»＂〝〞'‘’‚‛‹›`´", "''", "``", "‘‘", "’’")}


class Around(NamedTuple):
    """The neighbours of a mark, as its roles see them."""

    blank_left: bool
    blank_right: bool
    open_left: bool  # a bracket, a dash, a mark that may open
    close_right: bool  # punctuation, a bracket, a dash, a mark that may close
    word_left: bool
    word_right: bool
    bracket_left: bool


def around(text: str, mark: Mark) -> Around:
    return _around(text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1])


@lru_cache(1 << 12)
def _around(left: str, right: str) -> Around:
    return Around(
        not left or left.isspace(),
        not right or right.isspace(),
        bool(left) and (left in BRACKETS or left in DASHES or (bool(ANY.match(left)) and left not in "”»")),
        bool(right) and (right in ".,;:!?)]}…*" or right in DASHES or (bool(ANY.match(right)) and right not in "“„«")),
        left.isalnum(),
        right.isalnum(),
        bool(left) and left in BRACKETS,
    )


def prices(text: str, mark: Mark, lexicon: Lexicon) -> tuple[tuple[str, float], ...]:
    """The roles a mark can have, each with what it costs; those that a missing mark would undercut are left out."""
    left, right = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    if mark.kind == "D":
        aside = _typed_for_apostrophe(text, mark, left)
        # no quotation begins before these, nor behind the last sentence
        shuts = left.isspace() and (right in ",;:)" if right else text[mark.start - 2] in ".!?")
        return _prices(mark.kind, mark.side, mark.glyph, left, right, shuts, INCH, _inch(text, mark, left), aside)
    near = _around(left, right)
    aside = apostrophe(text, mark, near, lexicon)
    if aside == 0.0 and near.word_left and near.word_right and not left.isupper():
        return ((APOSTROPHE, aside),)  # inside a word
    # behind a quoted letter or word: its plural, a footnote, the mark that closes what is outside
    shut = text[mark.end : mark.end + 2]
    shuts = (shut in ("s", "s ", "s,", "s.") and left.isupper()) or (near.word_left and right.isdigit())
    shuts = shuts or (near.blank_left and right in _SHUTTING and not shut[1:].isalnum())
    return _prices(mark.kind, mark.side, mark.glyph, left, right, shuts, PRIME, _prime(text, mark), aside)


@lru_cache(1 << 12)
def _prices(
    kind: str,
    side: int,
    glyph: str,
    left: str,
    right: str,
    shuts: bool,
    measure: str,
    length: float | None,
    aside: float | None,
) -> tuple[tuple[str, float], ...]:
    """The prices by what stands around: the same few places come again and again."""
    near = _around(left, right)
    typed_twice = side > 0 and left == glyph
    roles = (
        (OPEN, 8.0 if kind == "D" and shuts else _opening(kind, side, glyph, near)),
        (CLOSE, 11.0 if typed_twice else _closing(kind, side, glyph, near, shuts)),
        (APOSTROPHE, aside),
        (measure, length),
    )
    known = [(role, price) for role, price in roles if price is not None]
    most = min(price for _, price in known) + MISSING[kind] + 1.0
    return tuple([(role, price) for role, price in known if price <= most])


def _opening(kind: str, side: int, glyph: str, near: Around) -> float:
    single = kind == "S"
    wrong = (1.5 if single else 3.0) if side < 0 and glyph not in _EITHER else 0.0
    if near.blank_right and near.bracket_left:
        return wrong + 1.0
    if near.blank_right:
        return wrong + ((3.0 if single else 1.0) if near.blank_left else (7.5 if single else 11.0))
    if near.blank_left or near.open_left:
        return wrong + (0.3 if single else 0.0)
    if near.word_left:
        return wrong + (9.0 if single else 3.0 if near.word_right else 6.0)
    return wrong + 2.0


def _closing(kind: str, side: int, glyph: str, near: Around, shuts: bool) -> float:
    single = kind == "S"
    wrong = 3.0 if side > 0 and glyph not in _EITHER else 0.0
    if shuts:
        return wrong + 0.5
    if near.blank_left:
        return wrong + ((3.0 if single else 1.0) if near.blank_right else (7.5 if single else 11.0))
    if near.blank_right or near.close_right:
        return wrong + (0.4 if single and near.word_left else 0.0)
    if near.word_left and near.word_right:
        return wrong + (9.0 if single else 3.0)
    return wrong + 1.0


def apostrophe(text: str, mark: Mark, near: Around, lexicon: Lexicon) -> float:
    """An apostrophe inside a word is certain; at its ends it depends on the word."""
    left_glyph = mark.side > 0
    before, after = text[max(0, mark.start - 12) : mark.start], text[mark.end : mark.end + 12]
    if near.word_left and near.word_right:
        return 1.0 if left_glyph else 0.5 if after[0].isdigit() else 0.0
    if near.word_right:
        if before[-1:] and before[-1:] in '.)”"’' and re.match(r"s(?!\w)", after):
            return 0.3
        word = _ELISION().match(after)
        elided = word is not None and word[0].lower() in lexicon.words("elisions", "words")
        if after[:1] in "nN" and re.match(r"[nN]['’]", after):
            return 7.0 if _LETTER().search(before) else 0.0
        if elided or _YEAR().match(after) or CUT_OFF().match(after) or _CUT_OFF_BEFORE().search(before):
            return 1.5 if left_glyph else 0.5
        return 9.0 if left_glyph else 7.0
    if near.word_left:
        if re.search(r"['‘’][nN]\Z", before):
            return 7.0 if _LETTER().search(before[:-2]) else 0.0
        extra = 2.0 if left_glyph else 0.0
        ends = before[-1] in "sSxXzZ" or _DROPPED().search(before) or (near.blank_right and CUT_OFF().match(after))
        return extra + (0.5 if ends else 7.0)
    if left_glyph or before[-1:] not in (",", ".", "!", "?"):
        return 3.0
    return 0.5 if before[-3:-2] == "." and before[-2:-1].isupper() else 7.0  # the U.S.’ allies


def _typed_for_apostrophe(text: str, mark: Mark, left: str) -> float | None:
    """A double mark may be a damaged apostrophe: the harbor"s end, and the harbor " s where words are pulled apart."""
    after = text[mark.end : mark.end + 5]
    if left.isspace() and after[:1].isspace():
        before = text[max(0, mark.start - 5) : mark.start]
        if before[-2:-1].isalnum() and (CUT_OFF().match(after) or _CUT_OFF_BEFORE().search(before)):
            return 0.5
        if before[-2:-1].isupper() and after in (" S", " S "):
            return 0.5
        return 6.0 if before[-2:-1] in "sS" and after[1:2].islower() else None  # customers " success
    return 1.0 if left.isalpha() and CUT_OFF().match(after) else None


def _inch(text: str, mark: Mark, left: str) -> float | None:
    if mark.glyph not in ('"', "”", "''") or not (left.isdigit() or left.isspace() or left in "'’′"):
        return None
    before = text[max(0, mark.start - 8) : mark.start]
    if _FEET().search(before):
        return 0.2
    return 2.5 if mark.glyph == '"' and _INCHES().search(before) else None


def _prime(text: str, mark: Mark) -> float | None:
    if not text[mark.start - 1 : mark.start].isdigit():
        return None
    return 0.2 if re.match(r"\s?\d{1,2}(?:\"|”|'')", text[mark.end : mark.end + 6]) else 2.5
