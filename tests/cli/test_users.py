"""Colleagues from the command line."""

from tests.cli.conftest import Crm


def test_a_colleague_is_added_listed_and_given_a_role(crm: Crm) -> None:
    crm.deal()

    added = crm("users", "add", "Ivan Petrenko", "--json")
    changed = crm("users", "role", "ivan petrenko", "read-only", "--json")

    assert (added.json["name"], added.json["role"]) == ("Ivan Petrenko", "manager")
    assert changed.json["role"] == "read-only"
    assert {"Ivan Petrenko": "read-only"}.items() <= {
        user["name"]: user["role"] for user in crm("users", "list", "--json").json
    }.items()
    assert "Ivan Petrenko" in crm("users", "list").out


def test_a_token_stands_alone_on_stdout_and_is_revoked(crm: Crm) -> None:
    crm.deal()
    crm("users", "add", "Ivan")

    issued = crm("users", "token", "Ivan")

    assert issued.code == 0
    assert issued.out.startswith("crm_")
    assert issued.out.count("\n") == 1
    assert "Ivan" in issued.err
    assert crm("users", "revoke", "Ivan").out == "Ivan: 1 token revoked.\n"
    assert crm("users", "revoke", "Ivan", "--json").json["revoked"] == 0


def test_what_cannot_be_done_is_one_sentence(crm: Crm) -> None:
    crm.deal()
    crm("users", "add", "Ivan")

    crm("users", "add", "Ivan").refuses(3, "Ivan")
    crm("users", "role", "Nobody", "admin").refuses(4, "Nobody")
    crm("users", "role", "Ivan", "king").refuses(2, "king")
    owner = crm("users", "list", "--json").json
    crm("users", "role", next(one["id"] for one in owner if one["role"] == "owner"), "manager").refuses(3, "owner")
