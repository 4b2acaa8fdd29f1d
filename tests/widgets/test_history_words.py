"""What the journal says to a person."""

import pytest

from crm_tui import i18n
from crm_tui.widgets.history_words import line_words


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "put on the card: payment 4,000\u00a0₴"), ("ru", "привязано: платёж 4\u00a0000\u00a0₴")],
)
def test_a_payment_without_a_name_is_told_by_its_kind_and_sum(language: str, said: str) -> None:
    i18n.use(language)

    assert line_words("voucher_link", None, "voucher.payment 4000.00 ₴") == said


def test_a_voucher_with_a_name_is_told_by_it() -> None:
    assert line_words("voucher_link", None, "Roof INV-7") == "put on the card: Roof INV-7"
    assert line_words("voucher_link", None, "voucher.invoice") == "put on the card: invoice"
