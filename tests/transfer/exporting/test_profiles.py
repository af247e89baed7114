"""How much of a card leaves: the share card says what a business card says, and facts that are not fine stay here."""

from relmgr.domain.kinds import ContactKind, RelationKind, Sensitivity, Side
from relmgr.services import facts, people
from relmgr.services.facts import FactInput
from relmgr.services.people import ContactMethodInput
from relmgr.store import Store
from relmgr.transfer.exporting import Exporter, Form, without_private
from relmgr.transfer.vcard import Card, read
from tests.builders import TODAY, Make


def test_a_share_card_is_a_business_card(store: Store, make: Make) -> None:
    megan = make.person(
        "Megan Jacobs",
        company="Calder Rail",
        title="Head of Design",
        notes="SECRET note",
        pronouns="she/her",
        labels=("SECRET label",),
        contact_methods=(
            ContactMethodInput(kind=ContactKind.EMAIL, label="work", value="megan@calder.example"),
            ContactMethodInput(kind=ContactKind.PHONE, label="home", value="+44 1 SECRET"),
            ContactMethodInput(kind=ContactKind.ADDRESS, label="home", value="SECRET Street 1"),
        ),
    )
    make.kin(megan, "SECRET Kid", RelationKind.CHILD)
    make.birthday(megan, TODAY.replace(year=1986))
    facts.add(store, megan, FactInput(side=Side.HEALTH, text="SECRET fact"))
    content = Exporter(store, Form.SHARE, [megan], TODAY).run().decode()
    assert "SECRET" not in content
    assert "BDAY" not in content
    assert "UID" not in content
    assert "REV" not in content
    (card,) = read(content.encode())
    assert isinstance(card, Card)
    assert card.display_name == "Megan Jacobs"
    assert card.organisations[0].title == "Head of Design"
    assert [one.value for one in card.contacts] == ["megan@calder.example"]


def test_somebody_with_a_private_number_only_can_still_be_reached(store: Store, make: Make) -> None:
    home = ContactMethodInput(kind=ContactKind.PHONE, label="home", value="+44 1")
    ben = make.person("Ben Whitaker", contact_methods=(home,))
    (card,) = read(Exporter(store, Form.SHARE, [ben], TODAY).run())
    assert isinstance(card, Card)
    assert [one.value for one in card.contacts] == ["+44 1"]


def test_facts_that_are_not_fine_go_only_where_asked(store: Store, make: Make) -> None:
    ben = make.person("Ben Whitaker")
    for sensitivity in Sensitivity:
        facts.add(store, ben, FactInput(side=Side.HEALTH, text=f"a {sensitivity}", sensitivity=sensitivity))
    for form in (Form.VCARD4, Form.VCARD3, Form.GOOGLE_CSV, Form.OUTLOOK_CSV):
        content = Exporter(store, form, None, TODAY).run().decode().replace("\r\n ", "")
        assert "a fine" in content
        assert "a work_only" not in content
        assert "a never_first" not in content
    whole = Exporter(store, Form.VCARD4, None, TODAY, discreet=False).run().decode().replace("\r\n ", "")
    assert "a never_first" in whole
    (card,) = [without_private(one) for one in read(whole.encode()) if isinstance(one, Card)]
    assert card.facts == ()


def test_nobody_in_the_trash_goes_out(store: Store, make: Make) -> None:
    make.person("Ada Brandt")
    people.remove(store, make.person("Ben Whitaker"), make.now)
    exporter = Exporter(store, Form.VCARD4, None, TODAY)
    assert b"Ben" not in exporter.run()
    assert exporter.count == exporter.done == exporter.total == 1
