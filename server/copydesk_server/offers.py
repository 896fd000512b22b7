"""What the editor offers at a place: each fix, the same for the whole story, and the rule in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from copydesk.allowed import Allowed, allowed, place, prefix_of
from copydesk.errors import CopydeskError
from copydesk.explain import card
from copydesk.finding import LEVELS, Edit, Finding
from copydesk.fixing import apply, chosen, fix
from copydesk.rulebook import Rulebook
from copydesk.rulefile import examples
from copydesk.spans import Span
from copydesk.stets import speaker

from .convert import SOURCE, Places, between, plain_range
from .look import Checked

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{SOURCE}"
FIX_STORY, FIX_RULE, EXPLAIN = "copydesk.fixAll", "copydesk.fixRule", "copydesk.explain"
STET, CHECK_ALL, IN_FORCE = "copydesk.stet", "copydesk.checkAll", "copydesk.inForce"
Written = Callable[[Iterable[Edit]], types.WorkspaceEdit]  # edits of a story as the editor takes them


def at(findings: Sequence[Finding], span: Span) -> list[Finding]:
    """The findings that share a place with a span; an empty span is a cursor and has them on either side."""
    return [f for f in findings if f.span.start <= span.end and span.start <= f.span.end]


def offers(
    checked: Checked, places: Places, uri: str, asked: types.CodeActionParams, written: Written
) -> list[types.CodeAction]:
    """The code actions for a range. What must be worked out over several passes is made only when asked for by kind."""
    only = asked.context.only
    here = at(checked.findings, places.span(asked.range))
    out: list[types.CodeAction] = []
    if _wanted(types.CodeActionKind.QuickFix.value, only):
        for finding in here:
            out += _fixes(finding, places, asked.context.diagnostics, written)
        rules = list(dict.fromkeys(finding.rule for finding in here))
        for rule in rules:
            if len(edits := of_rule(checked, rule)) > 1:
                title = f"Repair all {len(edits)} {rule} in this story"
                out.append(_action(title, types.CodeActionKind.QuickFix, written(e for one in edits for e in one)))
        idle = speaker(checked.engine)
        for finding in here if to_fs_path(uri) else ():  # what is no file has no name to be let stand under
            if idle is None or finding.rule != idle.id:
                out.append(_stet(finding, places, uri, asked.context.diagnostics))
        for rule in rules:
            command = types.Command(f"Explain {rule}", EXPLAIN, arguments=[rule, uri])
            out.append(types.CodeAction(command.title, types.CodeActionKind.QuickFix, command=command))
    if _wanted(FIX_ALL, only) and any(f.safe for finding in checked.findings for f in finding.fixes):
        title = "Repair everything that is safe to repair"
        if only:  # on save, or from the menu of source actions
            out.append(_action(title, FIX_ALL, written(all_safe(checked))))
        else:
            out.append(types.CodeAction(title, FIX_ALL, command=types.Command(title, FIX_STORY, arguments=[uri])))
    return out


def _wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Kinds are paths of words: who asks for `source` gets `source.fixAll` too."""
    asked = [o.value if isinstance(o, types.CodeActionKind) else o for o in only or ()]
    return not asked or any(kind == o or kind.startswith(f"{o}.") for o in asked)


def _fixes(
    finding: Finding, places: Places, diagnostics: Sequence[types.Diagnostic], written: Written
) -> list[types.CodeAction]:
    solved = _solved(finding, places, diagnostics)
    out = []
    for n, one in enumerate(finding.fixes):
        action = _action(one.title, types.CodeActionKind.QuickFix, written(one.edits))
        action.diagnostics = solved
        action.is_preferred = one.safe and n == 0
        out.append(action)
    return out


def _stet(finding: Finding, places: Places, uri: str, diagnostics: Sequence[types.Diagnostic]) -> types.CodeAction:
    """The command that lets a finding stand; whoever runs it may add a reason to its arguments."""
    title = f"Stet: let it stand ({finding.rule})"
    command = types.Command(title, STET, arguments=[uri, finding.rule, plain_range(places.range(finding.span))])
    kind, solved = types.CodeActionKind.QuickFix, _solved(finding, places, diagnostics)
    return types.CodeAction(title, kind, diagnostics=solved, command=command)


def _solved(finding: Finding, places: Places, shown: Sequence[types.Diagnostic]) -> list[types.Diagnostic] | None:
    """A finding as the editor shows it."""
    range = places.range(finding.span)
    return [d for d in shown if d.code == finding.rule and d.range == range] or None


def _action(title: str, kind: types.CodeActionKind | str, edit: types.WorkspaceEdit) -> types.CodeAction:
    return types.CodeAction(title, kind, edit=edit)


def of_rule(checked: Checked, rule: str) -> list[tuple[Edit, ...]]:
    """The safe repairs of one rule that go together, each as its edits."""
    return [one.edits for _, one in chosen(f for f in checked.findings if f.rule == rule)]


def all_safe(checked: Checked) -> list[Edit]:
    """The edits that repair everything safe, as `--fix` does. Those of one pass where that is all: they are the smallest."""
    document = checked.document
    fixed = fix(checked.engine, document, stets=checked.stets).document.source
    edits = [edit for _, one in chosen(checked.findings) for edit in one.edits]
    return edits if apply(document.source, edits) == fixed else between(document.source, fixed)


def cards(findings: Iterable[Finding], book: Rulebook) -> str:
    """The cards of the rules that found something, the gravest first."""
    rules = dict.fromkeys(f.rule for f in sorted(findings, key=lambda f: LEVELS.index(f.level)))
    return "\n---\n\n".join(card_of(rule, book) for rule in rules)


def words(text: str, offset: int, name: str, book: Rulebook) -> tuple[Span, list[Allowed]]:
    """What may be written at a place of a file of configuration, in place of which stretch of it."""
    at = place(text, offset, prefix_of(name))
    return (Span(offset, offset), []) if at is None else (at.word, allowed(at, book))


def card_of(rule: str, book: Rulebook) -> str:
    """A rule in words. KeyError when there is none of that name."""
    sheet = book.sheets[rule]
    try:
        rows = examples(Path(sheet["path"]))
    except (CopydeskError, OSError):  # the file has changed under us
        rows = {}
    return card(sheet, rows)
