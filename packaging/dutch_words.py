"""Make the long Dutch lists in resources/words from Debian's wdutch.

    apt-get download wdutch && dpkg -x wdutch_*.deb wdutch
    python3 packaging/dutch_words.py wdutch/usr/share/dict/dutch

`all.txt.xz` is what a passphrase is measured against, names and places included. `proper.txt.xz` are the
words among them that are written with a capital only: what else stands in the list is an ordinary word. Only
needed when the lists themselves are renewed.
"""

import lzma
import re
import sys
import unicodedata
from pathlib import Path

WORDS = Path(__file__).resolve().parents[1] / "resources" / "words"
#: Shorter words come with their own lists; longer ones are nobody's passphrase.
LENGTHS = range(4, 29)


def main() -> None:
    """Write the lists: letters only, without accents, small, in order, each word once."""
    small: set[str] = set()
    capital: set[str] = set()
    for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
        plain = "".join(
            letter for letter in unicodedata.normalize("NFD", line) if not unicodedata.combining(letter)
        )
        word = re.sub(r"[\s'.-]", "", plain)
        if re.fullmatch("[A-Za-z]+", word) and len(word) in LENGTHS:
            (small if word[0].islower() else capital).add(word.lower())
    write("all.txt.xz", small | capital)
    write("proper.txt.xz", capital - small)


def write(name: str, words: set[str]) -> None:
    """Write one list."""
    target = WORDS / name
    target.write_bytes(lzma.compress("\n".join(sorted(words)).encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{name}: {len(words)} words, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
