"""What a template may say: known fields, conditions, a loop over the items, and no code.

Jinja2 can do far more. Its syntax tree is held against a short list before anything is run; the sandbox behind it is
the second lock, not the first.
"""

from collections.abc import Callable
from typing import Any, Final

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from crm_tui.i18n import N_
from crm_tui.operations.errors import BadTemplate
from crm_tui.papers.fields import FIELDS, ITEM_FIELDS, ITEMS, LOOP_FIELDS, PLAIN

LARGEST: Final = 20_000_000
"""Characters that a template may grow to when it is filled."""
_ALLOWED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.If, nodes.For,
    nodes.Filter, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
)  # fmt: skip
_FILTERS: Final = ("upper", "lower", "title", "trim", "default")
_UNKNOWN: Final = N_("there is no field “%(field)s”; correct it in the template")
_FORBIDDEN: Final = N_("“%(what)s” is not allowed; use fields, if, and for over items alone")
_UNREADABLE: Final = N_("line %(line)s cannot be read; look at the braces there")
_TOO_LARGE: Final = N_("it grows too large when it is filled; make it shorter")
Scope = dict[str, frozenset[str]]


class Limited(Template):
    """A template that stops where it grows too large."""

    def render(self, *given: Any, **named: Any) -> str:
        """The filled text. Raises TooMuch."""
        found, size = [], 0
        for piece in self.generate(*given, **named):
            size += len(piece)
            if size > LARGEST:
                raise TooMuch
            found.append(piece)
        return "".join(found)


class TooMuch(TemplateError):
    """The text grows beyond every paper."""


class Language(SandboxedEnvironment):
    """Reads templates of one document; ``name`` is what it is called where something is wrong with it.

    ``finalize`` is what every value passes on its way into the text.
    """

    def __init__(self, name: str, *, autoescape: bool, finalize: Callable[[Any], Any] | None = None) -> None:
        super().__init__(autoescape=autoescape, undefined=StrictUndefined, finalize=finalize)
        self._called = name
        self.template_class = Limited
        self.globals.clear()
        self.filters = {filter_name: self.filters[filter_name] for filter_name in _FILTERS}

    def compile(self, source: Any, *given: Any, **named: Any) -> Any:
        """What runs a template, once nothing in it is unknown. Raises BadTemplate."""
        if isinstance(source, str):
            self._check(self.parse(source), {})
        return super().compile(source, *given, **named)

    def explained(self, error: TemplateError) -> BadTemplate:
        """What Jinja2 says, in a sentence of ours."""
        if isinstance(error, TooMuch):
            return BadTemplate(self._called, _TOO_LARGE)
        return BadTemplate(self._called, _UNREADABLE, {"line": str(getattr(error, "lineno", 1))})

    def _check(self, node: nodes.Node, scope: Scope) -> None:
        if not isinstance(node, _ALLOWED):
            raise self._forbidden(type(node).__name__.lower())
        match node:
            case nodes.Getattr(node=nodes.Name(name=owner), attr=attribute):
                self._check_owned(owner, attribute, scope)
            case nodes.Getattr():
                raise self._forbidden(f".{node.attr}")
            case nodes.Name():
                self._check_plain(node.name)
            case nodes.For():
                self._check_loop(node, scope)
            case _:
                self._check_parts(node, scope)

    def _check_parts(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            raise self._forbidden(node.name)
        for part in node.iter_child_nodes():
            self._check(part, scope)

    def _check_loop(self, loop: nodes.For, scope: Scope) -> None:
        """A loop is over the items, and none stands inside another: two would multiply."""
        over, target = loop.iter, loop.target
        if not isinstance(over, nodes.Name) or over.name != ITEMS or not isinstance(target, nodes.Name):
            raise self._forbidden("for")
        if scope or loop.recursive:
            raise self._forbidden("for … for")
        inner = {target.name: ITEM_FIELDS, "loop": LOOP_FIELDS}
        for part in (*loop.body, *([loop.test] if loop.test else ())):
            self._check(part, inner)
        for part in loop.else_:
            self._check(part, scope)

    def _check_owned(self, owner: str, attribute: str, scope: Scope) -> None:
        if attribute not in scope.get(owner, FIELDS.get(owner, frozenset())):
            raise BadTemplate(self._called, _UNKNOWN, {"field": f"{owner}.{attribute}"})

    def _check_plain(self, name: str) -> None:
        if name not in PLAIN and name != ITEMS:
            raise BadTemplate(self._called, _UNKNOWN, {"field": name})

    def _forbidden(self, what: str) -> BadTemplate:
        return BadTemplate(self._called, _FORBIDDEN, {"what": what})
