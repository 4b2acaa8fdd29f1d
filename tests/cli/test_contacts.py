"""Contacts by command: made, listed and shown."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Crm

NEW = ("contacts", "new", "--name", "Ірина Коваль", "--phone", "+380 67 123 45 67", "--company", "Мрія")


def test_a_contact_is_made_and_listed(crm: "Crm") -> None:
    assert "Ірина Коваль" in crm(*NEW).out
    heading, line = crm("contacts", "list").out.splitlines()
    assert heading.split()[:2] == ["ID", "Name"]
    assert "Ірина Коваль" in line
    assert "Мрія" in line


def test_a_contact_is_shown_by_the_end_of_its_id(crm: "Crm") -> None:
    card = crm(*NEW, "--email", "i@example.org", "--tag", "VIP", "--json").json
    assert card["phones"][0]["e164"] == "+380671234567"
    shown = crm("contacts", "show", card["id"][-8:]).out
    for words in (card["id"], "Ірина Коваль", "+380 67 123 45 67", "i@example.org", "Мрія", "VIP"):
        assert words in shown


def test_the_list_is_narrowed_and_cut(crm: "Crm") -> None:
    crm(*NEW)
    crm("contacts", "new", "--name", "Пётр")
    assert [row["name"] for row in crm("contacts", "list", "--filter", "коваль", "--json").json["rows"]] == [
        "Ірина Коваль"
    ]
    cut = crm("contacts", "list", "--limit", "1", "--json").json
    assert (len(cut["rows"]), cut["complete"]) == (1, False)


def test_an_unknown_contact_is_not_found(crm: "Crm") -> None:
    crm(*NEW)
    crm("contacts", "show", "deadbeef").refuses(4, "deadbeef")


def test_a_contact_needs_a_name(crm: "Crm") -> None:
    crm("contacts", "new", "--name", " ").refuses(3, "name")
