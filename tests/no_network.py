"""Forbids IP sockets in a Python process: part of the promise that Relmgr never talks to the network.

An audit hook cannot be taken out again, so whoever calls `forbid()` is bound for good. Sockets of the local
machine (AF_UNIX) stay allowed: the session bus and the single-instance server need them.
"""

import sys

_INTERNET = {
    2,
    10,
    23,
    30,
}  # AF_INET, and AF_INET6 on Linux, Windows and macOS: no import of socket in every child
_ON_A_SOCKET = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
_LOOK_UPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}

attempts: list[str] = []
"""What was tried and refused so far, so that a swallowed refusal is still noticed."""


_hooked: list[bool] = []


class NetworkUsedError(Exception):
    """Something tried to reach the network. No OSError, so that no code takes it for a bad connection."""


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket."):
        return
    if event == "socket.__new__":
        forbidden = arguments[1] in _INTERNET
    elif event in _ON_A_SOCKET:
        forbidden = getattr(arguments[0], "family", None) in _INTERNET
    else:
        forbidden = event in _LOOK_UPS
    if forbidden:
        attempts.append(f"{event} {arguments[1:]}")
        raise NetworkUsedError(f"Relmgr opens no IP socket, but something asked for {attempts[-1]}")


def forbid() -> None:
    """Refuse, from now on and in this process, whatever needs an IP socket or a name look-up; once is enough."""
    if not _hooked:
        _hooked.append(True)
        sys.addaudithook(_watch)
