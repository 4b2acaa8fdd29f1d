"""Which language is spoken, and that it reaches the screen."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from crm_tui import i18n
from crm_tui.domain.clock import FixedClock
from crm_tui.domain.stages import DealField
from crm_tui.operations.base import Store
from crm_tui.operations.deals import CreateDeal
from crm_tui.operations.errors import InvalidValue, NotFound, StageRefused
from tests.journeys.driving import SETTINGS, at_work, program

RUSSIAN, UKRAINIAN = {"LANG": "ru_RU.UTF-8"}, {"LANG": "uk_UA.UTF-8"}


@pytest.mark.parametrize(
    ("asked", "configured", "environment", "chosen"),
    [
        (None, None, {}, "en"),
        (None, None, RUSSIAN, "ru"),
        (None, None, {**RUSSIAN, "LC_MESSAGES": "uk_UA"}, "uk"),
        (None, None, {**RUSSIAN, "LC_MESSAGES": "uk_UA", "LC_ALL": "en_GB.UTF-8"}, "en"),
        (None, "uk", RUSSIAN, "uk"),
        ("ru", "uk", UKRAINIAN, "ru"),
        ("ru-RU", None, {}, "ru"),
        ("UK", None, {}, "uk"),
        ("", "", RUSSIAN, "ru"),
        (None, None, {"LC_ALL": "C.UTF-8", "LANG": "uk_UA.UTF-8"}, "uk"),
        ("de", None, UKRAINIAN, "uk"),
        ("de", "fr", {"LANG": "POSIX"}, "en"),
    ],
)
def test_who_chooses(asked: str | None, configured: str | None, environment: Mapping[str, str], chosen: str) -> None:
    """``--lang``, then the settings, then LC_ALL, LC_MESSAGES, LANG; one not spoken here is passed by."""
    assert i18n.choose(asked, configured, environment) == chosen


@pytest.mark.parametrize(
    ("language", "undo", "counts"),
    [
        ("en", "Undo", ("1 deal", "2 deals", "5 deals", "21 deals")),
        ("ru", "Отменить", ("1 сделка", "2 сделки", "5 сделок", "21 сделка")),
        ("uk", "Скасувати", ("1 угода", "2 угоди", "5 угод", "21 угода")),
    ],
)
def test_a_language_in_force(language: str, undo: str, counts: tuple[str, ...]) -> None:
    """Words and their forms by number are those of the language."""
    i18n.use(language)
    assert i18n.language() == language
    assert i18n._("Undo") == undo
    assert tuple(i18n.ngettext("{n} deal", "{n} deals", n).format(n=n) for n in (1, 2, 5, 21)) == counts


def test_an_unknown_language_reads_english() -> None:
    """Also after another one was in force; no message is looked up for no text."""
    i18n.use("ru")
    i18n.use("tlh")
    assert i18n.language() == "en"
    assert i18n._("Undo") == "Undo"
    i18n.use("uk")
    assert i18n._("") == ""
    assert i18n._("never written down") == "never written down"


def test_errors_speak_the_language_of_the_moment() -> None:
    """A refusal is told in the language of its reader, with the fields by their names on the screen."""
    told = InvalidValue("amount", i18n.N_("is empty; type one"))
    refused = StageRefused("Договор", (DealField.AMOUNT, DealField.CONTACT))
    assert str(told) == "budget: is empty; type one"
    i18n.use("ru")
    assert str(told) == "бюджет: пусто; введите значение"
    assert str(refused) == "Для этапа «Договор» сначала заполните: бюджет, контакт."
    i18n.use("uk")
    assert str(NotFound("stage", "Договір")).startswith("Не знайдено: етап «Договір»")
    assert str(InvalidValue("no_such_field", "x")) == "no_such_field: x"


@pytest.mark.parametrize(
    ("environment", "language", "words"),
    [
        (RUSSIAN, "ru", ("1 сделка", "фильтр", "отменить")),
        (UKRAINIAN, "uk", ("1 угода", "фільтр", "скасувати")),
        ({}, "en", ("1 deal", "filter", "undo")),
    ],
)
async def test_the_board_speaks_it(
    environment: Mapping[str, str],
    language: str,
    words: tuple[str, ...],
    store: Store,
    store_path: Path,
    clock: FixedClock,
) -> None:
    """By the environment alone, the board's head and foot are in the user's language."""
    await store.do(CreateDeal("Кровля цеха", amount="900000"))
    config = SETTINGS.settled(i18n.choose(None, None, environment))
    i18n.use(config.lang)
    assert i18n.language() == language
    async with at_work(program(store_path, clock, config)) as manager:
        await manager.sees("Кровля", *words)


@pytest.mark.parametrize(
    ("language", "pipeline", "stages"),
    [
        ("ru", "Покупатели", ("Незаведенные", "В работе", "Предложение", "Договор")),
        ("uk", "Покупці", ("Незаведені", "В роботі", "Пропозиція", "Договір")),
    ],
)
async def test_a_new_store_is_set_up_in_it(
    language: str, pipeline: str, stages: tuple[str, ...], tmp_path: Path, clock: FixedClock
) -> None:
    """A newcomer's pipeline and its stages bear names in the newcomer's language."""
    i18n.use(language)
    async with at_work(program(tmp_path / "new.db", clock, SETTINGS), (200, 50)) as manager:
        await manager.press("escape")
        await manager.sees(pipeline, *stages)
