"""Filters and orders of deals as SQL text: the same for every database, every value a parameter."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from crm_tui.operations.filters import DealFilter, Sort
from crm_tui.storage.dialects import Dialect
from crm_tui.storage.words import long_words, short_match, short_words, split_words

if TYPE_CHECKING:
    from crm_tui.storage.board_sql import Rows

DAY_MS = 86_400_000
TEXT_CAP = 5_000
"""How many of the newest records a text is looked for in: while one types, recency beats completeness."""

ROTTING = """EXISTS (SELECT 1 FROM stage s WHERE s.id = d.stage_id AND s.rot_days > 0
    AND s.kind NOT IN ('won', 'lost') AND d.touched_at < :now - s.rot_days * CAST(86400000 AS BIGINT)
    AND (d.next_task_at IS NULL OR d.next_task_at <= :now))"""


@dataclass(slots=True)
class Condition:
    """SQL conditions on ``deal d`` that must all hold, and their parameters."""

    parts: list[str] = field(default_factory=lambda: ["d.deleted_at IS NULL"])
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, part: str, **values: Any) -> None:
        """One more condition."""
        self.parts.append(part)
        self.values.update(values)

    @property
    def sql(self) -> str:
        """The conditions as the body of a WHERE."""
        return " AND ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Order:
    """A sort: the expression that orders, which way, and whether an index of a column serves it."""

    key: str
    descending: bool = False
    indexed: bool = False


ORDERS = {
    Sort.RANK: Order("d.rank", indexed=True),
    Sort.NEWEST: Order("d.created_at", descending=True),
    Sort.OLDEST: Order("d.created_at"),
    Sort.AMOUNT: Order("coalesce(d.amount, -1)", descending=True, indexed=True),
    Sort.TITLE: Order("d.title"),
    Sort.TOUCHED: Order("d.touched_at", descending=True, indexed=True),
    Sort.ROTTING: Order("d.touched_at", indexed=True),
}


def beyond(order: Order, sign: str) -> str:
    """Whether a deal stands on one side (``sign`` is < or >) of the place that ``:key`` and ``:id`` name.

    SQLite walks an index on an expression from there only where the expression is compared alone as well.
    """
    pair = f"({order.key}, d.id) {sign} (:key, :id)"
    return f"{order.key} {sign}= :key AND {pair}" if "(" in order.key else pair


def condition(wanted: DealFilter, now: int, rows: "Rows") -> Condition:
    """What a filter asks for, as SQL. ``now`` is in milliseconds since 1970.

    Raises InvalidValue where it asks for a card field that is gone.
    """
    found = Condition()
    _add_text(found, wanted.text, rows.dialect)
    _add_people(found, wanted)
    _add_tags(found, wanted)
    _add_bounds(found, wanted)
    _add_marks(found, wanted, now)
    if wanted.custom:
        from crm_tui.storage import value_filters  # the first cards have no filter and do without

        value_filters.add(found, wanted.custom, rows)
    return found


def _add_text(found: Condition, typed: str, dialect: Dialect) -> None:
    tags, plain = split_words(typed)
    for place, name in enumerate(tags):
        found.add(
            f"EXISTS (SELECT 1 FROM tagging g JOIN tag t ON t.id = g.tag_id WHERE g.record_id = d.id "
            f"AND g.deleted_at IS NULL AND t.name_key = :tag_name{place})",
            **{f"tag_name{place}": name.casefold()},
        )
    if words := long_words(plain):
        holding, values = dialect.holding("deal", words)
        newest = f"SELECT rowid FROM deal_search WHERE {holding} ORDER BY rowid DESC LIMIT :cap"
        found.add(f"d.n IN ({newest})", **values, cap=TEXT_CAP)
    for place, word in enumerate(short_words(plain)):
        sql, values = short_match(dialect.like, ("d.title", "d.contact_name"), word, f"short{place}")
        found.add(sql, **values)


def _add_people(found: Condition, wanted: DealFilter) -> None:
    if wanted.nobody:
        found.add("d.responsible_id IS NULL")
    elif wanted.responsible is not None:
        found.add("d.responsible_id = :responsible", responsible=wanted.responsible)
    if wanted.unsaved:
        found.add("d.buyer_id IS NULL")


def _add_tags(found: Condition, wanted: DealFilter) -> None:
    worn = "EXISTS (SELECT 1 FROM tagging g WHERE g.record_id = d.id AND g.deleted_at IS NULL AND g.tag_id IN ({}))"
    for prefix, tags, form in (("any", wanted.tags_any, "{}"), ("none", wanted.tags_none, "NOT {}")):
        if tags:
            names = {f"{prefix}{place}": tag for place, tag in enumerate(tags)}
            found.add(form.format(worn.format(", ".join(f":{name}" for name in names))), **names)
    for place, tag in enumerate(wanted.tags_all):
        found.add(worn.format(f":all{place}"), **{f"all{place}": tag})


def _add_bounds(found: Condition, wanted: DealFilter) -> None:
    if wanted.amount_from is not None:
        found.add("d.amount >= :amount_from", amount_from=wanted.amount_from)
    if wanted.amount_to is not None:
        found.add("d.amount <= :amount_to", amount_to=wanted.amount_to)
    if wanted.created_from is not None:
        start = datetime.combine(wanted.created_from, time(), UTC)
        found.add("d.created_at >= :created_from", created_from=int(start.timestamp() * 1000))
    if wanted.created_to is not None:
        end = datetime.combine(wanted.created_to, time(), UTC)
        found.add("d.created_at < :created_to", created_to=int(end.timestamp() * 1000) + DAY_MS)


def _add_marks(found: Condition, wanted: DealFilter, now: int) -> None:
    if wanted.unread:
        found.add("d.unread")
    if wanted.overdue:
        found.add("d.next_task_at < :now", now=now)
    if wanted.no_task:
        found.add("d.next_task_at IS NULL")
    if wanted.rotting:
        found.add(ROTTING, now=now)
