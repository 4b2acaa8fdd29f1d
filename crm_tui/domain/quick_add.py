"""A whole deal typed on one line (P10): "Ivan Petrov +7 916 123-45-67 50000 #vip".

The line is a row of words. Each reader takes the words that it understands and leaves a gap; what nobody takes is the
name and the title, so no word is ever lost.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from crm_tui.domain import emails, money, phones

_QUOTED = re.compile(r'(?<!\S)(?:"([^"]+)"|«([^»]+)»|“([^”]+)”|„([^“”]+)[“”])(?![\w"])')
_COMPANY_FORM = re.compile(r"(?:^|\s)(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|ТОВ|ПП|ФОП|ПрАТ|ПАТ|АТ|LLC|Ltd)\.?\s+$", re.IGNORECASE)
_TAG = re.compile(r"#(\w[\w-]*)[,;.]*")
_GAP = "\n"
_DASHES = frozenset({"-", "–", "—"})
_EDGES = " ,;"
_EMPTY = re.compile(r"[\s,;:.()<>]*")
_OUTER_DASHES = re.compile(r"^(?:[–—-]\s+)+|(?:\s+[–—-])+$|^[–—-]$")
_LONGEST = 2_000

_DIALLED = re.compile(r"[+(]*[\d(][\d()./-]*(?:(?:;ext=|ext|x|х)\d{1,7})?[,;]?")
_EXTENSION = re.compile(r"\(?(?:доб|доп|вн|внутр|ext|extn|x|х)[.:]*(?: ?\d{1,7})\)?[,;]?", re.IGNORECASE)
_WORDS_SEARCHED = 100
_PHONE_WORDS = 8
_PHONE_DIGITS = 10
_PHONE_DIGITS_AFTER_PLUS = 7
_MOST_DIGITS = 15

_SIGNS = {"₽": "RUB", "₴": "UAH", "$": "USD", "€": "EUR", "£": "GBP", "₸": "KZT"}
_UNITS = {"р": "RUB", "г": "UAH", "е": "EUR", "є": "EUR", "д": "USD", "т": "KZT", "z": "PLN"}
_CODES = ("rub", "uah", "usd", "eur", "gbp", "kzt", "pln")
_AMOUNT = re.compile(
    r"""(?<![\w.,\#/:+№@%-])
    (?P<sign>[₽₴$€£₸])?\ ?
    (?P<number>\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d[\d.,]*\d|\d)
    (?:(?P<short>[kкm])(?![^\W\d_])|\ ?(?P<long>тыс|тис|млн|mln)\.?(?!\w))?
    (?:\ ?(?P<unit>[₽₴$€£₸]
        |(?:р|руб|рубл(?:ей|я|ь)|грн|грив(?:ен|ень|ня|ні)|євро|евро|долл?|доллар(?:ов|а)?|долар(?:ів|и)?|тг|тенге
        |zł|zl|rub|uah|usd|eur|gbp|kzt|pln)(?!\w)\.?))?
    (?![\w/:%-])""",
    re.IGNORECASE | re.VERBOSE,
)
_TIMES = {"k": 1_000, "к": 1_000, "тыс": 1_000, "тис": 1_000, "m": 10**6, "млн": 10**6, "mln": 10**6}
_PLAIN_DIGITS = 3


@dataclass(frozen=True, slots=True)
class QuickDeal:
    """What one line says of a new deal.

    ``phones`` and ``emails`` are as typed. ``amount`` is "" or a text that ``domain.money.parse`` reads in
    ``currency``, the one written beside the amount or else the one in force.
    """

    title: str
    name: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    amount: str = ""
    tags: tuple[str, ...] = ()
    currency: str = ""


@dataclass(frozen=True, slots=True)
class QuickPerson:
    """What one line says of a person; ``phones`` and ``emails`` are as typed."""

    name: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


def parse_person(line: str, region: str, known: Iterable[str] = ()) -> QuickPerson:
    """Read a line about a person; what is neither a phone nor an e-mail is the name, so no word is lost.

    ``known`` are phones and e-mails that are one whatever they look like, since they stood there before.
    """
    rest, kept = _take_known(f" {' '.join(line[:_LONGEST].split())} ", known)
    words = [word for word in rest.split(" ") if word]
    mails = _take_emails(words)
    dialled = _take_phones(words, region)
    name = " ".join(word for word in words if word != _GAP and word not in _DASHES).strip(_EDGES)
    mails_known = tuple(one for one in kept if "@" in one)
    phones_known = tuple(one for one in kept if "@" not in one)
    return QuickPerson(name, (*phones_known, *dialled), (*mails_known, *mails))


def _take_known(line: str, known: Iterable[str]) -> tuple[str, list[str]]:
    """What was there before and still is, longest first, and the line without it; in the order that it was given."""
    found = []
    given = list(known)
    for one in sorted(given, key=len, reverse=True):
        spaced = f" {' '.join(one.split())} "
        if one.strip() and spaced in line:
            line = line.replace(spaced, f" {_GAP} ", 1)
            found.append(one)
    return line, sorted(found, key=given.index)


def parse(line: str, region: str, currency: str) -> QuickDeal:
    """Read a line; ``region`` is where its phones are dialled, ``currency`` that of an amount without a sign.

    The title is what stands in quotes, or after a dash or colon; without either it is the same as the name, and on
    a line of nothing but a phone or an address, that.
    """
    line, beyond = _cut(line)
    quoted, rest = _take_title(line)
    words = re.sub(r"([,;])(?=#)", r"\1 ", rest).split()
    mails = _take_emails(words)
    tags = _take_tags(words)
    dialled = _take_phones(words, region)
    amount, unit, left = _take_amount(_GAP.join(" ".join(part) for part in _parts(words)), currency)
    name, title = _split(left.split(), quoted)
    title = _joined([title or name or next(iter((*dialled, *mails)), ""), *beyond.split()])
    return QuickDeal(title, name, dialled, mails, amount, tags, unit)


def _cut(line: str) -> tuple[str, str]:
    """The part of a line worth reading, and the words beyond it, which go to the title as they are."""
    if len(line) <= _LONGEST:
        return line, ""
    place = line.rfind(" ", 0, _LONGEST) + 1 or _LONGEST
    return line[:place], line[place:]


def _take_title(line: str) -> tuple[str, str]:
    """The first text in quotes that is not the name of a company, and the line without it."""
    for quoted in _QUOTED.finditer(line):
        if not _COMPANY_FORM.search(line[: quoted.start()]):
            title = " ".join("".join(filter(None, quoted.groups())).split())
            return title, f"{line[: quoted.start()]} {line[quoted.end() :]}"
    return "", line


def _take_emails(words: list[str]) -> tuple[str, ...]:
    found = []
    for place, word in enumerate(words):
        typed = word.strip(",;<>()")
        if "@" in typed and emails.read(typed)[1] is None:
            found.append(typed)
            words[place] = _GAP
    return tuple(found)


def _take_tags(words: list[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for place, word in enumerate(words):
        if tag := _TAG.fullmatch(word):
            found.setdefault(tag[1].casefold(), tag[1])
            words[place] = _GAP
    return tuple(found.values())


def _take_phones(words: list[str], region: str) -> tuple[str, ...]:
    found = []
    place = 0
    while place < min(len(words), _WORDS_SEARCHED):
        length = _phone_at(words, place, region)
        if length:
            length += _extension_at(words, place + length)
            found.append(" ".join(words[place : place + length]).rstrip(_EDGES))
            words[place : place + length] = [_GAP]
        place += 1
    return tuple(found)


def _phone_at(words: list[str], place: int, region: str) -> int:
    """How many words from a place on are one phone: none, or as few as make a valid one of ten digits."""
    run = _dialled_words(words, place)
    plus = bool(run) and run[0].lstrip("(").startswith("+")
    fewest = _PHONE_DIGITS_AFTER_PLUS if plus else _PHONE_DIGITS
    spans = [(length, _digits(run[:length])) for length in range(1, len(run) + 1)]
    worth = [length for length, count in spans if fewest <= count <= _MOST_DIGITS]
    valid = [length for length in worth if _valid(run[:length], region)]
    long_enough = [length for length in valid if _digits(run[:length]) >= _PHONE_DIGITS]
    if long_enough:
        alone = long_enough[0] > 1 and _digits(run[long_enough[0] - 1 :][:1]) >= _PHONE_DIGITS
        return 0 if alone and not plus else long_enough[0]
    if plus:
        within = [length for length, count in spans if count <= _MOST_DIGITS]
        return max(valid or within or [1])
    return 1 if run and _digits(run[:1]) >= _PHONE_DIGITS else 0


def _extension_at(words: list[str], place: int) -> int:
    """How many words from a place on are the extension of the phone in front of them."""
    return next((n for n in (1, 2) if _EXTENSION.fullmatch(" ".join(words[place : place + n]))), 0)


def _dialled_words(words: list[str], place: int) -> list[str]:
    """The words from a place on that could belong to one phone."""
    run: list[str] = []
    for word in words[place : place + _PHONE_WORDS]:
        if not _DIALLED.fullmatch(word) or (run and "+" in word):
            break
        run.append(word)
        if word[-1] in ",;":
            break
    return run


def _valid(run: list[str], region: str) -> bool:
    return phones.read(" ".join(run), region).problem is None


def _digits(run: list[str]) -> int:
    return sum(len(phones.digits(word)) for word in run)


def _parts(words: list[str]) -> list[list[str]]:
    """The words left over, cut where something was taken out between them."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word == _GAP:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _take_amount(text: str, currency: str) -> tuple[str, str, str]:
    """The amount, its currency, and the text without it.

    An amount with a sign, a unit or "thousand" beside it goes first; among bare numbers it is the greatest.
    """
    best: tuple[Decimal, str, str, re.Match[str]] | None = None
    for match in _AMOUNT.finditer(text):
        marked = bool(match["sign"] or match["unit"] or match["short"] or match["long"])
        unit = _currency(match) or currency
        amount = _canonical(match, unit)
        if amount is None or not (marked or len(phones.digits(match["number"])) >= _PLAIN_DIGITS):
            continue
        if marked:
            best = (Decimal(amount), amount, unit, match)
            break
        if best is None or Decimal(amount) > best[0]:
            best = (Decimal(amount), amount, unit, match)
    if best is None:
        return "", currency, text
    _, amount, unit, match = best
    return amount, unit, f"{text[: match.start()]} {text[match.end() :]}"


def _currency(match: re.Match[str]) -> str:
    written = (match["sign"] or match["unit"] or "").lower()
    if not written or written in _CODES:
        return written.upper()
    return _SIGNS.get(written) or _UNITS[written[0]]


def _canonical(match: re.Match[str], currency: str) -> str | None:
    """The number in digits with a decimal point, multiplied out; None when it is no amount of this currency."""
    factor = _TIMES.get((match["short"] or match["long"] or "").lower(), 1)
    try:
        value = (
            money.parse(match["number"], currency).decimal
            if factor == 1
            else Decimal(re.sub(r"[^\d.]", "", match["number"].replace(",", "."))) * factor
        )
        text = f"{value:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        money.parse(text, currency)
    except (money.BadAmount, InvalidOperation):
        return None
    return text


def _split(words: list[str], quoted: str) -> tuple[str, str]:
    """Name and title from the words that are left."""
    if quoted:
        return _joined([word for word in words if word not in _DASHES]), quoted
    for place, word in enumerate(words):
        if word not in _DASHES and not word.endswith(":"):
            continue
        if after := _joined(words[place + 1 :]):
            return _joined([*words[:place], word.rstrip(":")]), after
    return _joined(words), ""


def _joined(words: list[str]) -> str:
    text = " ".join(word for word in words if not _EMPTY.fullmatch(word)).strip(_EDGES)
    return _OUTER_DASHES.sub("", text).strip(_EDGES)
