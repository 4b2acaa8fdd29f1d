"""Formula injection: what a spreadsheet would run is text, phones and numbers keep their sign."""

import pytest

from crm_tui.interchange.guard import guarded, unguarded


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\u00a0=1",
        "\ufeff=1",
        "＝1",
        "\n=1 =HYPERLINK(1)",
        '=HYPERLINK("http://x")',
        "+cmd|' /C calc'!A0",
        "-1+cmd|' /C calc'!A0",
        "+7 912 345 67 89=1",
        "'=1",
        "''=1",
    ],
)
def test_formulas_are_marked_and_come_back(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize(
    "cell",
    ["+380671234567", "-5.20", "-12 000,50", "+7 (912) 345-67-89", "+1-418-656-9254", "O'Neil", "'tis", "", "a=b"],
)
def test_phones_numbers_and_plain_text_stay(cell: str) -> None:
    assert guarded(cell) == cell
    assert unguarded(cell) == cell


def test_a_long_run_of_digits_and_brackets_is_judged_at_once() -> None:
    assert guarded("+1" + "(1" * 50_000).startswith("'")
