"""Which bindings are in force together, over the whole program: what keys of one's own are held against."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from textual.app import App
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.screen import ModalScreen

import crm_tui.screens
from crm_tui.widgets.keymap import Context, class_bindings


def contexts(app: App[None]) -> list[Context]:
    """The bindings of each screen and widget with those of the app behind them, and those of the board now.

    Loads every screen, so it is asked after the start.
    """
    for module in walk_packages(crm_tui.screens.__path__, "crm_tui.screens."):
        import_module(module.name)
    everywhere = class_bindings(type(app))
    return [_board(app), *(_with(node, everywhere) for node in _ours(DOMNode) if "BINDINGS" in vars(node))]


def _with(node: type[DOMNode], everywhere: list[BindingType]) -> Context:
    closed = issubclass(node, ModalScreen | App)
    return class_bindings(node) if closed else [*class_bindings(node), *everywhere]


def _board(app: App[None]) -> Context:
    board = app.screen_stack[0]
    chain = (board.focused or board).ancestors_with_self
    return [binding for node in chain for binding in class_bindings(type(node))]


def _ours(base: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for node in base.__subclasses__():
        if node.__module__.startswith("crm_tui."):
            yield node
        yield from _ours(node)
