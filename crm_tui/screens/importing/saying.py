"""What the review says of a file as a whole: how it is read, its groups, what enter will do."""

from textual.content import Content

from crm_tui.domain.text import clean
from crm_tui.i18n import N_, _
from crm_tui.interchange.row_spool import RowGroup
from crm_tui.operations.import_rows import Choice
from crm_tui.operations.imports import RecordKind
from crm_tui.screens.files import ImportReview
from crm_tui.screens.importing.choices import ImportChoices
from crm_tui.widgets.group_line import Group
from crm_tui.widgets.plain import MUTED, one_line
from crm_tui.widgets.progress_words import grouped, progress_line

_COLUMN = 24
_GROUPS = {
    RowGroup.ALL: N_("all"),
    RowGroup.NEW: N_("new here"),
    RowGroup.UPDATED: N_("changed"),
    RowGroup.KNOWN: N_("known"),
    RowGroup.LIKELY: N_("likely known"),
    RowGroup.UNCHANGED: N_("unchanged"),
    RowGroup.REFUSED: N_("refused"),
}


def looking(done: int, total: int) -> str:
    """How far the look at the file is."""
    return f"{_('Looking at the file; nothing is written yet, esc stops.')}\n{progress_line(done, total)}"


def taking(done: int, total: int) -> str:
    """How far the import is."""
    return f"{_('Taking the file in; esc stops.')}\n{progress_line(done, total)}"


def columns_in_short(review: ImportReview) -> str:
    """How the columns are read, in one line."""
    return " · ".join(f"{one_line(heading, _COLUMN)} → {clean(field)}" for heading, field, _sample in review.columns)


def columns(review: ImportReview) -> Content:
    """How the columns are read, each with an example."""
    lines = [Content.styled(_("How the columns are read"), "bold")]
    for heading, field, sample in review.columns:
        example = (f"  {one_line(sample, _COLUMN)}", MUTED)
        accent = (one_line(field, _COLUMN), "$text-accent")
        lines.append(Content.assemble(one_line(heading, _COLUMN), " → ", accent, example))
    if not review.columns:
        lines.append(Content(_("This file has no columns; its fields have names.")))
    return Content("\n").join(lines)


def groups(review: ImportReview) -> list[Group]:
    """The groups of rows with their counts."""
    return [Group(group, _(words), grouped(review.rows.count(group))) for group, words in _GROUPS.items()]


def anything(review: ImportReview, choices: ImportChoices) -> bool:
    """Whether anything at all would be written."""
    new, known = choices.outcome(review.report, review.kind)
    return bool(new or review.report.updated or known[Choice.UPDATE] or known[Choice.NEW])


def outcome(review: ImportReview, choices: ImportChoices) -> str:
    """What enter will do; what there is none of is not said."""
    new, known = choices.outcome(review.report, review.kind)
    contacts = review.kind is RecordKind.CONTACTS
    counts = [
        (_("%(n)s new"), new),
        (_("%(n)s changed"), review.report.updated),
        (_("%(n)s into their contacts") if contacts else _("%(n)s linked with buyers"), known[Choice.UPDATE]),
        (_("%(n)s new anyway") if contacts else _("%(n)s not linked"), known[Choice.NEW]),
        (_("%(n)s left out") if contacts else _("%(n)s not linked"), known[Choice.SKIP]),
        (_("%(n)s refused"), review.report.refused),
    ]
    said = ", ".join(words % {"n": grouped(count)} for words, count in counts if count)
    told = _("enter: %(what)s") % {"what": said or _("nothing")}
    return told if review.report.matched else f"{told}\n{_('Not compared with known people; M compares.')}"
