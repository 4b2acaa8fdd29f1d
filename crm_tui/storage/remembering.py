"""Plain SQL that asks for nothing twice: a page of the feed names the same few stages and colleagues all over."""

from collections.abc import Mapping, Sequence
from typing import Any

from crm_tui.storage.board_sql import Rows
from crm_tui.storage.dialects import Dialect


class Remembering:
    """Answers what it was asked before without a trip. To be used within one question; see ``board_sql.Rows``."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known: dict[tuple[str, tuple[tuple[str, Any], ...]], Sequence[Any]] = {}

    @property
    def dialect(self) -> Dialect:
        """The database's own words."""
        return self._rows.dialect

    def __call__(self, sql: str, values: Mapping[str, Any], *, keyed: bool = False) -> Sequence[Any]:
        """All rows of a statement."""
        asked = sql, tuple(sorted(values.items()))
        if asked not in self._known:
            self._known[asked] = self._rows(sql, values, keyed=keyed)
        return self._known[asked]
