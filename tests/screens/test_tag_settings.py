"""The company's tags on their screen: made, renamed, coloured, merged, deleted by keys."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from textual.widgets import Static

from crm_tui.domain.ids import TagId
from crm_tui.domain.rights import Role
from crm_tui.operations.base import Command, Query
from crm_tui.operations.errors import NameTaken
from crm_tui.operations.tags import CreateTag, DeleteTag, ListTagUses, MergeTags, RenameTag, SetTagColour, TagInfo
from crm_tui.operations.team import WhoAmI
from crm_tui.operations.values import User
from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.settings.tags import TagSettings
from tests.screens.desk import SettingsDesk
from tests.screens.fakes import ANNA, CLOCK, HOSTILE, FakeStore
from tests.screens.settled import Host, settle

VIP = TagInfo(TagId("t-vip"), "vip", "red", 12)
IMPORTANT = TagInfo(TagId("t-imp"), "важные", "blue", 1)


@dataclass
class TagStore(FakeStore):
    """Two tags, in an admin's hands."""

    tags: tuple[TagInfo, ...] = (VIP, IMPORTANT)
    me: User = field(default_factory=lambda: replace(ANNA, role=Role.ADMIN))

    async def ask(self, query: Query[Any]) -> Any:
        match query:
            case WhoAmI():
                return self.me
            case ListTagUses():
                return self.tags
        return await super().ask(query)

    def _carried_out(self, command: Command[Any]) -> Any:
        match command:
            case CreateTag(name):
                return self._put(TagInfo(TagId("t-new"), name, "green", 0))
            case RenameTag(tag_id, name):
                return self._put(replace(self._tag(tag_id), name=name))
            case SetTagColour(tag_id, colour):
                return self._put(replace(self._tag(tag_id), colour=colour))
            case MergeTags(tag_id, into):
                self.tags = tuple(one for one in self.tags if one.id != tag_id)
                return self._tag(into)
            case DeleteTag(tag_id):
                self.tags = tuple(one for one in self.tags if one.id != tag_id)
                return None
        return super()._carried_out(command)

    def _tag(self, tag_id: TagId) -> TagInfo:
        return next(one for one in self.tags if one.id == tag_id)

    def _put(self, tag: Any) -> Any:
        self.tags = (*(one for one in self.tags if one.id != tag.id), tag)
        return tag


@asynccontextmanager
async def at_desk(store: TagStore) -> AsyncIterator[SettingsDesk]:
    host = Host()
    async with host.run_test(size=(100, 30)) as pilot:
        screen = TagSettings(store, DealActions(host, store, clock=CLOCK, region="RU"))
        host.push_screen(screen)
        await settle(pilot)
        yield SettingsDesk(pilot, screen)


async def test_tags_stand_with_colour_and_uses() -> None:
    async with at_desk(TagStore()) as desk:
        assert desk.lines == ["#vip red 12 records", "#важные blue 1 record"]


async def test_another_name() -> None:
    store = TagStore()
    async with at_desk(store) as desk:
        await desk.press("enter", "end", "!", "enter")
        assert store.done == [RenameTag(VIP.id, "vip!")]
        assert desk.cursor == "#vip! red 12 records"


async def test_a_name_that_another_tag_has_is_said_where_it_was_typed() -> None:
    store = TagStore()
    async with at_desk(store) as desk:
        store.refusal = NameTaken("важные")
        await desk.press("enter", "end", "2", "enter")
        assert "важные" in desk.faults["name"]
        assert desk.values["name"] == "vip2"


async def test_a_new_tag_with_a_colour() -> None:
    store = TagStore()
    async with at_desk(store) as desk:
        await desk.press("n", *"new one", "enter", *"red", "enter")
        assert store.done == [CreateTag("new one"), SetTagColour(TagId("t-new"), "red")]
        assert desk.cursor == "#new one red not in use"


async def test_another_colour() -> None:
    store = TagStore()
    async with at_desk(store) as desk:
        await desk.press("c", *"green", "enter")
        assert store.done == [SetTagColour(VIP.id, "green")]
        await desk.press("c", "escape")
        assert len(store.done) == 1


async def test_two_tags_become_one_after_asking() -> None:
    store = TagStore()
    async with at_desk(store) as desk:
        await desk.press("m", "enter")
        question = " ".join(str(one.render()) for one in desk.pilot.app.screen.query(Static))
        assert "Put “важные” in the place of “vip” on 12 records?" in question
        await desk.press("escape", "m", "enter", "y")
        assert store.done == [MergeTags(VIP.id, IMPORTANT.id)]


async def test_deleting_says_what_it_touches() -> None:
    store = TagStore()
    async with at_desk(store) as desk:
        await desk.press("X")
        question = " ".join(str(one.render()) for one in desk.pilot.app.screen.query(Static))
        assert "Delete “vip” and take it off 12 records?" in question
        await desk.press("y")
        assert store.done == [DeleteTag(VIP.id)]


async def test_a_manager_reads_them() -> None:
    store = TagStore(me=ANNA)
    async with at_desk(store) as desk:
        await desk.press("enter", "c", "m", "X", "n")
        assert store.done == []
        assert len(desk.host.said) == 1


async def test_hostile_names() -> None:
    async with at_desk(TagStore(tags=(replace(VIP, name=HOSTILE, colour=HOSTILE), IMPORTANT))) as desk:
        assert "\x1b" not in "".join(desk.lines)
        await desk.press("enter", "escape", "c", "escape", "m", "enter", "escape", "X", "escape")
        assert desk.host.failures == []
