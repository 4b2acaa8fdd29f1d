"""What a template may ask for, by name; each field is text that is ready to be read."""

from collections.abc import Mapping, Sequence
from typing import Final

FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "deal": frozenset({"title", "amount", "currency", "description", "comment", "pipeline", "stage", "created"}),
    "contact": frozenset({"name", "phone", "email", "position", "city", "address"}),
    "company": frozenset({"name", "city", "address", "website", "comment"}),
    "requisites": frozenset(
        {"inn", "kpp", "ogrn", "edrpou", "rnokpp", "bank", "bik", "account", "correspondent", "iban", "swift"}
    ),
    "responsible": frozenset({"name"}),
    "invoice": frozenset({"number", "amount", "day", "due_day"}),
}
"""Fields that belong to something: ``deal.title``."""
PLAIN: Final = frozenset({"today", "total"})
ITEMS: Final = "items"
"""What is sold, a row each: the deal's requests, or the deal itself where it has none."""
ITEM_FIELDS: Final = frozenset({"place", "title", "number", "amount"})
LOOP_FIELDS: Final = frozenset({"index", "first", "last"})

Values = Mapping[str, str | Mapping[str, str] | Sequence[Mapping[str, str]]]
"""What the fields say: text for the plain ones, texts by name for the others, a sequence of those for the items."""


def specimen() -> Values:
    """Values for a trial: every field there is, filled."""
    owned = {owner: dict.fromkeys(names, "…") for owner, names in FIELDS.items()}
    return {**owned, **dict.fromkeys(PLAIN, "…"), ITEMS: [dict.fromkeys(ITEM_FIELDS, "…")] * 2}
