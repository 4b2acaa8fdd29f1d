"""Currencies as people write them: by code, by sign, or in words; and the one that stands in an amount."""

import re

_ISO_4217 = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP"
    " CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF"
    " IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD"
    " MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB"
    " RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD"
    " UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)
_CODES = frozenset(_ISO_4217.split())
_WORDS = {
    "RUB": "₽ р руб рубль рубля рублей рубли рублів rur ruble rubles rouble roubles российскийрубль",
    "UAH": "₴ грн гривна гривны гривен гривня гривні гривень hryvnia hryvnias hryvnya",
    "USD": "$ us$ $us долл доллар доллара доллары долларов дол долар долара долари доларів dollar dollars usdollar"
    " долларсша доларсша",
    "EUR": "€ евро євро euro euros",
    "GBP": "£ фунт фунта фунты фунтов фунти фунтів pound pounds",
    "PLN": "zł zl злотый злотых злотий злотих zloty zlotys",
    "KZT": "₸ тг тенге теңге tenge",
    "BYN": "br бел.руб белрубль",
    "GEL": "₾ лари ларі lari",
    "ILS": "₪ шекель шекелей шекелів shekel shekels",
    "TRY": "₺",
    "CNY": "юань юаней юанів yuan",
    "CZK": "kč крона чешскаякрона",
    "INR": "₹",
    "KRW": "₩",
}
_BY_WORD = {word: code for code, words in _WORDS.items() for word in words.split()}
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_ENDINGS = frozenset({".", ".-", ",-", "-", "-.", ".–", ",–"})
"""What stands for "and no cents" behind a whole number."""
_AMOUNT = re.compile(r"(?P<before>\D*?)(?P<number>[.,]?\d(?:.*\d)?)(?P<after>\D*)", re.DOTALL)


def named(text: str) -> str | None:
    """The ISO 4217 code of a currency by its code, its sign or a common word; None for what is no currency."""
    word = _BLANKS.sub("", text).strip(".,()[]").casefold()
    return word.upper() if word.upper() in _CODES else _BY_WORD.get(word)


def parted(amount: str) -> tuple[str, str]:
    """The number of an amount and the currency written in front of it or behind it, as written; "" where there is none.

    What is not one number with words on one side stays as it is.
    """
    found = _AMOUNT.fullmatch(amount.strip())
    if found is None:
        return amount.strip(), ""
    before, number, after = found["before"].strip(), found["number"], found["after"].strip()
    minus = "-" if before.startswith(("-", "−")) or before.endswith(("-", "−")) else ""
    before, after = before.strip("-−+ "), "" if after in _ENDINGS else after
    if before and after and (named(before) is None or named(before) != named(after)):
        return amount.strip(), ""
    return f"{minus}{number}", before or after
