"""`copydesk completion`: what a shell needs to complete our command lines, made from the tables of options."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module

from ..errors import CopydeskError, did_you_mean
from ..inforce import houses
from ..rulebook import shipped
from ..typed import NamedTuple
from . import COMMANDS
from .options import HELP, Given, Option

ABOUT = """\
Print what a shell needs to complete command lines of copydesk:

  bash    eval "$(copydesk completion bash)"      in ~/.bashrc
  zsh     eval "$(copydesk completion zsh)"       in ~/.zshrc, after compinit
  fish    copydesk completion fish > ~/.config/fish/completions/copydesk.fish"""
USAGE = "copydesk completion SHELL"
OPTIONS: tuple[Option, ...] = ()


class Command(NamedTuple):
    """A command: a line about it, its options, and what words it takes besides (none given: files)."""

    name: str
    about: str
    options: tuple[Option, ...]
    words: tuple[str, ...]


def run(given: Given) -> int:
    if len(given.rest) != 1:
        raise CopydeskError(f"for which shell? {', '.join(SHELLS)}.")
    shell = given.rest[0]
    if shell not in SHELLS:
        raise CopydeskError(f"“{shell}” is not known.{did_you_mean(shell, SHELLS)} There are: {', '.join(SHELLS)}.")
    sys.stdout.write(SHELLS[shell](list(_commands())))
    return 0


def _commands() -> Iterator[Command]:
    for name, module in COMMANDS.items():
        found = import_module(f".{module}", __package__)
        about = re.split(r"[.:]\s|[.:]?\Z", found.ABOUT.replace("\n", " "), maxsplit=1)[0]
        words = {"explain": tuple(sorted(shipped().sheets)), "completion": tuple(SHELLS)}.get(name, ())
        yield Command(name, about, (*found.OPTIONS, HELP), words)


def _values(option: Option) -> tuple[str, ...]:
    """What may follow an option, as far as a list can say it."""
    if option.choices:
        return option.choices
    if option.name == "--house":
        return tuple(houses())
    if option.name in ("--select", "--ignore"):
        return (*shipped().desks, "all", *sorted(shipped().sheets))
    return tuple(sorted(shipped().sheets)) if option.value.startswith("RULE") else ()


def _bash(commands: list[Command]) -> str:
    cases = []
    for command in commands:
        for option in command.options:
            if option.value:
                values = _values(option)
                kind = "list" if option.many else "words" if values else "files" if _names_file(option) else "none"
                cases.append(f'        "{command.name} {option.name}") kind={kind} words="{" ".join(values)}" ;;')
    cases += [
        f'        "{c.name} "*) words="{" ".join(c.words)}" kind={"words" if c.words else "files"} ;;' for c in commands
    ]
    options = [f'            {c.name}) words="{" ".join(o.name for o in c.options)}" ;;' for c in commands]
    return _BASH.format(commands=" ".join(COMMANDS), cases="\n".join(cases), options="\n".join(options))


_BASH = """\
_copydesk() {{
    local cur="${{COMP_WORDS[COMP_CWORD]}}" prev="${{COMP_WORDS[COMP_CWORD-1]}}" kind=words words="" head=""
    COMPREPLY=()
    if [[ $cur == "=" ]]; then cur=""
    elif [[ $prev == "=" ]]; then prev="${{COMP_WORDS[COMP_CWORD-2]}}"; fi
    if (( COMP_CWORD == 1 )); then
        words="{commands}"
    else case "${{COMP_WORDS[1]}} $prev" in
{cases}
    esac; fi
    if [[ $cur == -* && $kind != none ]]; then
        kind=words
        case "${{COMP_WORDS[1]}}" in
{options}
        esac
    fi
    if [[ $kind == list ]]; then
        compopt -o nospace 2>/dev/null
        if [[ $cur == *,* ]]; then head="${{cur%,*}},"; cur="${{cur##*,}}"; fi
    fi
    if [[ $kind == files ]]; then
        compopt -o filenames 2>/dev/null
        local IFS=$'\n'
        COMPREPLY=($(compgen -f -- "$cur"))
    else
        COMPREPLY=($(compgen -P "$head" -W "$words" -- "$cur"))
    fi
}}
complete -F _copydesk copydesk
"""


def _zsh(commands: list[Command]) -> str:
    cases = []
    for command in commands:
        specs = []
        for option in command.options:
            values, more = " ".join(_values(option)), "*" if option.many or option.each else ""
            takes = f":{option.value}:"
            if option.many:
                takes += f"_values -s , {option.value.lower().strip('.,')} {values}"
            elif option.value:
                takes += f"({values})" if values else "_files" if _names_file(option) else " "
            name = f"{option.name}=" if option.value else option.name
            for spelt in filter(None, (name, option.short)):
                specs.append(_quoted(f"{more}{spelt}[{_zsh_text(option.help)}]{takes if option.value else ''}"))
        rest = f"({' '.join(command.words)})" if command.words else "_files"
        specs.append(_quoted(f"*:{'word' if command.words else 'file'}:{rest}"))
        cases.append(f"    {command.name}) _arguments -s {' '.join(specs)} ;;")
    listed = " ".join(_quoted(f"{command.name}:{command.about}") for command in commands)
    return _ZSH.format(listed=listed, cases="\n".join(cases))


_ZSH = """\
#compdef copydesk
_copydesk() {{
  if (( CURRENT == 2 )); then
    local -a commands=({listed})
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
{cases}
  esac
}}
if [[ $funcstack[1] == _copydesk ]]; then _copydesk "$@"; else compdef _copydesk copydesk; fi
"""


def _zsh_text(text: str) -> str:
    return re.sub(r"([\[\]:\\])", r"\\\1", text)


def _fish(commands: list[Command]) -> str:
    lines = ["complete -c copydesk -f"]
    for command in commands:
        lines.append(f"complete -c copydesk -n __fish_use_subcommand -a {command.name} -d {_quoted(command.about)}")
    for command in commands:
        here = f"complete -c copydesk -n '__fish_seen_subcommand_from {command.name}'"
        lines.append(f"{here} -a '{' '.join(command.words)}'" if command.words else f"{here} -F")
        for option in command.options:
            short = f" -s {option.short[1:]}" if option.short else ""
            values = " ".join(_values(option))
            takes = ""
            if option.many:
                takes = f' -x -a \'(__fish_complete_list , "string split \\" \\" {values}")\''
            elif option.value:
                takes = f" -x -a '{values}'" if values else " -r -F" if _names_file(option) else " -x"
            lines.append(f"{here}{short} -l {option.name[2:]}{takes} -d {_quoted(option.help)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _names_file(option: Option) -> bool:
    return option.value in ("FILE", "PATH", "FOLDER")


SHELLS: dict[str, Callable[[list[Command]], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
