"""The sample vCards: every phone, e-mail, note and address is in a draft."""

from pathlib import Path

import pytest

from crm_tui.interchange import open_file
from crm_tui.operations.imports import Draft, RecordKind
from crm_tui.operations.values import Email, Phone

SAMPLES = Path(__file__).parent / "samples"


def drafts(name: str, region: str = "US") -> list[Draft]:
    source = open_file(SAMPLES / name, kind=None, region=region, currency="USD")
    found = list(source.drafts())
    assert (source.format, source.kind, source.total_hint) == ("vcard", RecordKind.CONTACTS, len(found))
    assert [draft.problem for draft in found] == [""] * len(found)
    return found


def test_quoted_printable_with_soft_breaks() -> None:
    (card,) = drafts("synthetic-android-21-qp.vcf", "RU")
    assert (card.name, card.phones) == ("Иван Иванов", [Phone("89123456789", "mobile", "+79123456789")])
    assert card.extra == {}


def test_android() -> None:
    john, jane, third, fourth, bob, henry = drafts("vcard-John_Doe_ANDROID.vcf")
    assert (john.name, jane.name) == ("john.doe@company.com", "jane.doe@company.com")
    assert john.tags == ["My Contacts"]
    assert third.name == "Ñ Ñ Ñ Ñ Ñ"
    assert [(phone.typed, phone.label) for phone in fourth.phones] == [
        ("123456", "mobile"),
        ("234567", "home"),
        ("3456789", "mobile"),
        ("45678901", "home"),
    ]
    assert fourth.comment.count("\n") == 1
    assert [phone.label for phone in bob.phones] == ["mobile", "work", "work fax"]
    assert bob.emails == [Email("bob@company.com", "work"), Email("Ñ" * 14)]
    assert bob.extra["Website"] == "www.company.com\nhttp://www.company.com"
    assert henry.company == "Ñ" * 44
    assert len(henry.extra["Company"].split("\n")) == 2


def test_iphone() -> None:
    (card,) = drafts("vcard-John_Doe_IPHONE.vcf")
    assert card.name == "Mr. John Richter James Doe Sr."
    assert [(phone.label, phone.e164) for phone in card.phones] == [
        ("mobile", "+19055551234"),
        ("home", "+19056661234"),
        ("work", "+19057771234"),
        ("home fax", "+19058881234"),
        ("work fax", "+19059991234"),
        ("pager", "+19051111234"),
        ("assistant phone", "+19052221234"),
    ]
    assert (card.company, card.position, card.birthday) == ("IBM", "Money Counter", "2012-06-06")
    assert card.city == "New York"
    assert card.address == "Silicon Alley 5, New York, New York, 12345, United States of America"
    assert card.extra["Address (work)"] == "Street4 Building 6 Floor 8, New York, 12345, USA"
    assert card.extra["Website (home page)"] == "http://www.ibm.com"
    assert (card.extra["Nickname"], card.extra["Department"]) == ("Johny", "Accounting")


def test_lotus_notes() -> None:
    (card,) = drafts("vcard-John_Doe_LOTUS_NOTES.vcf")
    assert card.name == "Mr. Doe John I Johny"
    assert [(phone.typed, phone.label) for phone in card.phones] == [
        ("+1 (212) 204-34456", "mobile"),
        ("00-1-212-555-7777", "work fax"),
    ]
    assert card.emails == [Email("john.doe@ibm.com", "work"), Email("billy_bob@gmail.com", "work")]
    assert (card.company, card.extra["Department"]) == ("IBM", "SUN")
    assert card.external_id == "0e7602cc-443e-4b82-b4b1-90f62f99a199"
    assert card.comment.endswith("POSSIBILITY OF SUCH DAMAGE.")
    assert card.extra["Role"] == "Counting Money"
    assert card.extra["Long string"].endswith("4567890")
    assert card.extra["Mailer"] == "Mozilla Thunderbird"


def test_mac_address_book() -> None:
    (card,) = drafts("vcard-John_Doe_MAC_ADDRESS_BOOK.vcf")
    assert len(card.phones) == 7
    assert card.phones[-1] == Phone("905-222-1234", "assistant phone", "+19052221234")
    assert 'AND CONTRIBUTORS "AS IS" AND' in card.comment
    assert card.comment.endswith("Favotire Color: Blue")
    assert card.extra["Phonetic first name"] == "Jon"
    assert card.extra["Photo"].startswith("not imported")


def test_outlook() -> None:
    (card,) = drafts("vcard-John_Doe_MS_OUTLOOK.vcf")
    assert card.birthday == "1980-03-22"
    assert card.comment.endswith("POSSIBILITY OF SUCH DAMAGE.")
    assert card.extra["Anniversary"] == "20110113"
    assert card.extra["Messenger"] == "johny5@aol.com"
    assert card.extra["Address label (work)"] == "Cresent moon drive\nAlbaney, New York  12345"
    assert (card.extra["Manager"], card.extra["Assistant"]) == ("Big Blue", "Jenny")


def test_outlook_2007() -> None:
    (card,) = drafts("vcard-outlook-2007.vcf")
    assert [phone.label for phone in card.phones] == ["work", "home", "mobile", "work fax", "callback"]
    assert card.comment.splitlines()[1] == "I assume it encodes this text inside a NOTE vCard type."
    assert card.address == "TheOffice, 222 Broadway, New York, NY, 99999, USA"
    assert (card.extra["Website (home)"], card.extra["Spouse"]) == ("http://mikeangstadt.name", "TheSpouse")


def test_gmail_list() -> None:
    assert [(card.name, card.emails[0].typed) for card in drafts("vcard-gmail-list.vcf")] == [
        ("Arnold Smith", "asmithk@gmail.com"),
        ("Chris Beatle", "chrisy55d@yahoo.com"),
        ("Doug White", "dwhite@gmail.com"),
    ]


def test_version_4() -> None:
    (card,) = drafts("vcard-rfc6350-example.vcf")
    assert card.phones == [
        Phone("+1-418-656-9254 ext. 102", "work", "+14186569254"),
        Phone("+1-418-262-6501", "work mobile", "+14182626501"),
    ]
    assert (card.name, card.birthday, card.city) == ("Simon Perreault", "--0203", "Quebec")
    assert card.extra["Language"] == "fr\nen"
    assert card.extra["Name suffix"] == "ing. jr M.Sc."
    assert card.extra["Key (work)"] == "http://www.viagenie.ca/simon.perreault/simon.asc"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.vcf")), ids=lambda path: path.stem)
def test_cards_that_vobject_refuses_read_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_vobject = drafts(path.name)
    monkeypatch.setattr("crm_tui.interchange.vcard_read._by_vobject", lambda lines: None)
    assert drafts(path.name) == by_vobject


def test_a_card_without_an_end_is_reported_and_its_neighbours_are_read(tmp_path: Path) -> None:
    path = tmp_path / "cut.vcf"
    path.write_text(
        "BEGIN:VCARD\nFN:One\nEND:VCARD\nBEGIN:VCARD\nFN:Two\nTEL:12\n"
        "BEGIN:VCARD\nFN:Three\nAGENT:\nBEGIN:VCARD\nFN:Secretary\nEND:VCARD\nTEL:+380671234567\nEND:VCARD\n"
        "BEGIN:VCARD\nNOTE:nobody\nEND:VCARD\nBEGIN:VCARD\nFN:Fo"
    )
    found = list(open_file(path, kind=None, region="UA", currency="UAH").drafts())
    assert [(draft.number, draft.name, bool(draft.problem)) for draft in found] == [
        (1, "One", False),
        (2, "", True),
        (3, "Three", False),
        (4, "", True),
        (5, "", True),
    ]
    assert found[2].phones[0].e164 == "+380671234567"
