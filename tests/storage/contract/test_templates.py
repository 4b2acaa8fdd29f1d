"""Templates, and the papers that are made from them with a deal's data."""

from datetime import date, timedelta

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import DealId, RecordId, TemplateId
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import ContactChanges, CreateContact, EditContact
from crm_tui.operations.deals import CreateDeal, DealCard, NewPerson
from crm_tui.operations.documents import (
    MEGABYTE,
    AddTemplate,
    DocumentInfo,
    ListDocuments,
    ListTemplates,
    MakeDocument,
    ReadDocument,
    RemoveTemplate,
    TemplateInfo,
)
from crm_tui.operations.errors import (
    BadTemplate,
    DocumentDamaged,
    DocumentTooLarge,
    DocumentVanished,
    InvalidValue,
    NameTaken,
    NotAllowed,
    NotFound,
)
from crm_tui.operations.history import Undo
from crm_tui.operations.values import Email, Phone
from crm_tui.operations.vouchers import CreateVoucher, VoucherKind
from crm_tui.papers.media_types import DOCX, PDF
from tests.papers.sheets import read_pdf, read_word, word
from tests.storage.acts import deal
from tests.storage.contents import Contents
from tests.storage.kinds import Place, Served

NONE = TemplateId("f" * 32)
TEXT = b"{{ contact.name }} | {{ contact.city }} | {{ company.name }} | {{ deal.amount }} | {{ responsible.name }}"


@pytest.fixture
def contents(base: Place | Served) -> Contents:
    """What lies behind the door, for breaking it."""
    return Contents(base.where)


async def rich_deal(store: Store) -> DealCard:
    buyer = await store.do(CreateContact("Марія Шевченко", company="Дах & Co"))
    await store.do(EditContact(buyer.id, ContactChanges(city="Київ")))
    person = NewPerson("Марія Шевченко", (Phone("067 123 45 67"),), (Email("m@ex.ua"),), contact_id=buyer.id)
    return await store.do(CreateDeal("Roof/oak", person, "50 000", description="All of it"))


async def template(store: Store, name: str = "Offer.txt", data: bytes = TEXT) -> TemplateInfo:
    return await store.do(AddTemplate(name, data))


async def made_text(store: Store, document: DocumentInfo) -> list[str]:
    data = (await store.ask(ReadDocument(document.id))).data
    return read_word(data) if document.media_type == DOCX else read_pdf(data)


async def test_a_base_without_templates_has_an_offer_and_an_invoice(store: Store, manager: Store) -> None:
    made = await rich_deal(store)
    await store.do(CreateVoucher(RecordId(made.id), VoucherKind.INVOICE, "77", amount="1", due_day=date(2026, 12, 1)))

    offered = await store.ask(ListTemplates())
    assert [(each.name, each.at) for each in offered] == [("Offer", None), ("Invoice", None)]
    offer, invoice = [await manager.do(MakeDocument(made.id, each.id)) for each in offered]

    assert (offer.name, offer.media_type, offer.author) == ("Offer Roof-oak.pdf", PDF, "Ivan Petrenko")
    said = await made_text(store, offer)
    assert "For: Марія Шевченко, Дах & Co" in said
    assert "Total: ₴50,000.00" in said
    said = await made_text(store, invoice)
    assert "No 77 of November 22, 2026" in [" ".join(line.split()) for line in said]
    assert "Please pay by December 1, 2026." in said
    assert set(await store.ask(ListDocuments(RecordId(made.id)))) == {offer, invoice}


async def test_a_template_of_ones_own_is_filled_and_stands_on_the_deal(store: Store) -> None:
    made = await rich_deal(store)
    as_word = word("{{ contact.name }} {{ contact.phone }} {{ contact.email }}", "{{ deal.description }}")
    text, paper = await template(store), await template(store, "Договір.docx", as_word)

    assert await store.ask(ListTemplates()) == (text, paper)
    assert (text.media_type, paper.media_type, paper.size) == ("text/plain", DOCX, len(as_word))
    from_text = await store.do(MakeDocument(made.id, text.id, "uk"))
    from_word = await store.do(MakeDocument(made.id, paper.id))

    assert (from_word.name, from_word.media_type) == ("Договір Roof-oak.docx", DOCX)
    assert await made_text(store, from_word) == ["Марія Шевченко 067 123 45 67 m@ex.ua", "All of it"]
    (said,) = await made_text(store, from_text)
    assert said.replace("\xa0", " ") == "Марія Шевченко | Київ | Дах & Co | 50 000,00 ₴ | Олена Коваль"
    await store.do(Undo())
    assert await store.ask(ListDocuments(RecordId(made.id))) == (from_text,)


async def test_what_is_sold_is_the_deals_requests(store: Store, clock: FixedClock) -> None:
    made = await rich_deal(store)
    for title, amount in (("Boards", "100"), ("Nails", "1,50")):
        await store.do(CreateVoucher(RecordId(made.id), VoucherKind.REQUEST, title=title, amount=amount))
        clock.set(clock.now() + timedelta(minutes=1))
    rows = "{% for item in items %}{{ item.place }} {{ item.title }}; {% endfor %}{{ total }}"
    kept = await template(store, data=rows.encode())

    (said,) = await made_text(store, await store.do(MakeDocument(made.id, kept.id, "en")))

    assert said == "1 Boards; 2 Nails; ₴101.50"


async def test_a_deal_of_which_little_is_known_makes_a_paper_too(store: Store) -> None:
    made = await deal(store)

    for each in await store.ask(ListTemplates()):
        assert (await store.do(MakeDocument(made.id, each.id))).size > 1_000


async def test_a_template_taken_away_leaves_what_was_made_from_it(store: Store) -> None:
    made, kept = await rich_deal(store), await template(store)
    paper = await store.do(MakeDocument(made.id, kept.id))

    await store.do(RemoveTemplate(kept.id))

    assert len(await store.ask(ListTemplates())) == 2
    with pytest.raises(NotFound):
        await store.do(MakeDocument(made.id, kept.id))
    assert (await store.ask(ReadDocument(paper.id))).info == paper
    await store.do(Undo())
    assert await store.ask(ListTemplates()) == (kept,)


async def test_a_template_that_will_not_do_is_told_when_it_comes_in(store: Store, contents: Contents) -> None:
    for name, data, reason in (
        ("a.txt", b"{{ deal.secret }}", "deal.secret"),
        ("b.txt", b"{{ ''.__class__ }}", "__class__"),
        ("c.docx", word("{% for a in items %}{{ cycler.__init__ }}{% endfor %}"), "__init__"),
        ("d.docx", word("x")[:-100], "sound"),
        ("e.bin", bytes(1_000), "UTF-8"),
    ):
        with pytest.raises(BadTemplate, match=reason):
            await template(store, name, data)
    with pytest.raises(DocumentTooLarge):
        await template(store, data=b"x" * (10 * MEGABYTE + 1))
    for name, data in (("empty", b""), ("..", b"x")):
        with pytest.raises(InvalidValue):
            await template(store, name, data)
    kept = await template(store)
    with pytest.raises(NameTaken):
        await template(store, "OFFER.TXT")

    assert await store.ask(ListTemplates()) == (kept,)
    assert contents.count() == 1


async def test_a_template_whose_content_is_gone_or_changed_says_so(store: Store, contents: Contents) -> None:
    made, kept = await rich_deal(store), await template(store)

    contents.change(kept.id, b"{{ today }}")
    with pytest.raises(DocumentDamaged, match="Offer"):
        await store.do(MakeDocument(made.id, kept.id))
    contents.lose(kept.id)
    with pytest.raises(DocumentVanished, match="Offer"):
        await store.do(MakeDocument(made.id, kept.id))

    assert await store.ask(ListDocuments(RecordId(made.id))) == ()


async def test_templates_are_the_admins(store: Store, manager: Store) -> None:
    kept = await template(store)

    with pytest.raises(NotAllowed, match="Олена Коваль"):
        await template(manager, "mine")
    with pytest.raises(NotAllowed):
        await manager.do(RemoveTemplate(kept.id))
    with pytest.raises(NotFound):
        await store.do(RemoveTemplate(NONE))
    with pytest.raises(NotFound):
        await store.do(MakeDocument(DealId(NONE), kept.id))
