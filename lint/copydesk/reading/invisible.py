"""Characters that nobody sees: invisible signs, controls, separators, and U+FFFD where one was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lazily import compiled
from ..prose import Patch

_SIGN = compiled(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffc\ufffd\u00a0\u2007\u202f]"
)
_JOINED_SCRIPTS = compiled("[\u0590-\u08ff\u0900-\u0dff\ufb1d-\ufdff\ufe70-\ufeff]")
_EMOJI = compiled("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_NO_BREAK = "\u00a0\u2007\u202f"
_NEW_LINE = "\u2028\u2029\x0b"
_HIDING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
REACH = 500  # characters of its line that say which way a mark of direction runs
_CP1252 = {n: bytes([n]).decode("cp1252", "ignore") for n in range(0x80, 0xA0)}


def invisible(text: str, *, markup: bool = False) -> Iterator[Patch]:
    """Kinds `invisible`, `no-break` (off unless a house wants it told), `control` and `lost`, in order of place."""
    for match in _SIGN().finditer(text):
        char, at = match[0], match.start()
        code = ord(char)
        if char in _NO_BREAK:
            if text[at + 1 : at + 2] not in ";:!?»%" and text[at - 1 : at] != "«":
                yield Patch(at, at + 1, " ", "no-break")
        elif char in _NEW_LINE:
            yield Patch(at, at + 1, "\n", "invisible")
        elif char == "\ufffd":
            yield _lost(text, at)
        elif char == "\ufffc":
            if not markup:
                yield Patch(at, at + 1, "", "invisible")
        elif 0x80 <= code < 0xA0:
            reads = _CP1252[code]
            yield Patch(at, at + 1, reads, "control") if reads else Patch(at, at + 1, None, "control", False)
        elif code < 0x20 or code == 0x7F:
            yield Patch(at, at + 1, "", "control")
        elif not _belongs(text, at, char):
            yield Patch(at, at + 1, "", "invisible")


def _belongs(text: str, at: int, char: str) -> bool:
    """Whether an invisible sign does its work here: in emoji, in scripts that join or run from right to left."""
    if char == "\ufeff":
        return at == 0
    if char in _HIDING or char in "\u200b\u2060\u00ad":
        return False
    around = text[max(0, at - 2) : at] + text[at + 1 : at + 3]
    if char == "\u200d" and _EMOJI().search(around):
        return True
    if char in "\u200c\u200d":
        return bool(_JOINED_SCRIPTS().search(around))
    start = max(0, at - REACH, text.rfind("\n", max(0, at - REACH), at) + 1)
    end = text.find("\n", at, at + REACH)
    return bool(_JOINED_SCRIPTS().search(text, start, at + REACH if end < 0 else end))


def _lost(text: str, at: int) -> Patch:
    """U+FFFD: the character is gone; an apostrophe is the best guess between letters."""
    if text[at - 1 : at].isalpha() and re.match(r"(?:s|t|d|m|re|ve|ll)\b", text[at + 1 : at + 4]):
        return Patch(at, at + 1, "’", "lost", False)
    return Patch(at, at + 1, None, "lost", False)
