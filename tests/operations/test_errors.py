"""What a person is told when something cannot be done: one sentence, in the language in force."""

import inspect

import pytest

from crm_tui.domain.stages import DealField
from crm_tui.operations import errors
from crm_tui.operations.errors import (
    CrmError,
    InvalidValue,
    NotFound,
    StageFull,
    StageRefused,
    UndoRefused,
)
from crm_tui.operations.field_names import FIELD_NAMES

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, CrmError) and "sentence" in vars(kind)
]


@pytest.mark.parametrize("kind", KINDS)
def test_each_error_has_a_code_of_its_own_and_a_sentence(kind: type[CrmError]) -> None:
    assert [other.code for other in KINDS].count(kind.code) == 1
    assert kind.exit_code in range(1, 7)
    assert kind.sentence


def test_an_error_names_what_it_is_about() -> None:
    assert str(NotFound("deal", "x1")).startswith("There is no deal “x1”")
    assert str(InvalidValue("amount", "is no number")) == "budget: is no number"
    assert str(UndoRefused("Ivan", "09:00")).startswith("Ivan changed the same field at 09:00")
    assert InvalidValue("amount", "is no number").field == "amount"


def test_a_refused_stage_names_its_fields_in_words() -> None:
    refused = StageRefused("Won", [DealField.AMOUNT, DealField.LOST_NOTE])

    assert str(refused) == "Stage “Won” needs these fields first: budget, note on the loss."
    assert set(DealField) <= set(FIELD_NAMES)


def test_a_full_stage_counts_its_deals() -> None:
    assert "limit of 1 deal;" in str(StageFull("Won", 1))
    assert "limit of 3 deals;" in str(StageFull("Won", 3))


def test_per_cent_signs_of_customers_do_no_harm() -> None:
    assert "100%(x)s" in str(NotFound("deal", "100%(x)s"))
    assert "%d" in str(InvalidValue("name", "%d is odd"))
