"""Leftover character entities, in every shape they come in: whole, doubled, without semicolon, spaced, without ampersand.

Only recognised here; what a damaged one takes with it of the blanks around is decided in `roles`.
Names: WHATWG HTML, named character references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..lazily import compiled
from ..lexicon import Lexicon, slip
from ..typed import NamedTuple

BLANK = r"[ \t\u00a0]{0,2}"
_AMPERSAND = compiled(
    rf"&{BLANK}(?P<nested>(?:amp{BLANK};{BLANK}(?=#{BLANK}[xX]?[0-9]|[A-Za-z][A-Za-z0-9]+{BLANK};))*)"
    rf"(?:#{BLANK}(?P<number>[xX][0-9A-Fa-f]{{1,6}}|[0-9]{{1,7}})|(?P<name>[A-Za-z][A-Za-z0-9]{{1,30}}))?"
    rf"(?P<end>{BLANK};)?"
)
_BARE = compiled(r"(?:(?P<name>[A-Za-z][A-Za-z0-9]{1,7})|#(?P<number>[xX][0-9A-Fa-f]{2,5}|[0-9]{2,6}));\Z")
_BARE_SPACED = compiled(rf"(?P<name>[A-Za-z]{{2,6}}) ;|#{BLANK}(?P<number>[0-9]{{2,6}}) ?;")
UNMISTAKABLE = ("rsquo", "lsquo", "rdquo", "ldquo", "mdash", "ndash", "hellip")
_TAILS = (*UNMISTAKABLE, "apos", "quot", "nbsp")  # no word ends so: found straight after a letter too
_ACCENTED = compiled(
    r"(?:[aeiouyAEIOUY]acute|[aeiouAEIOU](?:grave|circ|uml)|[anoANO]tilde|[cC]cedil|[aA]ring|[oO]slash)\Z"
)
_APOSTLE = compiled(r"t[lhra]")  # “&apostrophe” may be a word after an ampersand
_QUOTE_WORD = compiled(r"(?:as?|e[sdr]?|ing|ations?|able|ients?|h)\b")  # “&quotation” may be a word after an ampersand
_QUOTE = compiled(r"&quot(?![A-Za-z;])")
_ENDING = compiled(r" (?:[stdm]|re|ve|ll)\b")
NEAR = 1_000
CURRENCIES = ("pound", "euro", "yen", "cent")
RUN_ON = ("quot", "nbsp", *CURRENCIES)
_BLANKS = frozenset("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f")
_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff\u2060")


class Leftover(NamedTuple):
    """`text[start:end]` stands for `char` (None: for nothing that is known). `damaged`: blanks around it may be its own."""

    start: int
    end: int
    char: str | None
    damaged: bool
    sure: bool = True
    bare: bool = False


@cache
def _characters() -> dict[str, str]:
    from html.entities import html5  # large, and most copy has no entity

    return html5


def character(name: str) -> str | None:
    """The character of an entity's name as copy should have it: blanks are ordinary blanks, invisible signs are nothing."""
    char = _characters().get(name + ";")
    return None if char is None else plain(char)


def plain(char: str) -> str:
    return " " if char in _BLANKS else "" if char in _NOTHING else char


def numbered(number: str, lexicon: Lexicon) -> str | None:
    """The character of a number; 128 to 159 are windows-1252, as browsers read them. None: there is none."""
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    if 128 <= code < 160:
        char = lexicon.table("entities", "cp1252").get(str(code))
        return None if char is None else str(char)
    if code in (9, 10, 13):
        return "\n" if code != 9 else " "
    if code < 32 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return None
    return plain(chr(code))


def leftovers(text: str, lexicon: Lexicon, *, tokenised: bool) -> Iterator[Leftover]:
    """All leftovers in order of their kind, not of place; they may overlap only where a bare one is part of a whole one."""
    if "&" in text:
        for match in _AMPERSAND().finditer(text):
            found = _with_ampersand(text, match, lexicon, tokenised)
            if found:
                yield found
    if ";" in text:
        end = text.find(";") + 1
        while end:  # backwards from each semicolon: a pattern that begins with any letter is tried at every letter
            bare = _BARE().search(text, max(0, end - 9), end)
            found = _bare(text, bare, lexicon) if bare else None
            if found:
                yield found
            end = text.find(";", end) + 1
        if tokenised:
            for match in _BARE_SPACED().finditer(text):
                found = _bare(text, match, lexicon)
                if found:
                    yield found


def _with_ampersand(text: str, match: re.Match[str], lexicon: Lexicon, tokenised: bool) -> Leftover | None:
    start, end = match.span()
    nested, number, name, closed = match["nested"], match["number"], match["name"], match["end"]
    spaced = any(c in " \t\u00a0" for c in text[start : match.end("end") if closed else end])
    if not name and not number:
        return None
    if number:
        return _number(match, lexicon, spaced)
    char = character(name)
    if nested:
        if char is None or not closed:  # “&amp;Sons;”: only the ampersand is a leftover
            return Leftover(start, start + 5, "&", False) if text.startswith("&amp;", start) else None
        return Leftover(start, end, char, spaced)
    if closed and not spaced:
        return _unknown(text, match) if char is None else Leftover(start, end, char, False)
    if closed or text[start + 1] in " \t\u00a0":
        names = lexicon.words("entities", "typographic") | lexicon.words("entities", "wordlike")
        known = char is not None and (tokenised or name in names)
        return Leftover(start, end, char, True) if closed and known else None
    return _no_semicolon(text, match, lexicon)


def _number(match: re.Match[str], lexicon: Lexicon, spaced: bool) -> Leftover | None:
    char = numbered(match["number"], lexicon)
    if match["end"]:
        return Leftover(match.start(), match.end(), char, spaced)
    code = match["number"]
    if spaced or char is None or not _certain(code, lexicon):
        return None
    return Leftover(match.start(), _cut_off(match.string, match.start(), match.end(), char), char, False)


def _cut_off(text: str, start: int, end: int, char: str | None) -> int:
    """Where a leftover without semicolon ends: the blank of “it&rsquo s” stands for the semicolon."""
    apostrophe = char in ("'", "’") and text[start - 1 : start].isalpha()
    return end + 1 if apostrophe and _ENDING().match(text, end) else end


def _certain(number: str, lexicon: Lexicon) -> bool:
    """Whether a number alone says that it was a character: “No. #1;” does not."""
    if number[0] in "xX":
        return int(number[1:], 16) >= 128
    code = int(number)
    return str(code) in lexicon.words("entities", "bare_numbers") or 128 <= code <= 0x10FFFF


def _no_semicolon(text: str, match: re.Match[str], lexicon: Lexicon) -> Leftover | None:
    start, name = match.start(), match["name"]
    end = match.end("name")
    after = text[end : end + 1]
    before = text[start - 1 : start]
    if after == "=" or after == ";":
        return None
    if name in lexicon.words("entities", "typographic"):
        char = character(name)
        return Leftover(start, _cut_off(text, start, end, char), char, False)
    if name in lexicon.words("entities", "wordlike"):
        return Leftover(start, end, character(name), False) if not before or before.isspace() else None
    return _run_on(text, start, name)


def _run_on(text: str, start: int, name: str) -> Leftover | None:
    """A name that runs on into the next word: “&rsquot”, “&pound5”, “&quotNo”.

    “&quota” may be a word, unless another “&quot” stands near: marks come in pairs.
    """
    for known in (*UNMISTAKABLE, "apos", *RUN_ON):
        rest = name.removeprefix(known)
        if rest and rest != name:
            digits = known in CURRENCIES
            if (digits and not rest[0].isdigit()) or (known == "apos" and _APOSTLE().match(rest)):
                continue
            sure = known != "quot" or not _QUOTE_WORD().match(rest)
            sure = sure or bool(_QUOTE().search(text, max(0, start - NEAR), start + NEAR))
            return Leftover(start, start + 1 + len(known), character(known), False, sure)
    return None


def _unknown(text: str, match: re.Match[str]) -> Leftover | None:
    """“&rsqou;”: a name that is none; the nearest one is proposed. Never straight after a letter (“Marks&Spencer;”)."""
    start = match.start()
    name = match["name"]
    if (start and text[start - 1].isalnum()) or not name.islower() or len(name) < 3:
        return None
    return Leftover(start, match.end(), nearest(name), False, sure=False)


def nearest(name: str) -> str | None:
    """The character of the one common name that a slip of one letter away from `name`, or None."""
    common = (*UNMISTAKABLE, "quot", "nbsp", "amp", "apos", "eacute", "pound", "euro", "lt", "gt")
    near = [c for c in common if slip(name, c)]
    return character(near[0]) if len(near) == 1 else None


def _bare(text: str, match: re.Match[str], lexicon: Lexicon) -> Leftover | None:
    start = match.start()
    before = text[start - 1 : start]
    if before and before in "&#":
        return None
    number, name = match["number"], match["name"]
    if number:
        low = number.isdigit() and int(number) < 128
        if before.isdigit() or (low and before.isupper() and not text[match.end() : match.end() + 1].islower()):
            return None  # “C#39;”
        if not _certain(number, lexicon):
            return None
        char = numbered(number, lexicon)
        return None if char is None else Leftover(start, match.end(), char, True, bare=True)
    tail = next((n for n in _TAILS if name.endswith(n)), None) or _accented(name)
    if tail:  # also straight after a letter: “donrsquo;t”
        return Leftover(start + name.rindex(tail), match.end(), character(tail), True, bare=True)
    after = text[match.end() : match.end() + 1]
    if not before.isalnum() and (
        name in lexicon.words("entities", "typographic") or (name in CURRENCIES and after.isdigit())
    ):
        return Leftover(start, match.end(), character(name), True, bare=True)
    if (name == "amp" and before.isupper() and after.isupper()) or (
        name[1:] == "amp" and name[0].isupper() and after.isupper()
    ):
        return Leftover(match.end() - 4, match.end(), "&", True, bare=True)  # “Eamp;Y”, but not “camp;”
    return None


def _accented(name: str) -> str | None:
    """The name of an accented letter that `name` ends in."""
    found = _ACCENTED().search(name)
    return found[0] if found else None
