"""Where a quotation mark that is missing was most likely meant to stand.

Speech begins and ends with its sentences: the clause that says who spoke stands behind it, and who speaks speaks of himself. A
few words in the writer's sentence begin and end where a phrase does: behind each word stands a chance that they end there
(or, read backward, begin there), and the place is taken where they most likely end and have not ended before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import islice

from ..document import Paragraph
from ..lazily import compiled
from ..lexicon import Lexicon
from ..views.marks import ANY, Mark

REACH = 2000  # characters that are looked at: a quotation is shorter
_HIMSELF = compiled(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e|[Yy]ou|[Yy]our|[Ll]et['’]s)\b")
_COMMA = compiled(r"[,?!…](?=\s)|[.](?=\s+[a-z])")
_ASKED = compiled(r"[?!](?=\s+[a-z])")  # the writer's sentence goes on behind it
_LEAD = compiled(r"[:,]\s+(?=\w)")
_WORD = compiled(r"\S+")

# chances in a hundred, counted in news copy: that a quoted phrase ends before a word of this kind, that it begins behind one
_KINDS = {
    "that": "that which who whom whose when where while because although though if after before since until unless as by"
    " during despite amid among whether how why",
    "in": "in on at for from with about over under against between through into toward towards without within than per upon"
    " across behind beyond like",
    "of": "of",
    "to": "to",
    "and": "and or but nor so",
    "be": "is was were are be been being",
    "has": "has have had will would could should may might can did does do not",
    "the": "the a an his her its their this these those some any no my our your every each such one another several",
    "he": "he she it they we i you him them us me there",
    "called": "called calls calling call said says saying described dubbed branded labeled labelled termed deemed term phrase"
    " word words titled entitled named so-called",
}
_KIND = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_ENDS_BEFORE = {"that": 33, "and": 31, "in": 30, "to": 20, "of": 15, "has": 10, "be": 7, "the": 4, "he": 4}
_BEGINS_BEHIND = {
    "called": 80, "be": 42, "'s": 34, "verb": 28, "that": 28, "has": 24, ",": 23, "the": 22, "to": 19, "name": 18, "he": 14,
    "and": 14, "of": 11, "in": 10
}  # fmt: skip
_LONG_AS = (0.0, 1.5, 1.8, 1.1, 1.0)  # a phrase of so many words is so much likelier than one of any length
_TAKEN_UP = frozenset(("And", "But", "So", "It", "They", "This", "That", "These", "Those"))
_TOLD = frozenset(("told", "tells", "asked", "asks"))
_DAYS = frozenset(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))


def _bare(word: str) -> str:
    return word.strip("\"“”‘’'(),.;:?!—–")


def _kind(word: str) -> str:
    return _KIND.get(_bare(word).lower(), "")


def closing_place(paragraph: Paragraph, mark: Mark, inside: bool) -> int:
    """Where the closing mark of `mark` belongs. `inside`: the house puts commas and stops before it in any case."""
    text = paragraph.text
    limit = _limit(paragraph, mark)
    before = text[max(0, mark.start - 40) : mark.start].rstrip()
    running = before[-1:].isalnum() and _bare(before.split()[-1]) not in paragraph.lexicon.words(
        "attribution", "speaking"
    )
    phrase = text[mark.end : mark.end + 1].islower() or (running and not _HIMSELF().match(text, mark.end))
    attributed = _attributed(paragraph, mark.end, limit, 1 if phrase else 99)
    if attributed:
        return attributed
    asked = _ASKED().search(text, mark.end, limit)
    if asked:
        return asked.end()
    if phrase:
        return _phrase_end(text, mark.end, limit, inside)
    return _speech_end(paragraph, mark, limit)


def _limit(paragraph: Paragraph, mark: Mark) -> int:
    """The closing mark must come before this: the next double mark, or for a single one the next quotation in such marks."""
    marks, quotations = paragraph.speech.marks, paragraph.speech.quotations
    after = range(bisect_right(marks, mark), len(marks))
    limit = next((marks[n].start for n in after if marks[n].kind == "D"), len(paragraph.text))
    if mark.kind == "S":
        limit = next((q.span.start for q in quotations if q.span.start > mark.start and not q.double), limit)
    return min(limit, mark.end + REACH)


def _attributed(paragraph: Paragraph, start: int, limit: int, most: int) -> int:
    """Behind the comma, one of the first `most`, before the clause that says who spoke; 0 where there is none."""
    commas = [m.end() for m in islice(_COMMA().finditer(paragraph.text, start, limit), most)]
    for appositions in (0, 2):
        for at in commas:
            if _says_who(paragraph.text[at : at + 200].split(), paragraph.lexicon, appositions):
                return at
    return 0


def _says_who(words: list[str], lexicon: Lexicon, commas: int) -> bool:
    """Whether a clause of attribution stands here: “she said”, “said the mayor”; with names between so many commas."""
    words = words[1:] if words and words[0] in ("—", "–", "-", "--") else words
    speaking = lexicon.words("attribution", "speaking")
    for n, word in enumerate(words[:18]):
        bare, ended = _bare(word), word[-1] in ",.;:?!"
        follows = words[n + 1] if n + 1 < len(words) else ""
        if n == 0 and (bare in speaking or bare in lexicon.words("attribution", "verbs")):
            named = not ended and (bare not in _TOLD or follows[-1:] in (".", ","))  # “said the mayor”
            return named and _bare(follows) not in _DAYS and _kind(follows) in ("", "the", "he")
        if n and bare in speaking and words[0][0].islower() and n > 1 and _kind(words[0]) not in ("the", "he"):
            return False
        if n and (bare in speaking or (ended and bare in lexicon.words("attribution", "verbs"))):
            indirect = _kind(follows) in ("the", "he") or _bare(follows) == "that"
            return ended or bare in _TOLD or not indirect
        if _kind(word) in (("that", "in", "of", "to", "and", "be", "has") if n == 0 else ("that", "be", "he")):
            return False
        if _HIMSELF().match(word) or (ended and word[-1] != "," and len(bare) > 4):
            return False
        commas -= word[-1] == ","
        if commas < 0:
            return False
    return False


def _speech_end(paragraph: Paragraph, mark: Mark, limit: int) -> int:
    """The end of the sentence behind which the speaker no longer speaks."""
    text, end = paragraph.text, 0
    for start, stop in paragraph.sentences[bisect_right(paragraph.sentences, (mark.start, limit)) - 1 :]:
        if start >= limit or (end and not _spoken(text[start : min(stop, limit)])):
            break
        end = min(stop, limit)
    end = end or limit
    return mark.end + len(text[mark.end : end].rstrip())


def _spoken(sentence: str) -> bool:
    """Whether a sentence goes on with what somebody says, as far as can be told."""
    return bool(_HIMSELF().search(sentence)) or _kind(sentence.split(None, 1)[0]) != ""


def _phrase_end(text: str, start: int, limit: int, inside: bool) -> int:
    """The likeliest end of a few words in the writer's sentence."""
    best, place, going_on = 0.0, start, 1.0
    words = list(_WORD().finditer(text, start, limit))
    title = text[start : start + 1].isupper()
    for n, word in enumerate(words):
        bare = word[0].rstrip(",.;:!?)]—–")
        stop = word[0][len(bare) : len(bare) + 1]
        following = words[n + 1][0] if n + 1 < len(words) else ""
        if title and following and stop in (":", "") and _goes_on_in_title(words, n):
            chance = 0.05
        elif stop or not following:
            chance = 0.65 if stop == "," else 0.9
        elif _kind(bare) in ("that", "in", "of", "to", "and", "the"):
            continue
        elif title:
            chance = 0.3 if _kind(following) in ("of", "and", "the") else 0.8
        else:
            chance = _ENDS_BEFORE.get(_kind(following), 4) / 100 * (_LONG_AS[n + 1] if n < 4 else 0.4)
        if going_on * chance > best:
            best, place = going_on * chance, word.start() + len(bare) + (inside and stop != "" and stop in ",.")
        going_on *= 1 - chance
        if going_on < best:
            break
    return place


def _goes_on_in_title(words: list[re.Match[str]], n: int) -> bool:
    """“Two Years at Sea: A Life”: a capital or a number comes next, or little words and then one."""
    for following in islice(words, n + 1, n + 4):
        if not following[0][:1].islower():
            return True
        if _kind(following[0]) not in ("of", "and", "the", "in", "to"):
            return False
    return False


def opening_place(paragraph: Paragraph, mark: Mark) -> int:
    """Where the quotation that `mark` closes began."""
    text, sentences, lexicon = paragraph.text, paragraph.sentences, paragraph.lexicon
    floor = _floor(paragraph, mark)
    n = bisect_right(sentences, (mark.start - 1, len(text))) - 1
    start = max(floor, sentences[n].start)
    lead = _lead(paragraph, start, mark.start)
    if lead:
        return lead
    attributed = _says_who(text[mark.end : mark.end + 200].lstrip(",.").split(), lexicon, 2)
    ended = text[mark.start - 1] in ".?!…—–-"  # a comma without a clause of attribution is the writer's
    first = bisect_left(sentences, (floor, 0))  # sentence behind the quotation before
    spoken = 0 < first <= n and _saying(text[floor : sentences[first - 1].end], lexicon)
    if ended and spoken and not attributed and not _saying(text[sentences[first].start : sentences[n].start], lexicon):
        return sentences[first].start  # “one,” he said. “Another.”
    himself = _HIMSELF().search(text, start, mark.start)
    writers = _saying(text[start : himself.start() if himself else mark.start], lexicon) or sentences[n].start < floor
    if not attributed and (writers or not ended):
        return _phrase_start(text, start, mark.start, lexicon)
    while n > 0 and sentences[n - 1].start >= floor:
        before = sentences[n - 1]
        lead = _lead(paragraph, before.start, before.end)
        if lead:
            return lead
        if not _goes_on(text[before.start : before.end], text[start : mark.start]):
            break
        n, start = n - 1, before.start
    return start + len(text[start:]) - len(text[start:].lstrip())


def _goes_on(before: str, sentence: str) -> bool:
    """Whether two sentences are one speech, as far as can be told: somebody speaks of himself, or takes up what he said."""
    if any(_bare(w) in ("said", "told", "says") for w in before.split()):
        return False
    return bool(_HIMSELF().search(before)) or _bare(sentence.split(None, 1)[0]) in _TAKEN_UP


def _saying(sentence: str, lexicon: Lexicon) -> bool:
    return any(_bare(w) in lexicon.words("attribution", "speaking") for w in sentence.split())


def _lead(paragraph: Paragraph, start: int, end: int) -> int:
    """Behind the colon, or the comma after words of saying, that leads to a quotation; 0 where there is none."""
    text, lexicon = paragraph.text, paragraph.lexicon
    verbs = lexicon.words("attribution", "speaking") - lexicon.words("attribution", "nounlike")
    signs = list(_LEAD().finditer(text, start, end))
    signs.sort(key=lambda found: not (found[0][0] == ":" and text[start : found.start()].rpartition(" ")[2] in verbs))
    for found in signs:
        if found[0][0] == ":":
            return found.end()
        words = [_bare(w) for w in re.split(r", ", text[start : found.start()])[-1].split()[-6:]]
        near = [n for n, w in enumerate(words) if w in verbs]
        last = bool(near) and near[-1] == len(words) - 1
        said = last or any(words[n].endswith(("ed", "ing", "said", "told", "wrote")) for n in near)
        first = last and ", " not in text[start : found.start()]
        if said and "I" not in words and (first or text[found.end()].isupper()):
            return found.end()
    return 0


def _floor(paragraph: Paragraph, mark: Mark) -> int:
    """The opening mark must come behind this: the double mark before."""
    marks = paragraph.speech.marks
    before = range(bisect_left(marks, mark) - 1, -1, -1)
    return max(next((marks[n].end for n in before if marks[n].kind == "D"), 0), mark.start - REACH)


def _phrase_start(text: str, floor: int, end: int, lexicon: Lexicon) -> int:
    """The likeliest begin of a few words that end at `end`."""
    best, place, going_on = 0.0, floor, 1.0
    words = list(_WORD().finditer(text, floor, end))
    title = bool(words) and words[-1][0][:1].isupper()
    beside = bool(ANY.match(text, max(0, floor - 1)))  # of another quotation
    for n in range(len(words) - 1, 0, -1):
        before, first = words[n - 1][0], words[n][0]
        count = len(words) - n
        behind, begins = _place(before, lexicon), _kind(first)
        chance = _BEGINS_BEHIND.get(behind, 8) / 100 * (_LONG_AS[count] if count < 5 else 0.8)
        if begins in ("in", "of", "and", "to"):
            chance *= 0.3
        elif begins in ("be", "has"):
            chance *= 0.3 if behind in ("has", "to", "he") else 2.5 if behind in ("", "name") else 1.0
        elif begins == "the":
            chance *= 0.4 if behind in ("in", "of", "to", "has") else 1.8 if behind in ("", ",") else 1.0
        if n == 1 and beside and behind in ("and", "to", ","):
            chance = 0.6  # “one” and “another”
        elif behind and _HIMSELF().match(first):
            chance = 0.5
        elif title and behind in ("called", "'s"):
            chance = 0.8
        elif title:
            within = before[:1].isupper() and (n > 1 or not _kind(before))
            joined = n > 1 and _kind(before) in ("of", "and", "the", "in", "to") and words[n - 2][0][:1].isupper()
            chance = 0.01 if not first[:1].isupper() else 0.1 if within else 0.2 if joined else 0.5
        chance = min(chance, 0.9)
        if going_on * chance > best:
            best, place = going_on * chance, words[n].start() + (first[0] in "([")
        going_on *= 1 - chance
        if going_on < best:
            return place
    start = words[0].start() if words else floor
    return start if going_on * 0.5 > best else place


def _place(word: str, lexicon: Lexicon) -> str:
    """The kind of a word behind which a phrase may begin."""
    if word[-1] in ",;:—–-":
        return ","
    if word.endswith(("'s", "’s")):
        return "'s"
    if _kind(word):
        return _kind(word)
    bare = _bare(word)
    return "verb" if bare.lower() in lexicon.words("attribution", "speaking") else "name" if bare[:1].isupper() else ""
