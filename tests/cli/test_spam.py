"""The list of spam from the command line."""

from tests.cli.conftest import Crm


def test_a_number_is_added_listed_and_removed(crm: Crm) -> None:
    crm.deal()

    added = crm("spam", "add", "+380 67 123-45-67", "--json")

    assert added.json["address"] == "+380671234567"
    assert [entry["address"] for entry in crm("spam", "list", "--json").json] == ["+380671234567"]
    assert "+380671234567" in crm("spam", "list").out
    assert crm("spam", "remove", "+380671234567").out == "Off the spam list: +380671234567\n"
    assert crm("spam", "list").out == "The spam list is empty.\n"


def test_what_is_no_address_or_not_there_is_one_sentence(crm: Crm) -> None:
    crm.deal()

    crm("spam", "add", "12").refuses(3, "address")
    crm("spam", "remove", "spam@example.com").refuses(4, "spam@example.com")


def test_a_deal_of_a_listed_number_is_made_and_remarked_on(crm: Crm) -> None:
    crm.deal()
    crm("spam", "add", "spam@example.com")

    made = crm("deals", "new", "--title", "Roof", "--name", "Ivan", "--email", "spam@example.com")

    assert made.code == 0
    assert "on the spam list" in made.err
