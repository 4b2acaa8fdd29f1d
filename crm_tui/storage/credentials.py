"""The token for each server: in the environment, in a file that only its owner can read, or in the system's keyring."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from crm_tui import paths
from crm_tui.operations.errors import LoginNeeded

VARIABLE: Final = "CRM_TUI_TOKEN"
_SERVICE: Final = "crm-tui"


def find_token(url: str, environment: Mapping[str, str] = os.environ) -> str:
    """The token for a server: of CRM_TUI_TOKEN, else the one that was kept. Raises LoginNeeded.

    The file is looked at before the keyring because that takes long to load; a token is only ever in one of them.
    """
    found = environment.get(VARIABLE) or _in_file(paths.tokens_file()).get(url) or _in_keyring(url)
    if not found:
        raise LoginNeeded(url)
    return found


def keep_token(url: str, token: str) -> Path | None:
    """Keep a token for a server in the system's keyring, else in a file, which is then the answer."""
    import keyring
    from keyring.errors import KeyringError

    file = paths.tokens_file()
    others = {where: kept for where, kept in _in_file(file).items() if where != url}
    try:
        keyring.set_password(_SERVICE, url, token)
    except KeyringError:
        _write(file, {**others, url: token})
        return file
    if file.exists():
        _write(file, others)
    return None


def _in_keyring(url: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, url)
    except KeyringError:
        return None


def _in_file(file: Path) -> dict[str, str]:
    """The tokens in the file, by server; a file that is damaged holds none, and a new login makes it anew."""
    if not file.exists():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return {str(url): str(token) for url, token in found.items()} if isinstance(found, dict) else {}


def _write(file: Path, tokens: Mapping[str, str]) -> None:
    """Put a whole new file in the old one's place; nobody else can read it at any moment."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as fresh:
        json.dump(dict(tokens), fresh)
    os.replace(fresh.name, file)
