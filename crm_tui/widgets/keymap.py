"""Keys of one's own: what the config says of bindings, held against the bindings that there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual.binding import Binding, BindingType
from textual.dom import DOMNode

from crm_tui.i18n import N_, _
from crm_tui.widgets.keys import key_name

REFUSED = frozenset({"ctrl+j", "ctrl+m", "ctrl+i", "ctrl+h"})
"""Terminals send these as enter, tab and backspace."""

Keymap = Mapping[str, str]
_Keys = Mapping[str, Sequence[str]]
Context = Sequence[BindingType]
"""Bindings that are in force together: those of a widget, its screen and the app."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The part of a keymap that can be used, and a sentence for each part that cannot."""

    usable: dict[str, str]
    problems: list[str]


def problems(keymap: Keymap, contexts: Iterable[Context]) -> list[str]:
    """What is wrong with a keymap, a sentence each: names of no binding, keys that clash or never arrive."""
    return judge(keymap, contexts).problems


def judge(keymap: Keymap, contexts: Iterable[Context]) -> Verdict:
    """Divide a keymap into what can be used and what cannot; a binding whose key is refused keeps its own."""
    maps = [_keys_by_id(context) for context in contexts]
    known = set().union(*maps)
    usable: dict[str, str] = {}
    found: list[str] = []
    for name, keys in keymap.items():
        wanted = _keys(keys)
        if name not in known:
            found.append(_(_UNKNOWN) % {"name": name})
        elif refused := REFUSED & set(wanted):
            found.append(_(_UNSENT) % {"name": name, "key": key_name(min(refused))})
        else:
            usable[name] = ",".join(wanted)
    _drop_clashes(usable, maps, found)
    return Verdict(usable, found)


def class_bindings(node: type[DOMNode]) -> list[BindingType]:
    """The bindings that a class and its bases write down, nearest first."""
    own = [vars(base).get("BINDINGS", ()) for base in node.__mro__]
    return [binding for bindings in own for binding in bindings]


def _drop_clashes(usable: dict[str, str], maps: Sequence[Mapping[str, Sequence[str]]], found: list[str]) -> None:
    """Take out what clashes, one at a time: a setting that goes may make room for the next, or take it."""
    while clash := _first_clash(usable, maps):
        name, other, key = clash
        del usable[name]
        found.append(_(_CLASH) % {"name": name, "other": other, "key": key_name(key)})


def _first_clash(usable: Mapping[str, str], maps: Sequence[_Keys]) -> tuple[str, str, str] | None:
    for context in maps:
        holder: dict[str, str] = {}
        for name, default in context.items():
            for key in _keys(usable[name]) if name in usable else default:
                other = holder.setdefault(key, name)
                if other == name:
                    continue
                if name in usable:
                    return name, other, key
                if other in usable:
                    return other, name, key
    return None


def _keys_by_id(context: Context) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for binding in Binding.make_bindings(context):
        if binding.id is not None:
            keys.setdefault(binding.id, []).append(binding.key)
    return keys


def _keys(keys: str) -> list[str]:
    """The keys of a setting by Textual's long names: "?" is "question_mark"."""
    return [binding.key for binding in Binding.make_bindings([Binding(keys, "")])]


_UNKNOWN = N_("Keys in the settings: there is no action “%(name)s”; the help lists them.")
_UNSENT = N_("Keys in the settings: terminals cannot send %(key)s, so “%(name)s” keeps its own key.")
_CLASH = N_("Keys in the settings: %(key)s already belongs to “%(other)s”, so “%(name)s” keeps its own key.")
