"""Keys of one's own: what can be used is, what cannot is told, and every binding can be named."""

import re
from collections.abc import Callable, Iterator

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from crm_tui.app import CrmApp
from crm_tui.config import Config
from crm_tui.screens.contexts import contexts
from crm_tui.widgets.keymap import REFUSED, judge, problems

EDIT = Binding("e", "edit", id="deal.edit")
LOSE = Binding("x", "lose", id="deal.lose")
HELP = Binding("question_mark,f1", "help", id="app.help")
LEAVE = Binding("q", "leave", id="app.leave")
CHAIN = [EDIT, LOSE, HELP, LEAVE]


@pytest.mark.parametrize(
    ("keymap", "told"),
    [
        ({"deal.edti": "e"}, "no action “deal.edti”"),
        ({"deal.edit": "x"}, "x already belongs to “deal.lose”, so “deal.edit”"),
        ({"deal.edit": "f3,?"}, "[?] already belongs to “app.help”"),
        ({"app.leave": "e"}, "e already belongs to “deal.edit”, so “app.leave”"),
        ({"deal.edit": "ctrl+j"}, r"cannot send ctrl\+j"),
        ({"deal.edit": "ctrl+m"}, r"cannot send ctrl\+m"),
        ({"deal.edit": "ctrl+i"}, r"cannot send ctrl\+i"),
        ({"deal.edit": "e,ctrl+h"}, r"cannot send ctrl\+h"),
    ],
)
def test_each_fault_is_one_sentence_and_the_binding_keeps_its_key(keymap: dict[str, str], told: str) -> None:
    (problem,) = problems(keymap, [CHAIN])
    assert re.search(told, problem), problem
    assert judge(keymap, [CHAIN]).usable == {}


def test_two_bindings_may_change_places() -> None:
    swap = {"deal.edit": "x", "deal.lose": "e"}
    verdict = judge(swap, [CHAIN])
    assert (verdict.problems, verdict.usable) == ([], swap)


def test_two_settings_with_one_key_leave_one_of_them() -> None:
    verdict = judge({"deal.edit": "f5", "deal.lose": "f5"}, [CHAIN])
    assert len(verdict.problems) == 1
    assert list(verdict.usable.values()) == ["f5"]


def test_the_same_key_on_two_screens_is_no_clash() -> None:
    assert problems({"deal.edit": "x"}, [[EDIT, HELP], [LOSE, HELP]]) == []


async def test_every_binding_of_the_program_has_a_name_of_its_own(make_app: Callable[..., CrmApp]) -> None:
    app = make_app()
    async with app.run_test():
        contexts(app)  # loads every screen
    actions: dict[str, str] = {}
    for node in ours(DOMNode):
        for binding in vars(node).get("BINDINGS", ()):
            assert isinstance(binding, Binding), node
            assert binding.id, (node, binding)
            assert actions.setdefault(binding.id, binding.action) == binding.action
    assert {"app.help", "app.jump", "jump.cancel", "welcome.sample", "go.board"} <= set(actions)


async def test_the_keys_of_the_program_do_not_clash_among_themselves(make_app: Callable[..., CrmApp]) -> None:
    app = make_app()
    async with app.run_test():
        contexts(app)
    for node in ours(DOMNode):
        keys = [binding.key for binding in Binding.make_bindings(vars(node).get("BINDINGS", ()))]
        assert len(keys) == len(set(keys)), node
        assert not REFUSED & set(keys), node


def ours(base: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for node in base.__subclasses__():
        if node.__module__.startswith("crm_tui."):
            yield node
        yield from ours(node)


async def test_keys_from_the_config_work_and_faults_are_told(make_app: Callable[..., CrmApp]) -> None:
    keymap = {"app.help": "f2", "app.nothing": "f3", "app.go": "ctrl+h"}
    app = make_app(config=Config(keymap=keymap))
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        told = sorted(notice.message for notice in app._notifications)
        assert len(told) == 2
        assert "“app.nothing”" in told[1]
        assert "ctrl+h" in told[0]
        await pilot.press("f2")
        assert type(app.screen).__name__ == "HelpScreen"
