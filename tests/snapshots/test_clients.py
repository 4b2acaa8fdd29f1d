"""Pictures of contacts and companies: their lists, cards and tabs; full, bare, typed into, failing, cut off."""

from datetime import timedelta
from functools import partial
from typing import cast

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.analytics import GetRelation
from crm_tui.operations.companies import GetCompany, ListCompanies
from crm_tui.operations.contacts import GetContact, ListContacts
from crm_tui.operations.documents import ListDocuments
from tests.conftest import NOW
from tests.journeys.driving import Manager
from tests.journeys.wires import Wires
from tests.snapshots.camera import MAIN, NARROW, PLAIN, WORDY, Acts, M, S, Scene, hasty, keys, shots, takes
from tests.snapshots.conftest import Photograph

Office = partial(Scene, clients=True)
Nobody = partial(Scene, empty=True)
CONTACTS, COMPANIES = ("g", "c"), ("g", "o")
PERSON, FIRM = (*CONTACTS, "enter"), (*COMPANIES, "enter")
NEXT = "greater_than_sign"
ALL_SIZES = takes(S, M, NARROW)
CARD_SIZES = [*ALL_SIZES, *takes(M, themes=("light",))]
WORDS = takes(S, langs=("ru", "uk"))
BARE = (*CONTACTS, "n", "'Марія'", "ctrl+s")
NEW_FIRM = (*COMPANIES, "n", "'Дах'", "ctrl+s")


def tab(number: int, *, of: tuple[str, ...] = PERSON) -> Acts:
    """The state with a tab of a card in front."""
    return keys(*of, *[NEXT] * number)


def cut_off(*pressed: str, typed: str) -> Acts:
    """What is typed into a card without a connection, and saved in vain."""

    async def act(manager: Manager) -> None:
        await keys(*pressed)(manager)
        await manager.type(typed)
        cast(Wires, manager.app.store).cut()
        await manager.until(lambda: "!" in manager.head, "no connection")
        cast(FixedClock, manager.app.clock).set(NOW + timedelta(seconds=40))
        await manager.until(lambda: "40" in manager.head or manager.app.size.width < 60, "its age")
        await manager.press("enter")
        await manager.sees("crm.db")

    return act


LISTS = [
    *shots(Office("contacts", keys(*CONTACTS, "j")), [*MAIN, *takes(NARROW), *WORDS]),
    *shots(Office("companies", keys(*COMPANIES)), [*ALL_SIZES, *WORDS]),
    *shots(Nobody("contacts-none", keys(*CONTACTS)), [*takes(S), *WORDS]),
    *shots(Nobody("companies-none", keys(*COMPANIES)), takes(S)),
    *shots(Office("contacts-searching", keys(*CONTACTS, "slash", "'#vip'")), PLAIN),
    *shots(Office("contacts-nothing", keys(*CONTACTS, "slash", "'zzzz'")), [*takes(S), *WORDS]),
    *shots(Office("contacts-failed", keys(*CONTACTS), failing=(ListContacts,)), [*takes(S, NARROW), *WORDS]),
    *shots(Office("companies-loading", hasty(*COMPANIES), silent=(ListCompanies,)), takes(S)),
    *shots(Office("contact-form", keys(*CONTACTS, "n", "'Марія'", "tab", "tab", "'a b'", "ctrl+s")), WORDY),
]

CARDS = [
    *shots(Office("contact", keys(*PERSON)), [*CARD_SIZES, *takes(M, langs=("ru",)), *WORDS]),
    *shots(Office("contact-end", keys(*PERSON, *["j"] * 3, "end")), ALL_SIZES),
    *shots(Nobody("contact-new", keys(*BARE)), ALL_SIZES),
    *shots(Office("contact-edited", keys(*PERSON, *["j"] * 5, "e")), takes(S, NARROW)),
    *shots(Office("contact-fault", keys(*PERSON, *["j"] * 5, "e", "ctrl+u", "'x@'", "enter")), WORDY),
    *shots(Office("contact-loading", hasty(*PERSON), silent=(GetContact,)), takes(S)),
    *shots(Office("contact-failed", keys(*PERSON), failing=(GetContact,)), [*takes(S, NARROW), *WORDS]),
    *shots(Office("contact-cut-off", cut_off(*PERSON, "e", typed=" (2)")), [*takes(S, NARROW), *WORDS]),
    *shots(Office("company", keys(*FIRM)), [*CARD_SIZES, *WORDS]),
    *shots(Nobody("company-new", keys(*NEW_FIRM)), takes(S)),
    *shots(Office("company-fault", keys(*FIRM, *["j"] * 13, "e", "backspace", "'2'", "enter")), WORDY),
    *shots(Office("company-failed", keys(*FIRM), failing=(GetCompany,)), takes(S)),
]

TABS = [
    *shots(Office("tab-analytics", tab(1)), [*CARD_SIZES, *WORDS]),
    *shots(Office("tab-documents", tab(2)), [*ALL_SIZES, *WORDS]),
    *shots(Office("tab-deals", tab(3)), [*ALL_SIZES, *WORDS]),
    *shots(Office("tab-requests", tab(4)), takes(S)),
    *shots(Office("tab-invoices", tab(5)), [*ALL_SIZES, *WORDS]),
    *shots(Office("tab-payments", tab(6)), [*takes(S), *takes(S, langs=("uk",))]),
    *shots(Office("tab-added", tab(7)), takes(S, NARROW)),
    *shots(Office("tab-failed", tab(2), failing=(ListDocuments,)), takes(S)),
    *shots(Office("figures-failed", tab(1), failing=(GetRelation,)), takes(S)),
    *shots(Office("tab-company", tab(3, of=FIRM)), takes(S)),
    *(
        shot
        for number, name in enumerate(("analytics", "documents", "deals", "requests", "invoices", "payments"), 1)
        for shot in shots(Nobody(f"bare-{name}", tab(number, of=BARE)), takes(S))
    ),
]


@pytest.mark.parametrize(("scene", "size", "theme", "lang"), [*LISTS, *CARDS, *TABS])
def test_clients(photograph: Photograph, scene: Scene, size: tuple[int, int], theme: str, lang: str) -> None:
    assert photograph(scene, size, theme, lang)
