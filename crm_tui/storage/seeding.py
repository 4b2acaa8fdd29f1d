"""What stands in a new store: the user, the "Buyers" pipeline, the reasons why deals are lost."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert

from crm_tui.domain.ids import new_id
from crm_tui.domain.rights import Role
from crm_tui.domain.stages import StageKind
from crm_tui.domain.text import initials
from crm_tui.i18n import _, language
from crm_tui.storage.tables import LostReason, Member, Pipeline, Setting, Stage, Table


@dataclass(frozen=True, slots=True)
class Seed:
    """Whose store it is, and how its phones and sums read."""

    user: str
    region: str
    currency: str


def plant(connection: Connection, seed: Seed) -> None:
    """Write the first rows, named in the language in force."""
    pipeline_id = new_id()
    _rows(
        connection,
        Member(id=new_id(), name=seed.user, initials=initials(seed.user), role=Role.OWNER),
        Pipeline(id=pipeline_id, name=_("Buyers"), currency=seed.currency, position=0, is_default=True),
        *_stages(pipeline_id),
        *_reasons(),
        Setting(key="region", value=seed.region),
        Setting(key="currency", value=seed.currency),
        Setting(key="language", value=language()),
    )


def _stages(pipeline_id: str) -> list[Stage]:
    plan = (
        (_("Unsorted"), StageKind.UNSORTED, "grey", 0, 2),
        (_("In work"), StageKind.OPEN, "blue", 20, 14),
        (_("Offer"), StageKind.OPEN, "cyan", 50, 10),
        (_("Contract"), StageKind.OPEN, "yellow", 80, 7),
        (_("Won"), StageKind.WON, "green", 100, 0),
        (_("Lost"), StageKind.LOST, "red", 0, 0),
    )
    return [
        Stage(
            id=new_id(),
            pipeline_id=pipeline_id,
            name=name,
            kind=kind,
            colour=colour,
            probability=probability,
            rot_days=rot_days,
            position=position,
        )
        for position, (name, kind, colour, probability, rot_days) in enumerate(plan)
    ]


def _reasons() -> list[LostReason]:
    names = (_("Too expensive"), _("Chose another supplier"), _("No longer needed"), _("No answer"))
    return [
        *(LostReason(id=new_id(), name=name, position=position) for position, name in enumerate(names)),
        LostReason(id=new_id(), name=_("Other"), wants_note=True, position=len(names)),
    ]


def _rows(connection: Connection, *records: Table) -> None:
    for record in records:
        connection.execute(insert(type(record)), record.model_dump())
