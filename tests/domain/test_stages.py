"""The contract of a stage: what is still missing, and when it is full."""

import pytest

from crm_tui.domain.stages import DealField, StageContract, StageKind, WipRule


def test_a_stage_asks_for_what_is_empty_in_the_order_of_its_form() -> None:
    contract = StageContract(StageKind.OPEN, (DealField.PHONE, DealField.CONTACT, DealField.EMAIL))
    assert contract.missing(frozenset({DealField.CONTACT})) == (DealField.PHONE, DealField.EMAIL)


def test_a_stage_that_asks_for_nothing_misses_nothing() -> None:
    assert StageContract(StageKind.OPEN).missing(frozenset()) == ()


def test_won_wants_the_amount_once() -> None:
    contract = StageContract(StageKind.WON, (DealField.AMOUNT, DealField.CONTACT))
    assert contract.missing(frozenset()) == (DealField.AMOUNT, DealField.CONTACT)
    assert StageContract(StageKind.WON).missing(frozenset()) == (DealField.AMOUNT,)


def test_lost_wants_the_reason_and_a_note_where_the_reason_needs_words() -> None:
    contract = StageContract(StageKind.LOST)
    assert contract.missing(frozenset()) == (DealField.LOST_REASON,)
    assert contract.missing(frozenset({DealField.LOST_REASON}), note_needed=True) == (DealField.LOST_NOTE,)
    assert contract.missing(frozenset({DealField.LOST_REASON, DealField.LOST_NOTE}), note_needed=True) == ()


def test_an_open_stage_needs_no_note() -> None:
    assert StageContract(StageKind.OPEN).missing(frozenset(), note_needed=True) == ()


@pytest.mark.parametrize(
    ("limit", "rule", "deals", "full"),
    [
        (3, WipRule.STRICT, 2, False),
        (3, WipRule.STRICT, 3, True),
        (3, WipRule.SOFT, 30, False),
        (None, WipRule.STRICT, 30, False),
        (0, WipRule.STRICT, 0, True),
    ],
)
def test_only_a_strict_limit_keeps_deals_out(limit: int | None, rule: WipRule, deals: int, full: bool) -> None:
    assert StageContract(StageKind.OPEN, wip_limit=limit, wip_rule=rule).full(deals) is full


def test_won_and_lost_are_closed() -> None:
    assert [kind for kind in StageKind if kind.closed] == [StageKind.WON, StageKind.LOST]
