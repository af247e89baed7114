"""The recovery code: six groups of eight symbols that open the file when nothing else does.

Each group is seven random symbols and a check symbol, 210 random bits in all. The check symbol is a weighted sum in
GF(32): every single wrong symbol, every two symbols swapped within a group and every two groups swapped are noticed,
and the group is named while it is typed.
"""

import secrets
from collections.abc import Mapping

from relmgr.errors import InputError
from relmgr.i18n import _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: letters and digits without I, L, O and U."""
GROUPS = 6
GROUP_LENGTH = 8
LENGTH = GROUPS * GROUP_LENGTH

_LOOK_ALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_SEPARATORS = str.maketrans("", "", " -‐‑‒–—−_.\t\r\n\u00a0")
_REDUCTION = 0b100101  # x⁵ + x² + 1, primitive over GF(2)


def new_code() -> str:
    """A new random recovery code, 48 symbols without separators."""
    return "".join(_new_group(number) for number in range(1, GROUPS + 1))


def groups_of(code: str) -> tuple[str, ...]:
    """The six groups as they are shown, such as "T7QX-M4KR"."""
    parts = (code[start : start + GROUP_LENGTH] for start in range(0, LENGTH, GROUP_LENGTH))
    return tuple(f"{part[:4]}-{part[4:]}" for part in parts)


def format_code(code: str) -> str:
    """The whole code on one line, for printing and copying."""
    return "  ".join(groups_of(code))


def parse_code(typed: str) -> str:
    """The 48 symbols of what was typed: any case, any spaces and dashes, I and L for 1, O for 0.

    Raises InputError naming the group with the slip.
    """
    code = _plain(typed)
    for position, symbol in enumerate(code):
        if symbol not in ALPHABET:
            raise InputError(
                _(
                    "Group {number} holds “{symbol}”, which no recovery key contains. Compare it with your copy."
                ).format(number=position // GROUP_LENGTH + 1, symbol=symbol),
                "recovery_code",
            )
    if len(code) != LENGTH:
        raise InputError(
            _(
                "A recovery key has {needed} letters and digits; this has {found}. Compare it with your copy."
            ).format(needed=LENGTH, found=len(code)),
            "recovery_code",
        )
    wrong = [number for number in range(1, GROUPS + 1) if not is_group_sound(_group(code, number), number)]
    if wrong:
        raise InputError(
            _("There is a slip in group {numbers}. Compare it with your copy.").format(
                numbers=", ".join(map(str, wrong))
            ),
            "recovery_code",
        )
    return code


def is_group_sound(typed: str, number: int) -> bool:
    """Whether `typed` can be group `number` (1 to 6): to mark a slip while the code is typed."""
    group = _plain(typed)
    if len(group) != GROUP_LENGTH or any(symbol not in ALPHABET for symbol in group):
        return False
    return group[-1] == _check_symbol(group[:-1], number)


def check_typed_back(code: str, typed: Mapping[int, str]) -> tuple[int, ...]:
    """The numbers of the groups (1 to 6) that were typed back wrongly; empty if all are right."""
    return tuple(sorted(number for number, text in typed.items() if _plain(text) != _group(code, number)))


def groups_to_type_back(count: int = 2) -> tuple[int, ...]:
    """Which groups to ask for at set-up: `count` at random, in order."""
    return tuple(sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), count)))


def _plain(typed: str) -> str:
    return typed.translate(_SEPARATORS).upper().translate(_LOOK_ALIKES)


def _group(code: str, number: int) -> str:
    return code[(number - 1) * GROUP_LENGTH : number * GROUP_LENGTH]


def _new_group(number: int) -> str:
    random = "".join(secrets.choice(ALPHABET) for _symbol in range(GROUP_LENGTH - 1))
    return random + _check_symbol(random, number)


def _check_symbol(symbols: str, number: int) -> str:
    total = 0
    for symbol in reversed(
        symbols
    ):  # Horner's scheme: the symbol at position i weighs xⁱ⁺¹, and all weights differ
        total = _times_x(total ^ ALPHABET.index(symbol))
    return ALPHABET[total ^ number]


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _REDUCTION if doubled & 0b100000 else doubled
