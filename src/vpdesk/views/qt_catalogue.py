"""A catalogue in the form that Qt reads (.qm), for the few words that its own Dutch one lacks.

A magic number, then sections: the hashes of the texts in order, each with the place of its message, and the
messages. The form is that of Qt's `qtranslator.cpp`, which has not changed since Qt 4.
"""

import struct
from collections.abc import Mapping
from typing import Final

_MAGIC: Final = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _MESSAGES = 0x42, 0x69
_END, _TRANSLATION, _SOURCE, _CONTEXT, _COMMENT = 1, 3, 6, 7, 8


def packed(words: Mapping[tuple[str, str, str], str]) -> bytes:
    """Return the catalogue of `words`: of each context, English text and comment, the translation."""
    messages = b""
    places: list[tuple[int, int]] = []
    for (context, source, comment), translation in words.items():
        places.append((_hashed(source + comment), len(messages)))
        messages += b"".join(
            (
                _part(_TRANSLATION, translation.encode("utf-16-be")),
                _part(_COMMENT, comment.encode()),
                _part(_SOURCE, source.encode()),
                _part(_CONTEXT, context.encode()),
                bytes([_END]),
            )
        )
    hashes = b"".join(struct.pack(">II", *place) for place in sorted(places))
    return _MAGIC + _part(_HASHES, hashes) + _part(_MESSAGES, messages)


def _part(tag: int, content: bytes) -> bytes:
    return struct.pack(">BI", tag, len(content)) + content


def _hashed(text: str) -> int:
    """Return the hash by which Qt finds a text (that of the ELF format)."""
    found = 0
    for byte in text.encode():
        found = (found << 4) + byte
        high = found & 0xF0000000
        found = (found ^ (high >> 24)) & ~high & 0xFFFFFFFF
    return found or 1
