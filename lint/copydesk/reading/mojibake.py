"""Mojibake: UTF-8 that was read as another encoding. The table is made, not typed, when the first suspicious letter comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..prose import Patch

# what is worth looking for, and what it may have been taken for
_TARGETS = (
    *range(0xA0, 0x180), *range(0x2010, 0x2027), 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2122, 0x2190,
    0x2192, 0x2212, 0xFEFF, 0x2009, 0x200A, 0x200B, 0x202F, 0x2028, 0xFFFD, 0x192, 0x2BB, 0x2BC,
)  # fmt: skip
_READINGS = ("cp1252", "latin-1", "mac_roman", "cp1251", "cp437", "cp850", "cp1250")
_TWICE = "‘’“”–—…éèüöäñç£€"
# the first letters of damaged pairs, followed by another letter outside ASCII: cheap, and rare in sound copy
_SUSPECT = re.compile("[ÂÃÄÅâăĂĹĽÅ‚√¬Γ┬├ÔВГвЂРСĆï][^\x00-\x7f]")
# each begins with a letter of its own: as one pattern of many beginnings they took 55 ms a megabyte, so 1 ms
_LOSSY = (
    ("â€", re.compile(r"â€(?:\?|(?=[\s.,;!?]|$))")),
    ("â??", re.compile(r"â\?\?")),
    ("a€", re.compile("a€[™œ]")),
    ("Â", re.compile(r"Â(?<![^\W\d_].)(?=[ \d])")),
    ("?s ", re.compile(r"\?s(?<=[A-Za-z]{2}..)(?= [a-z])")),
)
_LOSSY_READS = {"â€?": "”", "â€": "”", "â??": "’", "a€™": "’", "a€œ": "“", "Â": "", "?s": "’s"}
_GUESS = {
    "\u2009": " ",
    "\u200a": " ",
    "\u202f": " ",
    "\u00a0": " ",
    "\u200b": "",
    "\ufeff": "",
    "\u2028": "\n",
    "\u00ad": "",
}


@lru_cache(maxsize=1)
def table() -> dict[str, str]:
    """Damaged string -> the character it was."""
    out: dict[str, str] = {}
    for code in _TARGETS:
        for reading in _READINGS:
            damaged = _read_as(chr(code), reading)
            if len(damaged) > 1 and not all(c.isalpha() and c >= "\u0400" for c in damaged):
                out.setdefault(damaged, chr(code))
    for char in _TWICE:
        out.setdefault(_read_as(_read_as(char, "cp1252"), "cp1252"), char)
    return out


def _read_as(text: str, reading: str) -> str:
    """UTF-8 bytes taken for another encoding; a byte it leaves undefined stays as a control character."""
    out = []
    for byte in text.encode("utf-8"):
        try:
            out.append(bytes([byte]).decode(reading))
        except UnicodeDecodeError:
            out.append(chr(byte))
    return "".join(out)


@lru_cache(maxsize=1)
def _widths() -> tuple[int, ...]:
    return tuple(sorted({len(damaged) for damaged in table()}, reverse=True))


def mojibake(text: str) -> Iterator[Patch]:
    """Damaged characters in order of place; those that lost a byte are told and not read through."""
    if text.isascii():
        if "?" in text:
            yield from _lossy(text)
        return
    end = 0
    for suspect in _SUSPECT.finditer(text):
        start = suspect.start()
        if start < end:
            continue
        for width in _widths():
            damaged = text[start : start + width]
            char = table().get(damaged)
            if char is not None:
                end = start + len(damaged)
                yield Patch(start, end, _GUESS.get(char, char), "mojibake")
                break
    yield from _lossy(text)


def _lossy(text: str) -> Iterator[Patch]:
    for sign, pattern in _LOSSY:
        if sign[0] in text and sign in text:
            for match in pattern.finditer(text):
                yield Patch(match.start(), match.end(), _LOSSY_READS[match[0]], "mojibake", False)
