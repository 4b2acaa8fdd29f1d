"""``crm-tui fields``: the fields that admins give to cards: list, add, edit, remove, move."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from crm_tui.cli import resolve
from crm_tui.cli.help_page import GroupPage
from crm_tui.cli.output import Reply, short, table
from crm_tui.cli.session import Session, command
from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.fields import (
    AddField,
    CountFieldValues,
    EditField,
    FieldChanges,
    FieldInfo,
    GetLayout,
    RemoveField,
    ShiftField,
)
from crm_tui.operations.values import UNSET

app = typer.Typer(
    name="fields", cls=GroupPage, help=_("Fields of cards: list, add, edit, remove, move."), no_args_is_help=True
)

OfOption = Annotated[Entity, typer.Option("--of", metavar="CARD", help=_("deal, contact or company."))]
FieldArgument = Annotated[str, typer.Argument(metavar="NAME", help=_("The field’s name or id."))]
NewArgument = Annotated[str, typer.Argument(metavar="NAME", help=_("What the field is called."))]
ByArgument = Annotated[int, typer.Argument(metavar="BY", help=_("How many places down; up after -- as -1."))]
KindOption = Annotated[
    FieldKind,
    typer.Option(
        metavar="KIND",
        help=_(
            "text, long text, number, money, date, choice, choices, checkbox, phone, email, link or user; for good."
        ),
    ),
]
AnswerOption = Annotated[
    list[str] | None, typer.Option(metavar="A", help=_("An answer of a choice; may be given several times."))
]
DefaultOption = Annotated[str | None, typer.Option(metavar="D", help=_("What new cards hold from the start."))]
RenameOption = Annotated[str | None, typer.Option("--name", metavar="N", help=_("Another name."))]
RequiredOption = Annotated[bool | None, typer.Option(help=_("Whether it must stay filled once it is."))]
DistinctOption = Annotated[bool | None, typer.Option(help=_("Whether no two cards may have the same value."))]
IndexedOption = Annotated[bool | None, typer.Option(help=_("Whether filters by it are to be quick on many cards."))]


@command(app, "list", _("List the fields of a card."))
async def list_fields(session: Session, of: OfOption = Entity.DEAL) -> Reply:
    """Fields in their order."""
    layout = await session.ask(GetLayout(of))
    return Reply(layout.fields, _lines(layout.fields))


@command(app, "add", _("Add a field to a card."))
async def add_field(
    session: Session,
    name: NewArgument,
    of: OfOption = Entity.DEAL,
    kind: KindOption = FieldKind.TEXT,
    answer: AnswerOption = None,
    default: DefaultOption = None,
    required: RequiredOption = None,
    distinct: DistinctOption = None,
    indexed: IndexedOption = None,
) -> Reply:
    """A new field, last of all."""
    field = await session.do(
        AddField(
            of,
            name,
            kind,
            options=tuple(answer or ()),
            required=bool(required),
            distinct=bool(distinct),
            default=default or "",
            indexed=bool(indexed),
        )
    )
    return Reply(field, [f"{_('Made')}: {short(field.id)}  {field.name}"])


@command(app, "edit", _("Change a field; what is not named stays as it is."))
async def edit_field(
    session: Session,
    name: FieldArgument,
    of: OfOption = Entity.DEAL,
    rename: RenameOption = None,
    answer: AnswerOption = None,
    default: DefaultOption = None,
    required: RequiredOption = None,
    distinct: DistinctOption = None,
    indexed: IndexedOption = None,
) -> Reply:
    """A field as it is from now on; the answers of a choice are given whole."""
    changes = FieldChanges(
        name=UNSET if rename is None else rename,
        options=UNSET if answer is None else tuple(answer),
        default=UNSET if default is None else default,
        required=UNSET if required is None else required,
        distinct=UNSET if distinct is None else distinct,
        indexed=UNSET if indexed is None else indexed,
    )
    field = await session.do(EditField((await _named(session, of, name)).id, changes))
    return Reply(field, [f"{_('Changed')}: {short(field.id)}  {field.name}"])


@command(app, "remove", _("Take a field off the cards; undo brings it back with its values."))
async def remove_field(session: Session, name: FieldArgument, of: OfOption = Entity.DEAL) -> Reply:
    """A field off the cards, and how many values that hides."""
    field = await _named(session, of, name)
    hidden = await session.ask(CountFieldValues(field.id))
    await session.do(RemoveField(field.id))
    told = ngettext("%(name)s removed; %(n)d value hidden.", "%(name)s removed; %(n)d values hidden.", hidden)
    return Reply({"removed": field.id, "hidden": hidden}, [told % {"name": field.name, "n": hidden}])


@command(app, "move", _("Move a field among the others."))
async def move_field(session: Session, name: FieldArgument, by: ByArgument, of: OfOption = Entity.DEAL) -> Reply:
    """A field up or down."""
    layout = await session.do(ShiftField((await _named(session, of, name)).id, by))
    return Reply(layout.fields, _lines(layout.fields))


async def _named(session: Session, of: Entity, name: str) -> FieldInfo:
    return resolve.by_name((await session.ask(GetLayout(of))).fields, name, N_("field"))


def _lines(fields: Sequence[FieldInfo]) -> Iterator[str]:
    if not fields:
        yield _("No fields here. Add one with: crm-tui fields add …")
        return
    rows = [
        (
            short(field.id),
            field.name,
            field.kind.value,
            ", ".join(field.options),
            *map(_yes, (field.required, field.distinct, field.indexed)),
            field.default,
        )
        for field in fields
    ]
    headings = (_("ID"), _("Name"), _("Kind"), _("Answers"), _("Required"), _("Unique"), _("Index"), _("Default"))
    yield from table(headings, rows)


def _yes(marked: bool) -> str:
    return _("yes") if marked else ""
