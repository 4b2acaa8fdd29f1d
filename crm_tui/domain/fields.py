"""What a field of a card can be (S1), and which fields every base has beside the columns of its own.

A value is text in one canonical form, so that it is compared, filtered and kept alike everywhere: a number with a
decimal point ("12.5"), money with its currency ("50000.00 RUB"), a date as 2026-11-25, a checkbox as "yes" or "", a
user by id, a phone in E.164 where it could be read. Several choices are a tuple of texts. An empty value is no value.
"""

from enum import StrEnum


class Entity(StrEnum):
    """What has a card."""

    DEAL = "deal"
    CONTACT = "contact"
    COMPANY = "company"


class FieldKind(StrEnum):
    """How a field is filled and checked."""

    TEXT = "text"
    LONG_TEXT = "long text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    CHECKBOX = "checkbox"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    USER = "user"


MAIN = "main"
"""The tab that every card opens with."""

ANALYTICS = "analytics"
"""The tab of figures, and of where a client came from."""

FieldValue = str | tuple[str, ...]
