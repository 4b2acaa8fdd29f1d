"""The offer and the invoice that come with the program, in each language: used where a base has no templates."""

from functools import cache
from importlib.resources import files
from typing import Final

from crm_tui.i18n import LANGUAGES

KINDS: Final = ("offer", "invoice")


@cache
def text(built_in: str) -> bytes | None:
    """The template of an id such as "offer-uk"; None where there is no such."""
    kind, _dash, language = built_in.partition("-")
    if kind not in KINDS or language not in LANGUAGES:
        return None
    return (files(__package__) / f"{kind}-{language}.md").read_bytes()


def name(built_in: str) -> str:
    """What it is called: its own first line, in its own language."""
    first_line = (text(built_in) or b"").decode().partition("\n")[0]
    return first_line.lstrip("# ")


def ids(language: str) -> tuple[str, ...]:
    """Those of a language; of one that is not spoken here the English ones."""
    spoken = language if language in LANGUAGES else "en"
    return tuple(f"{kind}-{spoken}" for kind in KINDS)
