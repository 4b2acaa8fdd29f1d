"""The tabs of requests, invoices and payments."""

from datetime import date

import pytest

from crm_tui.domain.ids import RecordId, VoucherId
from crm_tui.domain.money import Money
from crm_tui.operations.errors import InvalidValue, StoreLocked
from crm_tui.operations.vouchers import (
    CreateVoucher,
    EditVoucher,
    FindVouchers,
    LinkVoucher,
    ListVouchers,
    UnlinkVoucher,
    VoucherKind,
)
from crm_tui.widgets.field_form import FieldForm
from tests.screens.card.drawer import Drawer, Shelf, opened, voucher
from tests.screens.fakes import HOSTILE

OWED = Money(20_000_00, "RUB")
LATE = voucher("12", due=OWED, due_day=date(2026, 11, 1))
DUE = voucher("13", due=OWED, due_day=date(2026, 12, 1))
PAID = voucher("14", due=Money(0, "RUB"))


def with_invoices() -> Shelf:
    """Three invoices, no requests or payments."""
    shelf = Shelf()
    shelf.answers[ListVouchers] = lambda query: (LATE, DUE, PAID) if query.kind is VoucherKind.INVOICE else ()
    for command in (CreateVoucher, EditVoucher, LinkVoucher):
        shelf.answers[command] = lambda _command: LATE
    return shelf


def form(drawer: Drawer) -> FieldForm:
    return drawer.app.screen.query_one(FieldForm)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 20)])
async def test_invoices_say_what_is_paid_due_and_overdue(size: tuple[int, int]) -> None:
    async with opened(with_invoices(), size=size) as drawer:
        await drawer.goes_to("invoice")
        await drawer.sees("Invoices 3", "! 12  Work 12  overdue", "◷ 13  Work 13", "✓ 14")
        if size[0] >= 80:
            await drawer.sees("overdue, 20,000 ₽ due", "Work 13  20,000 ₽ due")
        if size[0] >= 120:
            await drawer.sees("150,000 ₽   still due 40,000 ₽")


@pytest.mark.parametrize(("tab", "sentence"), [(kind.value, f"No {kind.value}s yet") for kind in VoucherKind])
async def test_an_empty_page_names_the_key(tab: str, sentence: str) -> None:
    async with opened(Shelf()) as drawer:
        await drawer.goes_to(tab)
        await drawer.sees(sentence)


async def test_plus_links_what_is_found_by_typing() -> None:
    shelf = Shelf()
    shelf.answers[FindVouchers] = lambda query: (LATE,) if query.text == "12" else ()
    shelf.answers[LinkVoucher] = lambda _command: LATE
    async with opened(shelf) as drawer:
        await drawer.goes_to("invoice")
        await drawer.press("plus")
        await drawer.sees("Link an invoice")
        await drawer.write("12")
        await drawer.sees("12 Work 12")
        await drawer.press("enter")
        await drawer.until(lambda: shelf.done == [LinkVoucher(VoucherId("v-12"), RecordId("c-1"))])


async def test_linking_twice_changes_nothing_and_says_so() -> None:
    shelf = with_invoices()
    shelf.answers[FindVouchers] = lambda _query: (LATE,)
    async with opened(shelf) as drawer:
        await drawer.goes_to("invoice")
        await drawer.press("plus")
        await drawer.sees("12 Work 12")
        await drawer.press("enter")
        await drawer.until(lambda: "“12 Work 12” is on this card already." in drawer.app.said)
        assert not shelf.done


async def test_a_new_payment_says_what_is_due_and_takes_days_in_words() -> None:
    shelf = with_invoices()
    async with opened(shelf) as drawer:
        await drawer.goes_to("payment")
        await drawer.press("plus")
        await drawer.sees("New payment")
        await drawer.press("enter")
        await drawer.sees("12 · still due 20,000 ₽", "13 · still due 20,000 ₽")
        assert "14 ·" not in drawer.text
        await drawer.press("enter", "enter")
        await drawer.write("5000")
        await drawer.press("enter")
        await drawer.write("вчера")
        await drawer.sees("Sat 21 Nov 2026")
        await drawer.press("enter", "down", "ctrl+s")
        await drawer.until(lambda: shelf.done)
        (command,) = shelf.done
        assert isinstance(command, CreateVoucher)
        assert (command.amount, command.day, command.invoice_id) == ("5000", date(2026, 11, 21), "v-12")


async def test_a_day_that_is_none_is_told_beside_its_field() -> None:
    async with opened(with_invoices()) as drawer:
        await drawer.goes_to("invoice")
        await drawer.press("enter")
        await drawer.until(lambda: drawer.app.screen.query(FieldForm))
        await drawer.press("enter", "enter", "enter")
        await drawer.write("31.02")
        await drawer.press("ctrl+s")
        await drawer.sees("Not understood; try “today”")
        assert not drawer.shelf.done


async def test_what_the_store_refuses_comes_back_beside_its_field_with_all_that_was_typed() -> None:
    shelf = with_invoices()
    shelf.refusals = [InvalidValue("voucher.amount", "is below zero; type it without the minus"), StoreLocked("x.db")]
    async with opened(shelf) as drawer:
        await drawer.goes_to("invoice")
        await drawer.press("enter")
        await drawer.until(lambda: drawer.app.screen.query(FieldForm))
        await drawer.write("99-A")
        await drawer.press("ctrl+s")
        await drawer.sees("is below zero", "99-A")
        await drawer.press("ctrl+s")
        await drawer.until(lambda: drawer.app.failures)
        await drawer.sees("99-A")
        await drawer.press("ctrl+s")
        await drawer.until(lambda: shelf.done)
        (command,) = shelf.done
        assert isinstance(command, EditVoucher)
        assert command.changes.number == "99-A"
        assert not shelf.refusals


async def test_minus_takes_it_off_the_card() -> None:
    async with opened(with_invoices()) as drawer:
        await drawer.goes_to("invoice")
        await drawer.press("minus")
        await drawer.until(lambda: drawer.shelf.done == [UnlinkVoucher(VoucherId("v-12"), RecordId("c-1"))])


async def test_one_that_comes_from_a_deal_is_taken_off_there() -> None:
    shelf = Shelf()
    shelf.answers[ListVouchers] = lambda _query: (voucher("12", records=(RecordId("d-1"),)),)
    async with opened(shelf) as drawer:
        await drawer.goes_to("invoice")
        await drawer.press("minus")
        said = "It is here through one of the deals; take it off on the deal's card."
        await drawer.until(lambda: said in drawer.app.said)
        assert not shelf.done


async def test_hostile_titles_are_only_text() -> None:
    shelf = Shelf()
    shelf.answers[ListVouchers] = lambda _query: (voucher("1", title=HOSTILE),)
    async with opened(shelf) as drawer:
        await drawer.goes_to("request")
        await drawer.sees("[/][@click=app.quit]x[/]")
        assert "\x1b" not in drawer.text
