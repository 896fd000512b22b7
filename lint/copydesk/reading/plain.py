"""Plain copy: everything that is not a word of the story is damage. Lays all shapes of damage into one list of patches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cache

from ..lazily import compiled
from ..lexicon import Lexicon
from ..prose import Patch
from .outline import Outline, outline
from .read import Block, Read
from .settle import laid, settled
from .spacing import spacing, stretches

# signs beyond ASCII that sound copy hardly has, and the first character of UTF-8 read as another encoding
_ALONE = "\x80-\xa0\xad\u2007\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff\ufffc\ufffd"
_TAKEN_FOR = "ÂÃÄÅâăĂĹĽ‚√¬Γ┬├ÔВГвЂРСĆï"
_BEYOND = compiled(rf"[{_ALONE}{_TAKEN_FOR}€](?:(?<=[{_ALONE}])|(?<!€)[^\x00-\x7f]|(?<=€)[™œ]|(?<=Â)[ \d])")
# signs that are damage only before others; each pattern begins with its sign, which `re` looks for quickly
_BEFORE_OTHERS = (
    ("u", compiled("u20[12]")),
    ("%", compiled("%[0-9A-F]")),
    ("=", compiled(r"=(?:[0-9A-F\r\n]|\Z)")),
    ("[", compiled(r"\[[a-z/\[]")),
    ("_", compiled("_x[02]")),
    ("]", compiled("]]>")),
    ("?", compiled(r"\?s ")),
)


def _signed(text: str, shape: Outline) -> bool:
    """Whether there is anything to look for but blanks."""
    if shape.signs or shape.controls:
        return True
    if not text.isascii() and _BEYOND().search(text):
        return True
    return any(sign in text and pattern().search(text) for sign, pattern in _BEFORE_OTHERS)


def read(source: str, lexicon: Lexicon) -> Read:
    """Plain copy with its front matter set apart."""
    found = damage(source, lexicon)
    if source[:400].find(":") <= 0:
        return Read(tuple(found))
    from .front import front

    head = front(source)
    if head is None:
        return Read(tuple(found))
    values = [(a, b) for a, b in head.values]
    found = [p for p in found if p.start >= head.end or any(a <= p.start and p.end <= b for a, b in values)]
    return Read(tuple(found), (Block(0, head.end, "front matter"),), head.meta)


def damage(text: str, lexicon: Lexicon, *, markup: bool = False, pulled_apart: bool | None = None) -> list[Patch]:
    """All damage in a text, in order and apart from each other.

    `markup`: the text is what a reader sees of HTML or Markdown, where tags and signs of the format are no damage.
    `pulled_apart` says whether a tokeniser has been at it, where that is known beforehand.
    """

    def look(copy: str) -> list[Patch]:
        shape = outline(copy)
        where = stretches(copy) if shape.marks and pulled_apart is not False else []
        if pulled_apart and not where:
            where = [(0, len(copy))]
        taken: list[Patch] = []
        if _signed(copy, shape):
            taken = _damage_with_signs()(
                copy, lexicon, markup=markup, pulled_apart=bool(where), controls=shape.controls
            )
        blanks = spacing(copy, taken, lexicon, where, shape.marks)
        return _outside(copy, laid([*taken, *blanks]) if blanks else taken)

    return settled(text, look)


@cache
def _damage_with_signs() -> Callable[..., list[Patch]]:
    from .signs import signs  # sound copy has no use for it

    return signs


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
