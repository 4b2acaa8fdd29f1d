"""Find the records that handlers work on, or say that there is none."""

from collections.abc import Sequence
from typing import TypeVar

from sqlmodel import Session, col, select

from crm_tui.i18n import N_
from crm_tui.operations.errors import NotFound
from crm_tui.storage.context import Context
from crm_tui.storage.database import ConnectionRows
from crm_tui.storage.tables import (
    Company,
    Contact,
    Deal,
    Email,
    LostReason,
    Member,
    Person,
    Phone,
    Pipeline,
    Stage,
    Table,
)

Record = TypeVar("Record", bound=Table)


def rows_of(context: Context) -> ConnectionRows:
    """The session's connection as what plain SQL reads through; flush before it."""
    return ConnectionRows(context.session.connection())


def deal(session: Session, deal_id: str) -> Deal:
    """A live deal. Raises NotFound."""
    found = session.exec(select(Deal).where(Deal.id == deal_id, col(Deal.deleted_at).is_(None))).first()
    return _there(found, N_("deal"), deal_id)


def contact(session: Session, contact_id: str) -> Contact:
    """A live contact. Raises NotFound."""
    found = session.exec(select(Contact).where(Contact.id == contact_id, col(Contact.deleted_at).is_(None))).first()
    return _there(found, N_("contact"), contact_id)


def company(session: Session, company_id: str) -> Company:
    """A live company. Raises NotFound."""
    found = session.exec(select(Company).where(Company.id == company_id, col(Company.deleted_at).is_(None))).first()
    return _there(found, N_("company"), company_id)


def stage(session: Session, stage_id: str) -> Stage:
    """A live stage. Raises NotFound."""
    return _live(session.get(Stage, stage_id), N_("stage"), stage_id)


def pipeline(session: Session, pipeline_id: str) -> Pipeline:
    """A live pipeline. Raises NotFound."""
    return _live(session.get(Pipeline, pipeline_id), N_("pipeline"), pipeline_id)


def member(session: Session, user_id: str) -> Member:
    """A live colleague. Raises NotFound."""
    return _live(session.get(Member, user_id), N_("colleague"), user_id)


def lost_reason(session: Session, reason_id: str) -> LostReason:
    """A live lost reason. Raises NotFound."""
    return _live(session.get(LostReason, reason_id), N_("lost reason"), reason_id)


def unsorted_stage(session: Session) -> Stage:
    """Where new deals go: the first stage of the default pipeline."""
    query = (
        select(Stage)
        .join(Pipeline, col(Pipeline.id) == col(Stage.pipeline_id))
        .where(col(Pipeline.deleted_at).is_(None), col(Stage.deleted_at).is_(None), Stage.kind == "unsorted")
        .order_by(col(Pipeline.is_default).desc(), col(Pipeline.position))
    )
    return _there(session.exec(query).first(), N_("stage"), "unsorted")


def people(session: Session, deal_id: str) -> Sequence[Person]:
    """The people typed on a deal, the main one first."""
    query = select(Person).where(Person.deal_id == deal_id, col(Person.deleted_at).is_(None))
    return session.exec(query.order_by(col(Person.position))).all()


def phones(session: Session, owner_id: str) -> Sequence[Phone]:
    """Someone's phones in order."""
    query = select(Phone).where(Phone.owner_id == owner_id, col(Phone.deleted_at).is_(None))
    return session.exec(query.order_by(col(Phone.position))).all()


def emails(session: Session, owner_id: str) -> Sequence[Email]:
    """Someone's e-mails in order."""
    query = select(Email).where(Email.owner_id == owner_id, col(Email.deleted_at).is_(None))
    return session.exec(query.order_by(col(Email.position))).all()


def _live(found: Record | None, what: str, which: str) -> Record:
    return _there(found if found is not None and found.deleted_at is None else None, what, which)


def _there(found: Record | None, what: str, which: str) -> Record:
    if found is None:
        raise NotFound(what, which)
    return found
