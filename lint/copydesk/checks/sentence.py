"""One sentence as the claims checks read it: its words in order, and who in it says something."""

from __future__ import annotations

import re

from ..lazily import lazy
from ..lexicon import Lexicon
from ..spans import Span
from .grammar import listed

# most words are letters alone: that is tried first
_TOKEN = re.compile(r"[A-Za-z]+(?![\w.’'-])|¤+|\d{1,3}(?:,\d{3})+(?![\w,])|[^\W_]+(?:[.’'-][^\W_]+)*[’']?|[^\w\s]")
AUXILIARY = listed(
    "is are was were be been being am has have had do does did will would can could may might must should shall ’s 's"
)
ADVERBS = listed(
    "also often now still long already once never always generally widely largely broadly commonly mostly"
    " increasingly previously recently repeatedly publicly privately quickly even just only not too again ever"
    " since frequently sometimes routinely openly strongly sharply swiftly immediately initially variously"
    " nearly almost thus therefore then further rightly"
)
PRONOUNS = listed("he she they it i we you who which that")
DETERMINERS = listed("the these those this that his her their its our my your both each every another no")
NUMBERS = listed("one two three four five six seven eight nine ten eleven twelve dozen")
CONTINUES = listed("he she they it")
_NO_ONE = listed("some many others most several sources source")
_BEFORE_NOUNS = DETERMINERS - {"that"} | {"a", "an"}
_NEW_VOICE = frozenset(("but", "while", "although", "though", "whereas", ";", "—", "–"))


class Sentence:
    """One sentence. `words` are its tokens, `lower` the same in lower case, `at` their spans in the paragraph."""

    def __init__(self, masked: str, span: Span, lexicon: Lexicon) -> None:
        self.span = span
        self.lexicon = lexicon
        self._masked = masked
        self.words: list[str] = _TOKEN.findall(masked, span.start, span.end)
        self.lower = [w.lower() for w in self.words]
        if "'" in masked:
            self.lower = [w.replace("'", "’") for w in self.lower]

    @lazy
    def at(self) -> list[tuple[int, int]]:
        return [token.span() for token in _TOKEN.finditer(self._masked, *self.span)]

    def stretch(self, first: int, last: int) -> Span:
        """From the first word to the last, both included."""
        return Span(self.at[first][0], self.at[last][1])

    def attributes(self, n: int) -> bool:
        """Whether word `n` is a verb of attribution where it stands."""
        word = self.lower[n]
        if n and (self.lower[n - 1] in _BEFORE_NOUNS or self.lower[n - 1].endswith("’s")):
            return False  # “the blast”, “a tweet”
        if word in self.lexicon.words("attribution", "verbs"):
            return True
        if word not in self.lexicon.words("attribution", "nounlike"):
            return False
        before = self.lower[n - 1] if n else ""
        return before in ("who", "to", "they", "he", "she", "we", "it", "i") or (
            before in AUXILIARY and before not in ("is", "are", "was")
        )

    def named(self, n: int) -> bool:
        """Whether the word at `n` can head a source a reader can judge: a name, a pronoun, a definite body."""
        word = self.words[n]
        if n and word[:1].isupper():
            return True
        if self.lower[n] in PRONOUNS and self.lower[n] not in ("which", "that"):
            return True
        if not word[:1].isalpha():
            return word[:1] == "¤"
        return self.lower[n] not in self._vague or (n > 0 and self.lower[n - 1] in DETERMINERS)  # “the critics”: known

    @property
    def _vague(self) -> frozenset[str]:
        found: frozenset[str] | None = self.lexicon.kept.get("names no one")
        if found is None:
            found = self.lexicon.kept["names no one"] = self.lexicon.words("vague-sources", "strong_roles") | _NO_ONE
        return found

    @lazy
    def sources(self) -> tuple[int, ...]:
        """Places of verbs of speaking (and “according to”) that have a source with a name, or a definite one."""
        out = []
        speaking = self.lexicon.words("attribution", "speaking")
        for n, word in enumerate(self.lower):
            if word == "according" and self.lower[n + 1 : n + 2] == ["to"] and n + 2 < len(self.words):
                head = n + 2
                while head < len(self.words) - 1 and self.lower[head] in DETERMINERS:
                    head += 1
                if self.lower[head] not in self._vague:
                    out.append(n)
            elif (word in ("citing", "per", "quoting") and n + 1 < len(self.words)) or (
                word in speaking and self.attributes(n) and self._subject(n)
            ):
                out.append(n)
        return tuple(out)

    def _subject(self, n: int) -> bool:
        """Whether a verb has a source for its subject: before it, adverbs left out, or after it (“said Smith”)."""
        if (
            n
            and self.lower[n - 1] in ("be", "been", "being", "is", "are", "was", "were")
            and not self.lower[n].endswith("ing")
        ):
            return False  # a passive says nothing of who spoke
        back = n - 1
        while back >= 0 and (self.lower[back] in AUXILIARY or self.lower[back] in ADVERBS):
            back -= 1
        if (
            back >= 0
            and self.words[back] not in (",", "¤", ";", ":", "(", ")", "—", "–")
            and self.words[back][0] != "¤"
        ):
            return self.named(back)
        if n + 1 < len(self.words) and self.words[n + 1][:1].isupper():
            return True
        if back >= 1 and self.words[back] == ",":  # “Smith, a baker, said”
            before = self.words[max(0, back - 12) : back]
            return any(w[:1].isupper() and w.lower() not in self._vague for w in before)
        return False

    @lazy
    def trailing(self) -> bool:
        """Whether the sentence ends with its source: “..., the mayor said on Monday.”"""
        for m in self.sources:
            comma = m
            while comma > 0 and self.words[comma] not in (",", ";") and self.words[comma][0] != "¤":
                comma -= 1
            rest = self.words[m + 1 : -1]
            follows = len(rest) <= 10 and not any(w in (",", ";") or w[0] == "¤" for w in rest)
            infinitive = self.lower[m - 1] in ("to", "have", "having", "been") if m else False
            subject = self.lower[comma + 1] not in ("which", "who", "but", "and", "while", "that")
            # a name may end a long title: “, the head of the port authority of the city Ann Lee told the paper.”
            near = m - comma <= (16 if self.words[m - 1][:1].isupper() else 9)
            if comma and near and follows and subject and not infinitive:
                return True
        return False

    def aside(self, m: int) -> bool:
        """“, the mayor said,”: whether the clause of a verb of speaking stands between commas."""
        return self.words[m + 1 : m + 2] == [","] and "," in self.words[max(0, m - 6) : m]

    def reported_at(self, n: int) -> bool:
        """Whether word `n` stands in reported speech: “He added that ... many believe”, or a source at the end."""
        for m in self.sources:
            if m >= n or (m == n - 1 and not (m and self.words[m - 1][0].isalnum())):  # “, said critics” turns round
                break
            between = self.lower[m + 1 : n]
            if not any(w in _NEW_VOICE or w[0] == "¤" for w in between) and between[:1] != [","]:
                return True
        return self.trailing
