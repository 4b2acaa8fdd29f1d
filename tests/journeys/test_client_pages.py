"""A client's tabs on a real store: a deal, an invoice and a payment are made by keys, and the figures follow."""

import pytest

from crm_tui.domain.ids import RecordId
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.vouchers import ListVouchers, VoucherKind
from tests.journeys.conftest import Desk


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_deal_an_invoice_and_its_payment(morning: Store, desk: Desk, size: tuple[int, int]) -> None:
    client = await morning.do(CreateContact("Taras Melnyk"))
    async with desk(size=size) as manager:
        await manager.press("g", "c")
        await manager.sees("Taras Melnyk")
        await manager.press("enter", *["greater_than_sign"] * 3)
        await manager.sees("No deals yet; + links one or makes a new one.")

        await manager.press("plus")
        await manager.type("fence")
        await manager.sees("Garden fence")
        await manager.press("enter")
        await manager.sees("Open 1   12,000 ₴", "Garden fence")
        await manager.press("enter")
        await manager.sees("Buyers › Offer")
        await manager.press("escape")
        await manager.sees("Open 1   12,000 ₴")

        await manager.press("greater_than_sign", "greater_than_sign")
        await manager.sees("No invoices yet")
        await manager.press("plus", "enter")
        await manager.type("17")
        await manager.press("enter", "enter")
        await manager.type("9000")
        await manager.press("ctrl+s")
        await manager.sees("Invoices 1   9,000 ₴")

        await manager.press("greater_than_sign", "plus", "enter", "enter", "enter")
        await manager.type("4000")
        await manager.press("enter", "enter")
        await manager.sees("17 · still due 9,000 ₴")
        await manager.press("down", "ctrl+s")
        await manager.sees("Payments 1   4,000 ₴", "for invoice 17")

        (invoice,) = await manager.ask(ListVouchers(RecordId(client.id), VoucherKind.INVOICE))
        assert (invoice.number, invoice.due and invoice.due.minor) == ("17", 5_000_00)
