"""Deals by command: made, listed, shown, moved, won and lost, as text and as JSON."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Crm


def test_a_deal_is_made_and_listed(crm: "Crm") -> None:
    made = crm("deals", "new", "--title", "Flat in Lviv", "--name", "Ірина Коваль", "--amount", "50 000,50")
    assert made.code == 0, made.err
    listed = crm("deals", "list")
    heading, line = listed.out.splitlines()
    assert heading.split()[0] == "ID"
    for words in ("Unsorted", "Flat in Lviv", "Ірина Коваль", "50,000.50"):
        assert words in line
    assert made.out.split()[1] == line.split()[0]


def test_the_answer_in_json_is_the_card(crm: "Crm") -> None:
    card = crm(
        "deals", "new", "--title", "T", "--name", "N", "--phone", "+380 67 123 45 67",
        "--email", "n@example.org", "--amount", "50000", "--stage", "offer",
        "--tag", "VIP", "--tag", "north", "--json",
    ).json  # fmt: skip
    assert card["amount"] == {"minor": 5_000_000, "currency": "USD"}
    assert card["stage"] == "Offer"
    assert card["created_at"].endswith("Z")
    (person,) = card["people"]
    assert [phone["e164"] for phone in person["phones"]] == ["+380671234567"]
    assert [email["typed"] for email in person["emails"]] == ["n@example.org"]
    assert {tag["name"] for tag in card["tags"]} == {"VIP", "north"}
    assert crm("deals", "show", card["id"], "--json").json["title"] == "T"


def test_the_list_in_json_says_whether_it_is_complete(crm: "Crm") -> None:
    for number in range(3):
        crm.deal(f"Deal {number}")
    page = crm("deals", "list", "--limit", "2", "--json").json
    assert ([row["title"] for row in page["rows"]], page["complete"]) == (["Deal 2", "Deal 1"], False)
    assert crm("deals", "list", "--limit", "3", "--json").json["complete"] is True


def test_a_list_that_stops_short_says_so_on_stderr(crm: "Crm") -> None:
    crm.deal("Deal 1")
    crm.deal("Deal 2")
    ran = crm("deals", "list", "--limit", "1")
    assert len(ran.out.splitlines()) == 2
    assert "--limit" in ran.err


def test_the_list_is_narrowed_by_stage_pipeline_and_text(crm: "Crm") -> None:
    crm.deal("Flat in Lviv", "Ян")
    crm.deal("House in Kyiv", "Пётр Коваль", "--stage", "Offer")
    assert "House" in crm("deals", "list", "--stage", "OFFER").out
    assert "Flat" not in crm("deals", "list", "--stage", "OFFER").out
    assert "House" not in crm("deals", "list", "--filter", "lviv").out
    assert "House" in crm("deals", "list", "--pipeline", "Buyers", "--filter", "коваль").out


def test_an_empty_list_says_how_to_fill_it_and_a_filter_that_nothing_fits(crm: "Crm") -> None:
    crm("contacts", "new", "--name", "Ян")
    assert "crm-tui deals new" in crm("deals", "list").out
    crm.deal()
    assert crm("deals", "list", "--filter", "nothing like it").out == "Nothing fits the filter.\n"
    assert crm("contacts", "list", "--filter", "nothing like it").out == "Nothing fits the filter.\n"


def test_a_deal_is_named_by_the_end_of_its_id(crm: "Crm") -> None:
    identity = crm.deal("Flat in Lviv")
    shown = crm("deals", "show", identity[-8:])
    assert shown.code == 0
    assert identity in shown.out
    assert "Flat in Lviv" in shown.out


def test_a_deal_moves_to_a_stage_by_name(crm: "Crm") -> None:
    identity = crm.deal()
    assert crm("deals", "move", identity, "in work", "--json").json["stage"] == "In work"


def test_a_deal_is_won_with_its_budget(crm: "Crm") -> None:
    identity = crm.deal()
    crm("deals", "win", identity).refuses(3, "budget")
    card = crm("deals", "win", identity, "--amount", "1200", "--json").json
    assert (card["stage_kind"], card["amount"]["minor"]) == ("won", 120_000)


def test_a_deal_is_lost_for_a_reason(crm: "Crm") -> None:
    identity = crm.deal()
    crm("deals", "lose", identity, "--reason", "Other").refuses(3, "note")
    card = crm("deals", "lose", identity, "--reason", "other", "--note", "moved away", "--json").json
    assert (card["stage_kind"], card["lost_reason"], card["lost_note"]) == ("lost", "Other", "moved away")


def test_moving_into_the_lost_stage_takes_the_reason_too(crm: "Crm") -> None:
    identity = crm.deal()
    crm("deals", "move", identity, "Lost").refuses(3, "lost reason")
    moved = crm("deals", "move", identity, "Lost", "--reason", "No answer", "--json")
    assert moved.json["lost_reason"] == "No answer"


def test_undo_and_redo_work_across_runs(crm: "Crm") -> None:
    crm.deal("First")
    crm.deal("Second")
    assert "the new deal" in crm("undo").out
    assert crm.titles() == ["First"]
    assert crm("redo", "--json").json["title"] == "Second"
    assert crm.titles() == ["Second", "First"]
    crm("redo").refuses(3, "nothing to redo")


def test_hostile_names_do_not_reach_the_terminal(crm: "Crm") -> None:
    hostile = "[/] [@click=app.quit]x[/] \x1b]52;c;aGk=\x07\u202e\u200b\x9b2J"
    identity = crm.deal(hostile, hostile)
    for command in (("list",), ("show", identity), ("list", "--json"), ("show", identity, "--json")):
        printed = crm("deals", *command).out
        assert "[@click=app.quit]" in printed
        assert not set("\x1b\x07\u202e\u200b\x9b") & set(printed)
