"""Plain copy: everything that is not a word of the story is damage. Lays all shapes of damage into one list of patches."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..lexicon import Lexicon
from ..prose import Patch
from .read import Read
from .settle import settled
from .spacing import spacing, tokenised

if TYPE_CHECKING:
    from .leftover import Leftover

# One look that tells whether there is anything to look for but blanks: signs that sound copy hardly has. It begins with one
# class of characters, which `re` looks for several times faster than for a choice of beginnings.
_ALONE = (
    "&;<\\\\{`\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u2007\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff\ufffc\ufffd"
)
_TAKEN_FOR = "ÂÃÄÅâăĂĹĽ‚√¬Γ┬├ÔВГвЂРСĆï"  # the first character of UTF-8 read as another encoding
_SIGNS = re.compile(
    rf"[{_ALONE}%=\[{_TAKEN_FOR}]"
    rf"(?:(?<=[{_ALONE}])|(?<=%)[0-9A-F]|(?<==)(?:[0-9A-F\r\n]|\Z)|(?<=\[)[a-z/\[]|(?<=[{_TAKEN_FOR}])[^\x00-\x7f])"
)
_STRINGS = ("u201", "u202", "_x0", "_x2", "?s ", "]]>")


def _signed(text: str) -> bool:
    return _SIGNS.search(text) is not None or any(sign in text for sign in _STRINGS)


def read(source: str, lexicon: Lexicon) -> Read:
    """Plain copy with its front matter set apart."""
    from .front import front

    found = damage(source, lexicon)
    head = front(source) if source[:400].find(":") > 0 else None
    if head is None:
        return Read(tuple(found))
    from .read import Block

    values = [(a, b) for a, b in head.values]
    found = [p for p in found if p.start >= head.end or any(a <= p.start and p.end <= b for a, b in values)]
    return Read(tuple(found), (Block(0, head.end, "front matter"),), head.meta)


def damage(text: str, lexicon: Lexicon, *, markup: bool = False, pulled_apart: bool | None = None) -> list[Patch]:
    """All damage in a text, in order and apart from each other.

    `markup`: the text is what a reader sees of HTML or Markdown, where tags and signs of the format are no damage.
    `pulled_apart` says whether a tokeniser has been at it, where that is known beforehand.
    """
    return settled(
        text, lambda copy: _look(copy, lexicon, markup, tokenised(copy) if pulled_apart is None else pulled_apart)
    )


def _look(text: str, lexicon: Lexicon, markup: bool, pulled_apart: bool) -> list[Patch]:
    """All damage in a text as it stands."""
    taken: list[Patch] = []
    if _signed(text):
        taken = _signs(text, lexicon, markup, pulled_apart)
    return _outside(text, _laid([*taken, *spacing(text, taken, lexicon, tokenised=pulled_apart)]))


def _signs(text: str, lexicon: Lexicon, markup: bool, pulled_apart: bool) -> list[Patch]:
    """All damage but blanks. Where two kinds claim a place, the earlier one in this order has it.

    Sound copy never comes here, so what looks for damage is imported here.
    """
    from .escapes import escapes
    from .invisible import invisible
    from .leftover import leftovers
    from .mojibake import mojibake
    from .roles import patches as placed
    from .tags import shortcodes, tags

    found: list[Patch] = [*mojibake(text), *escapes(text), *invisible(text, markup=markup)]
    if not markup:
        found = [*tags(text, lexicon), *shortcodes(text, lexicon), *found]
    else:
        found = [p for p in found if not (p.kind == "escape" and text[p.start] in "`'%=\\")]
    found = _laid(found)
    whole = _apart(leftovers(text, lexicon, tokenised=pulled_apart), found)
    entities = list(placed(text, whole))
    return _laid([*found, *_within(entities, found)])


def _laid(patches: Iterable[Patch]) -> list[Patch]:
    """In order of place; of two that overlap the one that begins first, or is longer, or was named first."""
    out: list[Patch] = []
    for patch in sorted(patches, key=lambda p: (p.start, -p.end)):
        if not out or patch.start >= out[-1].end:
            out.append(patch)
    return out


def _apart(found: Iterable[Leftover], taken: list[Patch]) -> list[Leftover]:
    """Leftovers in order of place, none within another or within damage of another kind."""
    out: list[Leftover] = []
    ends = [p.start for p in taken]
    for leftover in sorted(found, key=lambda f: (f.start, -f.end)):
        if out and leftover.start < out[-1].end:
            continue
        n = bisect_right(ends, leftover.end - 1) - 1
        if n >= 0 and taken[n].end > leftover.start:
            continue
        out.append(leftover)
    return out


def _within(entities: list[Patch], taken: list[Patch]) -> list[Patch]:
    """Entities whose blanks do not reach into other damage; those that do give the blanks up."""
    starts = [p.start for p in taken]
    out = []
    for patch in entities:
        n = bisect_right(starts, patch.end - 1) - 1
        if n < 0 or taken[n].end <= patch.start:
            out.append(patch)
    return out


def _outside(text: str, patches: list[Patch]) -> list[Patch]:
    """The patches that stand in no address or path."""
    if not patches or not ("/" in text or "@" in text or "\\" in text or "www." in text):
        return patches
    from .address import addresses

    places = addresses(text)
    starts = [a for a, _ in places]
    out = []
    for patch in patches:
        n = bisect_right(starts, patch.start) - 1
        if n < 0 or places[n][1] <= patch.start or (patch.kind == "tag" and patch.start == places[n][0]):
            out.append(patch)
    return out
