"""Whom one can write to and call, by which program, and why nobody where there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from crm_tui.domain import emails as email_reading
from crm_tui.domain.links import Way
from crm_tui.i18n import N_, _
from crm_tui.operations.values import Email, Person, Phone

WAY_NAMES: Final = {
    Way.VIBER: N_("Viber"),
    Way.TELEGRAM: N_("Telegram"),
    Way.WHATSAPP: N_("WhatsApp"),
    Way.SMS: N_("SMS"),
    Way.EMAIL: N_("E-mail"),
    Way.CALL: N_("Call"),
}
_TO_PHONES: Final = (Way.VIBER, Way.TELEGRAM, Way.WHATSAPP, Way.SMS)
_NOTHING_TO_WRITE_TO: Final = N_("There is no phone and no e-mail to write to; add one first.")
_NOTHING_TO_CALL: Final = N_("There is no phone to call; add one first.")
_UNREADABLE: Final = N_("No phone or e-mail here can be reached as it is written; correct it first.")


class Reachable(NamedTuple):
    """Somebody with phones and e-mails."""

    name: str
    phones: Sequence[Phone]
    emails: Sequence[Email]


@dataclass(frozen=True, slots=True)
class Target:
    """A way to somebody: ``address`` is what the link is made of, ``typed`` how it stands on the card."""

    way: Way
    address: str
    typed: str
    label: str
    name: str


def of_people(people: Iterable[Person]) -> tuple[Reachable, ...]:
    """The people of a deal."""
    return tuple(Reachable(person.name, person.phones, person.emails) for person in people)


def to_write(people: Iterable[Reachable]) -> tuple[Target, ...]:
    """Every way to write, the main phone first."""
    return tuple(target for one in people for target in (*_by_phone(one, _TO_PHONES), *_by_mail(one)))


def to_call(people: Iterable[Reachable]) -> tuple[Target, ...]:
    """Every number that can be called."""
    return tuple(target for one in people for target in _by_phone(one, (Way.CALL,)))


def why_not_write(people: Sequence[Reachable]) -> str:
    """Why nobody can be written to; "" where somebody can."""
    if to_write(people):
        return ""
    return _(_UNREADABLE) if any(one.phones or one.emails for one in people) else _(_NOTHING_TO_WRITE_TO)


def why_not_call(people: Sequence[Reachable]) -> str:
    """Why nobody can be called; "" where somebody can."""
    if to_call(people):
        return ""
    return _(_UNREADABLE) if any(one.phones for one in people) else _(_NOTHING_TO_CALL)


WHY_NOT: Final = {"message": why_not_write, "call": why_not_call}
"""Why an action of a card is off, by its name."""


def _by_phone(one: Reachable, ways: Iterable[Way]) -> Iterable[Target]:
    for phone in one.phones:
        if phone.e164 is not None:
            for way in ways:
                yield Target(way, phone.e164, phone.typed, phone.label, one.name)


def _by_mail(one: Reachable) -> Iterable[Target]:
    for mail in one.emails:
        address, problem = email_reading.read(mail.typed)
        if problem is None:
            yield Target(Way.EMAIL, address, mail.typed, mail.label, one.name)
