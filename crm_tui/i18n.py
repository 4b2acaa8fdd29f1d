"""What a person reads, in the person's language.

Every string on a screen or on stderr passes through ``_`` (or ``ngettext`` where a number decides its form). A string
that is written down before the language is known (an error class, a key binding) is marked with ``N_`` and looked up
when it is shown.
"""

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("en", "ru", "uk")
DOMAIN = "crm_tui"
LOCALES = Path(__file__).parent / "locales"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, which the extractor knows
    """Mark a message for the catalogues without looking it up yet."""
    return message


def _(message: str) -> str:
    """The message in the language in force."""
    return _catalogue.gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The form of a message that goes with ``n`` things."""
    return _catalogue.ngettext(one, many, n)


def language() -> str:
    """The language in force: one of ``LANGUAGES``."""
    return _language


def use(wanted: str) -> None:
    """Switch to a language; anything but Russian and Ukrainian reads as English, the language of the source."""
    global _catalogue, _language  # noqa: PLW0603 - one process speaks one language, as gettext itself has it
    _language = wanted if wanted in LANGUAGES else "en"
    _catalogue = gettext.NullTranslations() if _language == "en" else gettext.translation(DOMAIN, LOCALES, [_language])


def choose(asked: str | None, configured: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """The language by ``--lang``, then the config, then LC_ALL, LC_MESSAGES and LANG."""
    candidates = [asked, configured, *(environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))]
    for candidate in candidates:
        code = (candidate or "").replace("-", "_").split("_")[0].split(".")[0].lower()
        if code in LANGUAGES:
            return code
    return "en"
