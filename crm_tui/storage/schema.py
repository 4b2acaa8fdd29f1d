"""What marks a file as ours, and which schema this program speaks."""

from typing import Final

APPLICATION_ID: Final = 0x43524D54
"""``PRAGMA application_id`` of every store: "CRMT"."""

HEAD: Final = 6
"""``PRAGMA user_version`` that this program reads and writes: the number of its newest migration."""
