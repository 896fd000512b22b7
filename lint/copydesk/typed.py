"""`NamedTuple` and `TYPE_CHECKING` of `typing`, without the price of that module at every start.

Measured in a start of 57 ms: to import `typing` took 3 ms, and to make 45 classes with its NamedTuple 8 ms, most of it
to compile a `__new__` for each. Here a class takes over the code of a function that is compiled with this file, under
the names of its own fields. Type checkers see `typing.NamedTuple` itself.
"""

from __future__ import annotations

from operator import itemgetter
from types import FunctionType

TYPE_CHECKING = False  # type checkers take it for True, whatever stands here

if TYPE_CHECKING:
    from typing import Any
    from typing import NamedTuple as NamedTuple
else:
    try:
        from collections import _tuplegetter  # what namedtuple itself reads its fields with, quicker than a property
    except ImportError:

        def _tuplegetter(n, doc):
            return property(itemgetter(n), doc=doc)

    _new = tuple.__new__
    _NEW = (  # one for each number of fields: a class with more needs another line here
        lambda cls: _new(cls, ()),
        lambda cls, a: _new(cls, (a,)),
        lambda cls, a, b: _new(cls, (a, b)),
        lambda cls, a, b, c: _new(cls, (a, b, c)),
        lambda cls, a, b, c, d: _new(cls, (a, b, c, d)),
        lambda cls, a, b, c, d, e: _new(cls, (a, b, c, d, e)),
        lambda cls, a, b, c, d, e, f: _new(cls, (a, b, c, d, e, f)),
        lambda cls, a, b, c, d, e, f, g: _new(cls, (a, b, c, d, e, f, g)),
        lambda cls, a, b, c, d, e, f, g, h: _new(cls, (a, b, c, d, e, f, g, h)),
        lambda cls, a, b, c, d, e, f, g, h, i: _new(cls, (a, b, c, d, e, f, g, h, i)),
        lambda cls, a, b, c, d, e, f, g, h, i, j: _new(cls, (a, b, c, d, e, f, g, h, i, j)),
        lambda cls, a, b, c, d, e, f, g, h, i, j, k: _new(cls, (a, b, c, d, e, f, g, h, i, j, k)),
        lambda cls, a, b, c, d, e, f, g, h, i, j, k, o: _new(cls, (a, b, c, d, e, f, g, h, i, j, k, o)),
        lambda cls, a, b, c, d, e, f, g, h, i, j, k, o, p: _new(cls, (a, b, c, d, e, f, g, h, i, j, k, o, p)),
    )
    _FIELDS = tuple(_tuplegetter(n, None) for n in range(len(_NEW) - 1))

    def _replace(self, **changes):
        made = _new(type(self), map(changes.pop, self._fields, self))
        if changes:
            raise TypeError(f"{type(self).__name__} has no field {', '.join(changes)}")
        return made

    def _asdict(self):
        return dict(zip(self._fields, self, strict=True))

    def _plain(self):
        return tuple(self)

    def _repr(self):
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in _asdict(self).items())})"

    class _Meta(type):
        def __new__(meta, name, bases, body):
            if not bases:
                return type.__new__(meta, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            code = _NEW[len(fields)].__code__.replace(co_varnames=("cls", *fields), co_name="__new__")
            new = FunctionType(code, {"_new": _new}, "__new__", tuple(defaults.values()))
            body.update(zip(fields, _FIELDS, strict=False))
            made = {
                "__slots__": (), "__new__": new, "__repr__": _repr, "__getnewargs__": _plain, "__match_args__": fields,
                "_fields": fields, "_field_defaults": defaults, "_replace": _replace, "_asdict": _asdict,
            }  # fmt: skip
            return type(name, (tuple,), {**made, **body})

    class NamedTuple(metaclass=_Meta):
        pass


def fields(record: type) -> dict[str, Any]:
    """The fields of a NamedTuple and their types."""
    import typing

    found: dict[str, Any] = typing.get_type_hints(record, localns=vars(typing))
    return {name: hint for name, hint in found.items() if name in getattr(record, "_fields", ())}


def choices(alias: Any) -> tuple[str, ...]:
    """The words of an alias that stands as `"Literal[...]"`: a string, since Literal itself is not there at run time."""
    import typing

    words = type("Words", (), {"__annotations__": {"it": alias}})
    return typing.get_args(typing.get_type_hints(words, localns=vars(typing))["it"])
