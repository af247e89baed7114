"""First run: the choice, the passphrase where there is no keyring, the recovery key and typing it back (U3, S1)."""

from ui.pages.welcome.choice import ChoiceFace
from ui.pages.welcome.flow import FirstRun, RecoveryFlow
from ui.pages.welcome.keys import RecoveryKeyFace
from ui.pages.welcome.passphrase import PassphraseFace, PassphraseFields, secret_field
from ui.pages.welcome.proving import ProveKeyFace
from ui.pages.welcome.secret_clipboard import SecretClipboard
from ui.pages.welcome.typing_back import TypingBackFace

__all__ = [
    "ChoiceFace",
    "FirstRun",
    "PassphraseFace",
    "PassphraseFields",
    "ProveKeyFace",
    "RecoveryFlow",
    "RecoveryKeyFace",
    "SecretClipboard",
    "TypingBackFace",
    "secret_field",
]
