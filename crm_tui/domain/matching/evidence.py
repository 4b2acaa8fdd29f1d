"""What two people's phones, e-mails and towns say.

A number or an address that is nearly the same is no rarer among strangers than one that nobody else has: in a small
base too it must not weigh more than the very same.
"""

from itertools import product

from crm_tui.domain.matching.levels import Level, Observation
from crm_tui.domain.matching.population import Population
from crm_tui.domain.matching.profile import Address, Number, Profile
from crm_tui.domain.matching.reasons import Evidence
from crm_tui.domain.matching.spelling import edits

_LEAST_FOR_A_SLIP = 9
_LEAST_ADDRESS = 8
_SUBSCRIBER = 9
_NOBODYS = ""
_ORDER = (Level.EXACT, Level.PART, Level.ONE_OFF, Level.DIFFERENT)


def of_phones(mine: Profile, theirs: Profile, population: Population) -> list[Observation]:
    """The best that two people's phones say; nothing where one has none."""
    found = [(_phones_agree(*pair), *pair) for pair in product(mine.phones, theirs.phones)]
    if not found:
        return []
    level, one, other = min(found, key=lambda pair: _ORDER.index(pair[0]))
    chance = population.of_phone(one.national if level is Level.EXACT else _NOBODYS)
    return [Observation("phone", level, chance, _phone_told(level, one, population), one.typed, other.typed)]


def of_emails(mine: Profile, theirs: Profile, population: Population) -> list[Observation]:
    """The best that two people's e-mails say; nothing where one has none."""
    found = [(_emails_agree(*pair), *pair) for pair in product(mine.emails, theirs.emails)]
    if not found:
        return []
    level, one, other = min(found, key=lambda pair: _ORDER.index(pair[0]))
    chance = population.of_email(one.whole if level is Level.EXACT else _NOBODYS)
    return [Observation("email", level, chance, _email_told(level, one, population), one.typed, other.typed)]


def of_towns(mine: Profile, theirs: Profile) -> list[Observation]:
    """What two people's towns say; nothing where one has none."""
    if not mine.town_form or not theirs.town_form:
        return []
    same = edits(mine.town_form, theirs.town_form, 1) <= 1
    level, told = (Level.EXACT, Evidence.SAME_TOWN) if same else (Level.DIFFERENT, Evidence.OTHER_TOWN)
    return [Observation("town", level, 0, told, mine.town, theirs.town)]


def _phones_agree(one: Number, other: Number) -> Level:
    if one.national == other.national or _same_subscriber(one, other):
        return Level.EXACT
    if one.last and one.last == other.last:
        return Level.PART
    long = min(len(one.national), len(other.national)) >= _LEAST_FOR_A_SLIP
    return Level.ONE_OFF if long and edits(one.national, other.national, 1) <= 1 else Level.DIFFERENT


def _same_subscriber(one: Number, other: Number) -> bool:
    """Whether two numbers differ only in how the country is dialled: 067… and +38067…, 8916… and +7916…."""
    shorter, longer = sorted((one.all, other.all), key=len)
    return len(shorter) >= _SUBSCRIBER and longer.endswith(shorter.lstrip("0"))


def _phone_told(level: Level, number: Number, population: Population) -> Evidence:
    if level is Level.EXACT:
        return Evidence.SHARED_PHONE if population.shares_phone(number.national) else Evidence.SAME_PHONE
    slips = {Level.PART: Evidence.LAST_SEVEN, Level.ONE_OFF: Evidence.PHONE_ONE_OFF}
    return slips.get(level, Evidence.OTHER_PHONE)


def _emails_agree(one: Address, other: Address) -> Level:
    if one.local == other.local and one.domain == other.domain:
        return Level.EXACT
    if one.local == other.local and not one.office:
        return Level.PART
    long = min(len(one.whole), len(other.whole)) >= _LEAST_ADDRESS
    return Level.ONE_OFF if long and edits(one.whole, other.whole, 1) <= 1 else Level.DIFFERENT


def _email_told(level: Level, address: Address, population: Population) -> Evidence:
    if level is Level.EXACT:
        return Evidence.SHARED_EMAIL if population.shares_email(address.whole) else Evidence.SAME_EMAIL
    slips = {Level.PART: Evidence.SAME_LOCAL_PART, Level.ONE_OFF: Evidence.EMAIL_ONE_OFF}
    return slips.get(level, Evidence.OTHER_EMAIL)
