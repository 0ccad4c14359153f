"""What lies in a layout, in reading order, without the items in which Qt keeps it there.

Whoever asks a layout for an item (`itemAt`, `itemAtPosition`, `takeAt`), or puts a filled layout into
another, which does so inside PySide, plants an end of the program. PySide makes a Python half for the item, a
QWidgetItem, and has the Python half of the layout hold that. The item itself is Qt's: it goes with its
widget, tells Python nothing, and leaves its Python half behind under an address that is free. In time a
widget of ours comes to lie there. When Qt deletes that, `Shiboken::Object::destroy` frees its Python half,
asks whether there is still one under the address, finds the one left behind, and goes on to use what it has
just freed: a segmentation fault. Which address comes free for what depends on all that went before, so it
came now and then, and more or less often with every change elsewhere. (Shiboken 6.11.3; in each of five
memory images the widget that went lay where Python still knew a QWidgetItem.)

Widgets, layouts and every other QObject tell Python when they go, so they are no such danger; `children` and
`indexOf` need nothing else.
"""

from typing import Any

from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from vpdesk.views.flow import FlowLayout


def laid_out(layout: QLayout) -> list[QWidget | QLayout]:
    """Return the widgets and layouts that lie in `layout` itself, in reading order."""
    if isinstance(layout, FlowLayout):
        return [*layout.widgets()]
    holder = layout.parentWidget()
    near = [*layout.children(), *(holder.children() if holder is not None else ())]
    found = {layout.indexOf(each): each for each in near if isinstance(each, QWidget | QLayout)}
    found.pop(-1, None)  # what lies elsewhere
    places = sorted(found)
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: _cell(layout, place))
    return [found[place] for place in places]


def _cell(layout: QGridLayout, place: int) -> tuple[int, int]:
    position: Any = layout.getItemPosition(place)  # row, column and spans; the stub says nothing of it
    return (position[0], position[1])
