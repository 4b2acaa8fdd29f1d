"""The reasons in the words of three languages."""

from collections.abc import Iterator

import pytest

from crm_tui import i18n
from crm_tui.domain.matching.reasons import Evidence, Reason
from crm_tui.domain.matching.wording import said


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    i18n.use("en")


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
@pytest.mark.parametrize("evidence", Evidence)
def test_every_piece_of_evidence_has_words(evidence: Evidence, language: str) -> None:
    i18n.use(language)

    text = said(Reason(evidence, 1.0, "Саша", "100%"))

    assert text
    assert "%(" not in text
    assert language == "en" or text != _english(evidence)


def _english(evidence: Evidence) -> str:
    i18n.use("en")
    return said(Reason(evidence, 1.0, "Саша", "100%"))


@pytest.mark.parametrize(
    ("mine", "theirs", "words"),
    [
        ("Саша", "Александр", "Саша is short for Александр"),
        ("Александр", "Саша", "Саша is short for Александр"),
        ("Саша", "Шура", "Саша and Шура are short for one name"),
    ],
)
def test_a_short_name_is_said_to_be_short_for_the_full_one(mine: str, theirs: str, words: str) -> None:
    assert said(Reason(Evidence.SHORT_NAME, 1.0, mine, theirs)) == words


def test_in_russian() -> None:
    i18n.use("ru")

    assert said(Reason(Evidence.SHORT_NAME, 1.0, "Саша", "Александр")) == "Саша — краткое от «Александр»"
    assert said(Reason(Evidence.SAME_PHONE, 1.0)) == "тот же телефон"
