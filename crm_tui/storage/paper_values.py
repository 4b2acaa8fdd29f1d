"""What a template's fields say of a deal, written as the reader of the paper writes sums and dates."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from crm_tui.domain.ids import DealId
from crm_tui.domain.money import Money, places, symbol
from crm_tui.operations.deals import DealCard
from crm_tui.operations.vouchers import VoucherInfo, VoucherKind
from crm_tui.papers.fields import FIELDS, Values
from crm_tui.storage import deal_card, records, voucher_reads
from crm_tui.storage.context import Context, from_ms

_MOST_ITEMS: Final = 200
_REQUISITE: Final = "requisite_"
_ON_DEAL: Final = """v.kind = :kind AND v.id IN
    (SELECT l.voucher_id FROM voucher_link l WHERE l.record_id = :record AND l.deleted_at IS NULL)"""
_BUYER: Final = """SELECT c.position, c.city, c.address, c.company_id
    FROM deal d JOIN contact c ON c.id = d.buyer_id WHERE d.id = :deal AND c.deleted_at IS NULL"""
_COMPANY: Final = """SELECT name, city, address, website, comment, custom FROM company
    WHERE deleted_at IS NULL AND id = coalesce((SELECT company_id FROM deal WHERE id = :deal), :buyers)"""


def of_deal(context: Context, deal_id: DealId, language: str) -> Values:
    """All fields, of a deal; what is not known is "". Raises NotFound."""
    card = deal_card.read(records.rows_of(context), deal_id)
    buyer = _first(context, _BUYER, {"deal": deal_id}, 4)
    company = _first(context, _COMPANY, {"deal": deal_id, "buyers": buyer[3]}, 6)
    items, total = _items(context, card, language)
    return {
        "deal": _deal(card, language),
        "contact": _contact(card, buyer),
        "company": dict(zip(("name", "city", "address", "website", "comment"), company, strict=False)),
        "requisites": _requisites(company[5]),
        "responsible": {"name": card.responsible_name},
        "invoice": _invoice(context, deal_id, language),
        "items": items,
        "total": total,
        "today": _day(from_ms(context.now).astimezone().date(), language),
    }


def language_of(context: Context) -> str:
    """The language of the base."""
    found = records.rows_of(context)("SELECT value FROM setting WHERE key = 'language'", {})
    return str(found[0][0]) if found else "en"


def _deal(card: DealCard, language: str) -> dict[str, str]:
    return {
        "title": card.title,
        "amount": _sum(card.amount, language),
        "currency": card.currency,
        "description": card.description,
        "comment": card.comment,
        "pipeline": card.pipeline,
        "stage": card.stage,
        "created": _day(card.created_at.astimezone().date(), language),
    }


def _contact(card: DealCard, buyer: tuple[str, ...]) -> dict[str, str]:
    person = card.people[0] if card.people else None
    return {
        "name": person.name if person else "",
        "phone": person.phones[0].typed if person and person.phones else "",
        "email": person.emails[0].typed if person and person.emails else "",
        **dict(zip(("position", "city", "address"), buyer, strict=False)),
    }


def _requisites(custom: str) -> dict[str, str]:
    """The requisites among a company's fields, each under its short name."""
    kept = json.loads(custom or "{}")
    return {name: str(kept.get(f"{_REQUISITE}{name}", "")) for name in FIELDS["requisites"]}


def _invoice(context: Context, deal_id: DealId, language: str) -> dict[str, str]:
    """The deal's newest invoice."""
    for invoice in _vouchers(context, deal_id, VoucherKind.INVOICE):
        return {
            "number": invoice.number,
            "amount": _sum(invoice.amount, language),
            "day": _day(invoice.day, language),
            "due_day": _day(invoice.due_day, language),
        }
    return dict.fromkeys(FIELDS["invoice"], "")


def _items(context: Context, card: DealCard, language: str) -> tuple[list[Mapping[str, str]], str]:
    """What is sold and its sum; the sum of the deal where the rows do not add up to one in its currency."""
    rows = list(_sold(context, card))
    items = [
        {"place": str(place), "title": title, "number": number, "amount": _sum(amount, language)}
        for place, (title, number, amount) in enumerate(rows, 1)
    ]
    amounts = [amount for *_rest, amount in rows]
    if all(amount is not None and amount.currency == card.currency for amount in amounts):
        total = Money(sum(amount.minor for amount in amounts if amount), card.currency)
        return list(items), _sum(total, language)
    return list(items), _sum(card.amount, language)


def _sold(context: Context, card: DealCard) -> Iterator[tuple[str, str, Money | None]]:
    requests = _vouchers(context, card.id, VoucherKind.REQUEST)[:_MOST_ITEMS]
    if not requests:
        yield card.title, "", card.amount
    for request in reversed(requests):
        yield request.title or request.number, request.number, request.amount


def _vouchers(context: Context, deal_id: DealId, kind: VoucherKind) -> tuple[VoucherInfo, ...]:
    return voucher_reads.found(records.rows_of(context), _ON_DEAL, {"record": deal_id, "kind": kind})


def _first(context: Context, sql: str, values: Mapping[str, Any], wide: int) -> tuple[str, ...]:
    """The first row, as texts; empty ones where there is none."""
    found = records.rows_of(context)(sql, values)
    return tuple(str(value or "") for value in found[0]) if found else ("",) * wide


def _sum(amount: Money | None, language: str) -> str:
    if amount is None:
        return ""
    from babel.numbers import format_decimal

    cents = places(amount.currency)
    number = format_decimal(amount.decimal, f"#,##0.{'0' * cents}" if cents else "#,##0", locale=language)
    sign = symbol(amount.currency)
    if language == "en":
        return f"{sign}{number}" if len(sign) == 1 else f"{sign}\u00a0{number}"
    return f"{number}\u00a0{sign}"


def _day(day: date | None, language: str) -> str:
    if day is None:
        return ""
    from babel.dates import format_date

    return str(format_date(day, "long", locale=language))
