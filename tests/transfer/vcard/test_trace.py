"""The lines of a card as one piece of bytes: what is asked for is what was given."""

from hypothesis import given
from hypothesis import strategies as st

from relmgr.transfer.vcard import Fate, Traced
from relmgr.transfer.vcard.model import Trace

_LINES = st.lists(
    st.builds(
        Traced,
        st.integers(0, 10_000_000),
        st.sampled_from(Fate),
        st.text(st.characters(codec=None), max_size=40),
    ),
    max_size=20,
)


@given(_LINES)
def test_comes_back_as_it_was(lines: list[Traced]) -> None:
    """Halves of characters, ends of lines and NUL included."""
    trace = Trace(lines)
    assert (len(trace), list(trace), list(trace[:])) == (len(lines), lines, lines)
    assert [trace[at] for at in range(len(lines))] == lines
    assert all(type(one.fate) is Fate for one in trace)
    assert bool(trace) == bool(lines)
