"""What a template may say, and what it may not."""

import pytest

from crm_tui.operations.errors import BadTemplate
from crm_tui.papers import making
from crm_tui.papers.fields import FIELDS, PLAIN, Values
from crm_tui.papers.media_types import DOCX, TEXT
from tests.papers.sheets import read_pdf, read_word, word

VALUES: Values = {
    **{owner: {name: f"{owner}-{name}" for name in names} for owner, names in FIELDS.items()},
    "today": "25 November 2026",
    "total": "UAH 30.00",
    "items": [
        {"place": "1", "title": "Roof", "number": "", "amount": "UAH 10.00"},
        {"place": "2", "title": "Door & <w:br/> frame", "number": "", "amount": "UAH 20.00"},
    ],
}


def pdf(text: str, values: Values = VALUES) -> list[str]:
    made, ending = making.make("offer.md", TEXT, text.encode(), values)
    assert ending == ".pdf"
    return read_pdf(made)


def test_every_field_can_be_named() -> None:
    named = [f"{owner}.{name}" for owner, names in FIELDS.items() for name in sorted(names)]

    said = pdf("\n\n".join(f"{{{{ {field} }}}}" for field in [*named, *sorted(PLAIN)]))

    assert said == [field.replace(".", "-") for field in named] + ["25 November 2026", "UAH 30.00"]


def test_conditions_a_loop_and_the_filters_are_understood() -> None:
    said = pdf(
        "{% if deal.title and not (total == 'x') %}yes{% else %}no{% endif %}\n"
        "{% for item in items %}{{ loop.index }} {{ item.title | upper }}{% if not loop.last %},{% endif %}\n"
        "{% endfor %}{{ 'a' if deal.title else 'b' }}{{ ' c ' | trim | default('d', true) }}"
    )

    assert said == ["yes", "1 ROOF,", "2 DOOR & <W:BR/> FRAME", "ac"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{{ deal.secret }}", "deal.secret"),
        ("{{ seller.name }}", "seller.name"),
        ("{{ password }}", "password"),
        ("{% for item in items %}{{ item.price }}{% endfor %}", "item.price"),
        ("{{ item.title }}", "item.title"),
        ("{{ deal.title.__class__ }}", ".__class__"),
        ("{{ deal.__class__ }}", "deal.__class__"),
        ("{{ ''.__class__ }}", ".__class__"),
        ("{{ deal['title'] }}", "getitem"),
        ("{{ range(10) }}", "call"),
        ("{{ deal.title.upper() }}", "call"),
        ("{{ 'x' * 1000000000 }}", "mul"),
        ("{{ 9 ** 9 ** 9 }}", "pow"),
        ("{{ 'x' ~ 'y' }}", "concat"),
        ("{{ total | attr('x') }}", "attr"),
        ("{{ total | center(1000000000) }}", "center"),
        ("{% set x = 1 %}", "assign"),
        ("{% macro f() %}{% endmacro %}", "macro"),
        ("{% include 'x' %}", "include"),
        ("{% import 'x' as y %}", "import"),
        ("{% extends 'x' %}", "extends"),
        ("{% for a in deal.title %}{% endfor %}", "for"),
        ("{% for a in items %}{% for b in items %}{% endfor %}{% endfor %}", "for … for"),
        ("{% for a in items recursive %}{% endfor %}", "for … for"),
        ("{% for a, b in items %}{% endfor %}", "for"),
        ("{{ total is defined }}", "test"),
    ],
)
def test_an_unknown_field_and_code_are_named(text: str, named: str) -> None:
    for media_type, template in ((TEXT, text.encode()), (DOCX, word(text))):
        with pytest.raises(BadTemplate) as refused:
            making.try_out("offer", media_type, template)

        assert f"“{named}”" in str(refused.value)
        assert "“offer”" in str(refused.value)


@pytest.mark.parametrize("text", ["{{ deal.title", "{% if total %}", "{{ }}", "{% wat %}", "ok\n{% endif %}"])
def test_what_cannot_be_read_is_told_with_its_line(text: str) -> None:
    with pytest.raises(BadTemplate, match=r"line [0-9]+"):
        making.try_out("offer", TEXT, text.encode())


def test_a_template_that_grows_beyond_every_paper_is_stopped() -> None:
    many = {**VALUES, "items": [{"place": "1", "title": "x", "number": "", "amount": ""}] * 200}

    with pytest.raises(BadTemplate, match="too large"):
        pdf("{% for item in items %}" + "x" * 200_000 + "{% endfor %}", many)


def test_a_word_template_is_filled_wherever_its_fields_stand() -> None:
    template = word(
        "To {{ contact.name }}, {{ today }}",
        table=[
            ["{%tr for item in items %}", "", ""],
            ["{{ item.place }}", "{{ item.title }}", "{{ item.amount }}"],
            ["{%tr endfor %}", "", ""],
        ],
    )

    made, ending = making.make("offer.docx", DOCX, template, VALUES)

    assert ending == ".docx"
    assert read_word(made) == [
        "To contact-name, 25 November 2026",
        "1 | Roof | UAH 10.00",
        "2 | Door & <w:br/> frame | UAH 20.00",
    ]
