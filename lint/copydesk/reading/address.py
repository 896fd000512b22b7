"""Addresses, paths and handles: stretches of a text in which nothing is damage."""

from __future__ import annotations

from ..lazily import compiled

_WEB = compiled(r"https?://[^\s<>\"“”]+")
_WWW = compiled(r"www\.[^\s<>\"“”]+")
_PATH = compiled(r"/(?<![\w<&]/)[\w.%-]+(?:/[\w.%-]+)+")
_WINDOWS = compiled(r":\\(?<=\b[A-Za-z]:\\)[^\s\"“”]+|\\\\[\w.-]+\\\S+")
_BEFORE_AT = compiled(r"<?[\w.+-]+\Z")
_AFTER_AT = compiled(r"[\w-]+\.[\w.-]+>?")


def addresses(text: str) -> list[tuple[int, int]]:
    """Where they stand, in order and apart. Every search begins at a sign that sound copy hardly has."""
    found = [m.span() for m in _WEB().finditer(text)] if "://" in text else []
    found += [m.span() for m in _WWW().finditer(text)] if "www." in text else []
    found += [m.span() for m in _PATH().finditer(text)] if "/" in text else []
    if "\\" in text:
        found += [(max(0, a - 1) if text[a] == ":" else a, b) for a, b in (m.span() for m in _WINDOWS().finditer(text))]
    at = text.find("@")
    while at >= 0:
        before, after = _BEFORE_AT().search(text, max(0, at - 80), at), _AFTER_AT().match(text, at + 1)
        if before and after:
            found.append((before.start(), after.end()))
        at = text.find("@", at + 1)
    out: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not out or start >= out[-1][1]:
            out.append((start, end))
        elif end > out[-1][1]:
            out[-1] = (out[-1][0], end)
    return out
