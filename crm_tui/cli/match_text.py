"""Similar people and pairs of them, for people and for programs."""

from collections.abc import Iterable, Iterator
from typing import Any

from crm_tui.cli.output import short, table
from crm_tui.domain.matching.reasons import Band, Reason
from crm_tui.domain.matching.wording import said
from crm_tui.i18n import N_, _
from crm_tui.operations.matching import DuplicatePair, Similar

_BANDS = {Band.SAME: N_("same"), Band.LIKELY: N_("likely"), Band.MAYBE: N_("maybe")}


def similar_data(one: Similar) -> dict[str, Any]:
    """A similar contact: by the id of the file that it came from, else by ours; the reasons in words."""
    return {
        "contact_ref": reference(one),
        "name": one.name,
        "score": round(one.score, 2),
        "band": one.band,
        "reasons": list(map(said, one.reasons)),
    }


def reference(one: Similar) -> str:
    """What a contact is called in the file that it came from, else its id."""
    return one.external_id or one.id


def similar_lines(found: Iterable[Similar]) -> Iterator[str]:
    """A line for each similar contact."""
    rows = [
        (short(one.id), one.name, _(_BANDS[one.band]), f"{one.score:.1f}", one.city, reasons(one.reasons))
        for one in found
    ]
    if not rows:
        yield _("Nobody like that is here.")
        return
    yield from table((_("ID"), _("Name"), _("Sure"), _("Bits"), _("City"), _("Why")), rows, right=frozenset({3}))


def pair_data(pair: DuplicatePair) -> dict[str, Any]:
    """A pair of contacts that may be one."""
    return {
        "first": {"contact_ref": reference(pair.first), "id": pair.first.id, "name": pair.first.name},
        "second": {"contact_ref": reference(pair.second), "id": pair.second.id, "name": pair.second.name},
        "score": round(pair.score, 2),
        "band": pair.band,
        "reasons": list(map(said, pair.reasons)),
    }


def pair_lines(pairs: Iterable[DuplicatePair]) -> Iterator[str]:
    """A line for each pair."""
    rows = [
        (
            short(pair.first.id),
            pair.first.name,
            short(pair.second.id),
            pair.second.name,
            _(_BANDS[pair.band]),
            f"{pair.score:.1f}",
            reasons(pair.reasons),
        )
        for pair in pairs
    ]
    headings = (_("ID"), _("Name"), _("ID"), _("Name"), _("Sure"), _("Bits"), _("Why"))
    yield from table(headings, rows, right=frozenset({5}))


def reasons(given: Iterable[Reason]) -> str:
    """Reasons in one line, the weightiest first."""
    return ", ".join(map(said, given))
