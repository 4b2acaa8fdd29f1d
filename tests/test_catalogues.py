"""The Russian and Ukrainian catalogues are whole, carry what the English carries, and count as these languages do."""

import pytest
from babel.messages.catalog import Catalog, Message
from babel.plural import to_python

from crm_tui.interchange.export_columns import OWN_HEADINGS
from scripts import catalogues

PLURALS = {
    "ru": ("1 сделка", "2 сделки", "5 сделок", "11 сделок", "21 сделка", "0 сделок"),
    "uk": ("1 угода", "2 угоди", "5 угод", "11 угод", "21 угода", "0 угод"),
}
COUNTS = (1, 2, 5, 11, 21, 0)
LONGEST_LABEL = 14
LABELS = ("Budget", "Contact", "Phones", "E-mails", "Responsible", "Stage", "Tags", "Description", "Comment", "Title")


def test_they_are_complete(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is missing, left over, untranslated, or without its placeholders."""
    code = catalogues.check()
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_gap_is_found(language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing translation, a lost placeholder and a forgotten message are told by name."""
    faulty = catalogues.read(language)
    _message(faulty, "Copied: %(what)s").string = "…"
    _message(faulty, "Undo").string = ""
    faulty.delete("Redo")
    monkeypatch.setattr(catalogues, "read", lambda _language: faulty)
    assert catalogues.check() == 1
    told = capsys.readouterr().out
    assert f"{language}: other placeholders than the English: 'Copied: %(what)s'" in told
    assert f"{language}: not translated: 'Undo'" in told
    assert f"{language}: not in the catalogue (make catalogues): 'Redo'" in told


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_plural_forms(language: str) -> None:
    """1, 2, 5, 11, 21 and 0 deals each take the form that Babel's rules for the language name."""
    catalogue = catalogues.read(language)
    counted = catalogues.forms(_message(catalogue, "{n} deal").string)
    assert tuple(counted[_form(catalogue, n)].format(n=n) for n in COUNTS) == PLURALS[language]


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_counted_message_has_the_forms_of_its_language(language: str) -> None:
    """One, few and many."""
    counted = [message for message in catalogues.read(language) if message.pluralizable]
    assert counted
    assert {len(catalogues.forms(message.string)) for message in counted} == {3}


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
@pytest.mark.parametrize("label", LABELS)
def test_labels_fit_their_column(language: str, label: str) -> None:
    """The names of fields stand in a narrow column."""
    assert len(catalogues.forms(_message(catalogues.read(language), label).string)[0]) <= LONGEST_LABEL


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_quotes_and_calm(language: str) -> None:
    """The language's own quotation marks, and nobody shouts."""
    texts = [form for message in catalogues.read(language) if message.id for form in catalogues.forms(message.string)]
    assert not [text for text in texts if "“" in text or "”" in text or "!" in text.replace("!r}", "}")]


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_exported_headings_stay_apart(language: str) -> None:
    """A file that was written in a language is read back by its headings, so no two fields may share one."""
    catalogue = catalogues.read(language)
    fields: dict[str, set[str]] = {}
    for heading, field in OWN_HEADINGS.items():
        fields.setdefault(catalogues.forms(_message(catalogue, heading).string)[0], set()).add(field)
    assert {heading: names for heading, names in fields.items() if len(names) > 1} == {}


def test_what_the_gatherer_finds() -> None:
    """Messages inside other calls and in both branches of a choice; nothing that only looks like one."""
    source = '_(WORDS.get(key, N_("a change"))); _("yes" if x else "no"); _(row["what"]); ngettext("a", "b", n); _("")'
    assert set(catalogues.messages(source)) == {"a change", "yes", "no", ("a", "b")}


def _message(catalogue: Catalog, text: str) -> Message:
    found = catalogue.get(text)
    assert found is not None, text
    return found


def _form(catalogue: Catalog, n: int) -> int:
    """The place of a number's form in the catalogue, by CLDR's rules for the language."""
    assert catalogue.locale is not None
    rule = to_python(catalogue.locale.plural_form)
    return ("one", "few", "many").index(rule(n))
