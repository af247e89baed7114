"""Who was erased does not come back unasked by an import; added all the same, they are asked about no more."""

from relmgr.domain.kinds import ContactKind
from relmgr.services import erasing, people
from relmgr.store import Store
from relmgr.transfer.importing import Importer, plan
from relmgr.transfer.importing.planning import Offer, Verdict, Why, as_new
from relmgr.transfer.vcard import read
from tests.builders import NOW, Make

CARDS = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Olsen;Sven;;;\r\nFN:Sven Olsen\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:S. O.\r\nEMAIL:sven@boats.example\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Sven Holm\r\nEND:VCARD\r\n"
)


def test_a_row_says_when_and_is_left_out_unless_one_says_so(store: Store, make: Make) -> None:
    mail = people.ContactMethodInput(kind=ContactKind.EMAIL, value="sven@boats.example")
    erasing.start(store, make.person("Sven Olsen", contact_methods=(mail,)), NOW)
    made = plan(store, read(CARDS))
    assert [(row.verdict, row.why) for row in made.rows] == [
        (Verdict.SKIPPED, Why.ERASED),
        (Verdict.SKIPPED, Why.ERASED),
        (Verdict.NEW, Why.NOBODY),
    ]
    assert made.rows[0].reason == "You erased this person on 24 Nov 2026"
    assert made.rows[0].offer is Offer.ADD_ANYWAY
    importer = Importer(store, made, made.writing, NOW)
    while importer.step():
        pass
    assert people.find(store, "Sven Olsen") == ()


def test_added_anyway_they_are_no_longer_asked_about(store: Store, make: Make) -> None:
    erasing.start(store, make.person("Sven Olsen"), NOW)
    made = plan(store, read(CARDS))
    chosen = type(made)(
        file_names=made.file_names, rows=(as_new(made.rows[0]), *made.rows[1:]), strays=made.strays
    )
    importer = Importer(store, chosen, (0,), NOW)
    while importer.step():
        pass
    assert len(people.find(store, "Sven Olsen")) == 1
    assert erasing.count_erased(store) == 0
