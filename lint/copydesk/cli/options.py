"""Words of a command line -> options and the rest. By hand, since argparse costs as much as reading a story."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ..errors import CopydeskError, did_you_mean
from ..typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any


class Option(NamedTuple):
    """One option. Without a `value` it is a switch; `many`: repeatable, with commas; `each`: repeatable, as it stands.

    `under`: in the help, a line that stands before this option and those that follow it.
    """

    name: str
    help: str
    value: str = ""  # how the help calls what follows it
    short: str = ""
    many: bool = False
    each: bool = False
    choices: tuple[str, ...] = ()
    under: str = ""


class Given(NamedTuple):
    """What was given: `options` by name without dashes (`fail_on`), and the words that are no options."""

    options: dict[str, Any]
    rest: list[str]


HELP = Option("--help", "show this", short="-h")


def parse(words: Sequence[str], options: Sequence[Option], command: str) -> Given:
    """CopydeskError for a word that is not understood."""
    known = {name: option for option in (*options, HELP) for name in (option.name, option.short) if name}
    given: dict[str, Any] = {key(o): [] if o.many or o.each else "" if o.value else False for o in (*options, HELP)}
    rest: list[str] = []
    todo = list(reversed(words))
    while todo:
        word = todo.pop()
        if word == "--":
            rest += reversed(todo)
            break
        if word == "-" or not word.startswith("-"):
            rest.append(word)
            continue
        name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        option = known.get(name)
        if option is None:
            near = did_you_mean(name, [o.name for o in options])
            raise CopydeskError(f"there is no option {name}.{near} `copydesk {command} --help` lists them all.")
        if not option.value:
            if equals:
                raise CopydeskError(f"the option {name} takes no value.")
            given[key(option)] = True
            continue
        if not equals:
            if not todo:
                raise CopydeskError(f"the option {name} needs a value: {name} {option.value}.")
            value = todo.pop()
        given[key(option)] = _value(option, value, given[key(option)])
    return Given(given, rest)


def story_of(rest: Sequence[str]) -> str:
    """The one path that was named, as that of a story: one in the folder when it is a folder, or when none is named."""
    if len(rest) > 1:
        raise CopydeskError("one path at a time, please.")
    path = rest[0] if rest else os.curdir
    return os.path.normpath(os.path.join(path, "story.txt")) if os.path.isdir(path) else path


def key(option: Option) -> str:
    return option.name[2:].replace("-", "_")


def _value(option: Option, value: str, before: Any) -> Any:
    if option.choices and value not in option.choices:
        near = did_you_mean(value, option.choices) or f" It can be {', '.join(option.choices)}."
        raise CopydeskError(f"{option.name} cannot be “{value}”.{near}")
    if option.many:
        return [*before, *(part.strip() for part in value.split(",") if part.strip())]
    return [*before, value] if option.each else value


def described(usage: str, about: str, options: Sequence[Option]) -> str:
    """The help of a command."""
    from textwrap import wrap

    lines = [f"usage: {usage}", "", about, ""]
    for option in (*options, HELP):
        if option.under:
            lines += ["", option.under] if lines[-1] else [option.under]
        names = ", ".join(filter(None, (option.short, option.name))) + (f" {option.value}" if option.value else "")
        first, *more = wrap(option.help, 72, break_on_hyphens=False)
        lines.append(f"  {names:<23} {first}" if len(names) < 24 else f"  {names}\n{' ' * 26}{first}")
        lines += [" " * 26 + line for line in more]
    return "\n".join(lines) + "\n"
