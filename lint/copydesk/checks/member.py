"""A crowd that gets a name right after: “Analysts expect a slump. ... “We see a slump,” said Ann Lee, an analyst at ...”"""

from __future__ import annotations

from ..lexicon import Lexicon
from .clauses import Clauses
from .sentence import ADVERBS, AUXILIARY, Sentence

_APART = 25  # words from a name to its verb: “Ann Lee, who has run the mill for longer than anybody, said”
_REACH = 2  # sentences of the writer's own after the crowd in which one of it may be named


def named_next(clauses: Clauses, n: int, lexicon: Lexicon) -> bool:
    """Whether somebody with first and last name speaks in what follows sentence `n`, or as the next paragraph begins."""
    following = clauses.following(n)
    return any(_names_speaker(sentence, lexicon) for _, sentence in zip(range(_REACH), following, strict=False))


def _names_speaker(sentence: Sentence, lexicon: Lexicon) -> bool:
    return any(_name_after(sentence, m, lexicon) or _name_before(sentence, m, lexicon) for m in sentence.sources)


def _name_after(sentence: Sentence, m: int, lexicon: Lexicon) -> bool:
    """“said Ann Lee”, “said Sen. Ann Lee”, “according to Ann Lee”."""
    first = m + 2 if sentence.lower[m] == "according" else m + 1
    if first == m + 1 and (not m or sentence.words[m - 1][0].isalnum()):
        return False  # “told Ann Lee”
    return (
        sentence.words[first : first + 1] != []
        and sentence.words[first][0].isupper()
        and any(_name(sentence, n, lexicon) for n in (first, first + 1, first + 2))
    )


def _name_before(sentence: Sentence, m: int, lexicon: Lexicon) -> bool:
    """“Ann Lee said”, “Ann Lee, who runs the mill, said”."""
    back = m - 1
    while back > 0 and (sentence.lower[back] in AUXILIARY or sentence.lower[back] in ADVERBS):
        back -= 1
    if back < 1:
        return False
    if _name(sentence, back - 1, lexicon):
        return True
    first = 0
    while first < back and not sentence.words[first][0].isalpha():  # past a quotation
        first += 1
    return m - first <= _APART and any(_name(sentence, n, lexicon) for n in range(first, min(first + 4, back)))


def _name(sentence: Sentence, n: int, lexicon: Lexicon) -> bool:
    """Whether a first name and a last name (or an initial) stand at `n`: two words with capitals that are no crowd."""
    pair = sentence.words[n : n + 2]
    if len(pair) < 2 or not all(word[0].isupper() for word in pair) or (len(pair[1]) > 1 and pair[1].isupper()):
        return False
    crowd = lexicon.words("vague-sources", "weak_roles") | lexicon.words("vague-sources", "strong_roles")
    article = "the" in sentence.lower[max(0, n - 1) : n + 1]  # “the White House”
    return not article and pair[1] not in crowd and not sentence.attributes(n)
