"""What our own tables say beyond their columns comes back exactly."""

from hypothesis import given
from hypothesis import strategies as st

from relmgr.transfer.spreadsheets import our_marks


@given(st.text())
def test_a_neutralised_cell_comes_back(cell: str) -> None:
    made = our_marks.neutralised(cell)
    assert our_marks.plain(made) == cell
    assert not made.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_only_what_a_spreadsheet_would_calculate_is_neutralised() -> None:
    assert our_marks.neutralised("=1+1") == "'=1+1"
    assert our_marks.neutralised("+43 1 234") == "'+43 1 234"
    assert our_marks.neutralised("'=1+1") == "''=1+1"
    assert our_marks.neutralised("O'Brien") == "O'Brien"
    assert our_marks.plain("'t Hooft") == "'t Hooft"


def test_a_fenced_block_leaves_the_note_as_it_was() -> None:
    lines = ("EMAIL;TYPE=work:a@b.example", "item1.X-ABDATE:20210501", "item1.X-ABLABEL:First contract")
    written = our_marks.fenced("Likes tea.\nHas a dog.", lines)
    assert our_marks.unfenced(written) == ("Likes tea.\nHas a dog.", lines)
    assert our_marks.unfenced(written.replace("\n", "\r\n")) == ("Likes tea.\nHas a dog.", lines)
    assert our_marks.unfenced(our_marks.fenced("", lines)) == ("", lines)
    assert our_marks.unfenced("A note") == ("A note", ())
    assert our_marks.fenced("A note", ()) == "A note"


def test_what_was_written_below_the_block_stays_in_the_note() -> None:
    written = our_marks.fenced("Above", ("BDAY:--0412",)) + "\nBelow"
    assert our_marks.unfenced(written) == ("Above\n\nBelow", ("BDAY:--0412",))
