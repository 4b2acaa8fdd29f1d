"""Rows of a file on their way in: a verdict for each, and nothing but what the file says."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from crm_tui.domain.money import Money
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import ContactCard, DeleteContact, GetContact, ListContacts, TagContact
from crm_tui.operations.deals import DealCard, GetDeal, ListDeals, MoveDeal, NewPerson
from crm_tui.operations.import_rows import Verdict
from crm_tui.operations.imports import Draft, ImportRecords, ImportReport, RecordKind
from crm_tui.operations.pipelines import CreatePipeline, NewStage
from crm_tui.operations.values import Email, Phone
from tests.conftest import COLLEAGUE, OWNER
from tests.storage.acts import column, rows, stage_named, titles
from tests.storage.dump import assert_derived_data_is_right, dump
from tests.storage.kinds import on_both

pytestmark = on_both

KYIV = Phone("067 123 45 67", "work", e164="+380671234567")
BAD = Phone("12", problem="too short for a phone number")


async def bring(store: Store, kind: RecordKind, *drafts: Draft, dry_run: bool = False) -> ImportReport:
    return await store.do(ImportRecords(kind, drafts, dry_run=dry_run))


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """New, updated, unchanged, refused."""
    return report.new, report.updated, report.unchanged, report.refused


async def contact(store: Store) -> ContactCard:
    return await store.ask(GetContact((await store.ask(ListContacts())).rows[-1].id))


async def one_deal(store: Store) -> DealCard:
    return await store.ask(GetDeal((await store.ask(ListDeals())).rows[-1].id))


def full_contact(number: int = 1) -> Draft:
    return Draft(
        number, name="Марія Шевченко", phones=[KYIV, BAD], emails=[Email("Maria@EX.ua", "home")], company="Дах",
        position="owner", city="Львів", address="вул. 1", birthday="1990-01-02", source="site", comment="two\nlines",
        tags=["VIP"], external_id="A-1", extra={"Розмір": "XL"}, title="Roof", amount="a lot", stage="any",
        created_at="2020-02-03T10:00:00",
    )  # fmt: skip


async def test_all_that_a_row_says_of_a_contact_is_kept(store: Store) -> None:
    report = await bring(store, RecordKind.CONTACTS, full_contact())

    made = await contact(store)
    assert counts(report) == (1, 0, 0, 0)
    assert (made.name, made.company, made.position, made.city) == ("Марія Шевченко", "Дах", "owner", "Львів")
    assert (made.address, made.birthday, made.source) == ("вул. 1", "1990-01-02", "site")
    assert (made.comment, made.external_id) == ("two\nlines", "A-1")
    assert made.phones == (KYIV, BAD)
    assert made.emails == (Email("Maria@EX.ua", "home"),)
    assert [tag.name for tag in made.tags] == ["VIP"]
    assert made.created_at.year == 2020
    assert made.extra == {"Розмір": "XL", "title": "Roof", "amount": "a lot", "stage": "any"}


async def test_a_phone_that_cannot_be_read_is_kept_and_mentioned(store: Store) -> None:
    report = await bring(store, RecordKind.CONTACTS, full_contact(7))

    assert [(row.number, row.verdict, row.reason) for row in report.rows] == [
        (7, Verdict.NEW, "12: too short for a phone number")
    ]


async def test_a_known_row_is_unchanged_and_an_update_never_empties(store: Store, where: str) -> None:
    await bring(store, RecordKind.CONTACTS, full_contact())
    before, bare = await contact(store), Draft(1, external_id="A-1", city="Київ", phones=[KYIV], tags=["new"])

    again = await bring(store, RecordKind.CONTACTS, full_contact())
    assert counts(again) == (0, 0, 1, 0)
    updated = await bring(store, RecordKind.CONTACTS, bare)

    after = await contact(store)
    assert counts(updated) == (0, 1, 0, 0)
    assert (after.city, [tag.name for tag in after.tags]) == ("Київ", ["new", "VIP"])
    assert (after.name, after.phones, after.extra) == (before.name, before.phones, before.extra)
    assert_derived_data_is_right(where)


async def test_an_update_brings_a_company_that_is_new(store: Store, where: str) -> None:
    await bring(store, RecordKind.CONTACTS, Draft(1, name="Марія", external_id="A-1"))

    assert counts(await bring(store, RecordKind.CONTACTS, Draft(1, external_id="A-1", company="Вікна"))) == (0, 1, 0, 0)
    assert (await contact(store)).company == "Вікна"
    assert_derived_data_is_right(where)


async def test_the_same_external_id_twice_in_a_file_is_one_record(store: Store) -> None:
    drafts = [Draft(n, name=f"name {n}", external_id="same" if n in {1, 700} else "") for n in range(800)]

    report = await bring(store, RecordKind.CONTACTS, *drafts)

    assert counts(report) == (799, 1, 0, 0)
    assert len((await store.ask(ListContacts(text="name 700"))).rows) == 1


async def test_a_deleted_record_is_not_brought_back_under_its_id(store: Store) -> None:
    await bring(store, RecordKind.CONTACTS, full_contact())
    await store.do(DeleteContact((await contact(store)).id))

    assert counts(await bring(store, RecordKind.CONTACTS, full_contact())) == (1, 0, 0, 0)
    assert [tag.name for tag in (await contact(store)).tags] == ["VIP"]


async def test_a_tag_that_was_taken_off_comes_back_with_the_file(store: Store) -> None:
    await bring(store, RecordKind.CONTACTS, full_contact())
    await store.do(TagContact((await contact(store)).id, remove=("vip",)))

    assert counts(await bring(store, RecordKind.CONTACTS, full_contact())) == (0, 1, 0, 0)
    assert [tag.name for tag in (await contact(store)).tags] == ["VIP"]


async def test_a_contact_is_known_by_whatever_there_is(store: Store) -> None:
    drafts = (Draft(1, emails=[Email("a@b.ua")]), Draft(2, phones=[KYIV]), Draft(3, company="Дах"), Draft(4))

    report = await bring(store, RecordKind.CONTACTS, *drafts)

    assert counts(report) == (3, 0, 0, 1)
    assert [row.name for row in (await store.ask(ListContacts())).rows] == ["Дах", "067 123 45 67", "a@b.ua"]


async def test_all_that_a_row_says_of_a_deal_is_kept(store: Store) -> None:
    draft = full_contact()
    draft.amount, draft.stage, draft.description, draft.responsible = "1 500,50", " OFFER ", "words", "nobody known"

    report = await bring(store, RecordKind.DEALS, draft)

    made = await one_deal(store)
    assert counts(report) == (1, 0, 0, 0)
    assert (made.title, made.stage, made.amount) == ("Roof", "Offer", Money(150050, "UAH"))
    assert (made.people[0].name, made.people[0].phones) == ("Марія Шевченко", (KYIV, BAD))
    assert (made.description, made.external_id) == ("words", "A-1")
    assert made.extra["responsible"] == "nobody known"
    assert (made.company, made.source) == ("Дах", "site")
    assert {made.extra[name] for name in ("Розмір", "city")} == {"XL", "Львів"}


def sold(number: int, amount: str, currency: str = "", external_id: str = "") -> Draft:
    return Draft(number, title="Roof", amount=amount, currency=currency, external_id=external_id)


@pytest.mark.parametrize(
    ("amount", "currency", "money"),
    [
        ("100", "EUR", Money(10000, "EUR")),
        ("100", "", Money(10000, "UAH")),
        ("100 €", "", Money(10000, "EUR")),
        ("$1,200", "", Money(120000, "USD")),
        ("50 000 грн", "UAH", Money(5000000, "UAH")),
        ("1 500", "JPY", Money(1500, "JPY")),
        ("100 €", "євро", Money(10000, "EUR")),
    ],
)
async def test_a_deal_is_in_the_money_that_the_file_says(
    store: Store, amount: str, currency: str, money: Money
) -> None:
    await bring(store, RecordKind.DEALS, sold(1, amount, currency))

    assert (await one_deal(store)).amount == money


async def test_an_amount_in_doubt_is_refused_and_becomes_no_other_money(store: Store) -> None:
    report = await bring(
        store,
        RecordKind.DEALS,
        sold(1, "100", "XYZ"),
        sold(2, "100 XYZ"),
        sold(3, "100 €", "USD"),
        sold(4, "", "apples"),
        sold(5, "99999999999999999999"),
        sold(6, "0,001"),
        sold(7, "a lot"),
    )

    assert counts(report) == (0, 0, 0, 7)
    assert [row.reason for row in report.rows] == [
        "currency: “XYZ” is not known; write its code, such as EUR",
        "currency: “XYZ” is not known; write its code, such as EUR",
        "currency: the amount and the currency of this row disagree; correct one of them",
        "currency: “apples” is not known; write its code, such as EUR",
        "budget: is too large; look for a digit too many",
        "budget: has more decimals than UAH has; round it",
        "budget: takes digits, spaces and one decimal comma or point; type it again",
    ]


async def test_an_update_brings_its_currency_and_changes_none_by_itself(store: Store, where: str) -> None:
    await bring(store, RecordKind.DEALS, sold(1, "100", "EUR", "x"))

    await bring(store, RecordKind.DEALS, sold(1, "200", external_id="x"))
    assert (await one_deal(store)).amount == Money(20000, "EUR")
    assert counts(await bring(store, RecordKind.DEALS, sold(1, "", "USD", "x"))) == (0, 0, 1, 0)
    assert (await one_deal(store)).amount == Money(20000, "EUR")
    await bring(store, RecordKind.DEALS, sold(1, "$300", external_id="x"))
    assert (await one_deal(store)).amount == Money(30000, "USD")
    assert counts(await bring(store, RecordKind.DEALS, sold(1, "1", "XYZ", "x"))) == (0, 0, 0, 1)
    assert_derived_data_is_right(where)


async def test_a_stranger_is_told_and_a_colleague_becomes_responsible(colleague: Store) -> None:
    for kind in RecordKind:
        report = await bring(
            colleague,
            kind,
            Draft(1, name="a", responsible="Nobody Known", external_id="1"),
            Draft(2, name="b", responsible="олена  КОВАЛЬ"),
            Draft(3, name="c"),
            Draft(1, name="a", responsible="Nobody Known", external_id="1"),
        )

        assert report.unknown_responsible == 2
        assert [(row.number, row.reason) for row in report.rows] == [
            (1, "there is no colleague “Nobody Known”; you are responsible"),
            (1, "there is no colleague “Nobody Known”; the responsible stays as before"),
        ]
    deals = {row.title: row.responsible for row in (await colleague.ask(ListDeals())).rows}
    assert deals == {"a": COLLEAGUE, "b": OWNER, "c": COLLEAGUE}
    people = [await colleague.ask(GetContact(row.id)) for row in (await colleague.ask(ListContacts())).rows]
    assert {one.name: one.responsible_name for one in people} == deals


async def test_a_lost_deal_comes_with_its_reason_and_its_day(store: Store) -> None:
    day = "2026-11-02T10:00:00"
    lost = Draft(1, title="Roof", stage="Lost", lost_reason="no answer", lost_note="three calls", closed_at=day)
    other = Draft(2, title="Door", stage="Lost", lost_reason="Moved away")
    early = Draft(3, title="Wall", stage="Offer", lost_reason="No answer", closed_at=day)

    report = await bring(store, RecordKind.DEALS, lost, other, early)

    cards = [await store.ask(GetDeal(row.id)) for row in (await store.ask(ListDeals())).rows]
    roof, door, wall = (next(card for card in cards if card.title == title) for title in ("Roof", "Door", "Wall"))
    assert (roof.lost_reason, roof.lost_note) == ("No answer", "three calls")
    assert roof.closed_at == datetime(2026, 11, 2, 10, tzinfo=UTC)
    assert (door.lost_reason, door.extra) == ("", {"lost_reason": "Moved away"})
    assert (wall.lost_reason, wall.closed_at) == ("", None)
    assert wall.extra == {"lost_reason": "No answer", "closed_at": day}
    assert [(row.number, row.reason) for row in report.rows] == [
        (2, "there is no lost reason “Moved away”; it is kept beside the deal's own fields")
    ]


async def test_deals_go_into_the_pipeline_that_they_name(store: Store) -> None:
    await store.do(CreatePipeline("Service", (NewStage("Repair"), NewStage("Offer")), currency="EUR"))
    drafts = (
        Draft(1, title="a", pipeline="service", stage="offer", amount="5", external_id="a"),
        Draft(2, title="b", pipeline="Service"),
        Draft(3, title="c", pipeline="Service", stage="Won"),
        Draft(4, title="d", pipeline="Nowhere"),
    )

    async def place(title: str) -> tuple[str, str]:
        row = next(row for row in (await store.ask(ListDeals())).rows if row.title == title)
        return row.pipeline, row.stage

    report = await bring(store, RecordKind.DEALS, *drafts)

    assert [(row.number, row.verdict) for row in report.rows] == [(3, Verdict.REFUSED), (4, Verdict.REFUSED)]
    assert (await place("a"), await place("b")) == (("Service", "Offer"), ("Service", "Unsorted"))
    assert counts(await bring(store, RecordKind.DEALS, Draft(1, stage="Repair", external_id="a"))) == (0, 1, 0, 0)
    assert await place("a") == ("Service", "Repair")
    assert counts(await bring(store, RecordKind.DEALS, Draft(1, pipeline="Buyers", external_id="a"))) == (0, 1, 0, 0)
    assert await place("a") == ("Buyers", "Unsorted")


async def test_more_contacts_come_in_and_are_known_again(store: Store, where: str) -> None:
    second = NewPerson("Ян", (KYIV,), (Email("jan@ex.ua"),), "lawyer")
    draft = Draft(1, title="Roof", name="Марія", phones=[BAD], people=[second], external_id="x")

    await bring(store, RecordKind.DEALS, draft)

    made = await one_deal(store)
    assert [(one.name, one.role, one.phones) for one in made.people] == [
        ("Марія", "", (BAD,)),
        ("Ян", "lawyer", (KYIV,)),
    ]
    assert counts(await bring(store, RecordKind.DEALS, draft)) == (0, 0, 1, 0)
    third = Draft(1, people=[NewPerson("Ян", emails=(Email("new@ex.ua"),)), NewPerson("Оля")], external_id="x")
    assert counts(await bring(store, RecordKind.DEALS, third)) == (0, 1, 0, 0)
    people = (await one_deal(store)).people
    assert [one.name for one in people] == ["Марія", "Ян", "Оля"]
    assert [email.typed for email in people[1].emails] == ["jan@ex.ua", "new@ex.ua"]
    assert_derived_data_is_right(where)


async def test_rows_that_cannot_be_are_refused_alone(store: Store) -> None:
    report = await bring(
        store,
        RecordKind.DEALS,
        Draft(1, title="good"),
        Draft(2, title="x", stage="Nowhere"),
        Draft(3, title="x", amount="a lot"),
        Draft(4),
        Draft(5, problem="half a row"),
        Draft(6, title="lone \ud800 half"),
        Draft(7, title="x", extra={"column": "\udcff"}),
        Draft(8, title="good too"),
    )

    assert counts(report) == (2, 0, 0, 6)
    assert [row.number for row in report.rows] == [2, 3, 4, 5, 6, 7]
    assert "Nowhere" in report.rows[0].reason
    assert all(row.reason and row.verdict is Verdict.REFUSED for row in report.rows)
    assert await titles(store) == ["good", "good too"]


async def test_a_refused_update_changes_nothing_of_its_row(store: Store, where: str) -> None:
    await bring(store, RecordKind.DEALS, Draft(1, title="Roof", external_id="x"))
    before = dump(where)

    report = await bring(
        store,
        RecordKind.DEALS,
        Draft(1, title="Door", stage="Nowhere", external_id="x"),
        Draft(2, title="Door", amount="a lot", external_id="x"),
    )

    assert counts(report) == (0, 0, 0, 2)
    assert dump(where) == before


async def test_an_update_moves_the_deal_and_reopens_it(store: Store, where: str) -> None:
    await bring(store, RecordKind.DEALS, Draft(1, title="Roof", stage="Won", amount="5", external_id="x"))
    assert (await one_deal(store)).closed_at is not None

    await bring(store, RecordKind.DEALS, Draft(1, stage="Offer", external_id="x"))

    moved = await one_deal(store)
    assert (moved.stage, moved.closed_at, moved.title) == ("Offer", None, "Roof")
    assert_derived_data_is_right(where)


async def test_deals_go_behind_those_that_stand_there(store: Store) -> None:
    await bring(store, RecordKind.DEALS, Draft(1, title="a"), Draft(2, title="b"))
    offer = await stage_named(store, "Offer")
    await store.do(MoveDeal((await column(store))[0], offer.id))
    await bring(store, RecordKind.DEALS, Draft(1, title="c", stage="Offer"), Draft(2, title="d"))

    assert (await titles(store), await titles(store, "Offer")) == (["b", "d"], ["a", "c"])


@pytest.mark.parametrize("kind", RecordKind)
async def test_a_dry_run_writes_nothing_and_tells_the_same(store: Store, where: str, kind: RecordKind) -> None:
    drafts = [Draft(1, name="Марія", external_id="1"), Draft(2, name="Нова", external_id="1"), Draft(3)]
    before, journal = dump(where), rows(where, "SELECT * FROM journal")
    sequence = rows(where, "SELECT value FROM sequence")

    dry = await bring(store, kind, *drafts, dry_run=True)

    assert dump(where) == before
    assert rows(where, "SELECT * FROM journal") == journal
    assert rows(where, "SELECT value FROM sequence") == sequence
    assert rows(where, "SELECT count(*) FROM contact") == rows(where, "SELECT count(*) FROM deal") == [(0,)]
    wet = await bring(store, kind, *drafts)
    assert (counts(dry), dry.rows, dry.dry_run) == (counts(wet), wet.rows, True)


async def test_a_reader_that_fails_in_the_middle_leaves_nothing(store: Store, where: str) -> None:
    before, told = dump(where), list[int]()

    def failing() -> Iterator[Draft]:
        for number in range(1_200):
            yield Draft(number, title=f"deal {number}", tags=["file"])
        raise OSError("the stick was pulled out")

    with pytest.raises(OSError, match="pulled out"):
        await store.do(ImportRecords(RecordKind.DEALS, failing(), progress=told.append))

    assert told == [500, 1000]
    assert dump(where) == before
    assert rows(where, "SELECT count(*) FROM journal_entry") == [(0,)]
    assert_derived_data_is_right(where)
    assert (await bring(store, RecordKind.DEALS, Draft(1, title="after"))).new == 1


@pytest.mark.parametrize("kind", RecordKind)
async def test_a_row_with_a_character_that_is_none_is_refused_alone(store: Store, kind: RecordKind) -> None:
    drafts = [Draft(1, name="whole"), Draft(2, name="a\x00b"), Draft(3, name="also", tags=["x\x00"])]

    report = await store.do(ImportRecords(kind, drafts))

    assert (report.new, report.refused) == (1, 2)
