"""What the two databases say in words of their own; all other SQL of the store is spoken by both."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from crm_tui.storage.words import escaped

_KEY = re.compile(r"[0-9a-z_]{1,64}")
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dialect:
    """The words of one database.

    ``like`` matches a pattern whatever the case of ASCII letters, ``gathered`` joins the values of a group, ``holding``
    is the condition on a row of a search table (``deal``, ``contact``, ``company``) that holds all these words,
    ``kept`` is a document as that table keeps it, ``among`` the condition on a column that holds one of some texts, and
    ``json_text`` the text under a key of a JSON column, ``json_list`` what that is for a list, and ``json_holds``
    whether the list there holds the text ``:name``. ``found_at`` is where in a text another begins, ``arrays`` whether
    many values travel as one. ``of_each`` makes of a statement about one record (``{subject}``) one about ``:subject``,
    or, where ``lateral``, about all of ``:subjects`` at once, in an order and up to ``:limit``.
    """

    like: str
    gathered: str
    holding: Callable[[str, Sequence[str]], tuple[str, Values]]
    kept: Callable[[str], str]
    json_text: Callable[[str, str], str]
    among: Callable[[str, Sequence[str]], tuple[str, Values]]
    json_list: Callable[[Sequence[str]], str]
    json_holds: Callable[[str, str, str], str]
    found_at: str
    lateral: bool
    of_each: Callable[[str, str], str]
    arrays: bool


def _match(source: str, words: Sequence[str]) -> tuple[str, Values]:
    """FTS5: each word is a phrase of trigrams, whatever its case."""
    return f"{source}_search MATCH :words", {"words": " ".join('"' + word.replace('"', '""') + '"' for word in words)}


def _contain(_source: str, words: Sequence[str]) -> tuple[str, Values]:
    """pg_trgm: each word is a pattern that the index of trigrams narrows down; the case is folded before."""
    patterns = {f"words{place}": f"%{escaped(word.lower())}%" for place, word in enumerate(words)}
    return " AND ".join(f"text LIKE :{name} ESCAPE '!'" for name in patterns), patterns


def _extracted(column: str, key: str) -> str:
    return f"json_extract({column}, '$.\"{_plain(key)}\"')"


def _picked(column: str, key: str) -> str:
    return f"(CAST({column} AS jsonb) ->> '{_plain(key)}')"


def _plain(key: str) -> str:
    """A key that may stand in SQL: an id of ours, never a customer's text."""
    if _KEY.fullmatch(key) is None:
        raise ValueError(key)
    return key


def _in(column: str, texts: Sequence[str]) -> tuple[str, Values]:
    values = {f"among{place}": text for place, text in enumerate(texts)}
    return f"{column} IN ({', '.join(f':{name}' for name in values)})", values


def _any(column: str, texts: Sequence[str]) -> tuple[str, Values]:
    """One value however many texts: the same statement, and the same plan."""
    return f"{column} = ANY(:among)", {"among": list(texts)}


def _minified(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))


def _spaced(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _each(column: str, key: str, name: str) -> str:
    return f"EXISTS (SELECT 1 FROM json_each({column}, '$.\"{_plain(key)}\"') AS answer WHERE answer.value = :{name})"


def _exists(column: str, key: str, name: str) -> str:
    return f"coalesce(jsonb_exists(CAST({column} AS jsonb) -> '{_plain(key)}', :{name}), FALSE)"


def _of_one(statement: str, _order: str) -> str:
    return statement.replace("{subject}", ":subject")


def _of_each(statement: str, order: str) -> str:
    inner = statement.replace("{subject}", "s.record")
    return (
        "SELECT f.* FROM unnest(CAST(:subjects AS text[])) AS s (record)"
        f" CROSS JOIN LATERAL ({inner}) AS f ORDER BY {order} LIMIT :limit"
    )


SQLITE = Dialect(
    like="LIKE",
    gathered="group_concat",
    holding=_match,
    kept=str,
    among=_in,
    json_text=_extracted,
    json_list=_minified,
    json_holds=_each,
    found_at="instr",
    lateral=False,
    of_each=_of_one,
    arrays=False,
)
POSTGRES = Dialect(
    like="ILIKE",
    gathered="string_agg",
    holding=_contain,
    kept=str.lower,
    among=_any,
    json_text=_picked,
    json_list=_spaced,
    json_holds=_exists,
    found_at="strpos",
    lateral=True,
    of_each=_of_each,
    arrays=True,
)
DIALECTS = {"sqlite": SQLITE, "postgresql": POSTGRES}
"""By the names that SQLAlchemy gives them."""
