"""Direct speech: the quotations of a paragraph and the faults of its marks.

Ordinary copy is read straight on; from the first mark that is out of the ordinary the cheapest reading is looked for (`roles`).
"""

from __future__ import annotations

from functools import lru_cache

from ..lexicon import Lexicon
from ..spans import Span
from ..typed import NamedTuple
from .marks import ANY, APOSTROPHE, CLOSE, INCH, KINDS, OPEN, PRIME, Mark, apostrophe, around, marks
from .reopened import runs_on
from .roles import Step, cheapest

DOUBLE_MARKS = (*'"“”„«»＂', "''", "``", "‘‘", "’’")
_STOPS = tuple(".!?…")
_ENDS_IN_S = frozenset("sSxXzZ")


class Quotation(NamedTuple):
    """One quotation, marks included. `level` 1 is the outermost; `closed` is False where it runs to the paragraph's end."""

    span: Span
    level: int
    double: bool
    closed: bool


class Fault(NamedTuple):
    """What the cheapest reading holds to be wrong at a mark; `other` is the mark it belongs to, if any."""

    kind: str  # unclosed, unopened, nested, direction, apostrophe, mixed, inner-space, outer-space, empty or prime
    mark: Mark
    other: Mark | None = None
    opens: bool = True  # whether the mark is read as opening


class Speech(NamedTuple):
    """What the marks of a paragraph say. `open`: a quotation runs on into the next paragraph, or should have ended."""

    quotations: tuple[Quotation, ...] = ()
    faults: tuple[Fault, ...] = ()
    marks: tuple[Mark, ...] = ()


SILENCE = Speech()


def speech(text: str, ahead: str, lexicon: Lexicon) -> Speech:
    """Read the marks of one paragraph. Where what stands `ahead` begins with a double mark, it may end open."""
    found = marks(text)
    if not found:
        return SILENCE
    continues = ahead.startswith(DOUBLE_MARKS)
    if continues and (at := _left_open(text, found)) and not runs_on(text, at, lexicon):
        continues = False
    plain, n = _plainly(text, found, continues, lexicon)
    if n == len(found):
        return Speech(tuple(plain), (), tuple(found))
    if n == 0 and (block := _block(text, found, continues, lexicon)):
        return Speech(block, (), tuple(found))
    quotations, faults = _told(text, found[n:], cheapest(text, found[n:], continues, lexicon), continues)
    return Speech((*plain, *quotations), tuple(faults), tuple(found))


def _left_open(text: str, found: list[Mark]) -> int:
    """Where the words of a quotation begin that the last double mark opens; 0 where it closes one."""
    last = next((mark for mark in reversed(found) if mark.kind == "D"), None)
    if last is None or text[last.end : last.end + 1].isspace():
        return 0
    return last.end if last.start == 0 or text[last.start - 1].isspace() else 0


def _plainly(text: str, found: list[Mark], continues: bool, lexicon: Lexicon) -> tuple[list[Quotation], int]:
    """The quotations of ordinary copy, and how many marks they account for: up to the first that is out of the ordinary.

    Double marks in turn, a pair of single ones inside or outside them, apostrophes where no single mark can stand.
    """
    quotations: list[Quotation] = []
    read = known = 0  # marks and quotations behind which nothing is open
    outer: Mark | None = None
    inner: Mark | None = None
    for n, mark in enumerate(found):
        start, end, kind, side, glyph = mark
        left, right = text[start - 1 : start], text[end : end + 1]
        if kind == "S":
            if left.isalnum() and right.isalpha() and side <= 0 and not (inner and left.isupper()):
                pass  # an apostrophe
            elif inner is None and side <= 0 and left in _ENDS_IN_S and not right.isalnum():
                pass  # a possessive, where no single mark can open
            elif left.isalnum() != right.isalnum() and apostrophe(text, mark, around(text, mark), lexicon) < 7.0:
                break
            elif inner is None and _opens(glyph, "" if outer and outer.end == start else left, right):
                inner = mark
            elif inner and start > inner.end and _closes(inner.glyph, glyph, left, right):
                quotations.append(Quotation(Span(inner.start, end), 2 if outer else 1, False, True))
                inner = None
            else:
                break
        elif outer is None and inner is None and _opens(glyph, left, right):
            outer = mark
        elif outer and inner is None and start > outer.end and _closes(outer.glyph, glyph, left, right):
            quotations.append(Quotation(Span(outer.start, end), 1, True, True))
            outer = None
        else:
            break
        if not (outer or inner):
            read, known = n + 1, len(quotations)
    else:
        if outer and continues and not inner:
            quotations.append(Quotation(Span(outer.start, len(text)), 1, True, False))
            read, known = len(found), len(quotations)
    return sorted(quotations[:known]), read


def _block(text: str, found: list[Mark], continues: bool, lexicon: Lexicon) -> tuple[Quotation, ...]:
    """The quotations of a paragraph that is quoted whole in straight marks and holds sound curly ones: nothing runs together.

    Where a page or a letter is quoted, each of its paragraphs begins with the mark and the last one ends with it.
    """
    last = found[-1]
    closed = len(found) > 1 and last.glyph == '"' and last.end == len(text)
    inner = found[1:-1] if closed else found[1:]
    straight = any(mark.glyph == '"' for mark in inner)
    if text[0] != '"' or found[0].end != 1 or straight or not (inner and (closed or continues)):
        return ()
    quotations, read = _plainly(text[:-1] if closed else text, inner, False, lexicon)
    if read < len(inner):
        return ()
    return Quotation(Span(0, len(text)), 1, True, closed), *(q._replace(level=q.level + 1) for q in quotations)


@lru_cache(1 << 12)  # the same few places come again and again
def _opens(glyph: str, left: str, right: str) -> bool:
    """Whether a mark opens as it does in ordinary copy. `left` and `right` are the letters beside it, "" where there is none."""
    kind, side = KINDS[glyph]
    turned = glyph in "„«»‚‛‹›`" or (side < 0 and len(glyph) == 1)
    inside = right.isalpha() if kind == "S" else not right.isspace()
    return not turned and right != "" and inside and (not left or left.isspace() or left in "([—–")


@lru_cache(1 << 12)
def _closes(first: str, glyph: str, left: str, right: str) -> bool:
    """Whether a mark closes what the mark `first` opened as it does in ordinary copy."""
    kind, side = KINDS[glyph]
    alike = (side == 0) == (KINDS[first][1] == 0) or len(glyph) == 2
    inch = glyph == '"' and left.isdigit()
    inside = left != "" and not left.isspace()
    behind = ".,;:!?)]—–…-" if kind == "D" else '.,;:!?)]—–…-"”'
    return side <= 0 and alike and inside and not inch and (not right or right.isspace() or right in behind)


def _told(text: str, found: list[Mark], steps: list[Step], continues: bool) -> tuple[list[Quotation], list[Fault]]:
    """The steps of a reading as quotations and faults."""
    quotations: list[Quotation] = []
    faults: list[Fault] = []
    stack: list[int] = []
    for n, role, wrong in steps:
        for name, i in wrong:
            faults.append(Fault(name, found[i], opens=name != "unopened"))
            if name == "unclosed" and i in stack:
                del stack[stack.index(i) :]
        unopened = ("unopened", n) in wrong
        if role == OPEN:
            stack.append(n)
            faults += _looks(text, found[n], True)
        elif role == CLOSE and not unopened:
            kinds = [found[i].kind for i in stack]
            depth = len(kinds) - 1 - kinds[::-1].index(found[n].kind)
            first = found[stack[depth]]
            quotations.append(Quotation(Span(first.start, found[n].end), depth + 1, first.kind == "D", True))
            if first.glyph not in "„‚»›":  # abroad a low mark is closed by “, and » opens
                faults += _looks(text, found[n], False)
            faults += _pair(text, first, found[n])
            del stack[depth:]
        elif role in (INCH, PRIME):
            faults.append(Fault("prime", found[n]))
        elif role == APOSTROPHE and (found[n].kind == "D" or found[n].glyph in "‘`´"):
            faults.append(Fault("apostrophe", found[n]))
    if stack and continues and found[stack[0]].kind == "D":
        quotations.append(Quotation(Span(found[stack[0]].start, len(text)), 1, True, False))
    quotations.sort()
    faults.sort(key=lambda f: f.mark.start)
    return quotations, faults


def _looks(text: str, mark: Mark, opens: bool) -> list[Fault]:
    """What is wrong with a mark by itself: turned the wrong way, a blank inside, none outside."""
    out = []
    near = around(text, mark)
    if (mark.side < 0 if opens else mark.side > 0) and mark.glyph in "“”‘’":
        out.append(Fault("direction", mark, opens=opens))
    # a mark behind a sentence and its blank, right before a word, opens the next one: the mark between is what is lost
    begins = not opens and near.word_right and text[max(0, mark.start - 4) : mark.start].rstrip()[-1:] in _STOPS
    if (
        (near.blank_right if opens else near.blank_left)
        and mark.start > 0
        and mark.end < len(text)
        and mark.glyph not in "«»‹›"
        and not _mark_beyond(text, mark, opens)
        and not begins
    ):
        out.append(Fault("inner-space", mark, opens=opens))
    if opens and not near.blank_left and text[mark.start - 1] in ",.;:!?" and near.word_right:
        out.append(Fault("outer-space", mark, opens=True))
    footnote = text[mark.end : mark.end + 1].isdigit()
    plural = text[mark.end : mark.end + 1] == "s" and not text[mark.end + 1 : mark.end + 2].isalnum()  # two “A”s
    if not opens and near.word_right and not (near.blank_left or footnote or plural) and mark.kind == "D":
        out.append(Fault("outer-space", mark, opens=False))
    return out


def _mark_beyond(text: str, mark: Mark, opens: bool) -> bool:
    """Whether the blank stands between a double and a single mark: many houses set one there, lest the two run together."""
    if opens:
        return bool(ANY.match(text[mark.end : mark.end + 3].lstrip()))
    return bool(ANY.match(text[max(0, mark.start - 3) : mark.start].rstrip()[-1:]))


def _pair(text: str, first: Mark, last: Mark) -> list[Fault]:
    if first.end == last.start and first.kind == "D" and len(first.glyph) == 1:
        if first.start and not text[first.start - 1].isspace() and text[last.end : last.end + 1].isalnum():
            return []  # two that meet: one closes, one opens
        return [] if text[first.start - 1 : first.start] == "=" else [Fault("empty", first, last)]  # `alt=""`
    if (
        (first.side == 0) != (last.side == 0)
        and len(first.glyph) == len(last.glyph) == 1
        and "`" not in (first.glyph, last.glyph)
    ):
        straight = first if first.side == 0 else last
        return [Fault("mixed", straight, last if straight is first else first, opens=straight is first)]
    return []
