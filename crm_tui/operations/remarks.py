"""A word about one of many, worded where it is read: whoever carried the command out may speak another language."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from crm_tui.i18n import _

_PLACE: Final = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Remark:
    """``sentence``, in plain English, with ``values`` in its places; ``about`` is what it is said of, as typed.

    With a ``code`` it is an error's sentence, and ``arguments`` what that was made with: the reader makes the same
    error, and falls back on the sentence where the reader's program does not know it.
    """

    sentence: str
    values: dict[str, str] = field(default_factory=dict)
    about: str = ""
    code: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """It in the reader's language."""
        said = self._error_said or _PLACE.sub(self._value, _(self.sentence) if self.sentence else "")
        return f"{self.about}: {said}" if self.about else said

    @property
    def _error_said(self) -> str:
        if not self.code:
            return ""
        from crm_tui.operations import problems

        error = problems.made(self.code, self.arguments)
        return "" if error is None else str(error)

    def _value(self, place: re.Match[str]) -> str:
        """What stands in a place; nothing else in a sentence from elsewhere means anything."""
        return self.values.get(place[1], place[0])
