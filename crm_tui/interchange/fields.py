"""What a column of a file can be put into."""

from enum import StrEnum


class Field(StrEnum):
    """A field of a draft, or a part of one. The values are what ``--map COLUMN=FIELD`` takes."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    PATRONYMIC = "patronymic"
    PHONE = "phone"
    EMAIL = "email"
    TITLE = "title"
    AMOUNT = "amount"
    CURRENCY = "currency"
    PIPELINE = "pipeline"
    STAGE = "stage"
    LOST_REASON = "lost_reason"
    LOST_NOTE = "lost_note"
    CLOSED_AT = "closed_at"
    PEOPLE = "people"
    DESCRIPTION = "description"
    COMPANY = "company"
    POSITION = "position"
    CITY = "city"
    ADDRESS = "address"
    BIRTHDAY = "birthday"
    SOURCE = "source"
    COMMENT = "comment"
    TAGS = "tags"
    RESPONSIBLE = "responsible"
    CREATED_AT = "created_at"
    EXTERNAL_ID = "external_id"
    REGION = "region"
    EXTRA = "extra"


NAME_PARTS = (Field.FIRST_NAME, Field.LAST_NAME, Field.PATRONYMIC)
# What only a deal has: in a file of contacts such a column stays under its own heading.
DEAL_ONLY = frozenset(
    {
        Field.TITLE,
        Field.AMOUNT,
        Field.CURRENCY,
        Field.PIPELINE,
        Field.STAGE,
        Field.LOST_REASON,
        Field.LOST_NOTE,
        Field.CLOSED_AT,
        Field.PEOPLE,
        Field.DESCRIPTION,
    }
)
_BY_NAME = {field.value: field for field in Field}
_PLURALS = {"phones": Field.PHONE, "emails": Field.EMAIL, "tag": Field.TAGS, "id": Field.EXTERNAL_ID}


def field_named(text: str) -> Field | None:
    """The field that a person means by a word, or None."""
    word = text.strip().lower().replace("-", "_")
    return _PLURALS.get(word) or _BY_NAME.get(word)
