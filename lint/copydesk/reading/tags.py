"""Leftover markup in plain copy: tags, comments, shortcodes, in raw form or with their brackets as entities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lazily import compiled
from ..lexicon import Lexicon
from ..prose import Patch

_LT = r"(?:<|&(?:amp;)*lt;|(?<![A-Za-z0-9&#])lt;)"
_GT = r"(?:>|&(?:amp;)*gt;| ?\bgt;)"
_TAG = compiled(
    rf"{_LT} ?(?P<close>/?) ?(?P<name>[A-Za-z][A-Za-z0-9]*(?:[:-][\w-]+)?)"
    rf"(?P<rest>(?:\s+[A-Za-z_:][^<>]{{0,600}}?)?) ?(?P<empty>/?) ?{_GT}"
)
_COMMENT = compiled(rf"{_LT}!(?:--.{{0,2000}}?--|\[CDATA\[|DOCTYPE[^<>]{{0,200}}){_GT}|<!\[CDATA\[|\]\]>", re.S)
_ESCAPED = compiled(r"&(?:amp;)*\Z")
_SHORTCODE = compiled(
    r"\[/?(?P<name>[a-z][a-z0-9_-]+)(?P<rest>(?:\s+[\w-]+=(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[^\s\]]{1,300}))*)\s*/?\]"
    r"|\{\{[^{}\n]{1,300}\}\}|\{%[^{}\n]{1,300}%\}|\[\[(?:File|Image):[^\[\]\n]{1,300}\]\]"
)
_CLOSED = compiled(r"\[/([a-z][a-z0-9_-]+)\]")
_WORDS = frozenset(("more", "quote", "photo", "image", "ad", "break", "related", "button"))
_SEEN = compiled(r"\S")
_BREAK_BEFORE = compiled(r"(\n?)[ \t]*(\n?)[ \t]*\Z")


def tags(text: str, lexicon: Lexicon) -> Iterator[Patch]:
    """Tags and comments in order of place."""
    starts = _brackets(text)
    if not starts:
        return
    found = []
    for start in sorted(starts):
        tag = _TAG().match(text, start)
        if tag:
            found.append((start, tag.end(), _kind(tag, lexicon)))
        elif comment := _COMMENT().match(text, start):
            found.append((start, comment.end(), "inline"))
    end = 0
    broken = True  # nothing but breaks and tags since the last word
    for start, stop, kind in sorted(found):
        if not kind or start < end:
            continue
        if _SEEN().search(text, end, start):
            broken = False
        bare = text[start] == "l"
        if bare and text[start - 1 : start] == " ":
            start -= 1  # the ampersand left a blank
        reads, sure = "", kind != "other" and not bare
        if kind == "line":
            reads = "" if broken or text[stop : stop + 1] in ("\n", "\r", "") else "\n"
        elif kind == "block":
            reads = "" if broken else _paragraph(text, start, stop)
            broken = True
        yield Patch(start, stop, reads, "tag", sure)
        end = stop


def _brackets(text: str) -> set[int]:
    """Where a tag or a comment can begin: `<` in any form, and the end of CDATA."""
    out = set()
    for sign, last in (("<", "<"), ("lt;", ";"), ("]]>", "]")):
        at = text.find(sign) if last in text else -1  # one character is found much quicker
        while at >= 0:
            out.add(at)
            amp = _ESCAPED().search(text, max(0, at - 24), at) if sign == "lt;" else None
            out.add(amp.start() if amp else at)
            at = text.find(sign, at + 1)
    return out


def _kind(match: re.Match[str], lexicon: Lexicon) -> str:
    """inline, line, block, other; nothing for what is no markup (a ticker, an address, “a < b”)."""
    name = match["name"].lower()
    rest = match["rest"].strip()
    said = bool(match["close"] or match["empty"] or rest)
    inline = name in lexicon.words("entities", "inline_tags")
    line = name in lexicon.words("entities", "line_tags")
    if match["name"].isupper() and not said and not line and (inline or len(name) <= 2):
        # “Marlow Corp <EM>”: a stock code, which nothing closes
        following = re.search(rf"[</;]{name}\b", match.string[match.end() : match.end() + 400].lower())
        if not following or following[0][0] != "/":
            return ""
    if rest and rest != "/" and name not in ("script", "input") and not any(sign in rest for sign in "=\"'"):
        return ""
    if name.startswith(tuple(lexicon.words("entities", "tag_prefixes"))) and ":" in name + ":":
        return "inline" if ":" in name or "-" in name else ""
    if inline or line:
        return "inline" if inline else "line"
    if name in lexicon.words("entities", "block_tags"):
        return "block"
    if name in lexicon.words("entities", "tags"):
        return "other"
    return "other" if name in lexicon.words("entities", "embeds") and said else ""


def _paragraph(text: str, start: int, end: int) -> str:
    """What is missing of a blank line between the words around a tag that parted them."""
    if not _SEEN().search(text, end):
        return ""
    before = _BREAK_BEFORE().search(text, max(0, start - 40), start)
    after = re.match(r"[ \t]*(?:\r\n|\n|\r)?[ \t]*(?:\r\n|\n|\r)?", text[end : end + 40])
    there = (before[0].count("\n") if before else 0) + (after[0].count("\n") if after else 0)
    return "\n" * max(0, 2 - there)


def shortcodes(text: str, lexicon: Lexicon) -> Iterator[Patch]:
    """What a content management system would have filled in: told, and removed only by an editor."""
    if "[" not in text and "{" not in text:
        return
    closed = set(_CLOSED().findall(text)) if "[/" in text else set()
    for match in _SHORTCODE().finditer(text):
        name = match["name"]
        if name and not match["rest"] and name not in lexicon.words("entities", "shortcodes"):
            continue
        if name in _WORDS and not match["rest"] and name not in closed:
            continue  # “[more]” may be the writer's own aside
        yield Patch(match.start(), match.end(), "", "tag", False)
