"""Asked when something typed cannot be saved and somebody wants to go on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from vpdesk.i18n import _


def goes_on_anyway(parent: QWidget, wrong: str, anyway: str) -> bool:
    """Say what could not be saved, and tell whether the person goes on without it (`anyway` names that)."""
    asking = QMessageBox(QMessageBox.Icon.Warning, "vpdesk", wrong, parent=parent)
    asking.setTextFormat(Qt.TextFormat.PlainText)
    asking.setInformativeText(_("What you typed last is on the screen only, and will be lost."))
    back = asking.addButton(_("Back"), QMessageBox.ButtonRole.RejectRole)
    go_on = asking.addButton(anyway, QMessageBox.ButtonRole.DestructiveRole)
    asking.setDefaultButton(back)
    asking.exec()
    return asking.clickedButton() is go_on
