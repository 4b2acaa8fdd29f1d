"""The fields of a kind of card as lines: tabs, under them groups, under those fields, in the order of the cards."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from textual.content import Content

from crm_tui.domain.fields import MAIN, Entity
from crm_tui.domain.system_fields import system_fields
from crm_tui.i18n import _
from crm_tui.operations.fields import FieldInfo, GroupInfo, Layout
from crm_tui.screens.settings.words import BUILT_IN, KINDS, all_tabs, tab_name
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.plain import MUTED, content, one_line

TAB: Final = "tab"
GROUP: Final = "group"
FIELD: Final = "field"
_NAME = 30
_KIND = 17


class Spot(NamedTuple):
    """What a line stands for: a tab, a group or a field, by its id; of a built-in one ``kind`` is empty."""

    kind: str
    id: str


def spot(line: CardField | None) -> Spot:
    """What a line stands for; nothing where it is fixed."""
    kind, _dot, found = line.name.partition(".") if line else ("", "", "")
    return Spot(kind, found) if kind in (TAB, GROUP, FIELD) else Spot("", "")


def line_of(kind: str, found: str) -> str:
    """The name of the line that stands for something."""
    return f"{kind}.{found}"


def blocks(layout: Layout, pipelines: dict[str, str]) -> tuple[CardBlock, ...]:
    """A block for each tab; ``pipelines`` are the names of the pipelines by id."""
    return tuple(CardBlock("", tuple(_tab(layout, tab, pipelines))) for tab in all_tabs(layout))


def _tab(layout: Layout, tab: str, pipelines: dict[str, str]) -> Iterable[CardField]:
    added = any(one.id == tab for one in layout.tabs)
    name = content(tab_name(layout, tab), "bold")
    yield _line(line_of(TAB, tab) if added else f"fixed.{tab}", name, fixed=not added)
    if tab == MAIN:
        yield from (_built_in(layout.entity, label) for label in BUILT_IN[layout.entity])
    groups = [group for group in layout.groups if group.tab == tab]
    mine = [field for field in layout.fields if field.tab == tab]
    known = {group.id for group in groups}
    yield from (_field(one, pipelines, 2) for one in mine if one.group_id not in known)
    for group in groups:
        yield _group(group)
        yield from (_field(one, pipelines, 4) for one in mine if one.group_id == group.id)
    yield from _system(layout.entity, tab)


def _group(group: GroupInfo) -> CardField:
    return _line(line_of(GROUP, group.id), Content.assemble("  ", content(group.name, "$text-accent")))


def _system(entity: Entity, tab: str) -> Iterable[CardField]:
    """The fields that every base has on a tab, under their headings: they stay where they are."""
    mine = [field for field in system_fields(entity) if field.tab == tab]
    for group in dict.fromkeys(field.group for field in mine):
        yield _line(f"fixed.{tab}.{group}", Content.assemble("  ", content(_(group), "$text-accent")), fixed=True)
        for field in mine:
            if field.group == group:
                shown = Content.styled(f"    {_padded(_(field.label), _NAME - 2)}  {_('built in')}", MUTED)
                yield _line(f"fixed.{tab}.{field.id}", shown, fixed=True)


def _built_in(entity: Entity, label: str) -> CardField:
    shown = Content.styled(f"  {_padded(_(label), _NAME)}  {_('built in')}", MUTED)
    return _line(f"fixed.{entity}.{label}", shown, fixed=True)


def _field(field: FieldInfo, pipelines: dict[str, str], indent: int) -> CardField:
    name = " " * indent + _padded(field.name, _NAME - indent + 2)
    kind = _padded(_(KINDS[field.kind]), _KIND)
    return _line(
        line_of(FIELD, field.id), Content.assemble(name, (f"  {kind}  {', '.join(_rules(field, pipelines))}", MUTED))
    )


def _rules(field: FieldInfo, pipelines: dict[str, str]) -> Iterable[str]:
    if field.required:
        yield _("required")
    if field.distinct:
        yield _("unique")
    if field.indexed:
        yield _("quick to filter")
    if field.options:
        yield one_line(" / ".join(field.options), 60)
    if field.default:
        yield _("begins as %(value)s") % {"value": one_line(field.default, 30)}
    yield from (one_line(pipelines.get(one, one), 30) for one in field.pipelines)


def _line(name: str, shown: Content, *, fixed: bool = False) -> CardField:
    return CardField(name, "", shown, way=Way.NONE if fixed else Way.OPEN, cut=True)


def _padded(text: str, cells: int) -> str:
    shown = one_line(text, cells)
    return shown + " " * max(0, cells - Content(shown).cell_length)
