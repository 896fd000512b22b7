"""copydesk: a style linter for news copy.

`lint_text`, `fix_text` and `Linter` are the Python face (see `copydesk.api`), imported when first asked for: the
command line starts without them.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for True; `typing` is not imported at a start

if TYPE_CHECKING:
    from typing import Any

    from .api import Linter, fix_text, lint_text
    from .errors import CopydeskError
    from .finding import Edit, Finding, Fix

__version__ = "0.1.0"
__all__ = ["CopydeskError", "Edit", "Finding", "Fix", "Linter", "fix_text", "lint_text"]

_MODULES = {"CopydeskError": "errors", "Edit": "finding", "Finding": "finding", "Fix": "finding"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_MODULES.get(name, 'api')}", __name__), name)
