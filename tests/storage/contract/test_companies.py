"""Companies: their data, their people, their requisites, and how they are found."""

import pytest

from crm_tui.domain import requisites
from crm_tui.domain.ids import CompanyId, UserId
from crm_tui.operations.base import Store
from crm_tui.operations.companies import (
    CompanyChanges,
    CreateCompany,
    DeleteCompany,
    EditCompany,
    GetCompany,
    ListCompanies,
    TagCompany,
)
from crm_tui.operations.contacts import ContactChanges, CreateContact, EditContact, GetContact, ListContacts
from crm_tui.operations.deals import CreateDeal, DealChanges, EditDeal, GetDeal, NewPerson
from crm_tui.operations.directory import CreateUser
from crm_tui.operations.errors import Conflict, InvalidValue, NameTaken, NotFound
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.values import Email, Phone
from tests.conftest import COLLEAGUE
from tests.storage.contract.conftest import OpenAs

NOBODY = CompanyId("f" * 32)
INN, BIK, ACCOUNT = requisites.INN, requisites.BIK, requisites.CORRESPONDENT


async def names(store: Store, text: str = "") -> list[str]:
    return [row.name for row in (await store.ask(ListCompanies(text))).rows]


async def test_a_company_keeps_all_that_is_typed(store: Store) -> None:
    changes = CompanyChanges(
        phones=(Phone("044 123 45 67", "office"),),
        emails=(Email("info@dah.ua"),),
        city="Київ",
        address="Хрещатик 1",
        website="dah.ua",
        source="fair",
        comment="two\nlines",
        custom={requisites.EDRPOU: "3285 5961", "utm_source": " google "},
    )
    made = await store.do(CreateCompany("  Дах  і Дім ", changes, tags=("#VIP",), external_id="C-1"))

    assert (made.name, made.city, made.website, made.external_id) == ("Дах і Дім", "Київ", "dah.ua", "C-1")
    assert made.phones[0].e164 == "+380441234567"
    assert made.custom == {requisites.EDRPOU: "32855961", "utm_source": "google"}
    assert [tag.name for tag in made.tags] == ["VIP"]
    assert made.responsible_name
    assert await store.ask(GetCompany(made.id)) == made


async def test_a_company_knows_its_people_and_deals(store: Store) -> None:
    person = await store.do(CreateContact("Марія", company="Дах"))
    company_id = person.company_id
    assert company_id is not None
    theirs = await store.do(CreateDeal("Roof", NewPerson("Марія", contact_id=person.id)))
    own = await store.do(CreateDeal("Gate"))
    changed = await store.do(EditDeal(own.id, DealChanges(company="ДАХ", source="call")))

    card = await store.ask(GetCompany(company_id))
    assert [row.name for row in card.people] == ["Марія"]
    assert card.deals == (own.id, theirs.id)
    assert (changed.company_id, changed.company, changed.source) == (company_id, "Дах", "call")
    assert (await store.ask(ListCompanies())).rows[0].people == 1


async def test_a_name_is_taken_whatever_the_case(store: Store) -> None:
    await store.do(CreateCompany("Дах"))
    other = await store.do(CreateCompany("Other"))

    for command in (CreateCompany(" ДАХ "), EditCompany(other.id, CompanyChanges(name="дах"))):
        with pytest.raises(NameTaken):
            await store.do(command)
    for command in (CreateCompany(" "), EditCompany(other.id, CompanyChanges(name=" "))):
        with pytest.raises(InvalidValue):
            await store.do(command)
    assert (await store.do(EditCompany(other.id, CompanyChanges(name="OTHER")))).name == "OTHER"
    assert await names(store) == ["OTHER", "Дах"]


async def test_what_is_not_there_is_told(store: Store) -> None:
    made = await store.do(CreateCompany("A"))

    for command in (EditCompany(NOBODY, CompanyChanges()), TagCompany(NOBODY, ("x",)), DeleteCompany(NOBODY)):
        with pytest.raises(NotFound):
            await store.do(command)
    with pytest.raises(NotFound):
        await store.ask(GetCompany(NOBODY))
    with pytest.raises(NotFound):
        await store.ask(ListCompanies(after=NOBODY))
    with pytest.raises(NotFound):
        await store.do(EditCompany(made.id, CompanyChanges(responsible=UserId("f" * 32))))


async def test_pages_follow_each_other(store: Store) -> None:
    for name in "abc":
        await store.do(CreateCompany(name))

    first = await store.ask(ListCompanies(limit=2))
    rest = await store.ask(ListCompanies(after=first.rows[-1].id))
    assert ([row.name for row in first.rows], first.complete) == (["c", "b"], False)
    assert ([row.name for row in rest.rows], rest.complete) == (["a"], True)


@pytest.mark.parametrize("text", ["дах і", "ДА", "7707083893", "044 123 45 67", "info@", "#vip", "київ"])
async def test_a_company_is_found_by_all_that_is_known(store: Store, text: str) -> None:
    found = CompanyChanges(
        phones=(Phone("044 123 45 67"),), emails=(Email("info@dah.ua"),), city="Київ", custom={INN: "7707083893"}
    )
    await store.do(CreateCompany("Дах і Дім", found, tags=("VIP",)))
    await store.do(CreateCompany("Other"))

    assert await names(store, text) == ["Дах і Дім"]


async def test_a_wrong_requisite_is_told_in_words_and_changes_nothing(store: Store) -> None:
    made = await store.do(CreateCompany("A", CompanyChanges(custom={BIK: "044525225"})))

    with pytest.raises(InvalidValue) as wrong:
        await store.do(EditCompany(made.id, CompanyChanges(city="X", custom={INN: "7707083894"})))
    assert (wrong.value.field, str(wrong.value)) == (
        f"custom.{INN}",
        "INN: the check digit is wrong; compare it with the paper",
    )
    with pytest.raises(InvalidValue) as wrong:
        await store.do(EditCompany(made.id, CompanyChanges(custom={ACCOUNT: "30101810500000000225"})))
    assert wrong.value.field == f"custom.{ACCOUNT}"
    with pytest.raises(InvalidValue):
        await store.do(EditCompany(made.id, CompanyChanges(custom={"no' field\"": "x"})))

    assert await store.ask(GetCompany(made.id)) == made
    right = await store.do(
        EditCompany(made.id, CompanyChanges(custom={ACCOUNT: "30101810400000000225", BIK: "044525225"}))
    )
    assert right.custom == {BIK: "044525225", ACCOUNT: "30101810400000000225"}


async def test_tags_go_on_and_off(store: Store) -> None:
    made = await store.do(CreateCompany("A", tags=("one",)))

    changed = await store.do(TagCompany(made.id, add=("two", "#TWO"), remove=("One",)))

    assert [tag.name for tag in changed.tags] == ["two"]


async def test_the_people_of_a_deleted_company_stay_and_an_undo_brings_it_back(store: Store) -> None:
    person = await store.do(CreateContact("Марія", company="Дах"))
    assert person.company_id is not None
    assert [row.name for row in (await store.ask(ListContacts("дах"))).rows] == ["Марія"]

    await store.do(DeleteCompany(person.company_id))

    assert await names(store) == await names(store, "дах") == []
    assert (await store.ask(GetContact(person.id))).company == ""
    assert (await store.ask(ListContacts("дах"))).rows == ()
    await store.do(Undo())
    assert await names(store, "дах") == ["Дах"]
    assert (await store.ask(GetContact(person.id))).company == "Дах"


async def test_people_are_found_by_the_new_name_of_their_company(store: Store) -> None:
    person = await store.do(CreateContact("Марія", company="Дах"))
    assert person.company_id is not None

    await store.do(EditCompany(person.company_id, CompanyChanges(name="Вікно")))

    assert [row.name for row in (await store.ask(ListContacts("вікно"))).rows] == ["Марія"]


async def test_undo_and_redo_go_field_by_field(store: Store, open_as: OpenAs) -> None:
    made = await store.do(CreateCompany("A", CompanyChanges(custom={INN: "7707083893"})))
    await store.do(CreateUser(COLLEAGUE))
    colleague = await open_as(COLLEAGUE)
    await store.do(EditCompany(made.id, CompanyChanges(custom={INN: "500100732259", "utm_term": "roof"})))
    await colleague.do(EditCompany(made.id, CompanyChanges(custom={"utm_source": "google"})))

    await store.do(Undo())
    assert (await store.ask(GetCompany(made.id))).custom == {INN: "7707083893", "utm_source": "google"}
    await store.do(Redo())
    assert (await store.ask(GetCompany(made.id))).custom == {
        INN: "500100732259",
        "utm_source": "google",
        "utm_term": "roof",
    }


async def test_two_who_fill_different_fields_are_merged_and_the_same_field_is_asked_about(
    store: Store, open_as: OpenAs
) -> None:
    made = await store.do(CreateCompany("A", CompanyChanges(custom={"utm_term": "old"})))
    await store.do(CreateUser(COLLEAGUE))
    colleague = await open_as(COLLEAGUE)
    seen = (await store.ask(GetCompany(made.id))).seq
    await colleague.do(EditCompany(made.id, CompanyChanges(custom={"utm_term": "theirs"})))

    mine = CompanyChanges(custom={"utm_term": "old", "utm_source": "mine"})
    merged = await store.do(EditCompany(made.id, mine, seen=seen))
    assert merged.custom == {"utm_term": "theirs", "utm_source": "mine"}
    with pytest.raises(Conflict) as conflict:
        await store.do(EditCompany(made.id, CompanyChanges(custom={"utm_term": "mine"}), seen=seen))
    clash = conflict.value.clashes[0]
    assert (clash.field, clash.label, clash.before, clash.theirs, clash.mine) == (
        "custom.utm_term",
        "utm_term",
        "old",
        "theirs",
        "mine",
    )


async def test_a_contact_keeps_messengers_and_marks(store: Store) -> None:
    made = await store.do(CreateContact("A", messengers="@maria"))

    changed = await store.do(EditContact(made.id, ContactChanges(messengers="@m", custom={"utm_medium": "cpc"})))

    assert (made.messengers, changed.messengers, changed.custom) == ("@maria", "@m", {"utm_medium": "cpc"})
    assert (await store.do(EditContact(made.id, ContactChanges(custom={"utm_medium": ""})))).custom == {}
    with pytest.raises(InvalidValue):
        await store.do(EditContact(made.id, ContactChanges(custom={INN: "7707083893"})))


async def test_a_deal_takes_its_company_off_again(store: Store) -> None:
    deal = await store.do(CreateDeal("Roof"))
    await store.do(EditDeal(deal.id, DealChanges(company="Дах", custom={"utm_term": "roof"})))

    await store.do(EditDeal(deal.id, DealChanges(company="")))

    kept = await store.ask(GetDeal(deal.id))
    assert (kept.company_id, kept.company, kept.custom) == (None, "", {"utm_term": "roof"})
