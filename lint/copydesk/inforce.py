"""What is in force for a file: layers of configuration laid over each other, who decided what, the engine for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from .config import STETS, Layer, above, config_in, layers, relative
from .engine import Engine
from .errors import CopydeskError, did_you_mean
from .excluded import Excluded
from .expiry import on_this_day
from .finding import LEVELS
from .rulebook import SHIPPED, Rulebook, shipped
from .typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any, TypeVar

    from .stetfile import Stetfile
    from .stets import Stets

    Key = TypeVar("Key")
    Value = TypeVar("Value")


class InForce(NamedTuple):
    """Layers laid over each other. `said` tells who decided: (`select`,), (`ignore`, NAME), (`set`, RULE, KEY)."""

    layers: tuple[Layer, ...]
    house: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    rules: Mapping[str, Mapping[str, Any]]
    folders: tuple[str, ...]
    said: Mapping[tuple[str, ...], str]


class Made(NamedTuple):
    """An engine, and what was found on the way: mistakes (`problems` of the desk's own files, `ours` of what we ship),
    and the rules whose last day is over, as far as they are wanted."""

    book: Rulebook
    engine: Engine
    problems: tuple[CopydeskError, ...]
    ours: tuple[CopydeskError, ...]
    expired: tuple[CopydeskError, ...] = ()


class Config:
    """Finds and lays together what is in force; files under the same settings share one engine."""

    def __init__(self, command: Layer | None = None, *, file: str = "", isolated: bool = False) -> None:
        self.command = command or Layer("the command line")
        self.file = file
        self.isolated = isolated
        self.excluded = Excluded(lambda path: self._of(self.config_of(path)))
        self._in_folder: dict[str, str] = {}
        self._layers: dict[str, list[Layer] | CopydeskError] = {}
        self._inforce: dict[tuple[Any, ...], InForce] = {}
        self._made: dict[int, Made | CopydeskError] = {}
        self._stets_over: dict[str, str] = {}
        self._stetfiles: dict[str, Stetfile | CopydeskError] = {}

    def config_of(self, path: str) -> str:
        """The configuration file for a story, or nothing."""
        if self.isolated:
            return ""
        if self.file:
            return self.file
        passed = []
        found = ""
        for folder in above(os.path.dirname(os.path.abspath(path))):
            if folder in self._in_folder:
                found = self._in_folder[folder]
                break
            passed.append(folder)
            if found := config_in(folder):
                break
        self._in_folder.update(dict.fromkeys(passed, found))
        return found

    def inforce(self, path: str) -> InForce:
        """What is in force for a story. CopydeskError when its configuration is wrong."""
        file = self.config_of(path)
        said = self._of(file)
        full = os.path.abspath(path) if said else path
        counts = tuple(layer.counts_for(full) for layer in said)
        key = (file, counts)
        if key not in self._inforce:
            stack = [layer for layer, counted in zip(said, counts, strict=True) if counted]
            self._inforce[key] = self._lay([*stack, self.command])
        return self._inforce[key]

    def made(self, inforce: InForce) -> Made:
        """The engine for what is in force. CopydeskError when a name or a setting is wrong."""
        # its identity: it is kept in _inforce as long as we live
        return _once(self._made, id(inforce), lambda: make(inforce))

    def stets_of(self, path: str) -> str:
        """The `stets.toml` for a story, the nearest above it, or nothing. Not always beside its configuration: a folder
        may have settings of its own, and what a desk lets stand is in one place."""
        if self.isolated:
            return ""
        start = os.path.dirname(path)  # asked several times a story: made absolute once a folder
        if start not in self._stets_over:
            files = (os.path.join(folder, STETS) for folder in above(os.path.abspath(start)))
            self._stets_over[start] = near(next(filter(os.path.isfile, files), ""))
        return self._stets_over[start]

    def stetfile(self, path: str) -> Stetfile | None:
        """What that says. CopydeskError when it is wrong."""
        file = self.stets_of(path)
        if not file:
            return None
        from .stetfile import Stetfile

        return _once(self._stetfiles, file, lambda: Stetfile.load(file))

    def stets(self, path: str, made: Made, format: str) -> Stets | None:
        """All that is let stand in a story; None where that can be nothing. CopydeskError as of `stetfile`."""
        file = self.stetfile(path)
        if not file and format == "plain":
            return None
        from .stets import Stets

        return Stets(made.engine, made.book.sheets, file.of(path) if file else ())

    def _of(self, file: str) -> list[Layer]:
        if not file:
            return []
        return _once(self._layers, file, lambda: layers(near(file)))

    def _lay(self, stack: list[Layer]) -> InForce:
        named = next((layer for layer in reversed(stack) if layer.house), None)
        if named and named.house != "none":
            stack = [*house(named), *stack]
        return lay(stack, named)


def _once(kept: dict[Key, Value | CopydeskError], key: Key, make: Callable[[], Value]) -> Value:
    """What `make` gives, or the error it raises, made once: a file that is wrong is wrong for every story under it."""
    if key not in kept:
        try:
            kept[key] = make()
        except CopydeskError as error:
            kept[key] = error
    made = kept[key]
    if isinstance(made, CopydeskError):
        raise made
    return made


def near(path: str) -> str:
    """A path as a person in this folder would write it."""
    inside = relative(path) if path else ".."
    return path if inside.startswith("..") else inside


def houses() -> list[str]:
    """The names of all presets."""
    return sorted(
        file.removesuffix(".toml") for file in os.listdir(os.path.join(SHIPPED, "houses")) if file.endswith(".toml")
    )


def house(named: Layer) -> list[Layer]:
    """The layers of the preset that a layer names."""
    if named.house not in houses():
        known = did_you_mean(named.house, houses()) or f" There are: {', '.join(houses()) or 'none'}."
        raise named.wrong(f"there is no house “{named.house}”.{known}", "house")
    file = os.path.join(SHIPPED, "houses", f"{named.house}.toml")
    return [layer._replace(who=f"the house “{named.house}”", house="") for layer in layers(file)]


def lay(stack: list[Layer], named: Layer | None) -> InForce:
    """Lay layers over each other, lowest first: `select` replaces, `ignore` and folders add up, settings go key by key.

    What a higher layer selects by name is no longer ignored by a lower one.
    """
    select: tuple[str, ...] = ()
    ignore: list[str] = []
    rules: dict[str, dict[str, Any]] = {}
    said: dict[tuple[str, ...], str] = {("house",): named.who} if named else {}
    for layer in stack:
        if layer.select is not None:
            select = layer.select
            said["select",] = layer.who
            ignore = [name for name in ignore if name not in select]
        for name in layer.ignore:
            said["ignore", name] = layer.who
            ignore += [name] if name not in ignore else []
        for id, settings in layer.rules.items():
            rules.setdefault(id, {}).update(settings)
            said.update({("set", id, key): layer.who for key in settings})
    folders = tuple(dict.fromkeys(folder for layer in stack for folder in layer.folders))
    return InForce(tuple(stack), named.house if named else "", select, tuple(ignore), rules, folders, said)


def make(inforce: InForce) -> Made:
    """Rules and engine. A broken rule is left out and told; a wrong name or setting ends it."""
    book = ours = shipped()
    if inforce.folders:
        book = ours.with_folders(inforce.folders)
    settings: dict[str, dict[str, Any]] = {}
    for layer in inforce.layers:
        _check_names(layer, book)
        for id, given in layer.rules.items():
            settings.setdefault(id, {}).update(_checked(layer, id, given, book))
    book, expired = on_this_day(book, settings, inforce.select, inforce.ignore)
    known = len(ours.problems)
    problems, shipped_problems = book.problems[known:], list(ours.problems)
    rules = []
    for rule in book.rules(inforce.select, inforce.ignore, settings):
        try:
            _ = rule.gate  # makes ready what the rulebook does not know: house rules, and rules with other settings
        except ValueError as error:
            mistake = CopydeskError(str(error), rule.path, 1)
            (shipped_problems if rule.path.startswith(SHIPPED) else problems).append(mistake)
        else:
            rules.append(rule)
    return Made(book, Engine(rules, book.lexicon), tuple(problems), tuple(shipped_problems), expired)


def _check_names(layer: Layer, book: Rulebook) -> None:
    for key, names in (("select", layer.select or ()), ("ignore", layer.ignore)):
        for name in names:
            if not book.known(name):
                _raise_broken(name, book)
                raise layer.wrong(f"there is no rule or desk “{name}”.{book.suggestion(name)}", key)


def _raise_broken(id: str, book: Rulebook) -> None:
    """Where a rule is not known since its file cannot be read, that is the mistake to tell."""
    for problem in book.problems:
        if os.path.basename(problem.path) == f"{id}.toml":
            raise problem


def _checked(layer: Layer, id: str, given: Mapping[str, Any], book: Rulebook) -> dict[str, Any]:
    """The settings a layer gives a rule, each of its right type."""
    from .rulefile import check_settings

    if id not in book.sheets:
        _raise_broken(id, book)
        raise layer.wrong(f"there is no rule “{id}”.{did_you_mean(id, book.sheets)}", id, "rules")
    rest = dict(given)
    level = rest.pop("level", None)
    if level is not None and level not in (*LEVELS, "off"):
        raise layer.wrong(f"level is “{level}”; it can be error, warning, hint or off.", "level", f"rules.{id}")
    try:
        rest = check_settings(book.sheets[id]["check"], rest, layer.path, layer.text, whole=False)
    except CopydeskError as error:
        key = next((k for k in rest if f"“{k}”" in error.message or error.message.startswith(f"{k}:")), id)
        raise layer.wrong(error.message, key, f"rules.{id}") from None
    return {**rest, **({"level": level} if level is not None else {})}


def settings_of(inforce: InForce, id: str, book: Rulebook) -> dict[str, Any]:
    """What is said of one rule of a book, level and all. CopydeskError where that does not fit it."""
    said = (_checked(layer, id, layer.rules[id], book) for layer in inforce.layers if id in layer.rules)
    return {key: value for given in said for key, value in given.items()}


def level_of(inforce: InForce, sheet: Mapping[str, Any]) -> str:
    """The level a rule of a made book has here."""
    level: str = "off" if sheet.get("over") else inforce.rules.get(sheet["id"], {}).get("level", sheet["level"])
    return level


def why(inforce: InForce, sheet: Mapping[str, Any]) -> tuple[bool, str]:
    """Whether a rule is in force, and who decided (see `rulebook.in_force`, which this puts into words)."""
    id, desk, level, said = sheet["id"], sheet["desk"], level_of(inforce, sheet), inforce.said
    chosen = said.get(("select",), "")
    if id in inforce.ignore:
        return False, f"{said['ignore', id]} ignores it"
    if id in inforce.select:
        return True, f"{chosen} selects it"
    if desk in inforce.ignore:
        return False, f"{said['ignore', desk]} ignores the desk “{desk}”"
    if level == "off":
        if "all" in inforce.select:
            return True, f"{chosen} selects all"
        if sheet.get("over"):
            return False, f"its last day was {sheet['expires']}"
        who = said.get(("set", id, "level"))
        return False, f"{who} sets its level to off" if who else "it is off unless selected by its name or by “all”"
    if not inforce.select:
        return True, "nothing is selected, so every rule runs that is not off"
    for name in (desk, "all"):
        if name in inforce.select:
            return True, f"{chosen} selects “{name}”"
    return False, f"{chosen} selects others"
