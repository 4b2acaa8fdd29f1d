"""Names of files as people and other programs give them: shown and offered for saving, never part of a path of ours."""

import re
import unicodedata

LONGEST = 150
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_PICTURES = frozenset({"png", "jpg", "jpeg", "jpe", "gif", "webp", "bmp", "tif", "tiff"})


def cleaned(name: str) -> str:
    """A name without folders, signs that steer a terminal or a file system, and excess length; "" where none is left.

    The ending stays, since it tells a person and their system what to open the file with.
    """
    plain = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    last = re.split(r"[/\\]", plain)[-1]
    shown = "".join(" " if sign.isspace() else sign for sign in last if _harmless(sign))
    line = _FORBIDDEN.sub("_", " ".join(shown.split())).strip(" .")
    return _short(f"_{line}" if _DEVICES.fullmatch(line) else line)


def names_picture(name: str) -> bool:
    """Whether a name says that the file is a picture."""
    return name.rpartition(".")[2].lower() in _PICTURES


def _harmless(sign: str) -> bool:
    """Neither a control or direction character nor one without a meaning; blanks are, whatever they are called."""
    return sign.isspace() or unicodedata.category(sign)[0] != "C"


def _short(name: str) -> str:
    stem, point, ending = name.rpartition(".")
    if len(name) <= LONGEST or not stem or len(ending) > 10:
        return name[:LONGEST].rstrip(" .")
    return f"{stem[: LONGEST - len(ending) - 1].rstrip(' .')}{point}{ending}"
