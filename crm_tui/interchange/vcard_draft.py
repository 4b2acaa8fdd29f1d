"""A card's properties as a draft: what has a field goes there, everything else is kept by a readable name."""

import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote

from crm_tui.domain.phones import ReadPhone
from crm_tui.i18n import N_
from crm_tui.interchange.cells import birthday, one_line
from crm_tui.interchange.labels import joined
from crm_tui.interchange.vcard_read import Property
from crm_tui.operations.imports import Draft
from crm_tui.operations.values import Email, Phone

NOTHING_IN_IT = N_("the card has no name, no phone and no e-mail")

# What is about the file and not about the person.
_ABOUT_THE_FILE = frozenset({"VERSION", "PRODID", "PROFILE", "X-MS-OL-DESIGN", "AGENT"})
_SILENT_TYPES = frozenset(
    {
        "pref",
        "voice",
        "internet",
        "text",
        "video",
        "msg",
        "parcel",
        "postal",
        "intl",
        "dom",
        "x400",
        "jpeg",
        "gif",
        "png",
        "x509",
        "base64",
    }
)
_TEXTS = {"NOTE": "comment", "TITLE": "position", "UID": "external_id"}
_OWN = {"X-CRM-SOURCE": "source", "X-CRM-RESPONSIBLE": "responsible"}
_NAME_PARTS = (N_("Last name"), N_("First name"), N_("Middle name"), N_("Name prefix"), N_("Name suffix"))
READABLE = {
    "URL": N_("Website"),
    "NICKNAME": N_("Nickname"),
    "ROLE": N_("Role"),
    "ORG": N_("Company"),
    "TITLE": N_("Position"),
    "ADR": N_("Address"),
    "LABEL": N_("Address label"),
    "X-ABADR": N_("Address note"),
    "ANNIVERSARY": N_("Anniversary"),
    "X-MS-ANNIVERSARY": N_("Anniversary"),
    "X-ANNIVERSARY": N_("Anniversary"),
    "X-MS-IMADDRESS": N_("Messenger"),
    "IMPP": N_("Messenger"),
    "X-MS-MANAGER": N_("Manager"),
    "X-MS-ASSISTANT": N_("Assistant"),
    "X-MS-SPOUSE": N_("Spouse"),
    "X-MS-OL-DEFAULT-POSTAL-ADDRESS": N_("Default postal address"),
    "X-ABUID": N_("Address book ID"),
    "FBURL": N_("Calendar"),
    "GEO": N_("Coordinates"),
    "TZ": N_("Time zone"),
    "LANG": N_("Language"),
    "REV": N_("Last changed"),
    "BDAY": N_("Birthday"),
    "FN": N_("Name"),
    "UID": N_("ID"),
}
DEPARTMENT = N_("Department")
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LABEL_PROPERTY = "X-ABLABEL"
_PHONE_NAMES = frozenset({"TEL", "X-MS-TEL"})


def draft_of(number: int, properties: Sequence[Property], read: Callable[[str], ReadPhone]) -> Draft:
    """The draft of a card, named by its e-mail or phone where it has no name."""
    return _Building(number, properties, read).built()


class _Building:
    """A draft that is being made of one card."""

    def __init__(self, number: int, properties: Sequence[Property], read: Callable[[str], ReadPhone]) -> None:
        self._draft = Draft(number)
        self._read = read
        self._properties = properties
        self._labels = {
            prop.group: _plain_label(prop.text) for prop in properties if prop.group and prop.name == _LABEL_PROPERTY
        }

    def built(self) -> Draft:
        """The draft, every property taken in."""
        for prop in self._properties:
            self._take(prop)
        self._name()
        return self._draft

    def _take(self, prop: Property) -> None:
        draft, text = self._draft, prop.text.strip()
        if not text or prop.name in _ABOUT_THE_FILE or self._is_label(prop):
            return
        if prop.name in _PHONE_NAMES:
            self._phone(prop)
        elif prop.name == "EMAIL":
            draft.emails.append(Email(_without_scheme(text, "mailto:"), self._label(prop)))
        elif prop.name == "ORG":
            self._company(prop)
        elif prop.name == "ADR":
            self._address(prop)
        elif prop.name == "BDAY" and not draft.birthday:
            draft.birthday = birthday(text, "")
        elif prop.name == "CATEGORIES":
            draft.tags += [tag.strip() for tag in prop.parts if tag.strip() and tag.strip() not in draft.tags]
        elif prop.name not in ("N", "FN"):
            self._text(prop, text)

    def _is_label(self, prop: Property) -> bool:
        return prop.name == _LABEL_PROPERTY and bool(prop.group)

    def _text(self, prop: Property, text: str) -> None:
        field = _TEXTS.get(prop.name) or _OWN.get(prop.name)
        if field == "comment" and self._draft.comment:
            self._draft.comment += f"\n{text}"
        elif field and not getattr(self._draft, field):
            setattr(self._draft, field, text)
        elif prop.name == "X-CRM-EXTRA":
            self._keep(self._labels.get(prop.group, "") or _readable(prop.name), text)
        else:
            self._keep(self._key(_readable(prop.name), prop), text)

    def _phone(self, prop: Property) -> None:
        typed = prop.text.strip()
        if typed.lower().startswith("tel:"):
            number, *params = unquote(typed[4:]).split(";")
            extension = next((part[4:] for part in params if part.lower().startswith("ext=")), "")
            typed = f"{number} ext. {extension}" if extension else number
        found = self._read(typed)
        self._draft.phones.append(Phone(typed, self._label(prop), found.e164, found.problem))

    def _company(self, prop: Property) -> None:
        company, *departments = [one_line(part) for part in prop.parts]
        if self._draft.company:
            self._keep(READABLE["ORG"], ", ".join(filter(None, [company, *departments])))
            return
        self._draft.company = company
        if rest := ", ".join(filter(None, departments)):
            self._keep(DEPARTMENT, rest)

    def _address(self, prop: Property) -> None:
        """The first address has fields of its own; further ones are kept with their labels."""
        address = ", ".join(part for part in (one_line(part).strip(" ,") for part in prop.parts) if part)
        if self._draft.address:
            self._keep(self._key(READABLE["ADR"], prop), address)
            return
        self._draft.address = address
        self._draft.city = one_line(prop.parts[3]) if len(prop.parts) > 3 else ""

    def _name(self) -> None:
        """The formatted name, or else the parts of it; parts that the formatted one lacks are kept."""
        draft = self._draft
        formatted = [one_line(prop.text) for prop in self._properties if prop.name == "FN" and prop.text.strip()]
        parts = next((prop.parts for prop in self._properties if prop.name == "N"), ())
        family, given, more, before, after = ([one_line(part) for part in parts] + [""] * 5)[:5]
        whole = " ".join(filter(None, (before, given, more, family, after)))
        draft.name = formatted[0] if formatted else whole
        for other in formatted[1:]:
            self._keep(READABLE["FN"], other)
        for heading, part in zip(_NAME_PARTS, (family, given, more, before, after), strict=True):
            if any(word not in draft.name for word in part.replace(",", " ").split()):
                self._keep(heading, part)
        if not draft.name:
            self._name_otherwise()

    def _name_otherwise(self) -> None:
        draft = self._draft
        reachable = [email.typed for email in draft.emails] + [phone.typed for phone in draft.phones]
        nickname = draft.extra.get(READABLE["NICKNAME"], "")
        draft.name = next(filter(None, [nickname, draft.company, *reachable]), "")
        if not draft.name:
            draft.problem = NOTHING_IN_IT

    def _keep(self, key: str, text: str) -> None:
        before = self._draft.extra.get(key)
        self._draft.extra[key] = text if before is None or before == text else f"{before}\n{text}"

    def _key(self, name: str, prop: Property) -> str:
        label = self._label(prop)
        return f"{name} ({label})" if label else name

    def _label(self, prop: Property) -> str:
        """What a phone, an e-mail or an address is called: the user's own word, or its types."""
        if own := self._labels.get(prop.group):
            return own
        return joined(word for word in prop.types if word not in _SILENT_TYPES)


def _plain_label(text: str) -> str:
    """An Apple label as words: ``_$!<AssistantPhone>!$_`` is "assistant phone"."""
    found = _APPLE_LABEL.fullmatch(text.strip())
    word = found[1] if found else text.strip()
    return _CAMEL.sub(" ", word).lower() if found or _CAMEL.search(word) else word


def _readable(name: str) -> str:
    known = READABLE.get(name)
    if known:
        return known
    bare = re.sub(r"^X-(?:MS-|AB-?)?", "", name)
    return bare.replace("-", " ").capitalize() or name


def _without_scheme(text: str, scheme: str) -> str:
    return text[len(scheme) :] if text.lower().startswith(scheme) else text
