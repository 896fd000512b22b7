"""The kinds of check that a desk's own rules are made of."""

from __future__ import annotations

from typing import Any

import pytest

from copydesk.checks import kind
from copydesk.checks.literals import clauses
from copydesk.document import Document
from copydesk.engine import Engine
from copydesk.finding import Finding
from copydesk.fixing import fix
from copydesk.lexicon import NO_WORDS, Lexicon
from copydesk.rule import Rule


def engine(check: str, lexicon: Lexicon = NO_WORDS, **settings: Any) -> Engine:
    sheet = {"id": "r", "desk": "words", "level": "error", "message": "{found}", "check": check, "path": "r.toml"}
    return Engine([Rule({**sheet, "settings": settings}, lexicon)], lexicon)


def found(text: str, check: str, **settings: Any) -> list[str]:
    return [text[f.span.start : f.span.end] for f in findings(text, check, **settings)]


def findings(text: str, check: str, **settings: Any) -> list[Finding]:
    made = engine(check, **settings)
    return made.check(made.read(text))


def fixed(text: str, check: str, **settings: Any) -> str:
    made = engine(check, **settings)
    return fix(made, made.read(text), unsafe=True).document.source


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:could|should) of\b", (("could of", "should of"),)),
        (r"\b(?:Jan|Feb)(?:uary)?\b", (("feb", "febuary", "jan", "january"),)),
        (r"\bgeneral\s+(?:\p{L}+ )?public\b", (("general", "general public"),)),
        (r"(?i)\bGrey\b.{0,20}\bSquirrel\b", (("grey squirrel", "squirrel"),)),
        (r"(?<!\w)TK(?!\w)", (("tk",),)),
        (r"\bit['’]s own\b", (("it s own",),)),
        (r"the (?<=[^\w-]the )x", (("the",),)),  # what a look-around wants
        (r"grey", ()),  # also in “greyhound”
        (r"\bgrey", ()),
        (r"\bgrey\b|x", ()),
        (r"(?:\bgrey\b)?", ()),
        (r"\b(?:grey){e<=1}\b", ()),  # an approximate match
        (r"\w+ing\b", ()),
        (r"\bno(?=body)", ()),
        (r"(", ()),
    ],
)
def test_words_a_pattern_cannot_do_without(pattern: str, words: tuple[tuple[str, ...], ...]) -> None:
    """Whole words only, and those side by side; where any reading of the pattern has none, the rule is always awake."""
    assert clauses(pattern)[:1] == words


def test_pattern_replaces_with_groups() -> None:
    """By number and by name; a backslash takes a sign's meaning away."""
    pattern = r"\b(?P<n>\d+) (dollars)\b"
    assert fixed("It cost 5 dollars.", "pattern", pattern=pattern, replace=r"\2 {n} \{n}") == "It cost dollars 5 {n}."


def test_pattern_guards() -> None:
    """On top of the hit, or anywhere in its sentence but not in the next."""
    text = "A grey area. The Grey Wolf ran. A grey coat in France. A grey hat."
    assert found(text, "pattern", pattern=r"[Gg]rey", unless=("Grey Wolf",)) == ["grey", "grey", "grey"]
    guarded = findings(text, "pattern", pattern=r"grey", unless_in_sentence=("France",))
    assert [f.span.start for f in guarded] == [2, text.index("grey hat")]


def test_pattern_that_spans_nothing() -> None:
    """It is no hit, and nothing hangs."""
    assert found("abc", "pattern", pattern=r"x*") == []
    assert found("abc", "pattern", pattern=r"(?=b)") == []


def test_pattern_that_changes_nothing_offers_no_fix() -> None:
    """A replacement equal to what stands there would never settle."""
    [finding] = findings("grey", "pattern", pattern=r"\bgrey\b", replace="grey")
    assert not finding.fixes


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("The end result is known.", "The result is known."),
        ("End result: known.", "Result: known."),
        ("THE END RESULT IS KNOWN.", "THE RESULT IS KNOWN."),
        ("Head\n\nThe end\r\nresult is known.", "Head\n\nThe result is known."),
        ("Legend results, end results, end-result, week-end result.", None),
        ("İstanbul’s end result.", "İstanbul’s result."),
        ("It’s the can't-miss end result’s day.", "It’s the can't-miss result’s day."),
    ],
)
def test_phrases_are_whole_words_in_any_dress(text: str, after: str | None) -> None:
    """Capitals, blanks and line ends make no difference; being part of another word does."""
    assert fixed(text, "phrases", swap={"end result": "result"}) == (after or text)


def test_phrases_over_any_blanks() -> None:
    """Two blanks, a tab or a no-break space between the words hide nothing."""
    [paragraph] = Document("An end  result, an end\u00a0result, an end \tresult.").paragraphs
    hits = kind("phrases")(phrases=("end result",)).ready(NO_WORDS).find(paragraph)
    assert len(list(hits)) == 3


def test_phrases_keep_the_apostrophe_of_the_story() -> None:
    """Curly where the paragraph has it curly."""
    swap = {"couldn't of": "couldn't have"}
    assert fixed("We couldn’t of known.", "phrases", swap=swap) == "We couldn’t have known."
    assert fixed("We couldn't of known.", "phrases", swap=swap) == "We couldn't have known."


def test_phrases_that_overlap() -> None:
    """The longest of those that begin together; then the next that is clear of it."""
    text = "A general consensus of opinion was reached."
    assert found(
        text, "phrases", phrases=("general consensus", "consensus of opinion", "general consensus of opinion")
    ) == ["general consensus of opinion"]


def test_phrases_without_a_swap_offer_no_fix() -> None:
    """They are told."""
    [finding] = findings("A brutal murder.", "phrases", phrases=("brutal murder",), swap={"own goal": ""})
    assert not finding.fixes


def test_phrases_from_a_word_list() -> None:
    """A house keeps its words in one place."""
    lexicon = Lexicon({"house": {"banned": ["synergy"]}})
    made = engine("phrases", lexicon, lists=("house.banned",))
    assert len(made.check(made.read("Synergy and synergies."))) == 1


def test_phrases_in_exact_case() -> None:
    """The acronym, not the word."""
    assert found("Use your pin number or PIN number.", "phrases", phrases=("PIN number",), exact_case=True) == [
        "PIN number"
    ]
    assert fixed("on the Web site", "phrases", swap={"Web site": "website"}, exact_case=True) == "on the website"


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("on the the hill", ["the the"]),
        ("on the\u00a0\u00a0the hill", ["the\u00a0\u00a0the"]),
        ("THE THE hill", ["THE THE"]),
        ("on the The Hill", []),
        ("the, the; theatre the-the The. The", []),
        ("Sirhan Sirhan of Pago Pago", []),
        ("had had, plan B b", []),
        ("it’s s’s the’the", []),
        ("the the the hill", ["the the"]),
        ("won 3 3 times", []),
    ],
)
def test_repeats(text: str, hits: list[str]) -> None:
    """A word twice running, if nothing but blanks is between; no names, no figures, no single letters."""
    assert found(text, "repeats", words=("the",), allow=("had",)) == hits


def test_repeats_settle() -> None:
    """Three in a row become one; words not known to be faults are told one level lower."""
    assert fixed("on the the the hill", "repeats", words=("the",), safe=("the",)) == "on the hill"
    assert [f.level for f in findings("a new new hill the the", "repeats", words=("the",))] == ["warning", "error"]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("on Monday, October 7, 2025, at", ["Monday, October 7, 2025"]),
        ("on Tuesday, October 7, 2025, at", []),
        ("Wed. 8 Oct 2025 and Thurs 8 Oct. 2025", ["Thurs 8 Oct. 2025"]),
        ("The Sun, October 7, 2025", []),
        ("Monday, October 7, 2,025 people", []),
        ("Monday, July 4, 1776", []),
        ("Monday, February 30, 2025", []),
    ],
)
def test_weekdays(text: str, hits: list[str]) -> None:
    """Only a full date can be wrong; what is no date is left to the other rule; a newspaper is no day."""
    assert found(text, "dates", find="weekday") == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("until February 30.", ["February 30"]),
        ("on 31st June, he", ["31st June"]),
        ("Feb. 29, 1900, Feb. 29, 2000, Feb. 29, 2024", ["Feb. 29, 1900"]),
        ("in June 31 people were hurt", []),
        ("some 2.31 April and $31 June, a 31 September 2020", ["31 September 2020"]),
        ("at 9.30 February, in April 31%, on April 31.5", []),
        ("on 31 December and Jan. 31, 2024", []),
    ],
)
def test_days_that_are_not(text: str, hits: list[str]) -> None:
    """A number behind a month is a day only where a year, a stop or “on” says so."""
    assert found(text, "dates", find="impossible") == hits


@pytest.mark.parametrize("name", ["phrases", "pattern", "repeats", "dates"])
def test_a_long_line_takes_its_time_once(name: str) -> None:
    """A story in one line of a megabyte is read in a time that grows with its length alone."""
    settings: dict[str, dict[str, Any]] = {
        "phrases": {"swap": {"end result": "result"}, "unless": ("xyz",)},
        "pattern": {"pattern": r"\bend result\b", "unless": ("xyz",), "unless_in_sentence": ("zyx",)},
        "repeats": {"words": ("the",)},
        "dates": {"find": "impossible"},
    }
    text = "The end result of the the talks on February 30, 2024, was known. " * 15_000
    finder = kind(name)(**settings[name]).ready(NO_WORDS)
    [paragraph] = Document(text).paragraphs
    assert len(list(finder.find(paragraph))) == 15_000


@pytest.mark.parametrize("shift", range(1, 25, 3))
def test_phrases_over_the_seams_of_a_long_paragraph(shift: int) -> None:
    """A long paragraph is looked at in pieces: nothing is lost at a seam and nothing told twice."""
    text = "x" * shift + " the end result of it" * 2000
    [paragraph] = Document(text).paragraphs
    hits = list(kind("phrases")(phrases=("end result",)).ready(NO_WORDS).find(paragraph))
    assert [hit.span.start for hit in hits] == [shift + 5 + 21 * n for n in range(2000)]


def test_a_story_that_mixes_marks_throughout_has_a_habit() -> None:
    """One mixed pair is a slip and told at the rule's level; where there are more, each is told one level lower."""
    once = '“We paid," she said.\n\n“Nobody came,” he said.\n'
    often = once + '\n“They shut the gate," she said.\n'
    assert [f.level for f in findings(once, "quotation", faults=("mixed",))] == ["error"]
    assert [f.level for f in findings(often, "quotation", faults=("mixed",))] == ["warning", "warning"]
