"""Checks: one file per rule family; a check is a function found by its decorator."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable

from pipeline.findings import Finding, in_order
from pipeline.record.record import Record, Reference
from pipeline.reference.direktori import lengkapi
from pipeline.sampah import tahap

Check = Callable[[Record, Reference], Iterable[Finding]]

_CHECKS: list[Check] = []


def pemeriksaan(check: Check) -> Check:
    """Register a check."""
    _CHECKS.append(check)
    return check


def check(record: Record, reference: Reference) -> list[Finding]:
    """All findings of all checks on a record, in order of place."""
    return in_order(f for c in _CHECKS for f in c(record, reference))


@tahap
def examine(record: Record, read: Iterable[Finding], reference: Reference) -> tuple[Record, list[Finding]]:
    """A record completed from the directory of officials, and all that is left to say of it.

    `read` are the reader's findings. Warnings that the record answers are gone.
    """
    from pipeline.checks.abaikan import jawab

    whole = lengkapi(record, reference.pejabat)
    return whole, in_order(jawab(whole, [*read, *check(whole, reference)]))


for _module in pkgutil.iter_modules(__path__):  # each file registers its checks and rules
    importlib.import_module(f"{__name__}.{_module.name}")
