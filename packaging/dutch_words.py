"""Make resources/words/all.txt.xz from Debian's wdutch: the words that a passphrase is measured against.

    apt-get download wdutch && dpkg -x wdutch_*.deb wdutch
    python3 packaging/dutch_words.py wdutch/usr/share/dict/dutch

Names and places are among them. Only needed when the list itself is renewed.
"""

import lzma
import re
import sys
import unicodedata
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "resources" / "words" / "all.txt.xz"
#: Shorter words come with their own list; longer ones are nobody's passphrase.
LENGTHS = range(4, 29)


def main() -> None:
    """Write the list: letters only, without accents, small, in order, each word once."""
    words = set()
    for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
        plain = "".join(
            letter for letter in unicodedata.normalize("NFD", line) if not unicodedata.combining(letter)
        )
        word = re.sub(r"[\s'.-]", "", plain).lower()
        if re.fullmatch("[a-z]+", word) and len(word) in LENGTHS:
            words.add(word)
    TARGET.write_bytes(lzma.compress("\n".join(sorted(words)).encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(words)} words, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
