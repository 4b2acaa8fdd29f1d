"""The figures that the program must reach, as data: what is measured and where the bar lies."""

from dataclasses import dataclass, field
from enum import StrEnum


class Unit(StrEnum):
    """What a measured value and its reference are counted in."""

    MS = "ms"
    SECONDS = "s"
    MB = "MB"
    MODULES = "modules"
    RATE = "/s"
    SHARE = "of 1"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``bar`` bounds the ratio, or the value itself where ``absolute``.

    Where ``at_least`` is set the ratio is reference by measured: how many times less ours takes. Where ``more`` is set
    the ratio is ours by the reference, and more is better.
    """

    key: str
    name: str
    bar: float
    unit: Unit
    absolute: bool = False
    at_least: bool = False
    more: bool = False

    @property
    def bar_text(self) -> str:
        """The bar as a person writes it."""
        sign = "≥" if self.at_least or self.more else "≤"
        return f"{sign} {self.bar:g} {self.unit}" if self.absolute else f"{sign} {self.bar:g}×"


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out for a figure; ``samples`` of ours, ``detail`` for whoever looks closer."""

    key: str
    value: float
    reference: float | None
    samples: int
    detail: dict[str, object] = field(default_factory=dict)


FIGURES = (
    Figure("start.frame", "first frame, 100,000 deals, least", 1.5, Unit.MS),
    Figure("start.cards", "cards on screen, 100,000 deals, least", 2.0, Unit.MS),
    Figure("start.million", "cards, 1,000,000 deals beside 100,000, least", 1.2, Unit.MS),
    Figure("start.memory", "memory at the first cards", 1.5, Unit.MB),
    Figure("keys.still.p50", "column right, does not scroll, p50", 1.3, Unit.MS),
    Figure("keys.scroll.p50", "cursor key that scrolls, p50", 2.5, Unit.MS),
    Figure("keys.scroll.p95", "cursor key that scrolls, p95", 2.5, Unit.MS),
    Figure("keys.move.p50", "move a deal, written and durable, p50", 5.0, Unit.MS),
    Figure("keys.move.p95", "move a deal, written and durable, p95", 4.0, Unit.MS),
    Figure("keys.slowest", "slowest of 500 keys, by bare's p95", 5.0, Unit.MS),
    Figure("held.lag", "held key, 60 a second for 2 s: lag after the last", 30.0, Unit.MS, absolute=True),
    Figure("held.growth", "held key, lag after 3 s less lag after 1 s", 17.0, Unit.MS, absolute=True),
    Figure("memory.peak", "peak memory, all loaded, 1,000,000 deals", 3.0, Unit.MB),
    Figure("team.cards", "board over a server, first cards, 100,000 deals, by the file's, least", 1.5, Unit.MS),
    Figure("team.scroll", "board over a server, cursor key that scrolls, by the file's, p50", 1.3, Unit.MS),
    Figure("team.move", "board over a server, move, by the file's, p50", 2.0, Unit.MS),
    Figure(
        "team.moves", "server on PostgreSQL, 50 clients: moves a second by raw Starlette", 0.35, Unit.RATE, more=True
    ),
    Figure(
        "team.windows", "server on PostgreSQL, 50 clients: windows a second by raw Starlette", 0.4, Unit.RATE, more=True
    ),
    Figure(
        "team.told",
        "a change to 200 listeners, two server processes, p99, none missed or twice",
        500.0,
        Unit.MS,
        absolute=True,
    ),
    Figure("postgres.column", "PostgreSQL by SQLite: a column's window, 1,000,000 deals, p50", 3.0, Unit.MS),
    Figure("postgres.counters", "PostgreSQL by SQLite: counters, 1,000,000 deals, p50", 3.0, Unit.MS),
    Figure("cards.open", "enter on the board to a full card, 10,000 events, p50", 12.0, Unit.MS),
    Figure("cards.busy", "the same by a card with 10 events, p50", 1.3, Unit.MS),
    Figure("cards.back", "back to the board from a card, p50", 6.0, Unit.MS),
    Figure("cards.tab", "next tab of a card, p50", 8.0, Unit.MS),
    Figure("cards.typing", "typing in a field of a card, p50", 2.5, Unit.MS),
    Figure("buyers.key.p50", "saving a buyer: key to changed list, 1,000,000 contacts, p50", 3.0, Unit.MS),
    Figure("buyers.key.p95", "saving a buyer: key to changed list, p95", 4.0, Unit.MS),
    Figure("feed.cursor", "cursor key in a feed of 100,000 events, p50", 3.0, Unit.MS),
    Figure("feed.page", "page key in a feed of 100,000 events, p50", 3.0, Unit.MS),
    Figure(
        "fields.column", "column under a filter by an indexed field, by a column's, 100,000 deals, p50", 2.0, Unit.MS
    ),
    Figure("fields.list", "list under the same filter, p50", 2.0, Unit.MS),
    Figure("fields.rare", "column under a filter that few deals pass, p50", 2.0, Unit.MS),
    Figure("triage.mine", "queue of triage, 100,000 deals by 10,000, p50", 3.0, Unit.MS),
    Figure("triage.all", "the same, everybody's deals, p50", 3.0, Unit.MS),
    Figure("kanban.cpu", "kanban-tui, 1,000 cards: CPU to the first cards", 20.0, Unit.MS, at_least=True),
    Figure("kanban.key", "kanban-tui, 1,000 cards: cursor key, p50", 12.0, Unit.MS, at_least=True),
    Figure("match.recall5", "people in three languages, the right one in five", 0.985, Unit.SHARE, True, True),
    Figure("match.recall1", "people in three languages, the right one first", 0.95, Unit.SHARE, True, True),
    Figure("match.same", "people who are not in the base, called the same", 0.01, Unit.SHARE, absolute=True),
    Figure("match.febrl4", "FEBRL4, unsupervised, F1", 0.9999, Unit.SHARE, True, True),
    Figure("match.febrl3", "FEBRL3, unsupervised, F1", 0.999, Unit.SHARE, True, True),
    Figure("match.lookup", "similar people of 1,000,000 by FTS5's trigrams, p50", 30.0, Unit.MS, at_least=True),
    Figure("match.growth", "similar people of 1,000,000 by of 100,000, p50", 2.0, Unit.MS),
    Figure("version.wall", "crm-tui --version by python -c pass", 5.0, Unit.MS),
    Figure("version.cpu", "crm-tui --version by python -c pass, CPU", 5.0, Unit.MS),
    Figure("version.modules", "heavy modules loaded by --version", 0.0, Unit.MODULES, absolute=True),
    Figure(
        "import.cpu",
        "import of 1,000,000 by raw sqlite3 executemany of the same rows, CPU",
        12.0,
        Unit.SECONDS,
    ),
    Figure(
        "import.strict",
        "import of 1,000,000 by executemany of its cells, bare table, CPU",
        12.0,
        Unit.SECONDS,
    ),
    Figure("import.memory", "import, peak memory at 1,000,000 by 100,000", 1.25, Unit.MB),
)


def ratio(figure: Figure, measured: Measured) -> float | None:
    """Ours by the reference, or how many times less ours is; None for an absolute figure."""
    if figure.absolute or not measured.reference:
        return None
    by = measured.value / measured.reference
    return 1 / by if figure.at_least else by


def reached(figure: Figure, measured: Measured) -> bool:
    """Whether the figure stands on the right side of its bar."""
    by = ratio(figure, measured)
    got = measured.value if by is None else by
    return got >= figure.bar if figure.at_least or figure.more else got <= figure.bar
