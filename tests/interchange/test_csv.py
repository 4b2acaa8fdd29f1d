"""CSV in every encoding, delimiter and state of repair."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.interchange import csv_file, open_file
from crm_tui.interchange.csv_file import CsvFile
from crm_tui.interchange.guard import guarded, unguarded
from crm_tui.interchange.table_out import write_csv
from crm_tui.operations.imports import Draft, RecordKind

TABLE = (
    "Имя;Телефон;Город;Комментарий\n"
    "Шевченко Ольга;8 912 345-67-89;Екатеринбург;просила перезвонить после обеда\n"
    "Щербаков Пётр;+7 495 123-45-67;Москва;готов купить, ждёт счёт на оплату\n"
)


def read(path: Path, content: str | bytes, kind: RecordKind | None = None, region: str = "RU") -> list[Draft]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(open_file(path, kind=kind, region=region, currency="RUB").drafts())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r", "cp866"],
)
def test_encodings(path: Path, encoding: str) -> None:
    first, second = read(path, TABLE.encode(encoding))
    assert (first.name, first.city) == ("Шевченко Ольга", "Екатеринбург")
    assert second.comment == "готов купить, ждёт счёт на оплату"


def test_ukrainian_in_cp1251(path: Path) -> None:
    text = "Ім'я;Телефон;Місто\nЇжакевич Єгор;067 123 45 67;Київ\nҐалаґан Ірина;050 123 45 67;Чернівці\n"
    first, second = read(path, text.encode("cp1251"), region="UA")
    assert (first.name, first.phones[0].e164, first.city) == ("Їжакевич Єгор", "+380671234567", "Київ")
    assert second.name == "Ґалаґан Ірина"


def test_latin_in_cp1252(path: Path) -> None:
    (draft,) = read(path, "Name,City,Note\nJosé Müller,Köln,Grüße aus Köln\n".encode("cp1252"))
    assert (draft.name, draft.city) == ("José Müller", "Köln")


def test_a_damaged_letter_is_reported_and_spoils_no_other_row(path: Path) -> None:
    first, second, third, fourth = read(path, TABLE.encode() + b"\xd0\xff;1;2;3\n" + "Ян;1;Львів\n".encode())
    assert (first.name, second.city) == ("Шевченко Ольга", "Москва")
    assert (third.number, third.problem) == (4, csv_file.DAMAGED)
    assert (fourth.name, fourth.problem) == ("Ян", "")


def test_a_file_cut_inside_a_letter_reports_its_last_row(path: Path) -> None:
    first, cut = read(path, TABLE.encode()[: -len("у\n".encode()) - 1 - len("плат".encode())])
    assert (first.name, first.problem) == ("Шевченко Ольга", "")
    assert (cut.number, cut.problem) == (3, csv_file.DAMAGED)


def test_a_replacement_sign_that_the_file_itself_holds_is_text(path: Path) -> None:
    (draft,) = read(path, "Name,City\nAnn,Ky\ufffdv\n")
    assert (draft.city, draft.problem) == ("Ky\ufffdv", "")


@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_delimiters(path: Path, delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Name", "Amount", "E-mail"])
    writer.writerows([f"Ann {n}, Ltd", f"{n} 000,50", f"a{n}@client.test; b@client.test"] for n in range(5))
    first, *_rest, last = read(path, out.getvalue())
    assert first.name == "Ann 0, Ltd"
    assert [email.typed for email in last.emails] == ["a4@client.test", "b@client.test"]


def test_one_column_of_addresses_is_not_split(path: Path) -> None:
    drafts = read(path, "E-mail\nann@client.test\nbob@client.test\n")
    assert [draft.name for draft in drafts] == ["ann@client.test", "bob@client.test"]


def test_title_rows_above_the_headings(path: Path) -> None:
    (draft,) = read(path, "Отчёт за ноябрь;;\n;;\nФИО;Город;Телефон\nИванов;Тула;89123456789\n")
    assert (draft.number, draft.name, draft.city) == (4, "Иванов", "Тула")


def test_mixed_line_ends_ragged_rows_empty_rows_and_nul(path: Path) -> None:
    drafts = read(path, b"Name,City,Phone\r\nAnn,Kyiv\nB\0ob,Lviv,+380671234567,more,\r,,\n\n\rCid\r\n")
    assert [(draft.number, draft.name, draft.city) for draft in drafts] == [
        (2, "Ann", "Kyiv"),
        (3, "Bob", "Lviv"),
        (7, "Cid", ""),
    ]
    assert drafts[1].extra == {"Column 4": "more"}


def test_headings_twice_or_missing(path: Path) -> None:
    (draft,) = read(path, "Name,Phone,Phone,Code X,Code X,,Notes\nAnn,+380671234567,+380501234567,a,b,c,d\n")
    assert [phone.e164 for phone in draft.phones] == ["+380671234567", "+380501234567"]
    assert draft.extra == {"Code X": "a", "Code X (2)": "b", "Column 6": "c"}
    assert draft.comment == "d"


def test_half_written_last_row_is_reported_alone(path: Path) -> None:
    ann, bob, cut = read(path, 'Name,Comment\nAnn,"two\nlines"\nBob,x\nCid,"never clo')
    assert (ann.comment, bob.name) == ("two\nlines", "Bob")
    assert (cut.number, cut.problem) == (4, csv_file.OPEN_QUOTE)


def test_rows_behind_an_open_quote_are_not_swallowed(path: Path) -> None:
    broken, bob, cid = read(path, 'Name,Comment\nAnn,"oops\nBob,x\nCid,y\n')
    assert broken.problem == csv_file.OPEN_QUOTE
    assert [bob.name, cid.name] == ["Bob", "Cid"]


def test_a_cell_of_ten_megabytes_is_reported_and_the_rest_is_read(path: Path) -> None:
    big = "x" * 10_000_000
    ann, broken, bob, cid = read(path, f"Name,Comment\nAnn,x\nBig,{big}\nBob,y\nCid,z\n")
    assert (broken.number, broken.problem) == (3, csv_file.TOO_LONG)
    assert [(draft.number, draft.name) for draft in (ann, bob, cid)] == [(2, "Ann"), (4, "Bob"), (5, "Cid")]


@pytest.mark.parametrize("length", [1001, 4000, 4001, 5000])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_that_is_too_long_costs_its_row_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch, length: int, quote: str
) -> None:
    monkeypatch.setattr(csv_file, "LONGEST_CELL", 1000)
    drafts = read(path, f"Name,Comment\nBig,{quote}{'x' * length}{quote}\nOk,y\nOk2,z\n")
    assert [(draft.number, draft.name) for draft in drafts] == [(2, ""), (3, "Ok"), (4, "Ok2")]
    assert [draft.problem for draft in drafts] == [csv_file.TOO_LONG, "", ""]


def test_lines_of_a_cell_that_is_too_long_are_no_rows(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_file, "LONGEST_CELL", 1000)
    text = 'Name,City,Comment\nAnn,Kyiv,"' + "a line of a letter\n" * 200 + '"\nBob,Lviv,y\n'
    drafts = read(path, text)
    assert [draft.name for draft in drafts if not draft.problem] == ["Bob"]


def test_deals(path: Path) -> None:
    text = (
        "ID;Название сделки;Этап;Бюджет;Контакт;Рабочий телефон;Дата создания;Теги;Ответственный\n"
        '7;Окна;Переговоры;"12 000,50 руб.";Анна;8 (912) 345-67-89;22.11.2026 14:30;срочно, опт;Пётр\n'
        "8;Двери;;$100;;;позавчера;;\n"
    )
    windows, doors = read(path, text)
    assert (windows.title, windows.stage, windows.amount) == ("Окна", "Переговоры", "12 000,50 руб.")
    assert (windows.name, windows.phones[0].label, windows.phones[0].e164) == ("Анна", "work", "+79123456789")
    assert (windows.created_at, windows.tags) == ("2026-11-22T14:30:00", ["срочно", "опт"])
    assert (windows.external_id, windows.responsible) == ("7", "Пётр")
    assert (doors.amount, doors.created_at, doors.extra) == ("$100", "", {"Дата создания": "позавчера"})


def test_a_row_that_names_nobody_is_reported(path: Path) -> None:
    nobody, ann = read(path, "Name,City\n,Kyiv\nAnn,Lviv\n")
    assert nobody.problem
    assert ann.problem == ""


def test_rows_with_an_id_and_no_name_column_stay_nameless(path: Path) -> None:
    (draft,) = read(path, "id,email\n5,ann@client.test\n")
    assert (draft.external_id, draft.name, draft.problem) == ("5", "", "")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_written_as_csv_is_read_back(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    write_csv(path, ["Name", "Comment", "One", "Two"], rows)
    source = CsvFile(path, RecordKind.CONTACTS, {}, "RU")
    assert [cells for _number, cells, _problem in source.rows()][1:] == rows


@given(st.text())
def test_guarding_can_be_undone(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
