"""A text in outline: every character as the kind it is of, so that one cheap look tells what the text may hold.

To look for one of many characters takes `re` several times as long as it takes to write the whole text anew, every kind of
character as one byte, and to look for that byte.
"""

from __future__ import annotations

import re

from ..typed import NamedTuple

_KINDS = (
    (bytes(range(32)) + b"\x7f", b"\0"),
    (b"&<\\{`", b"&"),
    (b".,;:!?", b","),
    (b"abcdefghijklmnopqrstuvwxyz", b"a"),
    (b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"A"),
    (b" \t", b" "),
    (b"\r\n", b"\n"),
)
_WRONG = re.compile(b",(?:(?<= ,)|(?<=aa,)Aa)")  # begins with one letter, which `re` looks for quickly
_CHUNK, _WIDEST = 1 << 16, 8  # the outline of a whole feed would be a second feed


def _table() -> bytes:
    out = bytearray(b"x" * 256)
    for some, kind in _KINDS:
        for byte in some:
            out[byte] = kind[0]
    return bytes(out)


_TABLE = _table()


class Outline(NamedTuple):
    """What a text may hold. Of what is not ASCII it says nothing."""

    signs: bool  # a sign that sound copy hardly has
    controls: bool  # a character that nobody sees
    marks: bool  # a mark with a blank before it, or a capital right behind it


def outline(text: str) -> Outline:
    signs = controls = marks = False
    for start in range(0, len(text), _CHUNK):
        chunk = text[start : start + _CHUNK + _WIDEST] if len(text) > _CHUNK else text
        kinds = chunk.encode("utf-8", "surrogatepass").translate(_TABLE)
        signs = signs or b"&" in kinds or ";" in chunk
        controls = controls or b"\0" in kinds
        marks = marks or _WRONG.search(kinds) is not None
    return Outline(signs, controls, marks)
