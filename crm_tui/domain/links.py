"""Links that begin a conversation in another program, in the formats that the programs' owners name.

tel: RFC 3966, sms: RFC 5724, mailto: RFC 6068; viber:, t.me and wa.me as Viber, Telegram and WhatsApp document them.
"""

import re
from enum import StrEnum
from typing import Final
from urllib.parse import quote, urlsplit

from crm_tui.domain import emails

SCHEMES: Final = frozenset({"tel", "sms", "viber", "https", "mailto"})
"""The only schemes that are ever handed to the system."""
LONGEST: Final = 8_000
"""Characters that a link may have: what every program takes (RFC 9110, 4.1)."""
_HOSTS: Final = frozenset({"t.me", "wa.me"})
_E164: Final = re.compile(r"\+[1-9][0-9]{4,14}")
_VISIBLE: Final = re.compile(r"[!-~]+")
_MAIL_BREAK: Final = "\r\n"
_UNSENDABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class Way(StrEnum):
    """The program that a link opens."""

    VIBER = "viber"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    SMS = "sms"
    EMAIL = "email"
    CALL = "call"


_CARRY_TEXT: Final = frozenset({Way.TELEGRAM, Way.WHATSAPP, Way.SMS, Way.EMAIL})


class BadAddress(ValueError):
    """No number in E.164, or no e-mail address: there is no link to it."""


def link(way: Way, address: str, text: str = "") -> str:
    """The link to a number in E.164 or an e-mail address; a text goes along where the program takes one.

    Raises BadAddress. Whatever the address and the text hold, they are data in the link and no part of its form.
    """
    if way is Way.EMAIL:
        return f"mailto:{_mailbox(address)}{_query('body', text, _MAIL_BREAK)}"
    if _E164.fullmatch(address) is None:
        raise BadAddress(address)
    digits = address[1:]
    match way:
        case Way.VIBER:
            return f"viber://chat?number=%2B{digits}"
        case Way.TELEGRAM:
            return f"https://t.me/+{digits}{_query('text', text)}"
        case Way.WHATSAPP:
            return f"https://wa.me/{digits}{_query('text', text)}"
        case Way.SMS:
            return f"sms:+{digits}{_query('body', text)}"
        case Way.CALL:
            return f"tel:+{digits}"


def carries(way: Way, address: str, text: str) -> bool:
    """Whether the link takes this text along: its program must, and it must not grow too long. Raises BadAddress."""
    return way in _CARRY_TEXT and len(link(way, address, text)) <= LONGEST


def is_allowed(address: str) -> bool:
    """Whether a link is one that may be handed to the system: of a scheme and a host that are named here."""
    if _VISIBLE.fullmatch(address) is None:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in SCHEMES and (parts.scheme != "https" or parts.netloc in _HOSTS)


def _mailbox(typed: str) -> str:
    """An address with every character encoded that could end it or begin a header (RFC 6068, 2)."""
    address, problem = emails.read(typed)
    name, _at, domain = address.rpartition("@")
    if problem is not None or _UNSENDABLE.search(address):
        raise BadAddress(typed)
    return f"{quote(name, safe='')}@{quote(domain, safe='')}"


def _query(name: str, text: str, line_break: str = "\n") -> str:
    lines = _UNSENDABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip().split("\n")
    sent = line_break.join(lines)
    return f"?{name}={quote(sent, safe='')}" if sent else ""
