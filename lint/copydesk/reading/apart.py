"""Copy that a tokeniser pulled apart: which words, numbers and marks were one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from ..lazily import compiled
from ..lexicon import Lexicon
from ..prose import Patch

_THOUSANDS = compiled(r"(?<![\w.,])(?<![\d] , )(?:\d{1,3})(?: , \d{3})+(?![\d])(?! , \d)")
_DECIMAL = compiled(r"(?<![\w.,])\d{1,3} \. \d{1,2}(?= [A-Za-z%])")
_TIME = compiled(r"(?<![\w:])\d{1,2} : \d{2}(?![\d])")
_HYPHEN = compiled(r"(?<=\w) - (?=\w)")
_CLOSED = compiled(r"(?<![\w’'])[\w’']+(?=-([\w’']+))")
_PERCENT = compiled(r"(?<=\d) %")
_CURRENCY = compiled(r"(?<=[$£€¥]) (?=\d)")
_CENSORED = compiled(r"(?<=[A-Za-z]) (\*{2,}) ?(?=[a-z]|\b)")
_INITIALS = compiled(r"(?<![\w.])(?:[A-Z] \. ){1,5}[A-Z] \.|(?<![\w.])[ap] \. m \.")
_AFTER_INITIALS = compiled(r"(?<=[A-Z] \.-) (?=[A-Z])")  # U . S .- Canada
_OPEN_BRACKET = compiled(r"(?<=[(\[{]) +(?=\S)")
_CLOSE_BRACKET = compiled(r"(?<=\S) +(?=[)\]}])")
_SLASH = compiled(r"(?<=\w) / (?=\w)")
_AMPERSAND = compiled(r"\b[A-Z]{1,3} & [A-Z]{1,2}\b")
_URL = compiled(r"\bwww \. \w+(?: \. \w+)+|(?<=\s)[@#] (?=\w)")
_SITE = compiled(r"(?<=\w) \. (?=(?:com|edu|gov|net|org)\b)")  # no sentence begins with a small “org”
_PTB = compiled(r"-(?:LRB|LSB|LCB)- ?| ?-(?:RRB|RSB|RCB)-|\\[/*]")
_PTB_READS = {"LRB": "(", "RRB": ")", "LSB": "[", "RSB": "]", "LCB": "{", "RCB": "}"}
_RUNS_ON = compiled(r'\n[^\n"][^"\n]*(?:\n[^"\n]+){0,6}[,.!?] "(?:\s|$)')
_CLOSES = compiled(r'[,!?] " (?:[A-Za-z]+ ){0,3}(?:said|says|told|added|asked|wrote|replied|explained)\b')
# “the mayor " s aide”, “don " t”, and not the letter " s "
_CUT_OFF = compiled(r'"(?<=\w ")(?<!letter ")(?<! an ") (?:s|t|d|m|re|ve|ll|(?<=[A-Z] " )S)(?= |$)')
_ALONE = compiled(r'"(?<=\w[sS] ") (?=[a-z])[^"\n]*$', re.M)
_STRAIGHT = compiled(r"[\"\n]")
_SENTENCE_END = compiled(r"[.!?] |\n")
_WORD_BEFORE = compiled(r"([\w’'.$£€%]+)[ \t]*\Z")
_WORD_AFTER = compiled(r"\s*(?:& ?\w+ ;)?([\w’']+|%)")


def pulled_apart(text: str, taken: Sequence[Patch], lexicon: Lexicon) -> Iterator[Patch]:
    """Patches of kind `spacing` in a text that is known to be tokenised; the caller sorts out overlaps."""
    yield from _numbers(text, lexicon)
    yield from _hyphens(text, lexicon)
    for pattern, reads in (
        (_PERCENT, "%"),
        (_CURRENCY, ""),
        (_AFTER_INITIALS, ""),
        (_OPEN_BRACKET, ""),
        (_CLOSE_BRACKET, ""),
    ):
        for match in pattern().finditer(text):
            end = match.end() - len(reads)
            yield Patch(match.start(), end, "", "spacing")
    for match in _CENSORED().finditer(text):
        yield Patch(match.start(), match.end(), match[1], "spacing")
    for match in _INITIALS().finditer(text):
        yield Patch(match.start(), match.end(), match[0].replace(" ", ""), "spacing")
    for match in _SLASH().finditer(text):
        digits = text[match.start() - 1].isdigit() and text[match.end()].isdigit()
        yield Patch(match.start(), match.end(), "/", "spacing", digits)
    for match in _AMPERSAND().finditer(text):
        closed = match[0].replace(" ", "")
        if closed in lexicon.words("entities", "ampersand_names"):
            yield Patch(match.start(), match.end(), closed, "spacing")
    for match in _SITE().finditer(text):
        yield Patch(match.start(), match.end(), ".", "spacing")
    for match in _URL().finditer(text):
        yield Patch(match.start(), match.end(), match[0].replace(" ", ""), "spacing", False)
    if "-LRB-" in text or "-LSB-" in text or "\\/" in text:
        for match in _PTB().finditer(text):
            name = match[0].strip(" -\\")
            yield Patch(match.start(), match.end(), _PTB_READS.get(name, name), "spacing")
    yield from _straight(text)
    yield from _split_words(text, lexicon)


def _numbers(text: str, lexicon: Lexicon) -> Iterator[Patch]:
    for match in _THOUSANDS().finditer(text):
        if _one_number(text, match, lexicon):
            yield Patch(match.start(), match.end(), match[0].replace(" ", ""), "spacing")
    for match in _DECIMAL().finditer(text):
        after = _WORD_AFTER().match(text, match.end())
        if after and after[1] in lexicon.words("compounds", "units"):
            yield Patch(match.start(), match.end(), match[0].replace(" ", ""), "spacing")
    for match in _TIME().finditer(text):
        yield Patch(match.start(), match.end(), match[0].replace(" ", ""), "spacing")


def _one_number(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether “1 , 200” was 1,200: never after a month; certain with 000, after “about”, or before a plural."""
    word = _WORD_BEFORE().search(text, max(0, match.start() - 24), match.start())
    before = word[1] if word else ""
    if before.rstrip(".") in lexicon.words("compounds", "months") or before in ("No.", "Nos."):
        return False
    if match[0].endswith(" 000") or before.lower() in lexicon.words("compounds", "before_numbers"):
        return True
    if before[-1:] in ("$", "£", "€"):
        return True
    after = _WORD_AFTER().match(text, match.end())
    return bool(after) and after[1][-1:] == "s" and after[1].islower() and len(after[1]) > 3 if after else False


def _hyphens(text: str, lexicon: Lexicon) -> Iterator[Patch]:
    places = list(_HYPHEN().finditer(text))
    # searching the whole text for each would be quadratic
    closed = {f"{match[0]}-{match[1]}" for match in _CLOSED().finditer(text)} if places else set()
    for n, match in enumerate(places):
        left = re.search(r"[\w’']+\Z", text[max(0, match.start() - 32) : match.start()])
        right = re.match(r"[\w’']+", text[match.end() : match.end() + 32])
        if not left or not right:
            continue
        near = list(pairwise(places[max(0, n - 1) : n + 2]))
        links = {text[a.end() : b.start()] for a, b in near if b.start() - a.end() < 8}  # cap - and - trade
        dashes = any(_pair(text, a, b) for a, b in near)
        sure = not links.isdisjoint(lexicon.words("compounds", "links")) or _known(left[0], right[0], closed, lexicon)
        sure = sure or _likely(left[0], right[0], lexicon, dashes)
        if sure or not dashes:
            yield Patch(match.start(), match.end(), "-", "spacing", sure)


def _known(left: str, right: str, closed: Set[str], lexicon: Lexicon) -> bool:
    """Whether two words are one compound wherever they stand."""
    if left.isdigit() and right.isdigit():
        return True
    return f"{left}-{right}".lower() in lexicon.words("compounds", "compounds") or f"{left}-{right}" in closed


def _likely(left: str, right: str, lexicon: Lexicon, dashes: bool) -> bool:
    """Whether two words look like a compound; a word that may begin a clause does not, where `dashes` may be about."""
    words = lexicon.words
    if right in words("compounds", "clause_begins"):
        return False
    if left[0].isupper() and right[0].isupper():
        return True
    if left.lower() in words("compounds", "prefixes"):
        return True
    return right in words("compounds", "suffixes") and not (dashes and right in words("compounds", "free_suffixes"))


def _pair(text: str, a: re.Match[str], b: re.Match[str]) -> bool:
    """Two hyphens of one sentence with three words or more between are dashes."""
    between = text[a.end() : b.start()]
    return len(between) < 600 and len(between.split()) >= 3 and not _SENTENCE_END().search(between)


def _straight(text: str) -> Iterator[Patch]:
    """Straight double marks open and close in turn; each loses the blank inside.

    A line begins anew, unless a quotation plainly runs on into it; “ , " he said” closes, whatever the marks before have been.
    """
    opened = False
    for match in _STRAIGHT().finditer(text):
        at = match.start()
        if match[0] == "\n":
            opened = opened and bool(_RUNS_ON().match(text, at))
            continue
        if _CUT_OFF().match(text, at) or (not opened and _ALONE().match(text, at)):
            continue  # “the mayor " s aide”, “customers " success”: no mark of a quotation
        opened = not opened and not _CLOSES().match(text, at - 2)
        if opened and text[at + 1 : at + 2] == " ":
            yield Patch(at + 1, at + 2, "", "spacing")
        elif not opened and text[at - 1 : at] == " ":
            yield Patch(at - 1, at, "", "spacing")


def _split_words(text: str, lexicon: Lexicon) -> Iterator[Patch]:
    for pair in sorted(lexicon.words("compounds", "split_words")):
        apart, _, whole = pair.partition("=")
        at = text.find(f" {apart} ")
        while at >= 0:
            yield Patch(at + 1, at + 1 + len(apart), whole, "spacing")
            at = text.find(f" {apart} ", at + len(apart))
