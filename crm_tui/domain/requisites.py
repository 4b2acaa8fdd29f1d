"""Bank and tax requisites: read as people paste them, with every check digit verified.

INN, OGRN, EDRPOU, RNOKPP, IBAN and BIC are checked by python-stdnum, which is loaded at the first number. KPP follows
order MMV-7-6/435@ of the Federal Tax Service (2012), BIK the Bank of Russia's regulation 732-P (2020), and the key of
an account the Bank of Russia's "Procedure for calculating the check key", 515 of 8 September 1997.
"""

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

from crm_tui.i18n import N_

WRONG_LENGTH: Final = N_("has the wrong number of characters; compare it with the paper")
WRONG_CHARACTERS: Final = N_("holds a character that cannot be in it; compare it with the paper")
WRONG_CHECK: Final = N_("the check digit is wrong; compare it with the paper")
WRONG_PART: Final = N_("has a part that does not exist; compare it with the paper")
WRONG_BIK: Final = N_("a BIK is nine digits and begins with 0; compare it with the paper")
WRONG_KEY: Final = N_("the check digit is wrong for this BIK; compare both with the paper")

INN: Final = "requisite_inn"
KPP: Final = "requisite_kpp"
OGRN: Final = "requisite_ogrn"
EDRPOU: Final = "requisite_edrpou"
RNOKPP: Final = "requisite_rnokpp"
BANK: Final = "requisite_bank"
BIK: Final = "requisite_bik"
ACCOUNT: Final = "requisite_account"
CORRESPONDENT: Final = "requisite_correspondent"
IBAN: Final = "requisite_iban"
SWIFT: Final = "requisite_swift"

_STANDARD: Final = {
    INN: "ru.inn",
    OGRN: "ru.ogrn",
    EDRPOU: "ua.edrpou",
    RNOKPP: "ua.rntrc",
    IBAN: "iban",
    SWIFT: "bic",
}
_BLANKS: Final = re.compile(r"[\s\u00a0\u202f\u00ad\u200b-\u200f\u2060.\-–—]+")
_KPP: Final = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")
_BIK: Final = re.compile(r"0[0-9]{8}")
_ACCOUNT: Final = re.compile(r"[0-9]{20}")
_LONGEST: Final = 60
_WEIGHTS: Final = (7, 1, 3)
_SETTLEMENT_CENTRES: Final = frozenset({"000", "001", "002"})


class BadRequisite(ValueError):
    """The text is no such requisite; ``reason`` says why, for the catalogue."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(requisite: str, typed: str) -> str:
    """A requisite in its one spelling: capitals, no blanks. Raises BadRequisite; a bank's name stays as it is."""
    if requisite == BANK:
        return " ".join(typed.split())
    compact = _BLANKS.sub("", typed).upper()
    if len(compact) > _LONGEST:
        raise BadRequisite(WRONG_LENGTH)
    if requisite in _STANDARD:
        return _standard(_STANDARD[requisite], compact)
    return _BY_RULE[requisite](compact)


def check_keys(values: Mapping[str, str]) -> tuple[str, str] | None:
    """The account whose key does not fit the BIK beside it, and the reason; None where all fit or one is missing."""
    bik = values.get(BIK, "")
    for requisite, prefix in ((ACCOUNT, _bank_digits(bik)), (CORRESPONDENT, _centre_digits(bik))):
        account = values.get(requisite, "")
        if bik and account and not _key_fits(prefix + account):
            return requisite, WRONG_KEY
    return None


def _bank_digits(bik: str) -> str:
    """What stands before a settlement account under the key: the bank's number, or its centre's."""
    return _centre_digits(bik) if bik[-3:] in _SETTLEMENT_CENTRES else bik[-3:]


def _centre_digits(bik: str) -> str:
    return f"0{bik[4:6]}"


def _key_fits(digits: str) -> bool:
    return sum(int(digit) * _WEIGHTS[place % 3] % 10 for place, digit in enumerate(digits)) % 10 == 0


def _standard(name: str, compact: str) -> str:
    from stdnum import exceptions

    try:
        return str(import_module(f"stdnum.{name}").validate(compact))
    except exceptions.InvalidLength:
        raise BadRequisite(WRONG_LENGTH) from None
    except exceptions.InvalidFormat:
        raise BadRequisite(WRONG_CHARACTERS) from None
    except exceptions.InvalidChecksum:
        raise BadRequisite(WRONG_CHECK) from None
    except exceptions.InvalidComponent:
        raise BadRequisite(WRONG_PART) from None


def _kpp(compact: str) -> str:
    return _shaped(_KPP, compact, WRONG_LENGTH if len(compact) != 9 else WRONG_CHARACTERS)


def _bik(compact: str) -> str:
    return _shaped(_BIK, compact, WRONG_BIK)


def _account(compact: str) -> str:
    return _shaped(_ACCOUNT, compact, WRONG_LENGTH if len(compact) != 20 else WRONG_CHARACTERS)


def _shaped(shape: re.Pattern[str], compact: str, reason: str) -> str:
    if shape.fullmatch(compact) is None:
        raise BadRequisite(reason)
    return compact


_BY_RULE: Final[Mapping[str, Callable[[str], str]]] = {
    KPP: _kpp,
    BIK: _bik,
    ACCOUNT: _account,
    CORRESPONDENT: _account,
}
