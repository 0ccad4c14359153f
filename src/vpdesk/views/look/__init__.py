"""How the window looks: colour tokens, palette, style sheet, font, icons, text size.

`use` chooses once, before windows are built; `current` is what everything is drawn with.
"""

from vpdesk.views.look.current import current, use
from vpdesk.views.look.icons import icon, pixmap
from vpdesk.views.look.tokens import THEMES, Tokens

__all__ = ["THEMES", "Tokens", "current", "icon", "pixmap", "use"]
