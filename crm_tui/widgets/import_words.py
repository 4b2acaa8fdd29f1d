"""What becomes of the rows of a file, in words, for the screens and the command line alike."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.import_rows import EXTRA, Choice, FieldChange, Likeness, RowReport, Verdict
from crm_tui.operations.imports import ImportReport
from crm_tui.widgets.buyer.words import reasons_words

_KNOWN: Final[Mapping[Choice, str]] = {
    Choice.ASK: N_("Row %(number)d is %(whom)s (%(why)s) and waits for your decision."),
    Choice.UPDATE: N_("Row %(number)d is %(whom)s (%(why)s) and goes into that contact."),
    Choice.NEW: N_("Row %(number)d is like %(whom)s (%(why)s) and becomes a contact of its own."),
    Choice.SKIP: N_("Row %(number)d is %(whom)s (%(why)s) and is left out."),
}
_LINKED: Final = N_("Row %(number)d: %(about)s is %(whom)s (%(why)s) and is linked.")
_NOT_LINKED: Final = N_("Row %(number)d: %(about)s is %(whom)s (%(why)s) and stays as the file has it.")
_LIKELY: Final = N_("Row %(number)d taken: it may be %(whom)s (%(why)s).")
_FIELDS: Final[Mapping[str, str]] = {
    "name": N_("Name"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "tags": N_("Tag"),
    "company": N_("Company"),
    "position": N_("Position"),
    "city": N_("City"),
    "address": N_("Address"),
    "birthday": N_("Birthday"),
    "source": N_("Source"),
    "comment": N_("Comment"),
    "responsible": N_("Responsible"),
    "external_id": N_("ID"),
    "alias": N_("Also known as"),
    "title": N_("Deal title"),
    "amount": N_("Amount"),
    "pipeline": N_("Pipeline"),
    "stage": N_("Stage"),
    "description": N_("Description"),
    "lost_reason": N_("Lost reason"),
    "lost_note": N_("Lost note"),
    "people": N_("Contact"),
}


def counted(report: ImportReport) -> Iterator[str]:
    """How many rows of each verdict, a sentence at a time; what there is none of is not said."""
    yield _("New: %(new)d, updated: %(updated)d, unchanged: %(unchanged)d, refused: %(refused)d.") % {
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": report.refused,
    }
    if report.duplicates:
        yield _("Known people: %(all)d; put into their contacts: %(added)d, new: %(made)d, left: %(left)d.") % {
            "all": report.duplicates,
            "added": report.added,
            "made": report.made,
            "left": report.left_out,
        }
    if report.likely:
        likely = ngettext("%(n)d row may be a known person.", "%(n)d rows may be known people.", report.likely)
        yield likely % {"n": report.likely}
    if strangers := report.unknown_responsible:
        told = ngettext(
            "%(n)d row names a responsible who is no colleague here.",
            "%(n)d rows name a responsible who is no colleague here.",
            strangers,
        )
        yield told % {"n": strangers}


def row_lines(row: RowReport) -> Iterator[str]:
    """What there is to say of a row, a sentence a line."""
    if row.verdict is Verdict.REFUSED:
        yield _("Row %(number)d refused: %(reason)s") % {"number": row.number, "reason": row.reason}
        return
    if row.remarks:
        yield _("Row %(number)d taken: %(reason)s") % {"number": row.number, "reason": row.reason}
    if row.likenesses:
        best = row.likenesses[0]
        about = {"number": row.number, "about": best.about, "whom": whom(best), "why": why(best)}
        yield _(_sentence(row)) % about


def _sentence(row: RowReport) -> str:
    if row.choice is None:
        return _LIKELY
    if row.verdict is Verdict.DUPLICATE:
        return _KNOWN[row.choice]
    return _LINKED if row.choice is Choice.UPDATE else _NOT_LINKED


def whom(likeness: Likeness) -> str:
    """Who somebody is like: a contact, or an earlier row."""
    if not likeness.row:
        return likeness.name
    return _("%(name)s of row %(row)d") % {"name": likeness.name, "row": likeness.row}


def why(likeness: Likeness) -> str:
    """What speaks for it and against it."""
    return ", ".join(reasons_words(likeness.reasons))


def gains(changes: Iterable[FieldChange]) -> Iterator[str]:
    """Which fields change, each once."""
    return iter(dict.fromkeys(map(field_name, changes)))


def field_name(change: FieldChange) -> str:
    """What the field of a change is called; one that only the file has is called as there."""
    if change.field in _FIELDS:
        return _(_FIELDS[change.field])
    heading = change.field.removeprefix(EXTRA)
    return _("%(field)s, kept beside") % {"field": _(_FIELDS[heading])} if heading in _FIELDS else heading
