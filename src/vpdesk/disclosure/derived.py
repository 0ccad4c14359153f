"""Stub until the real one lands."""

from decimal import Decimal

SMALLEST_BASE = 20


def percent(count: int, base: int) -> int | None:
    """Whole percent, half up."""
    return (200 * count + base) // (2 * base) if base >= SMALLEST_BASE else None


def average(total: int | None, cases: int | None, k: int) -> Decimal | None:
    """Tenths."""
    if total is None or cases is None or total < k or cases < k:
        return None
    tenths = (20 * total + cases) // (2 * cases)
    return Decimal(f"{tenths // 10}.{tenths % 10}")
