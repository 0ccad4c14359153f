"""The Qt palette of a set of tokens, for whatever the style sheet does not name."""

from typing import Final

from PySide6.QtGui import QColor, QPalette

from vpdesk.views.look.tokens import Tokens

_Role = QPalette.ColorRole

_ROLES: Final = {
    _Role.Window: "paper",
    _Role.WindowText: "ink",
    _Role.Base: "card",
    _Role.AlternateBase: "paper",
    _Role.Text: "ink",
    _Role.Button: "card",
    _Role.ButtonText: "ink",
    _Role.BrightText: "late",
    _Role.ToolTipBase: "card",
    _Role.ToolTipText: "ink",
    _Role.PlaceholderText: "quiet",
    _Role.Highlight: "brand",
    _Role.HighlightedText: "brand_ink",
    _Role.Accent: "brand",
    _Role.Link: "brand",
    _Role.LinkVisited: "brand",
    _Role.Light: "card",
    _Role.Midlight: "line",
    _Role.Mid: "line",
    _Role.Dark: "edge",
    _Role.Shadow: "edge",
}


def palette(tokens: Tokens) -> QPalette:
    """Return the palette; disabled text is quiet rather than faint."""
    result = QPalette()
    for role, token in _ROLES.items():
        result.setColor(role, QColor(getattr(tokens, token)))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.quiet))
    return result
