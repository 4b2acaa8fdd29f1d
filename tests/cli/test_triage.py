"""What waits, and what comes in, by command."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Crm


def appeal(crm: "Crm", key: str, *options: str) -> str:
    """Take in a call from a number; what came of it."""
    ran = crm("appeals", "record", "call", "--key", key, "--phone", "+380 67 123 45 67", *options, "--json")
    assert ran.code == 0, ran.err
    return str(ran.json["outcome"])


def test_appeals_are_taken_once_and_wait_as_one(crm: "Crm") -> None:
    crm.deal()
    assert [appeal(crm, key) for key in ("1", "2", "2")] == ["new", "grouped", "repeated"]
    said = crm(
        "appeals", "record", "email", "--key", "1", "--email", "m@ex.ua", "--name", "Марія", "--text", "roof?"
    ).out
    assert "A new deal" in said

    queue = crm("triage", "--json").json
    assert [(item["cause"], item["title"]) for item in queue["items"]] == [
        ("unsorted", "Flat in Lviv"),
        ("unsorted", "Call"),
        ("unsorted", "E-mail"),
    ]
    assert queue["counts"]["unsorted"] == 3
    told = crm("triage", "--everybody", "--limit", "9").out
    assert "unsorted 3" in told
    assert "Марія" in told


def test_a_deal_is_filed_and_snoozed(crm: "Crm") -> None:
    assert crm("triage").code == 6
    deal = crm.deal()

    assert crm("deals", "snooze", deal, "+2h", "--json").json["snoozed_until"]
    assert "Nothing waits" in crm("triage").out
    assert "Awake" in crm("deals", "snooze", deal, "").out
    assert "In work" in crm("deals", "file", deal).out
    assert "Nothing waits" in crm("triage").out
    crm("deals", "file", deal).refuses(3, "In work")
    crm("deals", "snooze", deal, "gibberish").refuses(3, "moment")
    crm("deals", "snooze", deal, "01.01.2020").refuses(3, "passed")


def test_deals_of_one_number_are_filed_together(crm: "Crm") -> None:
    deals = [crm.deal(title, "Ірина", "--phone", "+380 67 123 45 67") for title in ("first", "second")]
    stranger = crm.deal("third")

    crm("deals", "file", *deals, stranger).refuses(3, "one by one")
    assert "first" in crm("deals", "file", *deals, "--stage", "Offer").out
    assert crm.titles() == ["third", "first"]


def test_it_is_said_what_becomes_of_those_who_come_back(crm: "Crm") -> None:
    crm("deals", "win", crm.deal("Roof", "Марія", "--phone", "+380 67 123 45 67"), "--amount", "5")

    assert "opened again" in crm("appeals", "reopening", "buyers", "--on").out
    assert appeal(crm, "1") == "reopened"
    assert "new deal" in crm("appeals", "reopening", "Buyers", "--off").out
    crm("appeals", "reopening", "none").refuses(4, "none")


def test_what_is_no_appeal_is_refused(crm: "Crm") -> None:
    crm.deal()
    crm("appeals", "record", "call", "--key", "1").refuses(3, "phone")
    crm("appeals", "record", "call", "--key", " ", "--phone", "1").refuses(3, "key")
    crm("appeals", "record", "pigeon", "--key", "1").refuses(2, "pigeon")
