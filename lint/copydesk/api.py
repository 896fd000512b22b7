"""The Python face: text in, findings or a repaired text out.

```python
from copydesk import lint_text

for finding in lint_text("Israel& rsquo ; s war"):
    print(finding.span, finding.rule, finding.message)
```

A `Linter` keeps what it made ready: make one for many stories. Text that has no file has no configuration file: name
one with `config`, or give `house`, `select` and `ignore`, which mean what they mean on the command line.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .config import Layer
from .document import Document
from .engine import Engine
from .files import format_of
from .finding import Finding
from .fixing import Fixed, fix
from .inforce import Config
from .stets import Stets

__all__ = ["Linter", "fix_text", "lint_text"]


class Linter:
    """Rules made ready once, for many stories.

    house: a preset, e.g. "ap"; select, ignore: rules or desks; config: the path of a `copydesk.toml`.
    CopydeskError when a name is unknown or the configuration is wrong.
    """

    def __init__(
        self, *, house: str = "", select: Iterable[str] = (), ignore: Iterable[str] = (), config: str = ""
    ) -> None:
        command = Layer("the arguments", select=tuple(select) or None, ignore=tuple(ignore), house=house)
        self._config = Config(command, file=config, isolated=not config)
        self._config.made(self._config.inforce("story.txt"))  # mistakes are told now, not at the first story

    def lint(self, text: str, *, path: str = "", format: str = "") -> list[Finding]:
        """The findings in order of place. `format` (plain, markdown, html, xml, json) goes by the end of `path` if left out."""
        engine, document, stets = self._read(text, path, format)
        findings = engine.check(document)
        return stets.told(document, findings) if stets else findings

    def fix(self, text: str, *, path: str = "", format: str = "", unsafe: bool = False) -> Fixed:
        """The text repaired (`.document.source`), how many places (`.applied`), and the findings that are left."""
        engine, document, stets = self._read(text, path, format)
        return fix(engine, document, unsafe=unsafe, stets=stets)

    def _read(self, text: str, path: str, format: str) -> tuple[Engine, Document, Stets | None]:
        made = self._config.made(self._config.inforce(path or "story.txt"))
        format = format or format_of(path)
        stets = None if format == "plain" else Stets(made.engine, made.book.sheets)
        return made.engine, made.engine.read(text, path, format), stets


def lint_text(
    text: str,
    *,
    path: str = "",
    format: str = "",
    house: str = "",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    config: str = "",
) -> list[Finding]:
    """The findings of one text, in order of place; spans count code points of `text`."""
    return _linter(house, tuple(select), tuple(ignore), config).lint(text, path=path, format=format)


def fix_text(
    text: str,
    *,
    path: str = "",
    format: str = "",
    house: str = "",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    config: str = "",
    unsafe: bool = False,
) -> str:
    """The text with everything repaired that is safe to repair (`unsafe`: and what has a proposal)."""
    linter = _linter(house, tuple(select), tuple(ignore), config)
    return linter.fix(text, path=path, format=format, unsafe=unsafe).document.source


@lru_cache(maxsize=8)
def _linter(house: str, select: tuple[str, ...], ignore: tuple[str, ...], config: str) -> Linter:
    return Linter(house=house, select=select, ignore=ignore, config=config)
