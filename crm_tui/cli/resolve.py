"""From what a person types to the ids that operations take: by name, or by the end of an id."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Protocol, TypeVar

from crm_tui.cli import launch
from crm_tui.cli.session import Session
from crm_tui.domain import emails as addresses
from crm_tui.domain import phones as phone_numbers
from crm_tui.domain.ids import CompanyId, ContactId, DealId, PipelineId, ReasonId, RecordId
from crm_tui.domain.stages import StageKind
from crm_tui.i18n import N_, _
from crm_tui.operations.board import GetBoard, PipelineInfo, StageInfo
from crm_tui.operations.directory import ResolveId
from crm_tui.operations.errors import InvalidValue, NotFound
from crm_tui.operations.pipelines import ListLostReasons, ListPipelines
from crm_tui.operations.values import Email, Phone


class Named(Protocol):
    """Something with an id and a name."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def name(self) -> str:
        """Its name."""
        ...


Thing = TypeVar("Thing", bound=Named)


def by_name(things: Iterable[Thing], wanted: str, what: str) -> Thing:
    """The thing of that name, whatever the case, or of that id. Raises NotFound."""
    folded = wanted.strip().casefold()
    for thing in things:
        if folded in (thing.name.casefold(), thing.id):
            return thing
    raise NotFound(what, wanted)


async def region(session: Session, asked: str | None) -> str:
    """How national phone numbers read: as asked, else as the base has it, else by the settings."""
    if asked:
        return asked.upper()
    if not launch.is_there(session.where):
        return session.config.region
    async with session.open(create=False) as store:
        return (await store.ask(GetBoard())).region or session.config.region


async def deal(session: Session, text: str) -> DealId:
    """A deal by its id or the end of it. Raises NotFound."""
    return DealId(await session.ask(ResolveId("deal", text)))


async def contact(session: Session, text: str) -> ContactId:
    """A contact by its id or the end of it. Raises NotFound."""
    return ContactId(await session.ask(ResolveId("contact", text)))


async def company(session: Session, text: str) -> CompanyId:
    """A company by its id or the end of it. Raises NotFound."""
    return CompanyId(await by_id(session, "company", text))


async def card(session: Session, text: str) -> RecordId:
    """A deal, a contact or a company by its id or the end of it. Raises NotFound where that names none or several."""
    return RecordId(await by_id(session, "card", text))


async def by_id(session: Session, kind: str, text: str) -> str:
    """The whole id of a record of a kind by the end of it. Raises NotFound."""
    return await session.ask(ResolveId(kind, text))


async def pipeline(session: Session, wanted: str | None) -> PipelineInfo | None:
    """A pipeline by its name; None where none is wanted. Raises NotFound."""
    if wanted is None:
        return None
    return by_name(await session.ask(ListPipelines()), wanted, N_("pipeline"))


async def stage(session: Session, wanted: str, near: PipelineId | None = None) -> StageInfo:
    """A stage by its name: of the pipeline that is near, else of the default one, else of any other."""
    pipelines = await session.ask(ListPipelines())
    ordered = sorted(pipelines, key=lambda each: each.id != near)
    return by_name((each for line in ordered for each in line.stages), wanted, N_("stage"))


async def closing_stage(session: Session, pipeline_id: PipelineId, kind: StageKind) -> StageInfo:
    """The stage of a pipeline where deals are won or lost. Raises NotFound."""
    for line in await session.ask(ListPipelines()):
        for each in line.stages:
            if line.id == pipeline_id and each.kind is kind:
                return each
    raise NotFound(N_("stage"), kind.value)


async def reason(session: Session, wanted: str) -> ReasonId:
    """A reason for a loss by its name. Raises NotFound."""
    return by_name(await session.ask(ListLostReasons()), wanted, N_("reason")).id


def phones(typed: Sequence[str], region: str, *, as_typed: bool) -> tuple[Phone, ...]:
    """Phones as typed. Raises InvalidValue for an impossible one unless it is wanted ``as_typed``."""
    found = tuple(map(partial(phone_numbers.read, region=region), typed))
    for each in found:
        if not as_typed:
            _accept(N_("phone"), each.typed, each.problem)
    return tuple(Phone(typed=each.typed, e164=each.e164, problem=each.problem) for each in found)


def emails(typed: Sequence[str], *, as_typed: bool) -> tuple[Email, ...]:
    """E-mails as typed. Raises InvalidValue for one that cannot work unless it is wanted ``as_typed``."""
    for each in typed:
        if not as_typed:
            _accept(N_("e-mail"), each, addresses.read(each)[1])
    return tuple(map(Email, typed))


def _accept(field: str, typed: str, problem: str | None) -> None:
    if problem is not None:
        sentence = _("“%(typed)s”: %(problem)s; correct it, or add --as-typed to keep it so.")
        raise InvalidValue(field, sentence % {"typed": typed, "problem": _(problem)})
