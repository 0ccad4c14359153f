"""The compiled Dutch catalogue, for the language that the window speaks first."""

from tests.views.conftest import dutch

__all__ = ["dutch"]
