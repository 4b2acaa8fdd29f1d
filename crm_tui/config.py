"""The user's settings: one TOML file, read once, checked name by name and type by type.

It lies in the user's configuration folder or where ``CRM_TUI_CONFIG`` points. It is never looked for in the current
folder: a file that came with somebody's download must not set anything.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from crm_tui import paths
from crm_tui.i18n import LANGUAGES, N_, _, choose

STORE_VARIABLE = "CRM_TUI_STORE"
_HOMES = {"ru": ("RU", "RUB"), "uk": ("UA", "UAH"), "en": ("US", "USD")}


class ConfigError(ValueError):
    """The settings cannot be used; the sentence says what to change in which file."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a user can set. Each name below is a key of the file."""

    store: str = ""
    """What to open when ``--store`` is not given: a file or a server. Empty: ``crm.db`` in the user's data folder."""

    lang: str = ""
    """The language of the program: ``"en"``, ``"ru"`` or ``"uk"``. Empty: that of the environment."""

    theme: str = "crm-dark"
    """The colours: ``"crm-dark"``, ``"crm-light"`` or a theme of Textual's, such as ``"ansi-dark"``."""

    ascii: bool = False
    """Draw with ASCII signs alone (``@ o . ! * ~``), for terminals without the others."""

    region: str = ""
    """How national phone numbers read: ``"RU"``, ``"UA"``, ``"US"`` … Empty: by the language."""

    currency: str = ""
    """The currency of a new store, by its ISO 4217 code, such as ``"RUB"``. Empty: by the language."""

    user: str = ""
    """The name under which changes are written down. Empty: that of the system's account."""

    insecure: bool = False
    """Allow a server's address that is not encrypted (``http://``), where the network is one's own."""

    document_limit: int = 10
    """How large a document may be, in megabytes. On a server's base it is the server's own setting that counts."""

    keymap: Mapping[str, str] = field(default_factory=dict)
    """Keys of one's own, by the names of actions: a table ``[keymap]`` of ``"app.jump" = "ctrl+k,f2"``."""

    def settled(self, lang: str) -> "Config":
        """The same settings in a language, which fills in a region and a currency left open."""
        region, currency = _HOMES[lang if lang in _HOMES else "en"]
        return replace(self, lang=lang, region=self.region or region, currency=self.currency or currency)


def load(path: Path | None = None, environment: Mapping[str, str] = os.environ, lang: str | None = None) -> Config:
    """The settings of a file (the user's own if none is named), over them the environment and ``--lang``.

    No file is no fault unless it was named. Raises ConfigError.
    """
    named = path is not None or bool(environment.get(paths.CONFIG_VARIABLE))
    file = path or paths.config_file(environment)
    config = _read(file) if named or file.is_file() else Config()
    store = environment.get(STORE_VARIABLE) or config.store
    return replace(config, store=store).settled(choose(lang, config.lang, environment))


def _read(file: Path) -> Config:
    import tomllib

    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise _error(_UNREADABLE, file) from None
    except ValueError as fault:  # bad TOML and bad UTF-8 alike
        raise _error(_NOT_TOML, file, reason=str(fault)) from None
    return _checked(settings, file)


def _checked(settings: Mapping[str, object], file: Path) -> Config:
    known = {entry.name: type(getattr(Config(), entry.name)) for entry in fields(Config)}
    for name, value in settings.items():
        if name not in known:
            sentence = N_("“%(file)s” sets “%(name)s”, which is no setting; there are: %(known)s.")
            raise _error(sentence, file, name=name, known=", ".join(known))
        if type(value) is not known[name]:
            raise _error(_WANTED[known[name]], file, name=name)
    _check_values(settings, file)
    return Config(**settings)  # type: ignore[arg-type]  # names and types were checked just above


def _check_values(settings: Mapping[str, object], file: Path) -> None:
    lang = settings.get("lang")
    if lang and lang not in LANGUAGES:
        sentence = N_("“%(file)s”: the language “%(name)s” is not spoken here; there are: %(known)s.")
        raise _error(sentence, file, name=str(lang), known=", ".join(LANGUAGES))
    limit = settings.get("document_limit", 1)
    if not isinstance(limit, int) or not 1 <= limit <= _LARGEST_LIMIT:
        raise _error(_NO_LIMIT, file, most=str(_LARGEST_LIMIT))
    keymap = settings.get("keymap", {})
    assert isinstance(keymap, dict)
    for name, keys in keymap.items():
        if not isinstance(keys, str) or not all(key.strip() for key in keys.split(",")):
            raise _error(_NO_KEYS, file, name=name)


_UNREADABLE = N_("The settings in “%(file)s” cannot be read; check the name and its permissions.")
_NOT_TOML = N_("The settings in “%(file)s” are not valid TOML: %(reason)s.")
_NO_KEYS = N_("“%(file)s”: the keys of “%(name)s” must be text, such as 'L' or 'L,>'.")
_NO_LIMIT = N_("“%(file)s”: “document_limit” must be from 1 to %(most)s, in megabytes.")
_LARGEST_LIMIT = 50
_WANTED = {
    int: N_("“%(file)s”: “%(name)s” must be a whole number."),
    str: N_("“%(file)s”: “%(name)s” must be text in quotes."),
    bool: N_("“%(file)s”: “%(name)s” must be true or false."),
    dict: N_("“%(file)s”: “%(name)s” must be a table, headed [%(name)s]."),
}


def _error(sentence: str, file: Path, **parameters: str) -> ConfigError:
    return ConfigError(_(sentence) % {"file": file, **parameters})
