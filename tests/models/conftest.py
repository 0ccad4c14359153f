"""The desk over a real vault, as the views' tests have it."""

from tests.views.conftest import desk

__all__ = ["desk"]
