"""People looked up, duplicates listed, contacts merged and buyers saved by command."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Crm

BASE = """id,name,phones,emails,region
c1,Шевченко Олександр Іванович,+380671234567;+380501112233,o.shev@dim.ua,Київ
c2,Ковальчук Ольга,0501234567,olga@dim.ua;kov@ex.ua,Львів
c3,Shevchenko Oleksandr,+380671234567,,Київ
"""
QUERIES = """qid,name,phones,emails,region
q1,Саша Шевченко,067 123 45 67,,Київ
q2,Ковальчук О.,,KOV@ex.ua,Одеса
q3,Nobody Atall,,,
"""


def filled(crm: "Crm", folder: Path) -> None:
    (folder / "base.csv").write_text(BASE)
    (folder / "queries.csv").write_text(QUERIES)
    crm("import", str(folder / "base.csv"), "--as", "contacts", "--region", "UA")


def test_the_columns_of_a_base_map_by_themselves(crm: "Crm", tmp_path: Path) -> None:
    filled(crm, tmp_path)
    (row,) = crm("contacts", "list", "--filter", "Ковальчук", "--json").json["rows"]
    card = crm("contacts", "show", row["id"], "--json").json

    assert (card["external_id"], card["city"]) == ("c2", "Львів")
    assert [phone["e164"] for phone in card["phones"]] == ["+380501234567"]
    assert [email["typed"] for email in card["emails"]] == ["olga@dim.ua", "kov@ex.ua"]


def test_a_file_of_people_is_looked_up_a_line_each(crm: "Crm", tmp_path: Path) -> None:
    filled(crm, tmp_path)

    lines = crm("match", "--queries", str(tmp_path / "queries.csv"), "--region", "UA", "--json").out.splitlines()

    first, second, third = map(json.loads, lines)
    assert [answer["qid"] for answer in (first, second, third)] == ["q1", "q2", "q3"]
    assert {match["contact_ref"] for match in first["matches"][:2]} == {"c1", "c3"}
    best = second["matches"][0]
    assert (best["contact_ref"], best["band"]) == ("c2", "likely") or best["band"] == "same"
    assert "same e-mail" in best["reasons"]
    assert [match["score"] for match in first["matches"]] == sorted(
        (match["score"] for match in first["matches"]), reverse=True
    )
    assert len(third["matches"]) <= 5


def test_reasons_are_in_the_readers_language(crm: "Crm", tmp_path: Path) -> None:
    filled(crm, tmp_path)

    out = crm("match", "--queries", str(tmp_path / "queries.csv"), "--lang", "uk").out

    assert "q2  Ковальчук О." in out
    assert "той самий e-mail" in out or "той самий" in out


def test_duplicates_are_looked_for_and_listed(crm: "Crm", tmp_path: Path) -> None:
    filled(crm, tmp_path)

    (pair,) = crm("duplicates", "--json").json
    assert {pair["first"]["contact_ref"], pair["second"]["contact_ref"]} == {"c1", "c3"}
    assert pair["reasons"]
    assert "Shevchenko" in crm("duplicates", "--afresh", "--limit", "1").out
    crm("contacts", "merge", pair["first"]["id"], pair["second"]["id"])
    assert "No duplicates found." in crm("duplicates").out


def test_contacts_are_merged_and_split(crm: "Crm") -> None:
    one, other = (crm("contacts", "new", "--name", name, "--json").json["id"] for name in ("Марія Дуб", "Мария Дуб"))
    assert "Мария Дуб" in crm("contacts", "similar", "--name", "Маша Дуб").out

    merged = crm("contacts", "merge", one, other[-8:], "--take", "name", "--json").json
    assert merged["contact"]["name"] == "Мария Дуб"
    assert "Мария Дуб" in crm("contacts", "merges", one).out
    crm("contacts", "merge", one, other).refuses(4, other)
    assert "Мария Дуб" in crm("contacts", "split", merged["merge_id"][-8:]).out
    assert "Nothing was merged" in crm("contacts", "merges", one).out
    crm("contacts", "split", "deadbeef").refuses(4, "deadbeef")


def test_a_buyer_is_saved_chosen_and_replaced(crm: "Crm") -> None:
    deal = crm("deals", "new", "--title", "Roof", "--name", "Марія Дуб", "--phone", "+380671234567", "--json").json[
        "id"
    ]
    other = crm("contacts", "new", "--name", "Іван Коваль", "--json").json["id"]

    assert "Saved as a new contact: Марія Дуб" in crm("deals", "buyer", deal).out
    assert "nobody was made" in crm("deals", "buyer", deal).out
    assert "Іван Коваль" in crm("deals", "buyer", deal, "--replace", "--contact", other).out
    assert "has no buyer" in crm("deals", "buyer", deal, "--replace").out
    assert "The buyer is Іван Коваль" in crm("deals", "buyer", deal, "--contact", other).out
