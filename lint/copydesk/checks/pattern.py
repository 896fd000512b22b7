"""stub to be replaced"""

from typing import NamedTuple


class Pattern(NamedTuple):
    pattern: str

    def ready(self, lexicon):
        raise NotImplementedError
