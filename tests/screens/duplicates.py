"""A made-up base with pairs that may be one person: looked through in steps, merged, kept apart, taken back."""

from dataclasses import dataclass, field
from typing import Any

from crm_tui.domain.fields import MAIN, Entity, FieldKind
from crm_tui.domain.ids import ContactId, FieldId, MergeId
from crm_tui.domain.matching.reasons import Band, Evidence, Reason
from crm_tui.operations.base import Command, Query
from crm_tui.operations.fields import FieldInfo, GetLayout, Layout
from crm_tui.operations.history import Redo, Step, Undo
from crm_tui.operations.matching import (
    DuplicatePage,
    DuplicatePair,
    GetScan,
    ListDuplicates,
    MergeContacts,
    Merged,
    MergeField,
    NotDuplicates,
    PreviewMerge,
    ScanDuplicates,
    ScanState,
    Similar,
)
from crm_tui.operations.values import Email, Phone
from tests.screens.fakes import NOW, FakeStore

SIZE = FieldInfo(
    FieldId("f-1"), Entity.CONTACT, "Обувь", FieldKind.TEXT, MAIN, None, (), False, False, "", (), False
)  # fmt: skip
FIELDS = (
    MergeField("name", "Иванов Иван Петрович", "Иванов Иван", "first"),
    MergeField("city", "", "Киев", "second"),
    MergeField("custom.f-1", "42", "43", "first"),
)


def somebody(number: int, name: str) -> Similar:
    """A contact by number."""
    phone = Phone(f"+7 916 123-45-{number:02}", "", f"+791612345{number:02}")
    email = (Email(f"n{number}@example.ru"),) if number % 2 else ()
    return Similar(
        ContactId(f"c-{number}"), name, (phone,), email, "", "", ("Склад",) * (number % 2), 0, Band.MAYBE, ()
    )


def pair(number: int, score: float, band: Band = Band.SAME) -> DuplicatePair:
    """Two contacts that may be one."""
    reasons = (
        Reason(Evidence.SAME_PHONE, 16.0),
        Reason(Evidence.SHORT_NAME, 9.0, "Саша", "Александр"),
        Reason(Evidence.OTHER_TOWN, -1.0),
    )
    first, second = somebody(number, f"Иванов Иван {number}"), somebody(number + 1, f"Ivanov Ivan {number}")
    return DuplicatePair(first, second, score, band, reasons)


BEST, NEXT, LAST, WEAK = pair(1, 41), pair(3, 33), pair(5, 22, Band.LIKELY), pair(7, 8, Band.MAYBE)


@dataclass
class DuplicatesStore(FakeStore):
    """Each step of looking through the base finds the next of ``hidden``."""

    pairs: list[DuplicatePair] = field(default_factory=lambda: [BEST, NEXT, LAST, WEAK])
    hidden: list[DuplicatePair] = field(default_factory=list)
    looked: int = 4
    fields: tuple[MergeField, ...] = FIELDS
    undone: list[DuplicatePair] = field(default_factory=list)
    step: Any = None

    @property
    def scan(self) -> ScanState:
        """How far the base was looked through."""
        return ScanState(self.looked, self.looked + len(self.hidden), len(self.pairs), NOW)

    async def ask(self, query: Query[Any]) -> Any:
        """The pairs, the state, the fields."""
        if self.failure and isinstance(query, ListDuplicates | GetScan | PreviewMerge):
            failure, self.failure = self.failure, None
            raise failure
        match query:
            case GetScan():
                return self.scan
            case ListDuplicates(least, _, limit):
                bands = [Band.SAME, Band.LIKELY] + [Band.MAYBE] * (least is Band.MAYBE)
                fitting = sorted((one for one in self.pairs if one.band in bands), key=lambda one: -one.score)
                return DuplicatePage(tuple(fitting[:limit]), len(fitting) <= limit, len(fitting))
            case PreviewMerge():
                return self.fields
            case GetLayout(entity):
                return Layout(entity, (), (), (SIZE,))
        return await super().ask(query)

    def _carried_out(self, command: Command[Any]) -> Any:
        match command:
            case ScanDuplicates():
                if self.step is not None:
                    self.step()
                if self.hidden:
                    self.pairs.append(self.hidden.pop(0))
                    self.looked += 1
                return self.scan
            case MergeContacts(first, second) | NotDuplicates(first, second):
                (decided,) = (one for one in self.pairs if (one.first.id, one.second.id) == (first, second))
                self.pairs.remove(decided)
                self.undone.append(decided)
                return Merged(None, MergeId("m-1")) if isinstance(command, MergeContacts) else None  # type: ignore[arg-type]  # nobody looks at the card
            case Undo() | Redo():
                self.pairs.append(self.undone.pop())
                return Step(2, "MergeContacts", (), "Иванов")
        return super()._carried_out(command)
