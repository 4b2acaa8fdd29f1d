"""Words of names: one form whatever the letters, the layout undone, roles told, short names known."""

import pytest

from crm_tui.domain.matching.canonical import canonical, second_reading
from crm_tui.domain.matching.layout import is_gibberish, other_layout
from crm_tui.domain.matching.nicknames import gender_of, is_short_for, names, names_of
from crm_tui.domain.matching.sounds import sound
from crm_tui.domain.matching.words import Role, words

ONE_FORM = [
    "Щербаков Shcherbakov Scherbakov Shherbakov Ŝerbakov",
    "Юрий Юрій Yuriy Yurii Yury Yuri Iurii Jurij",
    "Сергеевич Сергійович Sergeevich Sergeyevich Serhiiovych",
    "Харитонов Kharitonov Haritonov",
    "Кузнецов Kuznetsov Kuznecov Kuznetzov",
    "Соловьёв Соловьев Соловйов Solovyov Solovyev Soloviev Solov'ev",
    "Наталья Наталия Наталія Natalya Natalia Nataliia Natal'ja",
    "Шевченко Shevchenko Ševčenko",
    "Ильин Ільїн Ilyin Ilin Il'in",
    "Цой Tsoy Coj Tsoi",
    "Виктор Віктор Victor Viktor",
    "Вячеслав В'ячеслав Вʼячеслав Vyacheslav Viacheslav",
    "Фёдор Федор Fyodor Fedor Fiodor",
    "Жуков Zhukov Žukov",
    "Елена Elena Yelena",
    "Яна Yana Iana Jana",
    "Гончаренко Honcharenko Goncharenko",
    "Білоус Bilous",
    "Maksim Максим Maxim",
    "Александр Aleksandr Alexandr",
    "Ковальский Ковальський Kovalskiy Kovalskyi Kovalsky Kowalski",
    "Иванов ИВАНОВ Ivanov Ivanow Ivanoff Иванoв",
]


@pytest.mark.parametrize("spellings", ONE_FORM)
def test_one_name_has_one_form_in_any_letters(spellings: str) -> None:
    assert len({canonical(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("Яна", "Анна"), ("Иванов", "Ивлев"), ("Жуков", "Щуков"), ("Цой", "Чой")])
def test_two_names_have_two_forms(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_the_x_of_gost_is_read_both_ways() -> None:
    assert second_reading("Xaritonov") == canonical("Харитонов")
    assert canonical("Maxim") == canonical("Максим")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Bdfyjd", "Иванов"),
        ("Itdxtyrj", "Шевченко"),
        ("Ghj[jhjd", "Прохоров"),
        (",jhbcjd", "Борисов"),
        (";fyyf", "Жанна"),
        ("Ыьшер", "Smith"),
        ("Лщмфдутлщ", "Kovalenko"),
    ],
)
def test_the_other_keyboard_layout_is_undone(typed: str, meant: str) -> None:
    assert canonical(other_layout(typed)) == canonical(meant)


@pytest.mark.parametrize("typed", ["Smith", "Brown", "Lynn", "Scott,Brown", "Иванов", "O'Brien", "J.Smith", "Kyrylo"])
def test_names_as_they_should_be_are_not_taken_for_slips_of_the_layout(typed: str) -> None:
    assert not is_gibberish(typed)


@pytest.mark.parametrize(
    ("one", "other"), [("Козлов", "Кослов"), ("Гаврилов", "Хаврилов"), ("Дмитриев", "Тмитриев"), ("Попов", "Папов")]
)
def test_what_sounds_alike_has_one_sound(one: str, other: str) -> None:
    assert sound(canonical(one)) == sound(canonical(other))


S, G, P, U = Role.SURNAME, Role.GIVEN, Role.PATRONYMIC, Role.UNKNOWN


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("Иванов Пётр Сергеевич", [S, G, P]),
        ("Пётр Сергеевич Иванов", [G, P, S]),
        ("Шевченко Тарас Григорович", [S, G, P]),
        ("Абрамович Роман Аркадьевич", [S, G, P]),
        ("Роман Абрамович", [G, P]),
        ("Иван Петрович", [G, P]),
        ("Шевченко Тарас", [S, G]),
        ("Тарас Шевченко", [G, S]),
        ("Иванов И. И.", [S, G, P]),
        ("И.И. Иванов", [G, P, S]),
        ("J. Smith", [G, S]),
        ("Smith, John", [S, G]),
        ("John H. Watson", [G, P, S]),
        ("Ким Ольга", [S, G]),
        ("Саша", [G]),
        ("Петрова", [S]),
    ],
)
def test_each_word_of_a_name_is_told_by_what_it_is(name: str, roles: list[Role]) -> None:
    assert [word.role for word in words(name)] == roles


@pytest.mark.parametrize(
    "line",
    """Александр Саша Шура Саня Сашко Alex|Алексей Лёша Алёша Лёха|Юлия Юля Yulia|Анастасия Настя Ася|Ольга Оля
    Евгений Женя Жека|Евгения Женя|Дарья Даша|Мария Маша Маруся Марічка|Екатерина Катя Катруся Kate|Константин Костя
    Анатолий Толик Толя|Олександр Олесь Лесь|Тарас Тарасик|Владимир Вова Володя|Володимир Вова|Дмитрий Дима Митя
    Николай Коля|Микола Коля|Георгий Жора Гоша|Ксения Ксюша|Наталья Наташа Ната|Татьяна Таня|Светлана Света
    Людмила Люда Люся Мила|Михаил Миша|Павел Паша|Пётр Петя|Степан Стёпа|Вячеслав Слава|Станислав Стас|Роман Рома
    Robert Bob Rob Bobby|William Bill Will|Elizabeth Liz Beth Betty|Margaret Peggy Maggie|Richard Dick|James Jim
    Rebecca Becky|Catherine Kate Cathy|Григорий Гриша|Василий Вася|Галина Галя|Любовь Люба|Лариса Лара""".replace(
        "\n", "|"
    ).split("|"),
)
def test_short_names_are_known(line: str) -> None:
    full, *shorts = line.split()
    for short in shorts:
        assert names_of(canonical(short)) & names_of(canonical(full)), short


@pytest.mark.parametrize(
    ("one", "other"),
    [("Мария", "Марина"), ("Анна", "Яна"), ("Антон", "Антонина"), ("Иван", "Илья"), ("Вера", "Валерия")],
)
def test_two_first_names_are_not_one(one: str, other: str) -> None:
    assert not names_of(canonical(one)) & names_of(canonical(other))


def test_what_is_short_for_what_is_known() -> None:
    assert is_short_for(canonical("Толик"), canonical("Анатолий"))
    assert is_short_for(canonical("Bob"), canonical("Robert"))
    assert not is_short_for(canonical("Анатолий"), canonical("Толик"))
    assert not is_short_for(canonical("Олександр"), canonical("Александр"))


def test_a_name_tells_whose_it_is_where_only_men_or_women_have_it() -> None:
    assert gender_of(canonical("Тарас")) == "m"
    assert gender_of(canonical("Ольга")) == "f"
    assert gender_of(canonical("Саша")) == ""


def test_the_table_holds_what_people_say() -> None:
    assert len(names().short) > 2_000
