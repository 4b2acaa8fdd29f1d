"""``crm-tui triage`` and ``appeals``: what waits for somebody, and what comes in."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import typer

from crm_tui.cli import resolve
from crm_tui.cli.help_page import GroupPage
from crm_tui.cli.output import Reply, short, table, when
from crm_tui.cli.session import Session, command
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.notes import Channel
from crm_tui.operations.pipelines import ListPipelines
from crm_tui.operations.triage import Cause, ListTriage, RecordAppeal, SetReopening, Taken, TriageQueue

app = typer.Typer(name="appeals", cls=GroupPage, help=_("Appeals: record, reopening."), no_args_is_help=True)

_CAUSES = {
    Cause.UNSORTED: N_("unsorted"),
    Cause.UNREAD: N_("unread"),
    Cause.OVERDUE: N_("overdue"),
    Cause.ROTTING: N_("rotting"),
}
_TAKEN = {
    Taken.NEW: N_("A new deal"),
    Taken.GROUPED: N_("With the earlier ones"),
    Taken.LANDED: N_("On the open deal"),
    Taken.REOPENED: N_("Opened again"),
    Taken.REPEATED: N_("Taken before"),
    Taken.SPAM: N_("Spam: kept, and no deal made"),
}
_MOST = 500

EverybodyOption = Annotated[bool, typer.Option("--everybody", help=_("The colleagues’ deals too."))]
ManyOption = Annotated[int, typer.Option("--limit", min=1, max=_MOST, metavar="N", help=_("How many to list."))]
ChannelArgument = Annotated[
    Channel, typer.Argument(metavar="CHANNEL", help=_("call, sms, email, viber, telegram, whatsapp, meeting or other."))
]
KeyOption = Annotated[
    str, typer.Option(metavar="K", help=_("What names this delivery in its channel: it is taken once."))
]
PhoneOption = Annotated[str, typer.Option(metavar="P", help=_("The phone that it came from."))]
EmailOption = Annotated[str, typer.Option(metavar="E", help=_("The e-mail that it came from."))]
NameOption = Annotated[str, typer.Option(metavar="N", help=_("Who it is, where that is said."))]
TextOption = Annotated[str, typer.Option(metavar="T", help=_("What was said or written."))]
AtOption = Annotated[datetime | None, typer.Option(help=_("When it came in; now, where it is left out."))]
SecondsOption = Annotated[int | None, typer.Option(min=0, metavar="S", help=_("How long a call was."))]
PipelineArgument = Annotated[str, typer.Argument(metavar="PIPELINE", help=_("The pipeline, by its name."))]
ReopensOption = Annotated[
    bool, typer.Option("--on/--off", help=_("Open the last closed deal again, or make a new one (the default)."))
]


def attach(program: typer.Typer) -> None:
    """Put the command that is no noun under the program."""
    command(program, "triage", _("List the deals that wait for somebody, the most urgent first."))(triage)


async def triage(session: Session, everybody: EverybodyOption = False, limit: ManyOption = 100) -> Reply:
    """What waits for the caller or for nobody."""
    queue = await session.ask(ListTriage(everybody=everybody, limit=limit))
    return Reply(queue, _lines(queue))


@command(app, "record", _("Take in a call, a message or a form: onto the deal that it belongs to, or as a new one."))
async def record(
    session: Session,
    channel: ChannelArgument,
    key: KeyOption,
    phone: PhoneOption = "",
    email: EmailOption = "",
    name: NameOption = "",
    text: TextOption = "",
    at: AtOption = None,
    seconds: SecondsOption = None,
) -> Reply:
    """An appeal, once."""
    moment = None if at is None else at.astimezone()
    appeal = await session.do(RecordAppeal(channel, key, phone, email, name, text, moment, seconds))
    on = "" if appeal.deal is None else f": {short(appeal.deal.id)}  {appeal.deal.title}  → {appeal.deal.stage}"
    return Reply(appeal, [f"{_(_TAKEN[appeal.outcome])}{on}"])


@command(app, "reopening", _("Say what becomes of people who come back when all their deals are closed."))
async def reopening(session: Session, name: PipelineArgument, reopens: ReopensOption = False) -> Reply:
    """Whether a pipeline opens closed deals again."""
    pipeline = resolve.by_name(await session.ask(ListPipelines()), name, N_("pipeline"))
    changed = await session.do(SetReopening(pipeline.id, reopens))
    again, new = _("Closed deals are opened again"), _("People who come back get a new deal")
    return Reply(changed, [f"{changed.name}: {again if changed.reopens else new}"])


def _lines(queue: TriageQueue) -> Iterator[str]:
    if not queue.items:
        yield _("Nothing waits.")
        return
    yield "  ".join(f"{_(_CAUSES[cause])} {count}" for cause, count in queue.counts.items() if count)
    cells = [
        (short(item.deal_id), _(_CAUSES[item.cause]), when(item.since), item.title, item.contact, _others(item.others))
        for item in queue.items
    ]
    yield from table((_("ID"), _("Why"), _("Since"), _("Title"), _("Contact"), ""), cells)


def _others(others: tuple[object, ...]) -> str:
    count = len(others) + 1
    return ngettext("%(n)d appeal", "%(n)d appeals", count) % {"n": count} if others else ""
