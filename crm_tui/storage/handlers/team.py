"""Colleagues' roles, and the tokens that speak for them."""

import hmac

from sqlmodel import col, func, select

from crm_tui.domain import tokens
from crm_tui.domain.ids import UserId, new_id
from crm_tui.domain.rights import Role
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue, NotAllowed
from crm_tui.operations.team import FindBearer, IssuedToken, IssueToken, RevokeTokens, SetRole, WhoAmI
from crm_tui.operations.values import User
from crm_tui.storage import records
from crm_tui.storage.context import Context, handles
from crm_tui.storage.tables import Member, Token


@handles(WhoAmI)
def who_am_i(context: Context, query: WhoAmI) -> User:
    """The caller, with the role of now."""
    return _user(records.member(context.session, context.actor.id))


@handles(FindBearer)
def find_bearer(context: Context, query: FindBearer) -> User | None:
    """Whom a token speaks for."""
    live = select(Token).where(Token.hash == query.token_hash, col(Token.deleted_at).is_(None))
    token = context.session.exec(live).first()
    if token is None or not hmac.compare_digest(token.hash, query.token_hash):
        return None
    member = context.session.get(Member, token.user_id)
    return _user(member) if member is not None and member.deleted_at is None else None


@handles(SetRole)
def set_role(context: Context, command: SetRole) -> User:
    """What a colleague is in the company; somebody always owns it."""
    if command.role not in list(Role):
        raise InvalidValue("role", N_("is owner, admin, manager or read-only"))
    member = records.member(context.session, command.user_id)
    guard_owners(context, member.role, command.role)
    if member.role == Role.OWNER and command.role != Role.OWNER and _owners(context) == 1:
        raise InvalidValue("role", N_("is that of the only owner; make another colleague an owner first"))
    member.role = command.role
    return _user(member)


@handles(IssueToken)
def issue_token(context: Context, command: IssueToken) -> IssuedToken:
    """A new token, of which only the hash is kept."""
    member = records.member(context.session, command.user_id)
    guard_owners(context, member.role)
    token = tokens.new_token()
    kept = Token(id=new_id(), user_id=member.id, hash=tokens.hash_of(token), created_at=context.now)
    context.session.add(kept)
    return IssuedToken(token, _user(member))


@handles(RevokeTokens)
def revoke_tokens(context: Context, command: RevokeTokens) -> int:
    """Make every token of a colleague worthless."""
    member = records.member(context.session, command.user_id)
    guard_owners(context, member.role)
    live = select(Token).where(Token.user_id == member.id, col(Token.deleted_at).is_(None))
    found = context.session.exec(live).all()
    for token in found:
        token.deleted_at = context.now
    return len(found)


def guard_owners(context: Context, *roles: str) -> None:
    """Only an owner makes an owner, and speaks for one. Raises NotAllowed."""
    if Role.OWNER in roles and records.member(context.session, context.actor.id).role != Role.OWNER:
        live = select(Member.name).where(Member.role == Role.OWNER, col(Member.deleted_at).is_(None))
        raise NotAllowed(", ".join(context.session.exec(live.order_by(col(Member.id)).limit(3))))


def _owners(context: Context) -> int:
    live = select(func.count()).where(Member.role == Role.OWNER, col(Member.deleted_at).is_(None))
    return context.session.exec(live).one()


def _user(member: Member) -> User:
    return User(UserId(member.id), member.name, member.initials, Role(member.role))
