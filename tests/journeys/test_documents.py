"""A deal's papers on a real store: a file attached and read, an offer made from a template, saved and taken back."""

from pathlib import Path

import pytest

from crm_tui.domain.ids import RecordId
from crm_tui.operations.base import Store
from crm_tui.operations.deals import CreateDeal
from crm_tui.operations.documents import AttachDocument, DocumentInfo, ListDocuments, ReadDocument
from tests.journeys.conftest import Desk
from tests.journeys.driving import Manager

PLAN = "Площадь: 120 м²\nСрок: до 15 декабря\n"


async def open_documents(manager: Manager) -> None:
    """To the second card, in, and one tab on."""
    await manager.press("down", "enter")
    await manager.sees("Buyers › Unsorted", "Office repair")
    await manager.press("greater_than_sign")
    await manager.sees("No documents yet; + attaches a file.")


async def documents(manager: Manager) -> tuple[DocumentInfo, ...]:
    """What the store holds on the deal, the newest first."""
    return await manager.ask(ListDocuments(RecordId((await manager.deal("Office repair")).id)))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_plan_comes_in_and_an_offer_goes_out(
    morning: Store, desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    plan, offer = tmp_path / "план.txt", tmp_path / "offer.pdf"
    plan.write_text(PLAN, encoding="utf-8")
    async with desk(size=size) as manager:
        await open_documents(manager)
        await manager.press("plus")
        await manager.type(str(plan))
        await manager.press("enter")
        await manager.sees("план.txt")
        await manager.press("enter")
        await manager.sees("Площадь: 120 м²", "Срок: до 15 декабря")
        await manager.press("escape", "O")
        await manager.sees("Make from a template", "built in")
        await manager.press("enter")
        await manager.sees("PDF")
        found = await documents(manager)
        made, kept = sorted(found, key=lambda info: info.media_type)
        assert (made.media_type, kept.name) == ("application/pdf", "план.txt")

        await manager.press("home", *["down"] * found.index(made), "E", "ctrl+u")
        await manager.type(str(offer))
        await manager.press("enter")
        await manager.until(offer.exists, "the saved offer")
        assert offer.read_bytes() == (await manager.ask(ReadDocument(made.id))).data

        await manager.press("minus")
        await manager.sees_no(made.name[:12])
        assert await documents(manager) == (kept,)
        await manager.press("u")
        await manager.sees(made.name[:12])


async def test_hostile_names_stay_names(morning: Store, desk: Desk, tmp_path: Path) -> None:
    names = ("../../x.txt", "a\x1b]52;c;aGk=\x07\u202egnp.txt", "[@click=app.quit][bold]x.txt")
    deal = RecordId((await morning.do(CreateDeal("Papers"))).id)
    for name in names:
        await morning.do(AttachDocument(deal, name, PLAN.encode()))
    async with desk() as manager:
        await manager.press("enter", "greater_than_sign")
        await manager.sees("x.txt", "[@click=app.quit]", "gnp.txt")
        for info in await manager.ask(ListDocuments(deal)):
            assert not {"/", "\\", "\x1b", "\u202e"} & set(info.name)
            await manager.press("enter")
            await manager.sees("Площадь")
            await manager.press("escape", "down")
