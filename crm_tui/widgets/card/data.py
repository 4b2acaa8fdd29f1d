"""What a card consists of: blocks of fields, each with what is shown and how it is changed."""

from dataclasses import dataclass, field
from enum import Enum, auto

from textual.content import Content

from crm_tui.domain.fields import FieldKind


class Way(Enum):
    """How a field is changed, or what enter does on it."""

    LINE = auto()
    """Typed in place, on one line."""
    LONG = auto()
    """Typed in place, on several lines."""
    DIALOG = auto()
    """Chosen in a dialog that the screen opens."""
    TOGGLE = auto()
    """Yes or no: enter turns it round."""
    OPEN = auto()
    """A line of a list: enter opens what it stands for."""
    NONE = auto()
    """To be read alone."""


@dataclass(frozen=True, slots=True)
class CardField:
    """A field of a card, or a line of a list on it.

    ``name`` is its name in requests; ``text`` what its editor starts with, which need not be what is shown. ``remark``
    stands on the right, in as many cells as it has, ``brief`` in its place where little room is left. ``kind`` lets the
    editor help while one types. ``options`` are the answers of a choice. A field that is ``cut`` takes one line however
    long it is.
    """

    name: str
    label: str
    shown: Content
    text: str = ""
    way: Way = Way.LINE
    kind: FieldKind = FieldKind.TEXT
    remark: Content = field(default_factory=lambda: Content(""))
    brief: Content = field(default_factory=lambda: Content(""))
    options: tuple[str, ...] = ()
    cut: bool = False
    opens: bool = False
    """Whether enter opens what it names, though it is typed in place: e edits it."""
    place: str = ""
    """Where an arrangement puts it: the head knows "title", "right" and "below"."""


@dataclass(frozen=True, slots=True)
class CardBlock:
    """Fields under a heading. ``empty`` is said where there are none."""

    title: str
    fields: tuple[CardField, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class CardTab:
    """A page of a card."""

    id: str
    title: str
    blocks: tuple[CardBlock, ...]
