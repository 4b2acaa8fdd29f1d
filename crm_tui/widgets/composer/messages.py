"""What the composer says to its screen."""

from dataclasses import dataclass
from typing import TypeAlias

from textual.message import Message

from crm_tui.operations.notes import AddNote, EditNote, LogCommunication, SetMemo
from crm_tui.operations.tasks import PlanTask

Written: TypeAlias = PlanTask | AddNote | EditNote | SetMemo | LogCommunication


@dataclass
class WrittenDown(Message):
    """Something is to be stored: answer with ``Composer.done`` or, where it was refused, ``Composer.fail``."""

    request: Written
