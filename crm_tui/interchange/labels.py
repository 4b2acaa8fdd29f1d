"""Labels of phones and e-mails: "work", "home", "mobile" … whatever a file calls them."""

import re
from collections.abc import Iterable
from functools import cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PHONE_WORDS = _words(
    "phone phones tel telephone telephones mobile cell cellphone fax pager телефон телефоны тел телефони "
    "факс моб мобильный мобільний пейджер phonenumber телефона телефону телеф тлф mob"
    " сот сотовый сотовая стільниковий"
)
_EMAIL_WORDS = _words(
    "email emails mail почта почты пошта пошти емейл имейл имэйл мейл мэйл емайл мыло електронка емайлы"
)
# Words beside "phone" and "e-mail" that say nothing about which one it is.
_SILENT = _words(
    "number numbers no main primary value address контакт контакта контакту contact client клиента "
    "клієнта номер номера основной основний person customer electronic электронная электронной "
    "електронної електронна эл ел электр електр адрес адреса e е лид лида сделки voice associated text msg "
    "internet pref video и or конт контактный контактная контактної контактний осн"
)
# Columns about a phone or e-mail that do not hold one.
_ABOUT = _words(
    "label type тип verified consent согласие згода status статус ext extension добавочный opt newsletter "
    "count has id date дата подтвержден valid"
)
_LABELS: dict[str, str] = {
    "work": "work business office job рабочий рабочая раб робочий робоча роб служебный службовий служ",
    "home": "home private personal домашний домашняя дом домашній домашня личный личная личн особистий особиста особ",
    "mobile": "mobile mob cell cellphone iphone мобильный мобильная моб мобільний мобільна сот сотовый сотовая"
    " стільниковий",
    "fax": "fax факс",
    "pager": "pager пейджер",
    "other": "other alternative другой другая прочий доп дополнительный інший інша дод додатковий",
}
# What stands for an e-mail in two words.
_EMAIL_PHRASES = re.compile(r"\b(?:[eе] mail|е м[еэ]йл|(?:эл|ел|электронный|електронна) адрес[аи]?)\b")


@cache
def _by_word() -> dict[str, str]:
    return {word: label for label, words in _LABELS.items() for word in words.split()}


def known_label(word: str) -> str | None:
    """The label that one word stands for, or None."""
    return _by_word().get(word.casefold())


def phone_label(heading: str) -> str | None:
    """The label in a plain heading of phones, "" where it has none; None: this is no column of phones."""
    return _label(heading, _PHONE_WORDS)


def email_label(heading: str) -> str | None:
    """The label in a plain heading of e-mails, "" where it has none; None: this is no column of e-mails."""
    return _label(_EMAIL_PHRASES.sub("email", heading), _EMAIL_WORDS)


def _label(heading: str, subject: frozenset[str]) -> str | None:
    words = heading.split()
    if not subject.intersection(words) or _ABOUT.intersection(words) or len(words) > 5:
        return None
    telling = [word for word in words if not word.isdigit() and word not in _SILENT]
    return joined(word for word in telling if word in _by_word() or word not in subject)


def joined(words: Iterable[str]) -> str:
    """Several words as one label, each known one in its usual form: "work fax"."""
    return " ".join(dict.fromkeys(_by_word().get(word.casefold(), word) for word in words))
