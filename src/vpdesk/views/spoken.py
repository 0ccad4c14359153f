"""Texts whose long words may break on the screen, and stay whole to the ear."""

from PySide6.QtWidgets import QLabel


def spoken(text: str) -> str:
    """Return `text` without the places where its long words may break: a screen reader would spell them."""
    return text.replace("\N{ZERO WIDTH SPACE}", "")


class SpokenLabel(QLabel):
    """A text that is read out with its words whole."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        said = spoken(text)
        if said != text or self.accessibleName():
            self.setAccessibleName("" if said == text else said)
