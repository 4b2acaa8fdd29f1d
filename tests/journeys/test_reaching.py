"""Writing to clients and calling them: the program that opens, the link where none does, and what the feed says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crm_tui.domain.ids import DealId, RecordId
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.deals import DealChanges, EditDeal, NewPerson
from crm_tui.operations.feed import FeedItem, FeedKind, GetFeed
from crm_tui.operations.values import Email, Phone
from tests.journeys.conftest import Desk
from tests.journeys.driving import Manager
from tests.opener import stand_in

WORK, HOME = Phone("067 123 45 67", "work", "+380671234567"), Phone("044 555 00 11", "home", "+380445550011")
Given = Callable[[], list[str]]


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Given:
    """The system's opener, and the links that it was given."""
    return stand_in(tmp_path, monkeypatch)


async def told(manager: Manager, record_id: str) -> list[tuple[str, str, str, str]]:
    """What the feed of a record says of calls and messages."""
    items = (await manager.ask(GetFeed(RecordId(record_id)))).items
    return [_said(item) for item in items if item.kind is FeedKind.COMMUNICATION]


def _said(item: FeedItem) -> tuple[str, str, str, str]:
    return str(item.channel), item.address, item.text, item.state


async def reach_taras(store: Store, *phones: Phone, emails: tuple[Email, ...] = ()) -> DealId:
    """The second card of the morning, with these phones and e-mails."""
    from crm_tui.operations.directory import Find

    found = await store.ask(Find("Office repair"))
    deal_id = DealId(found[0].id)
    await store.do(EditDeal(deal_id, DealChanges(contact=NewPerson("Taras Melnyk", phones, emails))))
    return deal_id


@pytest.mark.parametrize("view", [(), ("equals_sign",)], ids=["board", "table"])
async def test_a_messenger_is_two_keys_from_the_deal(
    morning: Store, desk: Desk, opener: Given, view: tuple[str, ...]
) -> None:
    async with desk() as manager:
        await manager.press("down", *view, "w")
        await manager.sees("Write by", "v  Viber", "t  Telegram", "w  WhatsApp", "s  SMS", "067 123 45 67", "work")
        await manager.press("v")
        await manager.sees("Viber: opened, result unknown")
        assert opener() == ["viber://chat?number=%2B380671234567"]
        deal = await manager.deal("Office repair")
        assert await told(manager, deal.id) == [("viber", "+380671234567", "", "opened")]


async def test_one_number_is_called_at_once_and_the_feed_says_so(morning: Store, desk: Desk, opener: Given) -> None:
    async with desk() as manager:
        await manager.press("down", "c")
        await manager.sees("Call: opened, result unknown")
        assert opener() == ["tel:+380671234567"]
        await manager.press("enter")
        await manager.sees("call → opened  +380671234567", "result unknown")
        await manager.press("u")
        await manager.sees("Undone: the message or call")
        assert await told(manager, (await manager.deal("Office repair")).id) == []


async def test_a_text_typed_on_the_way_goes_along(morning: Store, desk: Desk, opener: Given) -> None:
    async with desk() as manager:
        await manager.press("down", "enter", "w", "i")
        await manager.type("Good day & welcome?")
        await manager.press("enter")
        await manager.sees("“Good day & welcome?”", "Write by")
        await manager.press("i", "escape", "t")
        await manager.sees("Telegram: opened")
        assert opener() == ["https://t.me/+380671234567?text=Good%20day%20%26%20welcome%3F"]
        deal = await manager.deal("Office repair")
        assert await told(manager, deal.id) == [("telegram", "+380671234567", "Good day & welcome?", "opened")]


async def test_what_is_begun_in_the_composer_goes_along_and_stays(morning: Store, desk: Desk, opener: Given) -> None:
    async with desk() as manager:
        await manager.press("down", "enter", "i")
        await manager.type("The estimate is ready")
        await manager.pilot.click("#card-head")
        await manager.press("w")
        await manager.sees("“The estimate is ready”")
        await manager.press("v")
        await manager.sees("Viber: opened; the text is on the clipboard", "The estimate is ready")
        assert opener() == ["viber://chat?number=%2B380671234567"]
        assert manager.app.clipboard == "The estimate is ready"


async def test_other_phones_have_numbers_and_mail_its_letter(morning: Store, desk: Desk, opener: Given) -> None:
    await reach_taras(morning, WORK, HOME, emails=(Email("taras@example.com"),))
    async with desk() as manager:
        await manager.press("down", "w")
        await manager.sees("1  Viber", "4  SMS", "e  E-mail", "044 555 00 11", "home", "taras@example.com")
        await manager.press("4")
        await manager.press("w", "e")
        await manager.press("c")
        await manager.sees("c  Call", "1  Call")
        await manager.press("j", "enter")
        assert opener() == ["sms:+380445550011", "mailto:taras@example.com", "tel:+380445550011"]


async def test_esc_opens_nothing(morning: Store, desk: Desk, opener: Given) -> None:
    async with desk() as manager:
        await manager.press("down", "w", "escape")
        await manager.sees("● live")
        assert opener() == []
        assert await told(manager, (await manager.deal("Office repair")).id) == []


async def test_without_a_phone_the_keys_say_why(morning: Store, desk: Desk, opener: Given) -> None:
    await reach_taras(morning, Phone("12", "", None, "too short"))
    async with desk() as manager:
        await manager.press("w")
        await manager.sees("There is no phone and no e-mail to write to; add one first.")
        await manager.press("c")
        await manager.sees("There is no phone to call; add one first.")
        await manager.press("down", "enter", "c")
        await manager.sees("as it is written;")
        assert opener() == []


async def test_a_contact_is_reached_from_its_card(store: Store, desk: Desk, opener: Given) -> None:
    contact = await store.do(CreateContact("Ганна Щур", (WORK,)))
    async with desk() as manager:
        await manager.press("g", "c", "down", "enter")
        await manager.sees("Ганна Щур")
        await manager.press("w", "w")
        await manager.sees("WhatsApp: opened")
        assert opener() == ["https://wa.me/380671234567"]
        assert await told(manager, contact.id) == [("whatsapp", "+380671234567", "", "opened")]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 20)])
async def test_over_ssh_there_is_a_link_to_click_to_paste_and_to_scan(
    morning: Store, desk: Desk, opener: Given, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    async with desk(size=size) as manager:
        await manager.press("down", "w", "w", "pagedown")
        await manager.sees("https://wa.me/380671234567")
        assert manager.app.clipboard == "https://wa.me/380671234567"
        assert "https://wa.me/380671234567" in links_of(manager)
        assert opener() == []
        await manager.press("escape")
        assert await told(manager, (await manager.deal("Office repair")).id) == []
        await manager.press("w", "w", "enter")
        await manager.sees("WhatsApp: opened")
        assert len(await told(manager, (await manager.deal("Office repair")).id)) == 1


def links_of(manager: Manager) -> set[str]:
    """Where the links on the screen lead."""
    strips = manager.app.screen._compositor.render_strips()
    return {segment.style.link for strip in strips for segment in strip if segment.style and segment.style.link}


async def test_an_opener_that_finds_no_program_leaves_the_link(
    morning: Store, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = stand_in(tmp_path, monkeypatch, code=3)
    async with desk() as manager:
        await manager.press("down", "w", "i")
        await manager.type("Hello")
        await manager.press("enter", "v")
        await manager.sees("Viber: 067 123 45 67", "The link takes no text along")
        assert given() == ["viber://chat?number=%2B380671234567"]
        await manager.press("t")
        assert manager.app.clipboard == "Hello"
        await manager.press("y")
        assert manager.app.clipboard == "viber://chat?number=%2B380671234567"
