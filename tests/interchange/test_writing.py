"""Exports: what is written is read back, nothing is overwritten, nothing becomes a formula."""

import csv
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crm_tui.domain.ids import ContactId, DealId, PipelineId, StageId, TagId
from crm_tui.domain.money import Money
from crm_tui.domain.stages import StageKind
from crm_tui.interchange import errors, open_file, write_contacts, write_deals
from crm_tui.operations.contacts import ContactCard
from crm_tui.operations.deals import DealCard
from crm_tui.operations.imports import RecordKind
from crm_tui.operations.values import BuyerState, Email, Person, Phone, Tag

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def contact(name: str = "Шевченко Ольга", external_id: str = "c-7") -> ContactCard:
    return ContactCard(
        id=ContactId("1"),
        name=name,
        phones=(
            Phone("+380671234567", "", "+380671234567"),
            Phone("050 123 45 67", "work", "+380501234567"),
            Phone("044 123 45 67", "work", "+380441234567"),
            Phone("+7 495 123-45-67 ext. 12", "work fax", "+74951234567"),
            Phone("067 765 43 21", "бухгалтерия", "+380677654321"),
        ),
        emails=(Email("olga@client.test"), Email("o@work.test", "work"), Email("x@y.test", "дача")),
        company_id=None,
        company="ТОВ «Ромашка»; філія, 2",
        position="Director",
        city="Київ",
        address="вул. Хрещатик 1, Київ",
        birthday="--0203",
        source="site",
        comment='=HYPERLINK("x")\nsecond, line; "quoted"',
        responsible=None,
        responsible_name="Пётр",
        tags=(Tag(TagId("1"), "vip", "red"), Tag(TagId("2"), "опт", "blue")),
        deals=(),
        extra={"ИНН": "7707083893", "Nickname": "Оля\nОлюша"},
        external_id=external_id,
        created_at=NOW,
        seq=1,
    )


def deal(title: str = "=1+1") -> DealCard:
    return DealCard(
        id=DealId("1"),
        title=title,
        pipeline_id=PipelineId("1"),
        pipeline="Sales",
        stage_id=StageId("1"),
        stage="Talks",
        stage_kind=StageKind.OPEN,
        amount=Money(-520, "UAH"),
        currency="UAH",
        people=(Person("1", "Ann", "", (Phone("+380671234567", "work"),), (Email("a@x.test"),)),),
        buyer=BuyerState.UNSAVED,
        responsible=None,
        responsible_name="Bob",
        tags=(Tag(TagId("1"), "vip", "red"),),
        description="",
        comment="note",
        tasks=(),
        unread=False,
        lost_reason="",
        lost_note="",
        created_at=NOW,
        touched_at=NOW,
        in_stage_since=NOW,
        closed_at=None,
        extra={"ИНН": "77"},
        external_id="d-1",
        seq=1,
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx", "vcf"])
def test_contacts_come_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"contacts.{ending}"
    card = contact()
    assert write_contacts(path, iter([card, contact("Bob", "c-8")])) == 2
    source = open_file(path, kind=None, region="UA", currency="UAH")
    first, second = source.drafts()
    assert source.kind is RecordKind.CONTACTS
    assert sorted(first.phones, key=str) == sorted(card.phones, key=str)
    assert sorted(first.emails, key=str) == sorted(card.emails, key=str)
    assert (first.name, first.external_id, first.company) == (card.name, "c-7", card.company)
    assert first.tags == ["vip", "опт"]
    assert (first.comment, first.birthday, first.city) == (card.comment, "--0203", "Київ")
    assert (first.position, first.source, first.responsible) == ("Director", "site", "Пётр")
    assert first.extra == card.extra
    assert (second.name, second.external_id) == ("Bob", "c-8")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_deals_come_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"deals.{ending}"
    assert write_deals(path, [deal()]) == 1
    source = open_file(path, kind=None, region="UA", currency="UAH")
    (draft,) = source.drafts()
    assert source.kind is RecordKind.DEALS
    assert (draft.title, draft.stage, draft.amount, draft.name) == ("=1+1", "Talks", "-5.20", "Ann")
    assert (draft.phones[0].e164, draft.phones[0].label) == ("+380671234567", "work")
    assert draft.extra["ИНН"] == "77"
    assert draft.created_at == "2026-11-22T09:30:00+00:00"


def test_csv_is_guarded_and_spoils_no_phone_and_no_number(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    write_deals(path, [deal()])
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["Deal title"], row["Amount"], row["Phone"]) == ("'=1+1", "-5.20", "work: +380671234567")
    write_contacts(tmp_path / "c.csv", [contact()])
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        (person,) = csv.DictReader(file)
    assert person["Phone"] == "+380671234567"


def test_vcard_lines_are_short_and_hold_no_control_bytes(tmp_path: Path) -> None:
    path = tmp_path / "c.vcf"
    write_contacts(path, [contact("Ольга \x1b]52;c;x\x07" * 20)])
    content = path.read_bytes()
    assert max(len(line) for line in content.split(b"\r\n")) <= 76
    assert not {0x1B, 0x07, 0x00} & set(content)
    content.decode()


def test_nothing_is_overwritten_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("mine")
    with pytest.raises(errors.FileExists):
        write_contacts(path, [contact()])
    assert path.read_text() == "mine"
    write_contacts(path, [contact()], overwrite=True)
    assert "Шевченко" in path.read_text(encoding="utf-8-sig")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_export_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[ContactCard]:
        yield contact()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_contacts(tmp_path / "c.csv", broken())
    assert list(tmp_path.iterdir()) == []


def test_where_it_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(errors.NoSuchFormat, match=r"\.csv, \.xlsx, \.vcf"):
        write_contacts(tmp_path / "c.txt", [])
    with pytest.raises(errors.NoSuchFormat):
        write_deals(tmp_path / "d.vcf", [])
    with pytest.raises(errors.FileNotWritten):
        write_contacts(tmp_path / "none" / "c.csv", [])
