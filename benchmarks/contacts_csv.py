"""A CSV of contacts as a company would export it: names in two scripts, phones as people write them."""

import csv
import random
import sys
from pathlib import Path

from benchmarks.places import HOME

HEADINGS = ("Name", "Phone", "E-mail", "Company", "City")
_FIRST = ("Иван", "Ольга", "Пётр", "Мария", "Andriy", "Olena", "Anna", "John", "Тарас", "Светлана")
_LAST = (
    "Петренко",
    "Щербаков",
    "Shevchenko",
    "Кузнецов",
    "Smith",
    "Ковальчук",
    "Иванов",
    "Ткач",
    "Brown",
    "Мороз",
)
_CITY = ("Київ", "Москва", "Львів", "Казань", "Dnipro", "London")
_RUSSIAN = ("+7 {} {}-{}-{}", "8 ({}) {}-{}-{}", "+7({}){}{}{}", "8{}{}{}{}", "7 {} {} {} {}")
_UKRAINIAN = ("+380 {} {} {} {}", "+380({}){}-{}-{}", "+380{}{}{}{}")


def contacts(count: int) -> Path:
    """The file with that many rows, the same in every run, made on first use."""
    path = HOME / f"contacts-{count}.csv"
    if not path.exists():
        print(f"# writing {count:,} contacts", file=sys.stderr, flush=True)
        HOME.mkdir(exist_ok=True)
        growing = path.with_suffix(".growing")
        with growing.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(HEADINGS)
            dice = random.Random(count)
            writer.writerows(_row(dice, number) for number in range(count))
        growing.rename(path)
    return path


def _row(dice: random.Random, number: int) -> tuple[str, ...]:
    name = f"{dice.choice(_FIRST)} {dice.choice(_LAST)}"
    company = f"Company {number % 5_000}" if number % 3 else ""
    return name, _phone(dice, number), f"person{number}@example.com", company, dice.choice(_CITY)


def _phone(dice: random.Random, number: int) -> str:
    """A number that is the row's own; one in 200 has an extension, one in 500 cannot be a phone at all."""
    middle, right, last = f"{number // 10_000 % 1_000:03}", f"{number // 100 % 100:02}", f"{number % 100:02}"
    if number % 500 == 499:
        return f"call later {number % 10}"
    if number % 5 < 3:
        plain = dice.choice(_RUSSIAN).format(dice.choice(("916", "903", "926", "985")), middle, right, last)
    else:
        plain = dice.choice(_UKRAINIAN).format(dice.choice(("67", "50", "93", "63")), middle, right, last)
    return f"{plain} ext. 12" if number % 200 == 199 else plain
