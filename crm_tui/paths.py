"""Where the program keeps its data, its settings and the fault log: in the system's own places for them.

platformdirs is loaded when a place is asked for: a start with ``--store`` may need none of them.
"""

import os
from collections.abc import Mapping
from pathlib import Path

APP = "crm-tui"
CONFIG_VARIABLE = "CRM_TUI_CONFIG"


def default_store() -> Path:
    """The store that opens when none is named."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "crm.db"


def config_file(environment: Mapping[str, str] = os.environ) -> Path:
    """The settings: the file that ``CRM_TUI_CONFIG`` names, else that in the user's configuration folder."""
    named = environment.get(CONFIG_VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.toml"


def tokens_file() -> Path:
    """The tokens for servers, where the system has no keyring to keep them in."""
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "tokens.json"


def fault_log() -> Path:
    """Where faults that nobody expected are written down."""
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False) / "faults.log"
