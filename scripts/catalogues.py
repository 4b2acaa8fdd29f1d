"""Keep the catalogues: gather what a person reads (update), compile it (compile), prove it complete (check)."""

import ast
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parents[1] / "crm_tui"
LOCALES = PACKAGE / "locales"
LANGUAGES = ("ru", "uk")
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{[^{}]*\}")


def main(task: str) -> int:
    """Do a task; the answer is the exit code."""
    return {"update": update, "compile": compile_all, "check": check}[task]()


def gathered() -> Catalog:
    """Every message in the package, with the file where it stands."""
    catalog = Catalog(project="crm-tui", charset="utf-8", fuzzy=False)
    for path in sorted(PACKAGE.rglob("*.py")):
        location = (path.relative_to(PACKAGE.parent).as_posix(), 0)
        for message in messages(path.read_text(encoding="utf-8")):
            catalog.add(message, locations=[location])
    return catalog


def messages(source: str) -> Iterator[str | tuple[str, ...]]:
    """The messages of a source file, those inside another call too: ``_(WORDS.get(key, N_("a change")))``."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="ngettext"), args=[ast.Constant(str(one)), ast.Constant(str(many)), _]):
                yield one, many
            case ast.Call(func=ast.Name(id="_" | "N_"), args=[argument]):
                yield from filter(None, _texts(argument))


def _texts(argument: ast.expr) -> Iterator[str]:
    match argument:
        case ast.Constant(str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _texts(body)
            yield from _texts(orelse)


def update() -> int:
    """Bring the catalogues up to what the code says; translations that still fit are kept, the rest goes."""
    template = gathered()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        _head(catalog)
        path = _path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=110, include_lineno=False, sort_output=True)
    return 0


def compile_all() -> int:
    """Make the files that the program reads."""
    for language in LANGUAGES:
        with _path(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, read(language))
    return 0


def check() -> int:
    """Say what is missing, no longer used, or does not carry the same placeholders."""
    wanted = {_key(message): message for message in gathered() if message.id}
    faults = [fault for language in LANGUAGES for fault in _faults(language, wanted)]
    print("\n".join(faults) or f"catalogues: {len(wanted)} messages in {len(LANGUAGES)} languages, complete")
    return 1 if faults else 0


def _faults(language: str, wanted: dict[str, Message]) -> Iterator[str]:
    present = {_key(message): message for message in read(language) if message.id}
    for key in wanted.keys() - present.keys():
        yield f"{language}: not in the catalogue (make catalogues): {key!r}"
    for key in present.keys() - wanted.keys():
        yield f"{language}: no longer used (make catalogues): {key!r}"
    for key in wanted.keys() & present.keys():
        translated = forms(present[key].string)
        if not all(translated) or present[key].fuzzy:
            yield f"{language}: not translated: {key!r}"
        elif any(not _carries(form, wanted[key]) for form in translated):
            yield f"{language}: other placeholders than the English: {key!r}"


def _carries(form: str, message: Message) -> bool:
    """Whether a translation has the placeholders of its message; one plural form may leave the number out."""
    english = set(_PLACEHOLDER.findall(forms(message.id)[-1]))
    return set(_PLACEHOLDER.findall(form)) == english or (
        message.pluralizable and set(_PLACEHOLDER.findall(form)) <= english
    )


def _key(message: Message) -> str:
    return forms(message.id)[0]


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """A message's forms: one, or as many as the language counts by."""
    return tuple(text) if isinstance(text, list | tuple) else (text or "",)


def _head(catalog: Catalog) -> None:
    """A head without blanks to fill in and without a date, so that a catalogue changes only with its messages."""
    catalog.fuzzy = False
    catalog.version = ""
    catalog.header_comment = f"# {catalog.locale_identifier}: what crm-tui says; made by scripts/catalogues.py."
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    catalog.creation_date = catalog.revision_date = _EPOCH


def _path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "crm_tui.po"


def read(language: str) -> Catalog:
    """A language's catalogue; an empty one where there is none yet."""
    path = _path(language)
    if not path.exists():
        return Catalog(locale=language, project="crm-tui", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
