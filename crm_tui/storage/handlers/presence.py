"""Who looks at what: rows beside the journal, so that nobody's board is woken by them."""

from crm_tui.domain.ids import UserId
from crm_tui.operations.presence import SEEN_FOR_SECONDS, LookAt, LookAway, Looker, WhoLooks
from crm_tui.storage import database, records
from crm_tui.storage.context import Context, from_ms, handles

_FORGET = "DELETE FROM presence WHERE at < :oldest"
_LOOK = """
    INSERT INTO presence (subject_id, origin, user_id, at) VALUES (:subject, :origin, :user, :at)
    ON CONFLICT (subject_id, origin) DO UPDATE SET user_id = excluded.user_id, at = excluded.at
"""
_AWAY = "DELETE FROM presence WHERE subject_id = :subject AND origin = :origin"
_WHO = """
    SELECT m.id, m.name, m.initials, max(p.at) FROM presence p JOIN member m ON m.id = p.user_id
    WHERE p.subject_id = :subject AND p.origin <> :origin AND p.at >= :oldest
    GROUP BY m.id, m.name, m.initials ORDER BY m.name, m.id
"""


@handles(LookAt)
def look_at(context: Context, command: LookAt) -> None:
    """Write down who looks, and forget those who went without a word."""
    connection = context.session.connection()
    database.write(connection, _FORGET, {"oldest": _oldest(context)})
    seen = {"subject": command.subject_id, "origin": context.origin, "user": context.actor.id, "at": context.now}
    database.write(connection, _LOOK, seen)


@handles(LookAway)
def look_away(context: Context, command: LookAway) -> None:
    """The caller no longer looks."""
    gone = {"subject": command.subject_id, "origin": context.origin}
    database.write(context.session.connection(), _AWAY, gone)


@handles(WhoLooks)
def who_looks(context: Context, query: WhoLooks) -> tuple[Looker, ...]:
    """Whoever said so lately, each colleague once however many doors they look through."""
    asked = {"subject": query.subject_id, "origin": context.origin, "oldest": _oldest(context)}
    return tuple(
        Looker(UserId(user), name, initials, from_ms(at))
        for user, name, initials, at in records.rows_of(context)(_WHO, asked)
    )


def _oldest(context: Context) -> int:
    return context.now - SEEN_FOR_SECONDS * 1000
