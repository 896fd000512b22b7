"""The man page, made of the same words as the help: `python -m copydesk.cli.man > docs/copydesk.1`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import groupby

from . import COMMANDS, SHORT
from .options import HELP, Option

STATUS = {
    "0": "nothing was found",
    "1": "something was",
    "2": "an option, a configuration or a story could not be read",
}
FILES = {
    "copydesk.toml": "the configuration for the stories of its folder and all below it, the nearest one above a story; "
    "[tool.copydesk] in pyproject.toml is the same",
    "stets.toml": "what is let stand",
}
ENVIRONMENT = {
    "NO_COLOR": "set to anything: no colours, unless --color says so",
    "COPYDESK_DEBUG": "set to anything: the whole traceback of what should not happen",
    "PRE_COMMIT_FROM_REF, PRE_COMMIT_TO_REF": "set by a runner of hooks: where --diff-base HEAD begins, and ends",
}


def page() -> str:
    """The page as roff."""
    first = SHORT.partition("\n")[0]
    lines = ['.TH COPYDESK 1 "" "copydesk" "User Commands"', ".SH NAME", f"copydesk \\- {_safe(_lower(first))}"]
    lines += [".SH SYNOPSIS", ".B copydesk", "COMMAND [OPTION...] [PATH...]", ".SH DESCRIPTION", *_text(SHORT)]
    lines.append(".SH COMMANDS")
    for name, module in COMMANDS.items():
        found = import_module(f".{module}", __package__)
        lines += [f".SS {name}", ".nf", f".B {_safe(found.USAGE)}", ".fi", ".PP", *_text(found.ABOUT)]
        for option in (*found.OPTIONS, HELP):
            lines += _option(option)
    for title, rows in (("EXIT STATUS", STATUS), ("FILES", FILES), ("ENVIRONMENT", ENVIRONMENT)):
        lines.append(f".SH {title}")
        for word, says in rows.items():
            lines += [".TP", f".B {_safe(word)}", _safe(says)]
    return "\n".join(lines) + "\n"


def _option(option: Option) -> Iterator[str]:
    if option.under:
        yield from (".PP", _safe(option.under))
    names = ", ".join(rf"\fB{_safe(name)}\fR" for name in (option.short, option.name) if name)
    value = rf" \fI{_safe(option.value)}\fR" if option.value else ""
    yield from (".TP", f"{names}{value}", _safe(option.help))


def _text(text: str) -> Iterator[str]:
    """Paragraphs are filled; what is set in stays as it is."""
    for set_in, run in groupby(filter(None, text.splitlines()), lambda line: line.startswith(" ")):
        lines = [*map(_safe, run)]
        yield from (".PP", ".nf", *lines, ".fi") if set_in else (".PP", *lines)


def _lower(sentence: str) -> str:
    return sentence.removeprefix("copydesk ").rstrip(".")


def _safe(text: str) -> str:
    """Words that roff takes for words: no line begins a request, a hyphen is what can be typed."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return rf"\&{text}" if text.startswith((".", "'")) else text


if __name__ == "__main__":
    sys.stdout.write(page())
