"""What a merge brought into a contact, kept with it so that it can be taken apart after other edits."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from crm_tui.storage.tables import (
    Communication,
    Deal,
    Document,
    Email,
    Mention,
    Note,
    Person,
    Phone,
    Table,
    Task,
)

POINTING: Final[Mapping[type[Table], str]] = {
    Deal: "buyer_id",
    Person: "contact_id",
    Communication: "subject_id",
    Note: "subject_id",
    Mention: "subject_id",
    Task: "subject_id",
    Document: "subject_id",
}
"""What points at a contact, and by which column; it comes along as it is."""

VALUES: Final[Mapping[type[Table], tuple[str, ...]]] = {
    Phone: ("typed", "label", "e164", "problem"),
    Email: ("typed", "label", "address"),
}
"""What a contact is reached by, and the columns that say how: an edit changes these in place."""


@dataclass
class Moved:
    """What came over.

    ``rows`` are ids by table, ``reach`` phones and e-mails as they were, ``worn`` and ``linked`` the tags and vouchers
    that the contact did not have, ``fields`` its values before and after, ``names`` what it is also called since.
    """

    rows: dict[str, list[str]] = field(default_factory=dict)
    reach: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    worn: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def written(self) -> str:
        """The same as its column keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def moved(text: str) -> Moved:
    """What a column tells."""
    return Moved(**json.loads(text))
