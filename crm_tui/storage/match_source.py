"""What a contact is known by, read from the tables and kept as one text: all that finding it alike rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from crm_tui.domain.matching import profile as people
from crm_tui.domain.matching.profile import Profile
from crm_tui.storage.board_sql import Rows

_FIELD: Final = "\x1f"
_LINE: Final = "\n"
_READ: Final = f"""
    SELECT c.n, c.deleted_at, c.name, c.aliases, c.city,
        (SELECT GATHERED(coalesce(p.e164, p.typed), '{_LINE}') FROM phone p
            WHERE p.owner_id = c.id AND p.deleted_at IS NULL),
        (SELECT GATHERED(e.address, '{_LINE}') FROM email e WHERE e.owner_id = c.id AND e.deleted_at IS NULL)
    FROM contact c WHERE """


@dataclass(frozen=True, slots=True)
class Source:
    """What a contact is known by. ``phones`` are in E.164 where they could be read, ``aliases`` its other names."""

    name: str
    aliases: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    city: str = ""

    def said(self) -> str:
        """The same as one text; equal texts have equal keys."""
        lists = (self.aliases, sorted(self.phones), sorted(self.emails))
        joined = (_LINE.join(_plain(one) for one in each if one) for each in lists)
        return _FIELD.join((_plain(self.name), *joined, _plain(self.city)))

    def profile(self) -> Profile:
        """The same as it is compared."""
        return people.profile(self.name, self.phones, self.emails, self.city, self.aliases)


@lru_cache(maxsize=4_096)
def profile(said: str) -> Profile:
    """What a kept text tells, as it is compared. Whoever looks for somebody and then keeps them asks twice."""
    return parsed(said).profile()


def parsed(said: str) -> Source:
    """What a kept text tells."""
    name, aliases, phones, emails, city = said.split(_FIELD)
    return Source(name, _lines(aliases), _lines(phones), _lines(emails), city)


def read(rows: Rows, ids: Sequence[str]) -> dict[int, str | None]:
    """What contacts are known by now, by number; None for those out of sight. Other ids are passed over."""
    among, values = rows.dialect.among("c.id", ids)
    return dict(_said(row) for row in rows(_spoken(rows) + among, values))


def read_page(rows: Rows, after: int, limit: int) -> Iterator[tuple[int, str | None]]:
    """The same for the contacts that follow a number."""
    page = f"{_spoken(rows)} c.n > :after ORDER BY c.n LIMIT :limit"
    return map(_said, rows(page, {"after": after, "limit": limit}))


def _spoken(rows: Rows) -> str:
    return _READ.replace("GATHERED", rows.dialect.gathered)


def _said(row: Sequence[Any]) -> tuple[int, str | None]:
    number, deleted_at, name, aliases, city, phones, emails = row
    if deleted_at is not None:
        return number, None
    return number, Source(name, _lines(aliases), _lines(phones or ""), _lines(emails or ""), city).said()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split(_LINE)) if text else ()


def _plain(text: str) -> str:
    return text.replace(_FIELD, " ").replace(_LINE, " ")
