"""What keeps a deal out of a stage."""

from collections.abc import Sequence

from crm_tui.domain.stages import DealField
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.errors.base import Refused
from crm_tui.operations.field_names import FIELD_NAMES


class StageRefused(Refused):
    """The stage's contract is not met."""

    code = "stage_refused"
    sentence = N_("Stage “%(stage)s” needs these fields first: %(fields)s.")

    def __init__(self, stage: str, missing: Sequence[DealField]) -> None:
        self.missing = tuple(missing)
        super().__init__(stage=stage, fields=", ".join(missing))

    def __str__(self) -> str:
        fields = ", ".join(_(FIELD_NAMES[field]) for field in self.missing)
        return _(self.sentence) % {**self.parameters, "fields": fields}


class StageFull(Refused):
    """A strict WIP limit is reached."""

    code = "stage_full"
    sentence = "Stage “%(stage)s” holds its limit of %(limit)s deals; move one on first."

    def __init__(self, stage: str, limit: int) -> None:
        super().__init__(stage=stage, limit=str(limit))

    def __str__(self) -> str:
        sentence = ngettext(
            "Stage “%(stage)s” holds its limit of %(limit)s deal; move it on first.",
            "Stage “%(stage)s” holds its limit of %(limit)s deals; move one on first.",
            int(self.parameters["limit"]),
        )
        return sentence % self.parameters


class AlreadyFiled(Refused):
    """A deal that was to be filed has left the unsorted stage."""

    code = "already_filed"
    sentence = N_("“%(title)s” was filed already, in “%(stage)s”; open it there.")

    def __init__(self, title: str, stage: str) -> None:
        super().__init__(title=title, stage=stage)


class NothingToMark(Refused):
    """A deal has no number and no address that could go on the spam list."""

    code = "nothing_to_mark"
    sentence = N_("“%(title)s” has no phone and no e-mail that could go on the spam list; x loses it, X deletes it.")

    def __init__(self, title: str) -> None:
        super().__init__(title=title)


class BuyerNeeded(Refused):
    """A channel sends to saved buyers alone, and a deal has none."""

    code = "buyer_needed"
    sentence = N_("“%(title)s” has no saved buyer to send to; save one with b, then send.")

    def __init__(self, title: str) -> None:
        super().__init__(title=title)
