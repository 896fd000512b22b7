"""Escapes that were never undone: JavaScript, percent, quoted-printable, LaTeX, spreadsheet, and stray backslashes."""

from __future__ import annotations

from collections.abc import Iterator

from ..lazily import compiled
from ..prose import Patch

_UNICODE = compiled(r"(?:\\u[0-9A-Fa-f]{4})+|\\u\{[0-9A-Fa-f]{1,6}\}|\\x[0-9A-Fa-f]{2}")
_BARE_UNICODE = compiled(r"(?<=[A-Za-z])u20(?:1[0-9]|2[0-6])(?=[A-Za-z])|(?<=\s)u201[89cd](?=[A-Za-z])")
_BACKSLASH = compiled(r"\\([\"'/&%$])|\\([nrt])(?![a-z]{3})|(?<=[a-z.,;!?])\\(?=[A-Za-z])")
_PERCENT = compiled(r"%[0-9A-F]{2}(?:%[0-9A-F]{2})*")  # begins with its sign, or every letter is tried
_PRINTABLE = compiled(r"=(?:[0-9A-F]{2}(?:=[0-9A-F]{2})+|9[1-7](?=[a-z])|20(?=\r?\n|$)|(?<=[\w,.]=)\r?\n)")
_SPREADSHEET = compiled(r"_x([0-9A-F]{4})_")
_LATEX_PAIR = compiled(r"``([^`\n]{1,600}?)''")
_LATEX_SINGLE = compiled(r"`(?=\w)(?<![^\s(\[\"“]`)(?:[^`'\n]|'(?=\w)){2,300}(?<=\S)'(?!\w)")
_LATER_MARK = compiled(r"[^`'\n]{0,100}'(?!\w)")
_ACCENT = compiled(r"\{?\\([\"'`^~c])\{?([A-Za-z])\}{0,2}")
_ACCENTS = {'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "c": "\u0327"}


def escapes(text: str) -> Iterator[Patch]:
    """All kinds, each in order of place; the caller sorts them out."""
    if "\\" in text:
        yield from _backslashes(text)
    if "u20" in text:
        for match in _BARE_UNICODE().finditer(text):
            yield Patch(match.start(), match.end(), chr(int(match[0][1:], 16)), "escape")
    if "%" in text:
        yield from _percents(text)
    if "=" in text:
        yield from _printables(text)
    if "_" in text and ("_x0" in text or "_x2" in text):
        for match in _SPREADSHEET().finditer(text):
            char = chr(int(match[1], 16))
            yield Patch(match.start(), match.end(), "\n" if char == "\r" else char, "escape")
    if "`" in text:
        for match in _LATEX_SINGLE().finditer(text):
            if match[0][-2] == "s" and _LATER_MARK().match(text, match.end()):
                continue  # “the `boys' club'”: which of the two closes is a guess
            yield Patch(match.start(), match.start() + 1, "‘", "escape")
            yield Patch(match.end() - 1, match.end(), "’", "escape")
    if "``" in text:
        for match in _LATEX_PAIR().finditer(text):
            yield Patch(match.start(), match.start() + 2, "“", "escape")
            yield Patch(match.end() - 2, match.end(), "”", "escape")


def _backslashes(text: str) -> Iterator[Patch]:
    for match in _UNICODE().finditer(text):
        char = _unicode(match[0])
        if char is not None:
            yield Patch(match.start(), match.end(), char, "escape")
    for match in _ACCENT().finditer(text):
        if match[0][0] != "{" and "{" not in match[0]:
            continue  # without braces it may be a mark of the writer's
        from unicodedata import normalize

        letter = normalize("NFC", match[2] + _ACCENTS[match[1]])
        if len(letter) == 1:
            yield Patch(match.start(), match.end(), letter, "escape")
    for match in _BACKSLASH().finditer(text):
        if match[1]:
            yield Patch(match.start(), match.end(), match[1], "escape")
        elif match[2]:
            yield Patch(match.start(), match.end(), "\t" if match[2] == "t" else "\n", "escape", False)
        else:
            yield Patch(match.start(), match.end(), " ", "backslash", False)


def _unicode(escape: str) -> str | None:
    if escape.startswith("\\x"):
        return bytes([int(escape[2:], 16)]).decode("cp1252", "ignore") or None
    if escape.startswith("\\u{"):
        code = int(escape[3:-1], 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else None
    units = b"".join(int(u, 16).to_bytes(2, "big") for u in escape.split("\\u")[1:])
    try:
        return units.decode("utf-16-be")
    except UnicodeDecodeError:
        return None


def _percents(text: str) -> Iterator[Patch]:
    for match in _PERCENT().finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if before.isdigit():
            continue
        if len(match[0]) == 3:
            if match[0] in ("%20", "%27") and before.isalpha() and after.isalpha():
                yield Patch(match.start(), match.end(), " " if match[0] == "%20" else "'", "escape")
            continue
        try:
            yield Patch(match.start(), match.end(), bytes.fromhex(match[0].replace("%", "")).decode("utf-8"), "escape")
        except UnicodeDecodeError:
            continue


def _printables(text: str) -> Iterator[Patch]:
    wrapped = (
        "=E2=80" in text or text.count("=\n") + text.count("=\r\n") > 1
    )  # one equals sign at a line end is no sign
    for match in _PRINTABLE().finditer(text):
        found = match[0]
        if found.endswith("\n"):
            if wrapped:
                yield Patch(match.start(), match.end(), "", "escape")
        elif found == "=20":
            yield Patch(match.start(), match.end(), "", "escape")
        elif len(found) == 3:
            yield Patch(match.start(), match.end(), bytes.fromhex(found[1:]).decode("cp1252"), "escape", False)
        else:
            try:
                yield Patch(match.start(), match.end(), bytes.fromhex(found.replace("=", "")).decode("utf-8"), "escape")
            except UnicodeDecodeError:
                continue
