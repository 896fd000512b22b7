"""What every reading gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..prose import Patch
from ..spans import Span
from ..typed import NamedTuple

NO_META: Mapping[str, str] = MappingProxyType({})


class Block(NamedTuple):
    """A stretch of the source that the format itself calls something: `headline`, `list`, `quote`, `caption`, `table`,
    `front matter`."""

    start: int
    end: int
    kind: str


def as_it_is(text: str, at: int = 0) -> str:
    return text


class Read(NamedTuple):
    """What a reading says: patches in order and apart from each other, and blocks in order.

    Beside them the story's own data about itself (`dateline`, `type`, `date`, ... as front matter says), and how a word
    is written at a place of this source (HTML: `<` as `&lt;`). A patch that is not sure may stand over markup.
    Comments of the format, which no reader sees, in order.
    """

    patches: tuple[Patch, ...] = ()
    blocks: tuple[Block, ...] = ()
    meta: Mapping[str, str] = NO_META
    write: Callable[[str, int], str] = as_it_is
    comments: tuple[Span, ...] = ()
