"""What the two databases say in words of their own; all other SQL of the store is spoken by both."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crm_tui.storage.words import escaped

_KEY = re.compile(r"[0-9a-z_]{1,64}")
Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Dialect:
    """The words of one database.

    ``like`` matches a pattern whatever the case of ASCII letters, ``gathered`` joins the values of a group, ``holding``
    is the condition on a row of a search table (``deal``, ``contact``, ``company``) that holds all these words,
    ``kept`` is a document as that table keeps it, and ``json_text`` the text under a key of a JSON column.
    ``indexes_json`` says whether an index may be made on that: SQLite runs no JSON function that stands in a schema
    which it does not trust, and ours is a file that anybody may have sent.
    """

    like: str
    gathered: str
    holding: Callable[[str, Sequence[str]], tuple[str, Values]]
    kept: Callable[[str], str]
    json_text: Callable[[str, str], str]
    indexes_json: bool


def _match(source: str, words: Sequence[str]) -> tuple[str, Values]:
    """FTS5: each word is a phrase of trigrams, whatever its case."""
    return f"{source}_search MATCH :words", {"words": " ".join('"' + word.replace('"', '""') + '"' for word in words)}


def _contain(_source: str, words: Sequence[str]) -> tuple[str, Values]:
    """pg_trgm: each word is a pattern that the index of trigrams narrows down; the case is folded before."""
    patterns = {f"words{place}": f"%{escaped(word.lower())}%" for place, word in enumerate(words)}
    return " AND ".join(f"text LIKE :{name} ESCAPE '!'" for name in patterns), patterns


def _extracted(column: str, key: str) -> str:
    """Written out, not a parameter: an index on the expression serves only what is spelt like it."""
    return f"json_extract({column}, '$.\"{_plain(key)}\"')"


def _picked(column: str, key: str) -> str:
    return f"(CAST({column} AS jsonb) ->> '{_plain(key)}')"


def _plain(key: str) -> str:
    """A key that may stand in SQL: an id of ours, never a customer's text."""
    if _KEY.fullmatch(key) is None:
        raise ValueError(key)
    return key


SQLITE = Dialect(
    like="LIKE", gathered="group_concat", holding=_match, kept=str, json_text=_extracted, indexes_json=False
)
POSTGRES = Dialect(
    like="ILIKE", gathered="string_agg", holding=_contain, kept=str.lower, json_text=_picked, indexes_json=True
)
DIALECTS = {"sqlite": SQLITE, "postgresql": POSTGRES}
"""By the names that SQLAlchemy gives them."""
