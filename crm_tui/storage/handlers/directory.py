"""Colleagues, tags, and finding anything by typing."""

from sqlmodel import col, select

from crm_tui.domain.ids import UserId, new_id
from crm_tui.domain.rights import Role
from crm_tui.domain.text import initials
from crm_tui.i18n import N_
from crm_tui.operations.directory import CreateUser, Find, Found, ListTags, ResolveId
from crm_tui.operations.errors import InvalidValue, NameTaken, NotFound
from crm_tui.operations.values import Tag, User
from crm_tui.storage import board_sql, records, tagging
from crm_tui.storage.context import Context, handles
from crm_tui.storage.handlers.team import guard_owners
from crm_tui.storage.tables import Member
from crm_tui.storage.words import long_words, short_match, split_words

_FOUND = {
    "deal": """SELECT 'deal', d.id, d.title, s.name || ' · ' || d.contact_name FROM deal d
        JOIN stage s ON s.id = d.stage_id WHERE d.deleted_at IS NULL AND d.n IN ({numbers}) ORDER BY d.n DESC""",
    "contact": """SELECT 'contact', c.id, c.name, coalesce((SELECT coalesce(p.e164, p.typed) FROM phone p
        WHERE p.owner_id = c.id AND p.deleted_at IS NULL ORDER BY p.position LIMIT 1), c.city)
        FROM contact c WHERE c.deleted_at IS NULL AND c.n IN ({numbers}) ORDER BY c.n DESC""",
    "company": """SELECT 'company', c.id, c.name, '' FROM company c
        WHERE c.deleted_at IS NULL AND c.n IN ({numbers}) ORDER BY c.n DESC""",
}
_SHORT = {"deal": "title", "contact": "name", "company": "name"}


@handles(ListTags)
def list_tags(context: Context, query: ListTags) -> tuple[Tag, ...]:
    """Tags that begin with a prefix."""
    wanted = tagging.key(query.prefix)
    return tuple(tag for tag in board_sql.tags(records.rows_of(context)) if tagging.key(tag.name).startswith(wanted))


@handles(Find)
def find(context: Context, query: Find) -> tuple[Found, ...]:
    """Deals, contacts, companies and tags that hold the text."""
    tags, plain = split_words(query.text)
    found = [
        Found("tag", tag.id, tag.name, "")
        for tag in board_sql.tags(records.rows_of(context))
        if any(tagging.key(tag.name).startswith(tagging.key(name)) for name in tags or [plain] if name)
    ]
    if plain:
        for kind in _FOUND:
            found.extend(_find_kind(context, kind, plain, query.limit))
    return tuple(found[: query.limit])


def _find_kind(context: Context, kind: str, plain: str, limit: int) -> list[Found]:
    rows = records.rows_of(context)
    values: dict[str, object]
    if words := long_words(plain):
        holding, patterns = rows.dialect.holding(kind, words)
        numbers = f"SELECT rowid FROM {kind}_search WHERE {holding} ORDER BY rowid DESC LIMIT :limit"
        values = {**patterns, "limit": limit}
    else:
        begins, spellings = short_match(rows.dialect.like, (_SHORT[kind],), plain, "words", begins=True)
        numbers = f"SELECT n FROM {kind} WHERE {begins} ORDER BY n DESC LIMIT :limit"
        values = {**spellings, "limit": limit}
    return [Found(*row) for row in rows(_FOUND[kind].format(numbers=numbers), values)]


@handles(ResolveId)
def resolve_id(context: Context, query: ResolveId) -> str:
    """The whole id that a person's short form names."""
    asked = query.text.strip().lower()
    if query.kind not in _RESOLVED:
        raise InvalidValue("kind", N_("is deal, contact, company, task, document, voucher, merge or card"))
    what, tables = _RESOLVED[query.kind]
    if len(asked) < 4 or not set(asked) <= set("0123456789abcdef"):
        raise NotFound(what, query.text)
    test, values = ("id = :id", {"id": asked}) if len(asked) == 32 else ("id LIKE :end", {"end": f"%{asked}"})
    sql = " UNION ALL ".join(f"SELECT id FROM {table} WHERE {test} AND deleted_at IS NULL" for table in tables)
    found = records.rows_of(context)(f"{sql} LIMIT 2", values)
    if len(found) != 1:
        raise NotFound(what, query.text)
    return str(found[0][0])


_RESOLVED = {
    "deal": (N_("deal"), ("deal",)),
    "contact": (N_("contact"), ("contact",)),
    "company": (N_("company"), ("company",)),
    "task": (N_("task"), ("task",)),
    "document": (N_("document"), ("document",)),
    "voucher": (N_("voucher"), ("voucher",)),
    "merge": (N_("merge"), ("contact_merge",)),
    "card": (N_("card"), ("deal", "contact", "company")),
}


@handles(CreateUser)
def create_user(context: Context, command: CreateUser) -> User:
    """A colleague to assign deals to."""
    name = " ".join(command.name.split())
    if not name:
        raise InvalidValue("name", N_("is empty; type who it is"))
    if command.role not in list(Role):
        raise InvalidValue("role", N_("is owner, admin, manager or read-only"))
    guard_owners(context, command.role)
    query = select(Member).where(Member.name == name, col(Member.deleted_at).is_(None))
    if context.session.exec(query).first() is not None:
        raise NameTaken(name)
    member = Member(id=new_id(), name=name, initials=initials(name), role=command.role)
    context.session.add(member)
    return User(UserId(member.id), member.name, member.initials, Role(member.role))
