"""What speaks for and against two people being one, and how sure that makes us."""

from dataclasses import dataclass
from enum import StrEnum


class Band(StrEnum):
    """How sure: the same person, likely the same, maybe."""

    SAME = "same"
    LIKELY = "likely"
    MAYBE = "maybe"


class Evidence(StrEnum):
    """One observation about two people, for or against."""

    SAME_PHONE = "same_phone"
    SHARED_PHONE = "shared_phone"
    LAST_SEVEN = "last_seven"
    PHONE_ONE_OFF = "phone_one_off"
    OTHER_PHONE = "other_phone"
    SAME_EMAIL = "same_email"
    SHARED_EMAIL = "shared_email"
    SAME_LOCAL_PART = "same_local_part"
    EMAIL_ONE_OFF = "email_one_off"
    OTHER_EMAIL = "other_email"
    SAME_NAME = "same_name"
    SAME_SURNAME = "same_surname"
    SAME_GIVEN_NAME = "same_given_name"
    SAME_PATRONYMIC = "same_patronymic"
    SHORT_NAME = "short_name"
    OTHER_SPELLING = "other_spelling"
    OTHER_SCRIPT = "other_script"
    OTHER_GENDER_FORM = "other_gender_form"
    KEYBOARD_LAYOUT = "keyboard_layout"
    SOUNDS_ALIKE = "sounds_alike"
    SURNAME_ONE_OFF = "surname_one_off"
    GIVEN_NAME_ONE_OFF = "given_name_one_off"
    INITIAL = "initial"
    SWAPPED_ORDER = "swapped_order"
    RARE_NAME = "rare_name"
    COMMON_NAME = "common_name"
    OTHER_SURNAME = "other_surname"
    OTHER_GIVEN_NAME = "other_given_name"
    OTHER_PATRONYMIC = "other_patronymic"
    SAME_TOWN = "same_town"
    OTHER_TOWN = "other_town"


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: ``mine`` is as it stands in what was asked, ``theirs`` in the record; weight in bits.

    Positive bits (log2 of the odds, Fellegi and Sunter 1969) speak for one person, negative for two.
    """

    evidence: Evidence
    bits: float
    mine: str = ""
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """How two people compare: the sum of the evidence in bits over the odds of a stranger, its band, and why."""

    score: float
    band: Band
    reasons: tuple[Reason, ...]
