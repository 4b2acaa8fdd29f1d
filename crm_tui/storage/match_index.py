"""The index that people are found alike by, kept in the transaction that changes a contact.

``match_key`` has a contact's keys (``domain.matching.keys``), ``match_profile`` what they were made of, and
``match_token`` with ``match_variant`` the words of all names and their misspellings.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sqlalchemy import Connection

from crm_tui.domain.matching.keys import stored_keys, vocabulary
from crm_tui.domain.matching.spelling import variants
from crm_tui.storage import match_scan, match_source
from crm_tui.storage.database import ConnectionRows, insert, load, rows, write, write_each
from crm_tui.storage.match_keys import PEOPLE, short
from crm_tui.storage.match_source import profile

_BATCH: Final = 500
_PAGE: Final = 2_000
_MANY: Final = 5_000
_KEYS_HELD: Final = 200_000
_SUBJECTS: Final = (
    "SELECT DISTINCT subject_id || '' FROM journal_entry "
    "WHERE seq = :seq AND entity IN ('contact', 'phone', 'email', 'contact_merge')"
)
_COUNT: Final = (
    "INSERT INTO match_token (token, count) VALUES (:token, :by) "
    "ON CONFLICT (token) DO UPDATE SET count = match_token.count + excluded.count"
)


@dataclass(frozen=True, slots=True)
class _Entries:
    keys: frozenset[int] = frozenset()
    tokens: frozenset[str] = frozenset()


def _entries(said: str | None, *, keyless: bool = False) -> _Entries:
    if said is None:
        return _Entries()
    known = profile(said)
    keys = () if keyless else stored_keys(known)
    return _Entries(frozenset(map(short, keys)), frozenset(vocabulary(known)) | {PEOPLE})


class Changes:
    """What a transaction changes in the index, gathered and written together; call ``finish`` once, at the end.

    Many keys are laid aside and come into the index sorted: at a million contacts that is quicker than one by one, and
    the index takes a third less room. ``sweeping`` takes the keys of very many contacts away in one go; ``prompt`` has
    new keys in the index after each ``flush``, for who looks meanwhile.
    """

    def __init__(self, connection: Connection, *, sweeping: bool = False, prompt: bool = False) -> None:
        self._connection = connection
        self._said: dict[int, str | None] = {}
        self._gone: list[tuple[int, int]] = []
        self._come: list[tuple[int, int]] = []
        self._tokens: Counter[str] = Counter()
        self._laid_aside = False
        self._sweeping = sweeping
        self._swept: list[int] = []
        self._prompt = prompt
        self._touched = 0
        self._scanning = match_scan.begun(connection)

    def put(self, contact: int, before: str | None, after: str | None) -> None:
        """Take in what a contact was known by and is known by from now on; None is nothing."""
        if before == after:
            return
        old, new = _entries(before, keyless=self._sweeping), _entries(after)
        if self._sweeping:
            self._swept.append(contact)
        self._gone += [(key, contact) for key in old.keys - new.keys]
        self._come += [(key, contact) for key in new.keys - old.keys]
        self._tokens.update(new.tokens - old.tokens)
        self._tokens.subtract(old.tokens - new.tokens)
        self._said[contact] = after
        if len(self._come) >= _KEYS_HELD:
            self._lay_aside()

    def flush(self) -> None:
        """Write what contacts are known by, and take the keys away that no longer hold."""
        connection, said = self._connection, self._said
        self._touched += len(said)
        write_each(connection, "DELETE FROM match_profile WHERE contact = :contact", [{"contact": one} for one in said])
        known = [(contact, text) for contact, text in said.items() if text is not None]
        insert(connection, "match_profile", ("contact", "said"), known)
        gone = [{"key": key, "contact": contact} for key, contact in self._gone]
        write_each(connection, "DELETE FROM match_key WHERE key = :key AND contact = :contact", gone)
        if self._scanning:
            match_scan.forget(connection, said)
        self._said, self._gone = {}, []
        if self._prompt:
            self._write()

    def finish(self) -> None:
        """Write all that is left."""
        self.flush()
        self._sweep()
        if self._laid_aside:
            self._lay_aside()
            write(
                self._connection, "INSERT INTO match_key SELECT key, contact FROM match_new ORDER BY key, contact", {}
            )
            write(self._connection, "DROP TABLE match_new", {})
        self._write()
        if self._scanning:
            match_scan.settle(self._connection, self._touched)

    def _sweep(self) -> None:
        if self._swept:
            write(self._connection, "CREATE TEMP TABLE match_swept (contact INTEGER)", {})
            load(self._connection, "match_swept", ("contact",), [(contact,) for contact in self._swept])
            swept = "DELETE FROM match_key WHERE contact IN (SELECT contact FROM match_swept)"
            write(self._connection, swept, {})
            write(self._connection, "DROP TABLE match_swept", {})

    def _write(self) -> None:
        insert(self._connection, "match_key", ("key", "contact"), sorted(self._come))
        _count(self._connection, self._tokens)
        self._come, self._tokens = [], Counter()

    def _lay_aside(self) -> None:
        if not self._laid_aside:
            write(self._connection, "CREATE TEMP TABLE match_new (key BIGINT, contact INTEGER)", {})
            self._laid_aside = True
        load(self._connection, "match_new", ("key", "contact"), self._come)
        self._come = []


def _count(connection: Connection, tokens: Counter[str]) -> None:
    changed = {token: by for token, by in tokens.items() if by}
    fresh = set(changed) - set(_present(connection, changed)) - {PEOPLE}
    write_each(connection, _COUNT, [{"token": token, "by": by} for token, by in sorted(changed.items())])
    spellings = [(spelling, token) for token in fresh for spelling in set(map(short, variants(token)))]
    insert(connection, "match_variant", ("variant", "token"), sorted(spellings))
    fallen = [token for token, by in changed.items() if by < 0]
    _forget_tokens(connection, list(_present(connection, fallen, "AND count <= 0")))


def _forget_tokens(connection: Connection, tokens: Sequence[str]) -> None:
    write_each(connection, "DELETE FROM match_token WHERE token = :token", [{"token": token} for token in tokens])
    spellings = [
        {"variant": spelling, "token": token} for token in tokens if token for spelling in map(short, variants(token))
    ]
    write_each(connection, "DELETE FROM match_variant WHERE variant = :variant AND token = :token", spellings)


def _present(connection: Connection, tokens: Iterable[str], and_also: str = "") -> Iterable[str]:
    read, waiting = ConnectionRows(connection), iter(tokens)
    while batch := list(islice(waiting, _BATCH)):
        among, values = read.dialect.among("token", batch)
        yield from (token for (token,) in read(f"SELECT token FROM match_token WHERE {among} {and_also}", values))


def refresh_all(connection: Connection, seq: int) -> None:
    """Bring the index up to what a transaction has touched, by its journal rows."""
    refresh(connection, [row[0] for row in rows(connection, _SUBJECTS, {"seq": seq})])


def refresh(connection: Connection, contacts: Sequence[str]) -> None:
    """Bring the index up to these contacts as they are now; other ids are passed over."""
    if not contacts:
        return
    changes = Changes(connection, sweeping=len(contacts) > _MANY)
    for start in range(0, len(contacts), _BATCH):
        now = match_source.read(ConnectionRows(connection), contacts[start : start + _BATCH])
        before = _said(connection, list(now))
        for contact, after in now.items():
            changes.put(contact, before.get(contact), after)
        changes.flush()
    changes.finish()


def _said(connection: Connection, contacts: Sequence[int]) -> dict[int, str]:
    marks = ", ".join(map(str, contacts))
    sql = f"SELECT contact, said FROM match_profile WHERE contact IN ({marks})"
    return dict(map(tuple, rows(connection, sql, {}))) if contacts else {}


def build(connection: Connection) -> None:
    """Fill the index where it is empty: a store from before there was one is searched as completely as any other."""
    if rows(connection, "SELECT 1 FROM match_profile LIMIT 1", {}):
        return
    changes, last = Changes(connection), 0
    while page := list(match_source.read_page(ConnectionRows(connection), last, _PAGE)):
        for contact, said in page:
            changes.put(contact, None, said)
        changes.flush()
        last = page[-1][0]
    changes.finish()
