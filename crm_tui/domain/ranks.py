"""Order inside a stage: a rank is a string, and between any two there is always room for another.

The scheme is fractional indexing (D. Greenspan, "Implementing Fractional Indexing", 2020). A rank is a whole number
and a fraction, both in base 62, compared byte by byte. The number's first letter tells its length ("a0" to "az", then
"b00" to "bzz"; "Zz" down to "Z0" below them), so ranks made at the ends of a column stay as short as counting is, and a
move writes one row whatever the length of the column. A fraction never ends in the lowest digit, which is what keeps
room in front of it.
"""

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
FIRST = "a0"
_BASE = len(DIGITS)
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}
_LOWEST, _HIGHEST = DIGITS[0], DIGITS[-1]


def between(before: str | None, after: str | None) -> str:
    """A rank after ``before`` and in front of ``after``; None stands for the end of the column on that side.

    Raises ValueError when ``before`` does not come first.
    """
    if before is not None and after is not None and before >= after:
        raise ValueError(f"no rank lies between {before!r} and {after!r}")
    if before is None:
        return FIRST if after is None else _before(after)
    number, fraction = _parts(before)
    following = _next(number)
    if after is None:
        return following if following is not None else number + _midpoint(fraction, None)
    after_number, after_fraction = _parts(after)
    if number == after_number:
        return number + _midpoint(fraction, after_fraction)
    if following is not None and following < after:
        return following
    return number + _midpoint(fraction, None)


def _before(after: str) -> str:
    number, fraction = _parts(after)
    if fraction:
        return number
    preceding = _previous(number)
    return preceding if preceding is not None else number + _midpoint("", fraction or None)


def _parts(rank: str) -> tuple[str, str]:
    length = _length(rank[0])
    return rank[:length], rank[length:]


def _length(head: str) -> int:
    return ord(head) - ord("a") + 2 if head >= "a" else ord("Z") - ord(head) + 2


def _next(number: str) -> str | None:
    """The whole number after this one; None where the letters have run out."""
    head, digits = number[0], number[1:]
    for place in reversed(range(len(digits))):
        if digits[place] != _HIGHEST:
            return head + digits[:place] + DIGITS[_VALUE[digits[place]] + 1] + _LOWEST * (len(digits) - place - 1)
    if head == "z":
        return None
    following = "a" if head == "Z" else chr(ord(head) + 1)
    return following + _LOWEST * (_length(following) - 1)


def _previous(number: str) -> str | None:
    """The whole number before this one; None where the letters have run out."""
    head, digits = number[0], number[1:]
    for place in reversed(range(len(digits))):
        if digits[place] != _LOWEST:
            return head + digits[:place] + DIGITS[_VALUE[digits[place]] - 1] + _HIGHEST * (len(digits) - place - 1)
    if head == "A":
        return None
    preceding = "Z" if head == "a" else chr(ord(head) - 1)
    return preceding + _HIGHEST * (_length(preceding) - 1)


def _midpoint(low: str, high: str | None) -> str:
    """A fraction after ``low`` and in front of ``high``, or of everything where it is None."""
    if high is not None:
        shared = 0
        while shared < len(high) and (low[shared] if shared < len(low) else _LOWEST) == high[shared]:
            shared += 1
        if shared:
            return high[:shared] + _midpoint(low[shared:], high[shared:])
    first = _VALUE[low[0]] if low else 0
    last = _VALUE[high[0]] if high is not None else _BASE
    if last - first > 1:
        return DIGITS[(first + last) // 2]
    if high is not None and len(high) > 1:
        return high[0]
    return DIGITS[first] + _midpoint(low[1:], None)
