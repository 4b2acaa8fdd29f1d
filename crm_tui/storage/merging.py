"""Putting one contact into another, and taking the two apart again: nothing is lost either way."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlmodel import col, select

from crm_tui.domain.ids import new_id
from crm_tui.i18n import N_
from crm_tui.operations.errors import AlreadyMerged, InvalidValue, NotFound
from crm_tui.storage import merge_fields, merge_record
from crm_tui.storage.context import Context
from crm_tui.storage.finding import find
from crm_tui.storage.merge_record import POINTING, VALUES, Moved
from crm_tui.storage.tables import Contact, Email, Merge, Phone, Table, Tagging, VoucherLink


def standing(context: Context, contact_id: str) -> Contact:
    """A live contact. Raises NotFound, AlreadyMerged where it was put into another."""
    found = find(context.session, Contact, contact_id)
    if found is not None and found.deleted_at is None:
        return found
    into = found and _merged_into(context, contact_id)
    if found is None or into is None:
        raise NotFound(N_("contact"), contact_id)
    raise AlreadyMerged(found.name, into.name)


def two(context: Context, first_id: str, second_id: str, field: str) -> tuple[Contact, Contact]:
    """Two live contacts. Raises NotFound, AlreadyMerged, InvalidValue where they are one."""
    if first_id == second_id:
        raise InvalidValue(field, N_("is the same contact; choose another one"))
    return standing(context, first_id), standing(context, second_id)


def _merged_into(context: Context, contact_id: str) -> Contact | None:
    """The contact that one was put into, however often that was put into another."""
    query = select(Merge).where(
        Merge.other_id == contact_id, col(Merge.deleted_at).is_(None), col(Merge.split_at).is_(None)
    )
    merge = context.session.exec(query.order_by(col(Merge.at).desc())).first()
    into = find(context.session, Contact, merge.contact_id) if merge is not None else None
    if into is None or into.deleted_at is None:
        return into
    return _merged_into(context, into.id)


def merge(context: Context, contact: Contact, other: Contact, take: Sequence[str]) -> Merge:
    """Put ``other`` into ``contact``. Raises InvalidValue for a field in ``take`` that there is not."""
    moved = Moved()
    _unite_fields(context, contact, other, take, moved)
    _also_call(contact, (other.name, *aliases(other)), moved)
    for table, column in POINTING.items():
        moved.rows[str(table.__tablename__)] = [_point(row, column, contact.id) for row in _of(context, table, other)]
    _take_over_reach(context, contact, other, moved)
    _wear_tags(context, contact, other, moved)
    _link_vouchers(context, contact, other, moved)
    other.deleted_at = context.now
    made = Merge(
        id=new_id(context.now),
        contact_id=contact.id,
        other_id=other.id,
        moved=moved.written(),
        author_id=context.actor.id,
        at=context.now,
    )
    context.session.add(made)
    context.session.flush()
    return made


def _unite_fields(context: Context, contact: Contact, other: Contact, take: Sequence[str], moved: Moved) -> None:
    choices = {field.name: field.kept for field in merge_fields.differing(context, contact, other)}
    unknown = [name for name in take if name not in merge_fields.values(contact) | merge_fields.values(other)]
    if unknown:
        raise InvalidValue("take", N_("names a field that neither contact has; look at the two again"))
    theirs = merge_fields.values(other)
    former = contact.name
    wanted = {name: theirs[name] for name, kept in choices.items() if theirs.get(name) and _taken(name, kept, take)}
    more = {
        name: value for name, value in merge_fields.imported(other).items() if not merge_fields.present(contact, name)
    }
    for name, value in (wanted | more).items():
        moved.fields[name] = (merge_fields.present(contact, name), value)
        merge_fields.put(contact, name, value)
    _also_call(contact, (former,), moved)


def _taken(name: str, kept: str, take: Sequence[str]) -> bool:
    return kept == "second" or name in take


def _also_call(contact: Contact, names: Iterable[str], moved: Moved) -> None:
    for name in names:
        if add_alias(contact, name):
            moved.names.append(name)


def aliases(contact: Contact) -> tuple[str, ...]:
    """The other names that a contact is found by."""
    return tuple(filter(None, contact.aliases.split("\n")))


def add_alias(contact: Contact, name: str) -> bool:
    """Let a contact be found by another name too; whether it was not yet."""
    shown = " ".join(name.split())
    known = aliases(contact)
    if not shown or shown.casefold() in (one.casefold() for one in (contact.name, *known)):
        return False
    contact.aliases = "\n".join((*known, shown))
    return True


def _of(context: Context, table: type[Table], contact: Contact) -> Iterator[Table]:
    """The rows that point at a contact, those out of sight too: what is undone later comes back to the survivor."""
    column = table.__table__.columns[POINTING[table]]  # type: ignore[attr-defined]  # SQLModel makes it for a table
    yield from context.session.exec(select(table).where(column == contact.id))


def _point(row: Table, column: str, contact_id: str) -> str:
    setattr(row, column, contact_id)
    return str(row.id)  # type: ignore[attr-defined]  # every table that points at a contact has one


def _take_over_reach(context: Context, contact: Contact, other: Contact, moved: Moved) -> None:
    """Phones and e-mails that the contact does not have come behind its own."""
    for table, columns in VALUES.items():
        own, came = _reach(context, table, contact.id), _reach(context, table, other.id)
        known = {_number(row) for row in own}
        fresh = [row for row in came if _number(row) not in known]
        for place, row in enumerate(fresh, len(own)):
            row.owner_id, row.subject_id, row.position = contact.id, contact.id, place
        kept = [{"id": row.id, **{name: getattr(row, name) for name in columns}} for row in fresh]
        moved.reach[str(table.__tablename__)] = kept


def _reach(context: Context, table: type[Any], owner_id: str) -> list[Phone | Email]:
    """Someone's phones or e-mails in order."""
    live = select(table).where(table.owner_id == owner_id, col(table.deleted_at).is_(None))
    return list(context.session.exec(live.order_by(col(table.position))))


def _number(row: Phone | Email) -> str:
    return row.address if isinstance(row, Email) else row.e164 or row.typed


def _wear_tags(context: Context, contact: Contact, other: Contact, moved: Moved) -> None:
    for worn in _live(context, Tagging, other.id):
        if _join(context, Tagging(id=contact.id + worn.tag_id, record_id=contact.id, tag_id=worn.tag_id)):
            moved.worn.append(contact.id + worn.tag_id)


def _link_vouchers(context: Context, contact: Contact, other: Contact, moved: Moved) -> None:
    for link in _live(context, VoucherLink, other.id):
        pair = contact.id + link.voucher_id
        if _join(context, VoucherLink(id=pair, record_id=contact.id, voucher_id=link.voucher_id)):
            moved.linked.append(pair)


def _live(context: Context, table: type[Any], record_id: str) -> Sequence[Any]:
    return context.session.exec(
        select(table).where(table.record_id == record_id, col(table.deleted_at).is_(None))
    ).all()


def _join(context: Context, row: Tagging | VoucherLink) -> bool:
    """Put a tag or a voucher on a record; whether it was not there yet."""
    there = context.session.get(type(row), row.id)
    if there is not None and there.deleted_at is None:
        return False
    if there is None:
        context.session.add(row)
    else:
        there.deleted_at = None
    return True


def split(context: Context, merge: Merge) -> Contact:
    """Take a merge apart: what came over goes back, what was changed since stays. Raises NotFound."""
    contact = standing(context, merge.contact_id)
    other = find(context.session, Contact, merge.other_id)
    assert other is not None
    moved = merge_record.moved(merge.moved)
    other.deleted_at, merge.split_at = None, context.now
    for table, column in POINTING.items():
        for row_id in moved.rows[str(table.__tablename__)]:
            row = find(context.session, table, row_id)
            if row is not None and getattr(row, column) == contact.id:
                setattr(row, column, other.id)
    _give_reach_back(context, contact, other, moved)
    for kind, pairs in ((Tagging, moved.worn), (VoucherLink, moved.linked)):
        _part(context, kind, pairs)
    _restore_fields(contact, moved)
    context.session.flush()
    return other


def _give_reach_back(context: Context, contact: Contact, other: Contact, moved: Moved) -> None:
    """A phone or an e-mail that is as it came goes back; for one that was changed since, the other gets its own."""
    for table, columns in VALUES.items():
        place = len(_reach(context, table, other.id))
        for position, kept in enumerate(moved.reach[str(table.__tablename__)], place):
            values = {name: kept[name] for name in columns}
            row: Any = find(context.session, table, kept["id"])
            untouched = row is not None and row.deleted_at is None and row.owner_id == contact.id
            if not untouched or any(getattr(row, name) != value for name, value in values.items()):
                row = table(id=new_id(), **values)  # type: ignore[call-arg]  # the columns of the table in hand
                context.session.add(row)
            row.owner_id, row.subject_id, row.position = other.id, other.id, position
        context.session.flush()
        for position, row in enumerate(_reach(context, table, contact.id)):
            row.position = position


def _part(context: Context, kind: type[Tagging] | type[VoucherLink], pairs: Sequence[str]) -> None:
    for pair in pairs:
        worn = context.session.get(kind, pair)
        if worn is not None and worn.deleted_at is None:
            worn.deleted_at = context.now


def _restore_fields(contact: Contact, moved: Moved) -> None:
    for name, (before, after) in moved.fields.items():
        if merge_fields.present(contact, name) == after:
            merge_fields.put(contact, name, before)
    contact.aliases = "\n".join(one for one in aliases(contact) if one not in moved.names)
