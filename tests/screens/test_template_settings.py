"""The templates on their screen: added from a file, refused with what was typed kept, removed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from crm_tui.domain.ids import TemplateId
from crm_tui.domain.rights import Role
from crm_tui.operations.base import Command, Query
from crm_tui.operations.documents import AddTemplate, ListTemplates, RemoveTemplate, TemplateInfo
from crm_tui.operations.errors import NameTaken
from crm_tui.operations.team import WhoAmI
from crm_tui.operations.values import User
from crm_tui.papers.fields import FIELDS, ITEM_FIELDS, PLAIN
from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.settings.template_fields import rows
from crm_tui.screens.settings.templates import TemplateSettings
from tests.screens.desk import SettingsDesk
from tests.screens.fakes import ANNA, CLOCK, HOSTILE, NOW, FakeStore
from tests.screens.settled import Host, settle

OFFER = TemplateInfo(TemplateId("m-1"), "Offer", "text/markdown", 1500, NOW)


@dataclass
class TemplateStore(FakeStore):
    """One template, in an admin's hands."""

    templates: tuple[TemplateInfo, ...] = (OFFER,)
    me: User = field(default_factory=lambda: replace(ANNA, role=Role.ADMIN))

    async def ask(self, query: Query[Any]) -> Any:
        match query:
            case WhoAmI():
                return self.me
            case ListTemplates():
                return self.templates
        return await super().ask(query)

    def _carried_out(self, command: Command[Any]) -> Any:
        match command:
            case AddTemplate(name, data):
                made = TemplateInfo(TemplateId("m-2"), name, "text/plain", len(data), NOW)
                self.templates = (*self.templates, made)
                return made
            case RemoveTemplate(template_id):
                self.templates = tuple(one for one in self.templates if one.id != template_id)
                return None
        return super()._carried_out(command)


@asynccontextmanager
async def at_desk(store: TemplateStore) -> AsyncIterator[SettingsDesk]:
    host = Host()
    async with host.run_test(size=(100, 30)) as pilot:
        screen = TemplateSettings(store, DealActions(host, store, clock=CLOCK, region="RU"))
        host.push_screen(screen)
        await settle(pilot)
        yield SettingsDesk(pilot, screen)


async def test_templates_stand_with_their_size() -> None:
    async with at_desk(TemplateStore()) as desk:
        assert desk.lines == ["Offer 2 KB 22.11.2026 text/markdown"]


async def test_a_file_becomes_a_template(tmp_path: Path) -> None:
    (tmp_path / "счёт.md").write_text("Сумма", encoding="utf-8")
    store = TemplateStore()
    async with at_desk(store) as desk:
        await desk.press("n")
        await desk.paste(str(tmp_path / "счёт.md"))
        await desk.press("enter", "enter")
        assert store.done == [AddTemplate("счёт", "Сумма".encode())]
        assert desk.cursor.startswith("счёт 1 KB")


async def test_a_name_of_its_own_that_is_taken_comes_back(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    store = TemplateStore()
    async with at_desk(store) as desk:
        store.refusal = NameTaken("Offer")
        await desk.press("n")
        await desk.paste(str(tmp_path / "a.md"))
        await desk.press("enter", *"Offer", "enter")
        assert "Offer" in desk.faults["name"]
        await desk.press("end", "2", "enter")
        assert store.done == [AddTemplate("Offer2", b"x")]


@pytest.mark.parametrize(("name", "told"), [("nothing.md", "There is no file"), ("folder", "cannot be read")])
async def test_what_cannot_be_read_is_said_beside_the_path(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "folder").mkdir()
    store = TemplateStore()
    async with at_desk(store) as desk:
        await desk.press("n")
        await desk.paste(str(tmp_path / name))
        await desk.press("enter", "enter")
        assert told in desk.faults["path"]
        assert desk.values["path"] == str(tmp_path / name)
        assert store.done == []


async def test_a_template_is_removed_after_asking() -> None:
    store = TemplateStore()
    async with at_desk(store) as desk:
        await desk.press("X", "n", "X", "y")
        assert store.done == [RemoveTemplate(OFFER.id)]
        assert desk.lines == []


async def test_hostile_names() -> None:
    async with at_desk(TemplateStore(templates=(replace(OFFER, name=HOSTILE, media_type=HOSTILE),))) as desk:
        assert "\x1b" not in "".join(desk.lines)
        await desk.press("X", "n", "enter")
        assert desk.host.failures == []


async def test_f_names_what_a_template_may_ask_for_and_copies_it() -> None:
    async with at_desk(TemplateStore()) as desk:
        await desk.press("f")
        await desk.press(*"due_day")
        await desk.press("enter")
        assert desk.host.clipboard == "{{ invoice.due_day }}"
        assert desk.host.said == ["Copied: {{ invoice.due_day }}"]


def test_every_field_of_a_template_has_its_words() -> None:
    copied = [field for field, _title, _said in rows()]

    assert len(copied) == len(set(copied))
    assert len(copied) == sum(map(len, FIELDS.values())) + len(PLAIN) + len(ITEM_FIELDS) + 1
