"""Stages of a pipeline and the contract that a deal meets before it may enter one."""

from dataclasses import dataclass
from enum import StrEnum


class StageKind(StrEnum):
    """What being in a stage means for a deal."""

    UNSORTED = "unsorted"
    OPEN = "open"
    WON = "won"
    LOST = "lost"

    @property
    def closed(self) -> bool:
        """Whether a deal here is over, one way or the other."""
        return self in (StageKind.WON, StageKind.LOST)


class WipRule(StrEnum):
    """What happens when a stage already holds as many deals as its WIP limit allows."""

    SOFT = "soft"
    STRICT = "strict"


class DealField(StrEnum):
    """Fields that a stage can ask for before a deal may enter it."""

    AMOUNT = "amount"
    CONTACT = "contact"
    PHONE = "phone"
    EMAIL = "email"
    RESPONSIBLE = "responsible"
    DESCRIPTION = "description"
    LOST_REASON = "lost_reason"
    LOST_NOTE = "lost_note"


@dataclass(frozen=True, slots=True)
class StageContract:
    """What a stage demands of a deal that enters it."""

    kind: StageKind
    required: tuple[DealField, ...] = ()
    wip_limit: int | None = None
    wip_rule: WipRule = WipRule.SOFT

    @property
    def demanding(self) -> bool:
        """Whether it asks for anything at all."""
        return bool(self.required) or self.kind.closed

    def missing(self, filled: frozenset[DealField], *, note_needed: bool = False) -> tuple[DealField, ...]:
        """The fields still to be filled, in the order in which a form asks for them.

        A won stage always wants the amount and a lost one the reason; ``note_needed`` says that the reason chosen
        ("other") wants words of its own.
        """
        wanted = list(self.required)
        if self.kind is StageKind.WON:
            wanted.append(DealField.AMOUNT)
        if self.kind is StageKind.LOST:
            wanted.append(DealField.LOST_REASON)
            if note_needed:
                wanted.append(DealField.LOST_NOTE)
        return tuple(field for field in dict.fromkeys(wanted) if field not in filled)

    def full(self, deals: int) -> bool:
        """Whether a strict limit keeps one more deal out."""
        return self.wip_limit is not None and self.wip_rule is WipRule.STRICT and deals >= self.wip_limit
