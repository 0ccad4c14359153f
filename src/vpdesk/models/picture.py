"""A picture out of memory as pixels for the screen: in the one format that it says it is, within bounds.

The size that a picture claims is looked at before anything of it is unpacked: a few kilobytes can claim a
picture of many gigabytes. Of one that moves only the first image is taken.
"""

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLoggingCategory, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from vpdesk.domain.code import N_
from vpdesk.domain.errors import FindingError
from vpdesk.pdf.preview import PagePicture

#: More pixels than this are not unpacked: they would take a quarter of a gigabyte.
MOST_PIXELS: Final = 64_000_000
#: What is wrong with a picture is said by our errors; Qt would say it on the console.
_SILENT: Final = "qt.gui.imageio.*=false"


class UnreadablePictureError(FindingError):
    """What says that it is a picture cannot be read as one."""

    wrong = N_("This picture cannot be shown: it is damaged.")

    def __init__(self) -> None:
        super().__init__("")


class HugePictureError(FindingError):
    """A picture of so many pixels that it would take the memory of the computer."""

    wrong = N_("This picture is too large to be shown here.")

    def __init__(self) -> None:
        super().__init__("")


def draw_picture(content: bytes, kind: str, *, width: int) -> PagePicture:
    """Return a picture in format `kind` at most `width` pixels wide, on white; any thread.

    Raises UnreadablePictureError or HugePictureError.
    """
    QLoggingCategory.setFilterRules(_SILENT)
    held = QByteArray(content)
    device = QBuffer(held)
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(device, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        raise UnreadablePictureError
    if size.width() * size.height() > MOST_PIXELS:
        raise HugePictureError
    image = reader.read()
    if image.isNull():
        raise UnreadablePictureError
    return _pixels(image, width)


def _pixels(image: QImage, width: int) -> PagePicture:
    smooth = Qt.TransformationMode.SmoothTransformation
    bounds = QSize(min(width, image.width()), 4 * width)  # a strip of any length stays a picture
    fitted = image.scaled(bounds, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    if fitted.isNull():
        raise UnreadablePictureError
    sheet = QImage(fitted.size(), QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, fitted)
    painter.end()
    return PagePicture(
        width=sheet.width(),
        height=sheet.height(),
        stride=sheet.bytesPerLine(),
        pixels=bytes(sheet.constBits()),
    )
