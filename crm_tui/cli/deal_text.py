"""Deals as plain text: a table of lines, or one card with everything on it."""

from collections.abc import Iterator, Sequence

from crm_tui.cli.output import money, record, short, table, when
from crm_tui.i18n import _
from crm_tui.operations.deals import DealCard, DealRow
from crm_tui.operations.values import Email, Person, Phone, TaskInfo


def list_lines(rows: Sequence[DealRow], *, filtered: bool) -> Iterator[str]:
    """A table of deals, or the sentence that says why there are none."""
    if not rows:
        missing = _("No deals here. Make one with: crm-tui deals new --title … --name …")
        yield _("Nothing fits the filter.") if filtered else missing
        return
    headings = (_("ID"), _("Stage"), _("Deal"), _("Contact"), _("Budget"), _("Responsible"), _("Created"))
    yield from table(headings, [_cells(row) for row in rows], right=frozenset({4}))


def _cells(row: DealRow) -> tuple[str, ...]:
    return (
        short(row.id),
        row.stage,
        row.title,
        row.contact,
        money(row.amount),
        row.responsible,
        when(row.created_at),
    )


def deal_lines(card: DealCard) -> Iterator[str]:
    """One deal, a field a line."""
    return record(
        (
            (_("ID"), card.id),
            (_("Deal"), card.title),
            (_("Pipeline"), card.pipeline),
            (_("Stage"), card.stage),
            (_("Budget"), money(card.amount)),
            *((_("Contact"), person_text(person)) for person in card.people),
            (_("Responsible"), card.responsible_name),
            (_("Tags"), ", ".join(tag.name for tag in card.tags)),
            (_("Description"), card.description),
            (_("Comment"), card.comment),
            *((_("Task"), task_text(task)) for task in card.tasks),
            (_("Lost because"), ": ".join(filter(None, (card.lost_reason, card.lost_note)))),
            (_("Created"), when(card.created_at)),
            (_("In stage since"), when(card.in_stage_since)),
            (_("Closed"), when(card.closed_at)),
            (_("External id"), card.external_id),
            *card.extra.items(),
        )
    )


def person_text(person: Person) -> str:
    """A contact of a deal with phones and e-mails, one a line."""
    head = f"{person.name} ({person.role})" if person.role else person.name
    return "\n".join((head, *map(phone_text, person.phones), *map(email_text, person.emails)))


def phone_text(phone: Phone) -> str:
    """A phone with its label, and what is wrong with it."""
    problem = f"  ! {_(phone.problem)}" if phone.problem else ""
    return f"{_labelled(phone.label)}{phone.typed}{problem}"


def email_text(email: Email) -> str:
    """An e-mail with its label."""
    return f"{_labelled(email.label)}{email.typed}"


def task_text(task: TaskInfo) -> str:
    """A task with its due time, marked when it is done."""
    return " ".join(filter(None, ("✓" if task.done_at else "", task.text, when(task.due_at))))


def _labelled(label: str) -> str:
    return f"{label}: " if label else ""
