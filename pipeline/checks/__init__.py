"""Checks: one file per rule family; a check is a function found by its decorator."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable

from pipeline.findings import Finding, in_order
from pipeline.record.record import Record, Reference

Check = Callable[[Record, Reference], Iterable[Finding]]

_CHECKS: list[Check] = []


def pemeriksaan(check: Check) -> Check:
    """Register a check."""
    _CHECKS.append(check)
    return check


def check(record: Record, reference: Reference) -> list[Finding]:
    """All findings of all checks on a record, in order of place."""
    return in_order(f for c in _CHECKS for f in c(record, reference))


for _module in pkgutil.iter_modules(__path__):  # each file registers its checks and rules
    importlib.import_module(f"{__name__}.{_module.name}")
