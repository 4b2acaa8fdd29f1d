"""Whether a table holds deals or contacts, by its headings."""

from collections.abc import Mapping, Sequence

from crm_tui.interchange import headings as words
from crm_tui.interchange.fields import Field
from crm_tui.operations.imports import RecordKind

_TITLES = frozenset({"title", "название", "назва", "subject", "тема"})


def kind_of(headings: Sequence[str], asked: Mapping[str, Field]) -> RecordKind:
    """Deals where a heading says so (a stage, the title of a deal), or a title stands beside an amount."""
    said = {words.plain(heading) for heading in headings}
    wanted = set(asked.values())
    fields = {words.field_of(word, contacts=False) for word in said} | wanted
    if said & words.DEAL_SIGNS or wanted & {Field.TITLE, Field.STAGE}:
        return RecordKind.DEALS
    if said & _TITLES and (Field.AMOUNT in fields or any(map(words.currency_of, headings))):
        return RecordKind.DEALS
    return RecordKind.CONTACTS
