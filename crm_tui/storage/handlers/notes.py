"""Notes with mentions, the one memo of a deal, calls and messages."""

from collections.abc import Sequence

from sqlmodel import col, select

from crm_tui.domain.ids import DealId, NoteId, RecordId, UserId, new_id
from crm_tui.domain.mentions import mentioned
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue, NotFound
from crm_tui.operations.notes import (
    AddNote,
    CommunicationInfo,
    DeleteNote,
    EditNote,
    ListMentions,
    LogCommunication,
    MemoInfo,
    MentionInfo,
    NoteInfo,
    ReadMentions,
    SetMemo,
)
from crm_tui.storage import records
from crm_tui.storage.communications import touch_card, write_down
from crm_tui.storage.context import Context, from_ms, from_ms_or_none, handles, to_ms
from crm_tui.storage.handlers.deals import touch
from crm_tui.storage.subjects import entity_of, title_of
from crm_tui.storage.tables import Communication, Deal, Member, Memo, Mention, Note


@handles(AddNote)
def add_note(context: Context, command: AddNote) -> NoteInfo:
    """A note on a card."""
    touch_card(context, command.subject_id)
    note = Note(
        id=new_id(context.now),
        subject_id=command.subject_id,
        text=_written(command.text),
        author_id=context.actor.id,
        at=context.now,
    )
    context.session.add(note)
    context.session.flush()
    _tell(context, note)
    return _info(context, note)


@handles(EditNote)
def edit_note(context: Context, command: EditNote) -> NoteInfo:
    """Write a note anew."""
    note = _note(context, command.note_id)
    text = _written(command.text)
    if text != note.text:
        note.text, note.edited_at = text, context.now
        _tell(context, note)
    return _info(context, note)


@handles(DeleteNote)
def delete_note(context: Context, command: DeleteNote) -> None:
    """Take a note out of sight."""
    note = _note(context, command.note_id)
    note.deleted_at = context.now
    for mention in _mentions(context, note):
        mention.deleted_at = context.now


@handles(SetMemo)
def set_memo(context: Context, command: SetMemo) -> MemoInfo:
    """Write the one memo of a deal."""
    deal = records.deal(context.session, command.deal_id)
    memo = context.session.get(Memo, deal.id)
    text = command.text.strip()
    if memo is None and text:
        memo = Memo(id=deal.id, text=text, author_id=context.actor.id, at=context.now)
        context.session.add(memo)
    elif memo is not None:
        memo.text, memo.author_id, memo.at = text or memo.text, context.actor.id, context.now
        memo.deleted_at = None if text else context.now
    touch(context, deal)
    return memo_of(context, deal)


def memo_of(context: Context, deal: Deal) -> MemoInfo:
    """The memo of a deal, whether there is one or not."""
    context.session.flush()
    memo = context.session.get(Memo, deal.id)
    if memo is None or memo.deleted_at is not None:
        return MemoInfo(DealId(deal.id), "", "", None)
    return MemoInfo(DealId(deal.id), memo.text, _name(context, memo.author_id), from_ms(memo.at))


@handles(LogCommunication)
def log_communication(context: Context, command: LogCommunication) -> CommunicationInfo:
    """A call or a message that took place outside the program."""
    if command.seconds is not None and command.seconds < 0:
        raise InvalidValue("seconds", N_("cannot be less than nothing; type how long the call was"))
    communication = Communication(
        id=new_id(context.now),
        subject_id=command.subject_id,
        channel=command.channel,
        incoming=command.incoming,
        address=command.address.strip(),
        text=command.text.strip(),
        seconds=command.seconds,
        author_id=context.actor.id,
        at=context.now if command.at is None else to_ms(command.at),
    )
    return write_down(context, communication)


@handles(ListMentions)
def list_mentions(context: Context, query: ListMentions) -> tuple[MentionInfo, ...]:
    """Where the caller was named."""
    found = select(Mention).where(Mention.user_id == context.actor.id, col(Mention.deleted_at).is_(None))
    if query.unread_only:
        found = found.where(col(Mention.read_at).is_(None))
    newest = found.order_by(col(Mention.at).desc(), col(Mention.id).desc()).limit(query.limit)
    return tuple(_mention(context, one) for one in context.session.exec(newest).all())


@handles(ReadMentions)
def read_mentions(context: Context, command: ReadMentions) -> int:
    """The caller has seen the mentions on a card."""
    unread = context.session.exec(
        select(Mention).where(
            Mention.user_id == context.actor.id,
            Mention.subject_id == command.subject_id,
            col(Mention.read_at).is_(None),
            col(Mention.deleted_at).is_(None),
        )
    ).all()
    for mention in unread:
        mention.read_at = context.now
    return len(unread)


def _written(text: str) -> str:
    if not text.strip():
        raise InvalidValue("text", N_("is empty; type what is to be noted"))
    return text.strip()


def _note(context: Context, note_id: str) -> Note:
    note = context.session.get(Note, note_id)
    if note is None or note.deleted_at is not None:
        raise NotFound(N_("note"), note_id)
    return note


def _tell(context: Context, note: Note) -> None:
    """Mention those whom the note names and who were not told of it yet; nobody is told of themselves."""
    told = {mention.user_id for mention in _mentions(context, note)}
    for user in _named(context, note.text):
        if user not in told and user != context.actor.id:
            context.session.add(
                Mention(
                    id=new_id(context.now), note_id=note.id, user_id=user, subject_id=note.subject_id, at=context.now
                )
            )
    context.session.flush()


def _named(context: Context, text: str) -> list[str]:
    members = context.session.exec(select(Member).where(col(Member.deleted_at).is_(None))).all()
    return mentioned(text, [(member.id, member.name, member.initials) for member in members])


def _mentions(context: Context, note: Note) -> Sequence[Mention]:
    query = select(Mention).where(Mention.note_id == note.id, col(Mention.deleted_at).is_(None))
    return context.session.exec(query).all()


def _info(context: Context, note: Note) -> NoteInfo:
    return NoteInfo(
        id=NoteId(note.id),
        subject_id=RecordId(note.subject_id),
        text=note.text,
        author_id=UserId(note.author_id),
        author=_name(context, note.author_id),
        at=from_ms(note.at),
        edited_at=from_ms_or_none(note.edited_at),
        mentioned=tuple(UserId(user) for user in _named(context, note.text)),
    )


def _mention(context: Context, mention: Mention) -> MentionInfo:
    rows = records.rows_of(context)
    note = context.session.get(Note, mention.note_id)
    if note is None:
        raise NotFound(N_("note"), mention.note_id)
    entity = entity_of(rows, mention.subject_id)
    return MentionInfo(
        note=_info(context, note),
        title=title_of(rows, mention.subject_id),
        entity=entity.value if entity else "",
        unread=mention.read_at is None,
    )


def _name(context: Context, user_id: str) -> str:
    member = context.session.get(Member, user_id)
    return member.name if member else ""
