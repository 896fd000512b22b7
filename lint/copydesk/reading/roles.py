"""What a damaged entity takes with it: its role at its place decides which of the blanks around belong to the damage.

`Israel & rsquo ; s` is an apostrophe and takes both blanks, `Hamas & rsquo ; men` takes the left one, `& ldquo ; This` takes the
right one. One walk from left to right over a story; what is open starts afresh with every line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..lazily import compiled
from ..prose import Patch
from .leftover import Leftover

_SUFFIX = compiled(r"(?:[stdm]|re|ve|ll|S|T|D|M|RE|VE|LL)(?![^\W_])")
_LEADING = compiled(r"(?:[0-9]0s\b|[0-9]{2}(?!\w)|(?:tis|twas|em|til|cause|n|cuz|bout|round)\b)")
_WORD_BEFORE = compiled(r"(?:^|[^\w])([\w.]*)$")
_WORD = compiled(r"\w+")
_MARKS = compiled("[\"'‘’]")
_NOTED = frozenset('"‘’')
_BLANKS = " \t\u00a0"
OPENING, CLOSING = "“‘«„‚‹", "”»›"
CURRENCY, TRAILING_SIGNS = "$£€¥", "°%™®½¼¾²³"


class Walk:
    """Where the walk stands: what is open on this line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.double = False  # a straight double mark is open
        self.single = False  # a single mark is open
        self._words: frozenset[str] | None = None

    def has(self, word: str) -> bool:
        """Whether the story has this word anywhere."""
        if self._words is None:
            self._words = frozenset(_WORD().findall(self.text))
        return word in self._words

    def to(self, place: int) -> None:
        line = self.text.rfind("\n", self.at, place)
        if line >= 0:
            self.double = self.single = False
        for mark in _MARKS().finditer(self.text, max(self.at, line), place):
            char = mark[0]
            if char == '"':
                self.double = not self.double
            elif char == "‘":
                self.single = True
            elif char == "’" and not self.text[mark.end() : mark.end() + 1].isalnum():
                self.single = False
        self.at = max(self.at, place)


def patches(text: str, leftovers: Iterable[Leftover]) -> Iterator[Patch]:
    """The leftovers (in order of place, apart) as patches with the blanks they own."""
    leftovers = list(_paired(text, leftovers))
    walk = Walk(text)
    # “Leersquo;s”: ampersands were lost without a trace, so the blanks that stand here are the writer's
    blanks_are_own = any(f.bare and text[f.start - 1 : f.start].isalnum() for f in leftovers)
    taken = 0  # a patch may not reach into the one before it
    before = ""  # what the patch before it reads as, where the two meet
    for found in leftovers:
        if found.damaged or found.char in _NOTED:
            walk.to(found.start)
            walk.at = max(walk.at, found.end)
        if found.char is None:
            patch = Patch(found.start, found.end, None, "entity", False)
        elif not found.damaged:
            patch = Patch(found.start, found.end, found.char, "entity", found.sure)
            _note(walk, found.char, text[found.start - 1 : found.start])
        else:
            patch = _placed(walk, found, taken, before, blanks_are_own=blanks_are_own)
        yield patch
        taken, before = patch.end, patch.text or ""


def _paired(text: str, leftovers: Iterable[Leftover]) -> Iterator[Leftover]:
    """The leftovers; two apostrophes that stand for a double mark (“ #39; #39;”, as old wire types it) are one."""
    waiting: Leftover | None = None
    for found in leftovers:
        if waiting and found.char == "'" and found.bare and text[waiting.end : found.start] == " ":
            yield Leftover(waiting.start, found.end, "''", True, waiting.sure and found.sure, True)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = found if found.char == "'" and found.bare else None
        if not waiting:
            yield found
    if waiting:
        yield waiting


def _note(walk: Walk, char: str, left: str) -> None:
    if char == '"':
        walk.double = not walk.double
    elif char == "‘":
        walk.single = True
    elif char == "’" and walk.single and not left.isalnum():
        walk.single = False


def _placed(walk: Walk, found: Leftover, taken: int, before: str, *, blanks_are_own: bool) -> Patch:
    text, char = walk.text, found.char or ""
    left = found.start
    while left > taken and text[left - 1] in _BLANKS:
        left -= 1
    right = found.end
    while right < len(text) and text[right] in _BLANKS:
        right += 1
    p = text[left - 1] if left > taken else before[-1:]  # what stands left and right, blanks left out
    role = _role(walk, found, p, left, right)
    start, end, reads = found.start, found.end, char
    if found.bare:
        start = _lost_ampersand(text, found, left, role, blanks_are_own=blanks_are_own)
    elif role in ("both", "left", "closing") or (p in "([" and p) or _closed_up(text, found, left):
        start = left
    if role in ("both", "right", "opening"):
        end = right
    if role in ("both", "left", "right") and char in "'‘’":
        reads = "'" if char == "'" else "’"
    if role == "opening":
        glued = start == left and p and p not in "([{—–-/“‘\"'" and not p.isspace()
        if glued and not found.bare:
            reads = " " + reads
    if role == "closing":
        reads = "’" if char == "‘" else char
        following = text[end : end + 1]
        if following.isalnum() and char not in "'’":
            reads += " "
    sure = found.sure
    if role == "letter":
        start, end, sure = _letter(walk, found, left, right, p)
    return Patch(start, end, reads, "entity", sure)


def _lost_ampersand(text: str, found: Leftover, left: int, role: str, *, blanks_are_own: bool) -> int:
    """The ampersand has often left a blank: one of two belongs to the damage, and the only one where no blank may stand."""
    blanks = found.start - left
    if found.char == "…" and (blanks_are_own or blanks == 2):  # an ellipsis may have a blank before it
        return found.start - min(blanks, 1) if blanks == 2 else found.start
    if role in ("both", "left", "closing"):
        return left
    line_start = left == 0 or text[left - 1] in "\n(["
    if blanks >= 2 or (blanks == 1 and (line_start or _closed_up(text, found, left))):
        return found.start - 1 if blanks == 2 and not line_start else left
    return found.start


def _closed_up(text: str, found: Leftover, left: int) -> bool:
    """A dash that the next word touches has no blank before it either, unless a line begins with it."""
    return (
        found.char in ("—", "–") and left > 0 and text[left - 1] != "\n" and text[found.end : found.end + 1].isalnum()
    )


def _role(walk: Walk, found: Leftover, p: str, left: int, right: int) -> str:
    """both, left, right: the blanks it takes; opening, closing: and the mark it is; letter; none."""
    text, char = walk.text, found.char or ""
    glued = right == found.end and text[right : right + 1].isalnum()  # a word follows without a blank
    parted = left < found.start or not p or p == "\n"  # a blank, or nothing, stands before
    if char in "'‘’":
        return _single(walk, found, p, left, right, opens=parted and glued)
    if char == "''":
        return "opening" if glued else "closing"
    if char == '"':
        line_end = text[right : right + 1] in ("", "\n", "\r")
        closes = not glued and (not parted or (line_end and bool(p.strip())) or found.bare)
        opens = (parted and glued) or (not closes and not walk.double)
        walk.double = opens
        return "opening" if opens else "closing"
    if char in OPENING:
        return "opening"
    if char in CLOSING:
        return "closing"
    if char == "–" and p.isdigit() and text[right : right + 1].isdigit():
        return "both"
    if char == "…":
        return "left"
    if char == "&":
        return _and(text, left, right)
    if char in CURRENCY:
        return "right" if text[right : right + 1].isdigit() else "none"
    if char in TRAILING_SIGNS:
        return "left" if p.isalnum() else "none"
    if not char.strip():
        return "both"
    return "letter" if char.isalpha() else "none"


def _single(walk: Walk, found: Leftover, p: str, left: int, right: int, *, opens: bool) -> str:
    text, char = walk.text, found.char or ""
    word = _WORD_BEFORE().search(text, max(0, left - 12), left)
    before = word[1] if word else ""
    if (p.isalnum() or p in ".)%") and p and _SUFFIX().match(text, right):
        return "both"
    if char != "‘" and walk.single and p and (p.isalnum() or p in '.,!?…%)”"'):
        walk.single = False
        return "closing"
    if before in ("O", "D", "L", "d", "l", "M") and text[right : right + 1].isupper():
        return "both"
    if char == "‘" and not _LEADING().match(text, right):
        walk.single = True
        return "opening"
    if _LEADING().match(text, right) and (opens or not p.isalpha() or text[right].isdigit()):
        return "right"
    if opens and char == "'":
        walk.single = True
        return "opening"
    if p.isalpha():
        return "left"
    if char == "'" and text[right : right + 1].isalnum():
        walk.single = True
        return "opening"
    return "none" if char != "’" else "closing"


def _and(text: str, left: int, right: int) -> str:
    """An ampersand between single letters (“AT&T”, “R&D”) has no blanks; between words it keeps them."""
    word = _WORD_BEFORE().search(text, max(0, left - 12), left)
    before = word[1] if word else ""
    after = re.match(r"\w*", text[right : right + 12])
    short = bool(after) and len(after[0]) == 1 and after[0].isupper() if after else False
    return "both" if before.isupper() and len(before) <= 3 and short else "none"


def _letter(walk: Walk, found: Leftover, left: int, right: int, p: str) -> tuple[int, int, bool]:
    """A letter belongs to the word it was cut from. To which is a guess, unless the joined word stands elsewhere."""
    text = walk.text
    start = left if p.isalpha() else found.start
    before = re.search(r"\w*$", text[max(0, left - 24) : left]) if start == left else None
    after = re.match(r"\w+", text[right : right + 24])
    whole = (before[0] if before else "") + (found.char or "")
    if after and right > found.end:
        joined = whole + after[0]
        if len(whole) > 1 and walk.has(joined):
            return start, right, True
        if start == found.start and after[0][0].islower():
            return start, right, False
        return start, found.end, len(whole) > 2 and walk.has(whole)
    if after:  # “Calder#243;n”: where no blank stands there is nothing to guess, and “ #233;lan” may have lost one
        return start, found.end, start == found.start and (not found.bare or text[start - 1 : start].isalpha())
    latin = (found.char or "") < "\u0250"  # a Greek letter is a word of its own
    return start, found.end, latin and p.isalpha()  # “Beyonc & eacute ;,”: nothing else to join
