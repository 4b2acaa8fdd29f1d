"""How much each piece of evidence weighs in this base: as it was learnt, else as shipped."""

import json
from functools import lru_cache
from typing import Final

from crm_tui.domain.matching.weights import SHIPPED, Weights
from crm_tui.storage.board_sql import Rows

SETTING: Final = "match_weights"
_LEARNT: Final = f"SELECT value FROM setting WHERE key = '{SETTING}' AND deleted_at IS NULL"


def current(rows: Rows) -> Weights:
    """The weights in force."""
    found = rows(_LEARNT, {}, keyed=True)
    return _read(found[0][0]) if found else SHIPPED


def written(weights: Weights) -> str:
    """The weights as their setting keeps them."""
    return json.dumps(weights)


@lru_cache(maxsize=4)
def _read(text: str) -> Weights:
    levels = json.loads(text)
    return {field: {level: tuple(numbers) for level, numbers in known.items()} for field, known in levels.items()}
