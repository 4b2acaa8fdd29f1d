"""The fields that every base has in its records' ``custom`` beside those of its admins: requisites and UTM marks."""

from dataclasses import dataclass
from typing import Final

from crm_tui.domain import requisites
from crm_tui.domain.fields import ANALYTICS, MAIN, Entity, FieldKind
from crm_tui.domain.ids import FieldId
from crm_tui.i18n import N_


@dataclass(frozen=True, slots=True)
class SystemField:
    """A field under a fixed id; ``label`` and ``group`` are for the catalogue."""

    id: FieldId
    label: str
    entities: tuple[Entity, ...]
    tab: str
    group: str
    kind: FieldKind = FieldKind.TEXT


REQUISITES: Final = N_("Requisites")
ORIGIN: Final = N_("Where the client came from")

_LABELS: Final = {
    requisites.INN: N_("INN"),
    requisites.KPP: N_("KPP"),
    requisites.OGRN: N_("OGRN"),
    requisites.EDRPOU: N_("EDRPOU"),
    requisites.RNOKPP: N_("RNOKPP"),
    requisites.BANK: N_("Bank"),
    requisites.BIK: N_("BIK"),
    requisites.ACCOUNT: N_("Account number"),
    requisites.CORRESPONDENT: N_("Correspondent account"),
    requisites.IBAN: N_("IBAN"),
    requisites.SWIFT: N_("SWIFT/BIC"),
}
_UTM: Final = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")

SYSTEM_FIELDS: Final = (
    *(SystemField(FieldId(name), label, (Entity.COMPANY,), MAIN, REQUISITES) for name, label in _LABELS.items()),
    *(SystemField(FieldId(name), name, tuple(Entity), ANALYTICS, ORIGIN) for name in _UTM),
)
"""In the order in which cards show them."""

BY_ID: Final = {field.id: field for field in SYSTEM_FIELDS}


def system_fields(entity: Entity) -> tuple[SystemField, ...]:
    """Those that an entity has, in their order."""
    return tuple(field for field in SYSTEM_FIELDS if entity in field.entities)


def is_requisite(field_id: str) -> bool:
    """Whether a field is one that ``requisites`` reads."""
    return field_id in _LABELS
