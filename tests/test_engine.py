"""The quick path (gates, the table of which word wakes which rule) finds what the plain loop finds."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.checks.literals import literal
from copydesk.document import Document, Paragraph
from copydesk.engine import Engine, _Places
from copydesk.finding import Finding
from copydesk.rule import Rule
from copydesk.rulebook import shipped
from copydesk.rulefile import examples
from copydesk.spans import Span

BOOK = shipped()
RULES = BOOK.rules(["all"])
ENGINE = Engine(RULES, BOOK.lexicon)


class Plain(Engine):
    """Every rule is asked about every paragraph."""

    def _awake(self, paragraph: Paragraph, signs: Sequence[tuple[str, int]]) -> list[Rule]:
        return self._local


PLAIN = Plain(RULES, BOOK.lexicon)


def texts() -> list[str]:
    """Every example of every rule that ships."""
    from pathlib import Path

    out = []
    for sheet in BOOK.sheets.values():
        for rows in examples(Path(sheet["path"])).values():
            out += [row.text for row in rows]
    return out


TEXTS = texts()
WORDS = sorted({word for text in TEXTS for word in text.split(" ") if word})
GATES = [rule.finder.gate for rule in RULES if rule.finder.gate]
WAKING = sorted({b" ".join(words).decode() for alone, runs, *_ in GATES for words in (*((w,) for w in alone), *runs)})


def both(text: str) -> tuple[list[Finding], list[Finding]]:
    return ENGINE.check(Document(text, lexicon=BOOK.lexicon)), PLAIN.check(Document(text, lexicon=BOOK.lexicon))


@pytest.mark.parametrize("text", TEXTS)
def test_examples(text: str) -> None:
    """On the rules' own examples."""
    quick, plain = both(text)
    assert quick == plain


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(WORDS + WAKING), st.sampled_from([" ", " ", " ", "\n", "\n\n", ", ", ". ", "-", "’", ""])
        ),
        max_size=60,
    ),
    st.booleans(),
)
def test_generated_stories(words: list[tuple[str, str]], loud: bool) -> None:
    """On stories made of the words that wake rules and of the words of examples, however they are joined."""
    text = "".join(word + gap for word, gap in words)
    quick, plain = both(text.upper() if loud else text)
    assert quick == plain


@pytest.mark.parametrize("seed", range(20))
def test_shaken_examples(seed: int) -> None:
    """On examples shaken into each other: the pieces that make hits, in new company."""
    rng = random.Random(seed)
    pieces = [piece for text in rng.sample(TEXTS, min(40, len(TEXTS))) for piece in re.findall(r"\S+\s*\S*\s*", text)]
    rng.shuffle(pieces)
    quick, plain = both(" ".join(pieces))
    assert quick == plain


def test_findings_are_in_order_and_none_twice() -> None:
    """By place, then by rule."""
    text = "\n\n".join(TEXTS[:200])
    findings = ENGINE.check(ENGINE.read(text))
    keys = [(f.span, f.rule) for f in findings]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6))), st.integers(0, 30), st.integers(0, 6))
def test_yielding_asks_the_right_places(places: list[tuple[int, int]], start: int, width: int) -> None:
    """Whether one of many spans meets another is answered as by asking each."""
    spans = sorted(Span(at, at + long) for at, long in places)
    asked = Span(start, start + width)
    assert _Places(spans).meet(asked) == any(span.meets(asked) for span in spans)


@pytest.mark.parametrize("format", ["plain", "markdown", "html"])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_taken_over_from_an_earlier_version(seed: int, format: str) -> None:
    """However a story changes, read with its last version it has the findings of a story that is read alone."""
    rng = random.Random(seed)
    paragraphs = rng.sample(TEXTS, 12)
    before: Document | None = None
    for _ in range(30):
        n = rng.randrange(len(paragraphs) + 1)
        how = rng.choice(("put in", "take out", "move", "change"))
        if how == "put in" or n == len(paragraphs):
            paragraphs.insert(n, rng.choice([*TEXTS, *paragraphs]))
        elif how == "take out":
            del paragraphs[n]
        elif how == "move":
            paragraphs.insert(rng.randrange(len(paragraphs)), paragraphs.pop(n))
        else:
            paragraphs[n] = f"{rng.choice(WORDS)} {paragraphs[n]}"
        text = rng.choice(("\n\n", "\n\n", "\r\n\r\n", "\n")).join(paragraphs)
        document = ENGINE.read(text, "", format, before)
        assert ENGINE.check(document) == ENGINE.check(ENGINE.read(text, "", format))
        before = document


def test_what_another_engine_found_does_not_count() -> None:
    """Two engines may check one document, and each has its own findings."""
    text = "He could of shared the the past history."
    document = ENGINE.read(text)
    for rule in RULES:
        alone = Engine([rule], BOOK.lexicon)
        assert alone.check(document) == alone.check(alone.read(text))
    assert ENGINE.check(document) == ENGINE.check(ENGINE.read(text))


@pytest.mark.parametrize(
    ("pattern", "holds"),
    [
        (r"-(?<=[a-z]ly-)\w+", "ly-"),
        (r"\.\.(?<=\w\.\.)(?!\.)", ".."),
        (r"(?:--|—)\s", ""),
        (r"(?i)x-ray", ""),
        (r"a*b+c", "c"),
    ],
)
def test_what_a_pattern_without_words_cannot_do_without(pattern: str, holds: str) -> None:
    """The longest stretch of characters that every match holds, or has beside it."""
    assert literal(pattern) == holds


@pytest.mark.parametrize("said", ["type: opinion", "type: Column", "section: Op-Ed", 'category: "editorial"'])
def test_opinion_may_argue(said: str) -> None:
    """Rules that ask for sources are silent in copy that says it is opinion; those of law and spelling are not."""
    engine = Engine(BOOK.rules(), BOOK.lexicon)
    story = "Critics say the the pier is ugly."
    rules = [f.rule for f in engine.check(engine.read(f"---\n{said}\n---\n\n{story}\n"))]
    assert rules == ["doubled-word"]
    assert "unattributed-claim" in [f.rule for f in engine.check(engine.read(f"---\ntype: news\n---\n\n{story}\n"))]


def test_a_rule_may_tell_so_many() -> None:
    """The last finding says how many there are more; one short of the bound says nothing of it."""
    engine = Engine(BOOK.rules(("unsourced-figure",)), BOOK.lexicon)
    figures = [f"{n}% of the boats sank.\n\n" for n in range(11, 16)]
    messages = [f.message for f in engine.check(engine.read("".join(figures)))]
    assert len(messages) == 3 and messages[2].endswith(" And 2 more in this story.")
    assert not any("more" in message for message in messages[:2])
    assert not any("more" in f.message for f in engine.check(engine.read("".join(figures[:3]))))
