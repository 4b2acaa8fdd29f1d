"""The company's tags, for all records at once (C11)."""

import pytest

from crm_tui.domain.ids import ContactId, DealId, TagId
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import CreateContact, DeleteContact, GetContact
from crm_tui.operations.deals import BulkAct, ChangeDeals, GetDeal, ListDeals
from crm_tui.operations.directory import Find, ListTags
from crm_tui.operations.errors import InvalidValue, NameTaken, NotAllowed, NotFound
from crm_tui.operations.filters import DealFilter
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.tags import CreateTag, DeleteTag, ListTagUses, MergeTags, RenameTag, SetTagColour, TagInfo
from tests.storage.acts import deal


async def tag(store: Store, name: str) -> TagInfo:
    return next(one for one in await store.ask(ListTagUses()) if one.name == name)


async def worn(store: Store, deal_id: DealId) -> list[str]:
    return [one.name for one in (await store.ask(GetDeal(deal_id))).tags]


async def found(store: Store, text: str) -> list[str]:
    return [row.title for row in (await store.ask(ListDeals(filter=DealFilter(text=text)))).rows]


async def test_tags_are_listed_by_name_with_their_uses(store: Store) -> None:
    await deal(store, tags=("vip", "Опт"))
    await store.do(CreateContact("A", tags=("VIP",)))
    gone = await store.do(CreateContact("B", tags=("vip",)))
    await store.do(DeleteContact(ContactId(gone.id)))

    assert [(one.name, one.uses) for one in await store.ask(ListTagUses())] == [("vip", 2), ("Опт", 1)]


async def test_a_tag_before_any_record_has_it(store: Store) -> None:
    made = await store.do(CreateTag(" #new   one ", "red"))

    assert (made.name, made.colour, made.uses) == ("new one", "red", 0)
    assert made in await store.ask(ListTagUses())
    assert (await store.do(CreateTag("other"))).colour
    with pytest.raises(NameTaken):
        await store.do(CreateTag("NEW ONE"))
    with pytest.raises(InvalidValue):
        await store.do(CreateTag(" # "))
    with pytest.raises(InvalidValue):
        await store.do(CreateTag("x", "[red]"))


async def test_another_name_stands_on_all_records_and_is_found(store: Store) -> None:
    made = await deal(store, "Roof", tags=("vip",))
    renamed = await store.do(RenameTag((await tag(store, "vip")).id, "Важливі"))

    assert (renamed.name, renamed.uses) == ("Важливі", 1)
    assert await worn(store, made.id) == ["Важливі"]
    assert await found(store, "#важливі") == ["Roof"]
    assert await found(store, "#vip") == []
    await store.do(Undo())
    assert await worn(store, made.id) == ["vip"]
    assert await found(store, "#vip") == ["Roof"]
    assert await found(store, "#важливі") == []


async def test_the_same_name_in_another_case(store: Store) -> None:
    await deal(store, tags=("vip", "опт"))
    vip = await tag(store, "vip")

    assert (await store.do(RenameTag(vip.id, "VIP"))).name == "VIP"
    with pytest.raises(NameTaken):
        await store.do(RenameTag(vip.id, "ОПТ"))
    with pytest.raises(InvalidValue):
        await store.do(RenameTag(vip.id, "  "))
    with pytest.raises(NotFound):
        await store.do(RenameTag(TagId("0" * 32), "x"))


async def test_the_name_of_a_deleted_tag_is_free_again(store: Store) -> None:
    made = await deal(store, tags=("old", "new"))
    await store.do(DeleteTag((await tag(store, "old")).id))
    await store.do(RenameTag((await tag(store, "new")).id, "OLD"))

    assert await worn(store, made.id) == ["OLD"]
    await store.do(Undo())
    await store.do(Undo())
    assert await worn(store, made.id) == ["new", "old"]


async def test_a_colour(store: Store) -> None:
    await deal(store, tags=("vip",))
    vip = await tag(store, "vip")
    other = "green" if vip.colour != "green" else "red"

    assert (await store.do(SetTagColour(vip.id, other))).colour == other
    assert [one.colour for one in await store.ask(ListTags())] == [other]
    with pytest.raises(InvalidValue):
        await store.do(SetTagColour(vip.id, "#ff0000"))
    with pytest.raises(NotFound):
        await store.do(SetTagColour(TagId("0" * 32), "red"))


async def test_two_tags_become_one_and_two_again(store: Store) -> None:
    both = await deal(store, "Both", tags=("vip", "важливі"))
    one = await deal(store, "One", tags=("vip",))
    contact = await store.do(CreateContact("A", tags=("vip",)))
    vip, into = await tag(store, "vip"), await tag(store, "важливі")

    merged = await store.do(MergeTags(vip.id, into.id))

    assert (merged.name, merged.uses) == ("важливі", 3)
    assert [await worn(store, made.id) for made in (both, one)] == [["важливі"], ["важливі"]]
    assert [tag.name for tag in (await store.ask(GetContact(contact.id))).tags] == ["важливі"]
    assert await found(store, "#vip") == []
    assert sorted(await found(store, "#важливі")) == ["Both", "One"]
    await store.do(Undo())
    assert [await worn(store, made.id) for made in (both, one)] == [["vip", "важливі"], ["vip"]]
    assert sorted(await found(store, "#vip")) == ["Both", "One"]
    await store.do(Redo())
    assert await worn(store, one.id) == ["важливі"]


async def test_merges_that_are_refused(store: Store) -> None:
    await deal(store, tags=("vip",))
    vip = await tag(store, "vip")

    with pytest.raises(InvalidValue):
        await store.do(MergeTags(vip.id, vip.id))
    with pytest.raises(NotFound):
        await store.do(MergeTags(vip.id, TagId("0" * 32)))


async def test_a_deleted_tag_goes_from_all_records_and_comes_back(store: Store) -> None:
    made = await deal(store, "Roof", tags=("vip",))
    vip = await tag(store, "vip")
    await store.do(DeleteTag(vip.id))

    assert await worn(store, made.id) == []
    assert await store.ask(ListTagUses()) == ()
    assert await store.ask(Find("#vip")) == ()
    assert await found(store, "#vip") == []
    with pytest.raises(NotFound):
        await store.do(DeleteTag(vip.id))
    await store.do(Undo())
    assert await worn(store, made.id) == ["vip"]
    assert await found(store, "#vip") == ["Roof"]


async def test_a_tag_that_comes_back_by_its_name_is_on_no_record(store: Store) -> None:
    made = await deal(store, tags=("vip",))
    await store.do(DeleteTag((await tag(store, "vip")).id))
    await deal(store, tags=("vip",))

    assert await worn(store, made.id) == []
    assert (await tag(store, "vip")).uses == 1


async def test_only_admins_change_tags(store: Store, manager: Store) -> None:
    await deal(store, tags=("vip",))
    vip = await tag(store, "vip")
    commands = (
        CreateTag("x"),
        RenameTag(vip.id, "y"),
        SetTagColour(vip.id, "red"),
        MergeTags(vip.id, vip.id),
        DeleteTag(vip.id),
    )
    for command in commands:
        with pytest.raises(NotAllowed):
            await manager.do(command)
    assert [one.name for one in await manager.ask(ListTagUses())] == ["vip"]


async def test_merging_is_one_step_whoever_wore_what_before(store: Store) -> None:
    both = await deal(store, "both", tags=("vip", "gold"))
    one = await deal(store, "one", tags=("vip",))
    before = await deal(store, "before", tags=("vip", "gold"))
    await store.do(ChangeDeals((before.id,), BulkAct(remove_tags=("gold",))))
    vip, gold = await tag(store, "vip"), await tag(store, "gold")

    merged = await store.do(MergeTags(vip.id, gold.id))

    deals = [both.id, one.id, before.id]
    assert [await worn(store, each) for each in deals] == [["gold"]] * 3
    assert merged.uses == 3
    assert sorted(await found(store, "#gold")) == ["before", "both", "one"]
    await store.do(Undo())
    assert [await worn(store, each) for each in deals] == [["gold", "vip"], ["vip"], ["vip"]]
    await store.do(Redo())
    assert [await worn(store, each) for each in deals] == [["gold"]] * 3
