"""E-mail addresses: read as people paste them, brought to one spelling, and marked where they cannot work."""

import unicodedata

from crm_tui.i18n import N_

NO_AT = N_("no @ in it")
SEVERAL = N_("more than one @ in it")
NO_NAME = N_("nothing before the @")
BAD_NAME = N_("the part before the @ cannot be right")
NO_DOMAIN = N_("nothing after the @")
BAD_DOMAIN = N_("the part after the @ is not a domain")
TOO_LONG = N_("too long for an e-mail address")

_LONGEST = 254
_LONGEST_NAME = 64
_LONGEST_LABEL = 63
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x2060, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_FORBIDDEN = frozenset('()<>[]{},;:\\"')


def read(typed: str) -> tuple[str, str | None]:
    """The address in lower case with what surrounds it taken off, and its problem (English) or None.

    Takes "Name <a@b.c>", "mailto:a@b.c?subject=…" and stray punctuation; keeps international domains as they
    are written.
    """
    address = bare(typed)
    if len(address) > _LONGEST:
        return address, TOO_LONG
    name, at, domain = address.rpartition("@")
    if not at:
        return address, NO_AT
    return address, _problem_of_name(name) or _problem_of_domain(domain)


def bare(typed: str) -> str:
    """The address in lower case with what surrounds it taken off, whether it can work or not."""
    text = typed.translate(_INVISIBLE).strip()
    _, opened, inside = text.rpartition("<")
    if opened:
        text = inside.partition(">")[0]
    if text[:7].lower() == "mailto:":
        text = text[7:].partition("?")[0]
    text = text.strip(" \t\r\n,;<>\"'").lower()
    return text if len(text) > _LONGEST * 4 else unicodedata.normalize("NFC", text)


def _problem_of_name(name: str) -> str | None:
    if not name:
        return NO_NAME
    if "@" in name:
        return SEVERAL
    if len(name) > _LONGEST_NAME or name[0] == "." or name[-1] == "." or ".." in name:
        return BAD_NAME
    return None if all(map(_allowed_in_name, name)) else BAD_NAME


def _allowed_in_name(character: str) -> bool:
    return character not in _FORBIDDEN and character.isprintable() and not character.isspace()


def _problem_of_domain(domain: str) -> str | None:
    if not domain:
        return NO_DOMAIN
    labels = domain.split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return BAD_DOMAIN
    return None if all(map(_is_label, labels)) else BAD_DOMAIN


def _is_label(label: str) -> bool:
    if not 1 <= len(label) <= _LONGEST_LABEL or label[0] == "-" or label[-1] == "-":
        return False
    return all(character.isalnum() or character == "-" or _is_mark(character) for character in label)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc")
