"""Another's change is in the way, or there is no step to go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crm_tui.i18n import N_, _
from crm_tui.operations.errors.base import Refused
from crm_tui.operations.field_names import FIELD_NAMES


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two changed: its value before, theirs and mine in words; who wrote theirs, and when.

    ``seq`` is the journal's sequence of theirs: a command sent again with it as ``seen`` overwrites knowingly.
    ``label`` is what a card's field (``custom.ID``) is called.
    """

    field: str
    before: str
    theirs: str
    mine: str
    who: str
    at: datetime
    seq: int = 0
    label: str = ""


class Conflict(Refused):
    """Somebody else changed the same field since the caller had seen it; a person decides which value stays."""

    code = "conflict"
    sentence = N_("%(who)s changed %(field)s to “%(theirs)s” meanwhile; look at it and decide.")

    def __init__(self, clashes: Sequence[Clash]) -> None:
        self.clashes = tuple(clashes)
        first = self.clashes[0]
        super().__init__(who=first.who, field=first.field, theirs=first.theirs)

    @property
    def seq(self) -> int:
        """The newest sequence among theirs: whoever has read the conflict has seen up to it."""
        return max(clash.seq for clash in self.clashes)

    def __str__(self) -> str:
        field = self.clashes[0].label or self.parameters["field"]
        return _(self.sentence) % {**self.parameters, "field": _(FIELD_NAMES.get(field, field))}


class NothingToUndo(Refused):
    """The journal holds no change of the caller's that is still in force."""

    code = "nothing_to_undo"
    sentence = N_("There is nothing to undo.")


class NothingToRedo(Refused):
    """Nothing was undone since the last change."""

    code = "nothing_to_redo"
    sentence = N_("There is nothing to redo.")


class UndoRefused(Refused):
    """Somebody changed the same field since."""

    code = "undo_refused"
    sentence = N_("%(who)s changed the same field at %(when)s; undo would overwrite that, so nothing was changed.")

    def __init__(self, who: str, when: str) -> None:
        super().__init__(who=who, when=when)
