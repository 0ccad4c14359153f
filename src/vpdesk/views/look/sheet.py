"""The one style sheet, written from the tokens; lengths on a grid of 4 that grows with the text.

A widget is dressed by its `kind` property (set in `vpdesk.views.parts`), never by its place.
"""

from collections.abc import Callable

from vpdesk.views.look.tokens import Tokens


def sheet(t: Tokens, points: Callable[[float], float], px: Callable[[int], int]) -> str:
    """Return the style sheet; `points` and `px` scale type and lengths with the text size."""
    return f"""
    QMainWindow, QDialog, QWidget[kind="page"] {{ background: {t.paper}; }}
    QToolTip {{ background: {t.card}; color: {t.ink}; border: 1px solid {t.line}; padding: {px(4)}px; }}

    QLabel[kind="heading"] {{ font-size: {points(22)}pt; font-weight: 600; }}
    QLabel[kind="subheading"] {{ font-size: {points(14)}pt; font-weight: 600; }}
    QLabel[kind="digits"] {{ font-size: {points(17)}pt; font-weight: 600; }}
    QLabel[kind="strong"] {{ font-weight: 600; }}
    QLabel[kind="quiet"] {{ color: {t.quiet}; }}
    QLabel[kind="late"] {{ color: {t.late}; font-weight: 600; }}
    QLabel[kind="soon"] {{ color: {t.soon}; font-weight: 600; }}
    QLabel[kind="good"] {{ color: {t.good}; font-weight: 600; }}
    QLabel[kind="error"] {{ color: {t.late}; }}

    QFrame[kind="card"] {{ background: {t.card}; border: 1px solid {t.line}; border-radius: 10px; }}
    QFrame[kind="hairline"] {{ background: {t.line}; border: 0; }}
    QFrame[kind="banner"] {{
        background: {t.late_soft}; border: 1px solid {t.late}; border-radius: 10px; }}
    QFrame[kind="notice"] {{ background: {t.soon_soft}; border: 1px solid {t.soon}; border-radius: 10px; }}
    QFrame[kind="notice"][tone="good"] {{ background: {t.good_soft}; border-color: {t.good}; }}
    QFrame[kind="hidden"] {{ background: {t.soft}; border: 0; border-radius: {px(8)}px; }}
    QFrame[kind="empty"] {{ background: {t.card}; border: 1px dashed {t.edge}; border-radius: 10px; }}
    QLabel[kind="day"] {{ color: {t.quiet}; font-weight: 600; }}
    QFrame[kind="moment"] {{ border: 2px solid transparent; border-radius: {px(8)}px; }}
    QFrame[kind="moment"]:focus {{ border-color: {t.brand}; }}
    QFrame[kind="nav"] {{ background: {t.card}; border: 0; border-right: 1px solid {t.line}; }}

    QPushButton {{
        background: {t.card}; color: {t.ink}; border: 1px solid {t.line}; border-radius: {px(8)}px;
        padding: {px(7)}px {px(14)}px; outline: 0; }}
    QPushButton:hover {{ background: {t.soft}; }}
    QPushButton:pressed {{ background: {t.line}; }}
    QPushButton:focus {{ border: 2px solid {t.brand}; padding: {px(7) - 1}px {px(14) - 1}px; }}
    QPushButton:disabled {{ color: {t.quiet}; background: {t.paper}; }}
    QPushButton[kind="primary"] {{
        background: {t.brand}; color: {t.brand_ink}; border: 1px solid {t.brand}; font-weight: 600; }}
    QPushButton[kind="primary"]:hover {{ background: {t.brand_hover}; }}
    QPushButton[kind="primary"]:disabled {{
        background: {t.line}; color: {t.quiet}; border-color: {t.line}; }}
    QPushButton[kind="large-primary"] {{
        background: {t.brand}; color: {t.brand_ink}; border: 1px solid {t.brand}; }}
    QPushButton[kind="large-primary"]:hover {{ background: {t.brand_hover}; }}
    QPushButton[kind="large"], QPushButton[kind="large-primary"] {{
        text-align: left; padding: {px(16)}px {px(20)}px; font-size: {points(13)}pt; font-weight: 600; }}
    QPushButton[kind="large"]:focus, QPushButton[kind="large-primary"]:focus {{
        padding: {px(16) - 1}px {px(20) - 1}px; }}
    QPushButton[kind="link"] {{
        background: transparent; border: 1px solid transparent; color: {t.brand};
        padding: {px(4)}px {px(6)}px; text-align: left; }}
    QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
    QPushButton[kind="link"]:disabled {{ color: {t.quiet}; }}
    QPushButton[kind="link"]:focus {{ border: 2px solid {t.brand}; padding: {px(4) - 1}px {px(6) - 1}px; }}
    QPushButton[kind="tab"] {{
        background: transparent; border: 1px solid transparent; color: {t.quiet};
        border-radius: {px(8)}px; padding: {px(4)}px {px(12)}px; }}
    QPushButton[kind="tab"]:checked {{ background: {t.soft}; color: {t.brand}; font-weight: 600; }}
    QPushButton[kind="tab"]:focus {{ border: 2px solid {t.brand}; padding: {px(4) - 1}px {px(12) - 1}px; }}
    QPushButton[kind="toggle"] {{ text-align: left;
        border: 1px solid {t.edge}; border-radius: {px(8)}px; padding: {px(4)}px {px(10)}px; }}
    QPushButton[kind="toggle"]:checked {{ background: {t.soft}; border-color: {t.brand}; color: {t.brand}; }}
    QPushButton[kind="toggle"]:focus {{
        border: 2px solid {t.brand}; padding: {px(4) - 1}px {px(10) - 1}px; }}
    QPushButton[kind="nav"] {{
        background: transparent; border: 1px solid transparent; text-align: left;
        border-radius: {px(8)}px; padding: {px(8)}px {px(12)}px; }}
    QPushButton[kind="nav"]:hover {{ background: {t.paper}; }}
    QPushButton[kind="nav"]:checked {{ background: {t.soft}; color: {t.brand}; font-weight: 600; }}
    QPushButton[kind="nav"]:focus {{ border: 2px solid {t.brand}; padding: {px(8) - 1}px {px(12) - 1}px; }}
    QPushButton[kind="section"] {{
        background: transparent; border: 1px solid transparent; text-align: left; font-weight: 600;
        border-radius: {px(8)}px; padding: {px(6)}px {px(8)}px; }}
    QPushButton[kind="section"]:hover {{ background: {t.soft}; }}
    QPushButton[kind="section"]:focus {{
        border: 2px solid {t.brand}; padding: {px(6) - 1}px {px(8) - 1}px; }}
    QPushButton[kind="bare"] {{
        background: transparent; border: 1px solid transparent; padding: {px(6)}px; }}
    QPushButton[kind="bare"]:hover {{ background: {t.soft}; }}
    QPushButton[kind="bare"]:focus {{ border: 2px solid {t.brand}; padding: {px(6) - 1}px; }}

    QLineEdit, QPlainTextEdit, QComboBox {{
        background: {t.card}; color: {t.ink}; border: 1px solid {t.edge}; border-radius: {px(8)}px;
        padding: {px(6)}px {px(10)}px; placeholder-text-color: {t.quiet};
        selection-background-color: {t.brand}; selection-color: {t.brand_ink}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{
        border: 2px solid {t.brand}; padding: {px(6) - 1}px {px(10) - 1}px; }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{
        border: 2px solid {t.late}; padding: {px(6) - 1}px {px(10) - 1}px; }}
    QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{
        background: {t.paper}; color: {t.quiet}; border-color: {t.line}; }}
    QComboBox::drop-down {{ border: 0; width: {px(28)}px; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox QAbstractItemView {{
        background: {t.card}; color: {t.ink}; border: 1px solid {t.line}; outline: 0;
        selection-background-color: {t.soft}; selection-color: {t.ink}; }}
    QComboBox QAbstractItemView::item {{ min-height: {px(28)}px; padding: 0 {px(8)}px; }}

    QTableView {{ background: transparent; border: 0; outline: 0; }}
    QListView[kind="hits"] {{
        background: {t.card}; border: 1px solid {t.line}; border-radius: 10px; outline: 0;
        padding: {px(4)}px; }}
    QCalendarWidget QTableView {{
        background: {t.card}; color: {t.ink}; alternate-background-color: {t.card};
        selection-background-color: {t.brand}; selection-color: {t.brand_ink}; }}
    QScrollArea {{ background: transparent; border: 0; }}
    QScrollArea > QWidget > QWidget[kind="body"] {{ background: transparent; }}
    QSplitter::handle {{ background: transparent; }}
    QMenu {{ background: {t.card}; color: {t.ink}; border: 1px solid {t.line}; padding: {px(4)}px; }}
    QMenu::item {{ padding: {px(6)}px {px(20)}px; border-radius: {px(6)}px; }}
    QMenu::item:selected {{ background: {t.soft}; color: {t.ink}; }}
    QProgressBar {{
        background: {t.line}; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }}
    QProgressBar::chunk {{ background: {t.brand}; border-radius: 3px; }}
    QProgressBar[tone="late"]::chunk {{ background: {t.late}; }}
    QProgressBar[tone="soon"]::chunk {{ background: {t.soon}; }}
    QProgressBar[tone="good"]::chunk {{ background: {t.good}; }}

    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {t.edge}; border-radius: 3px; margin: 3px; }}
    QScrollBar::handle:vertical {{ min-height: {px(32)}px; }}
    QScrollBar::handle:horizontal {{ min-width: {px(32)}px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
