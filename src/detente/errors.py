"""The one tree of errors: each says what is wrong, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class DetenteError(Exception):
    """Root of every error that detente raises on purpose."""


class UnknownNameError(DetenteError):
    """A name (of a code, a track, a reader, a record) that is not known here.

    The message names the nearest known names, so that a typing error is mended at once.
    """

    def __init__(self, what: str, name: str, known: Iterable[str], *, see: str = "") -> None:
        names = sorted(known)
        near = get_close_matches(name, names, n=3, cutoff=0.5) or get_close_matches(name.upper(), names, n=3)
        hint = f"nearest: {', '.join(near)}" if near else f"known: {', '.join(names[:12])}"
        super().__init__(f"{name!r} is not a known {what}; {hint}.{' See ' + see + '.' if see else ''}")


class UnreadableError(DetenteError):
    """A text that could not be read; the reason is kept and listed, and the batch goes on."""


class PackError(DetenteError):
    """A dispute pack (dispute.toml) that does not fit its form."""


class LedgerError(DetenteError):
    """A ledger that is missing, of another version, or contradicts what is written to it."""


class RecordError(DetenteError):
    """A record that breaks a rule of the model (no evidence, a probability of 0 or 1, ...)."""


class DeclinedError(DetenteError):
    """A question about the future that is no pattern of events; the message says why."""
