"""What the lists know of places and months, in whatever form they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..lexicon import Lexicon, slip


def month_number(word: str, lexicon: Lexicon) -> int:
    """1 to 12 for the name of a month in any case, cut short or misspelt by one letter; 0 for no month."""
    months: Mapping[str, int] = lexicon.table("datelines", "months")
    word = word.lower()
    if word in months:
        return months[word]
    if len(word) > 2:  # “Jne” is June
        near = {n for name, n in months.items() if len(name) > 3 and slip(word, name)}
        if len(near) == 1:
            return near.pop()
    turned = {n for name, n in months.items() if len(word) == len(name) == 3 and sorted(name) == sorted(word)}
    return turned.pop() if len(turned) == 1 else 0


def region_of(words: str, lexicon: Lexicon) -> str:
    """The state (as AP writes it), province or country that some form of its name means; nothing for none."""
    key = re.sub(r"[\W\d_]", "", words.lower())
    return str(lexicon.table("datelines", "regions").get(key) or lexicon.table("datelines", "countries").get(key, ""))


def gazetteer(lexicon: Lexicon) -> frozenset[str]:
    """Names of places in capitals: cities, and those that stand alone in some house."""
    found = lexicon.kept.get("gazetteer")
    if found is None:
        names = [*lexicon.table("places", "us"), *lexicon.table("places", "world")]
        found = frozenset(form for n in names for form in forms_of(n))
        for key in ("ap", "reuters", "special"):
            found |= lexicon.words("datelines", f"alone_{key}")
        lexicon.kept["gazetteer"] = found
    return found


def forms_of(name: str) -> set[str]:
    """A place in capitals as wires write it: without accents, and “ST.” for “SAINT”."""
    bare = name.upper()
    if not bare.isascii():
        import unicodedata

        bare = "".join(c for c in unicodedata.normalize("NFD", bare) if not unicodedata.combining(c))
    return {name.upper(), bare, re.sub(r"\bSAINT\b", "ST.", bare) if "SAINT" in bare else bare}
