import math
import subprocess
import sys

import pytest

from vpdesk import paths
from vpdesk.services.passphrase import CHOICE, ENOUGH, WORDS, measure_strength, propose_passphrase


def test_a_proposal_is_five_words_of_the_list_and_strong() -> None:
    known = set((paths.resources() / "words" / "dutch.txt").read_text("utf-8").split()[:CHOICE])
    proposals = [propose_passphrase() for _ in range(50)]
    assert len(set(proposals)) == 50
    for proposal in proposals:
        assert len(proposal.split()) == WORDS
        assert set(proposal.split()) <= known
        assert measure_strength(proposal).is_enough


def test_the_list_is_long_enough_for_what_is_claimed_and_holds_no_word_twice() -> None:
    words = (paths.resources() / "words" / "dutch.txt").read_text("utf-8").split()
    assert len(words) == len(set(words)) >= CHOICE
    assert WORDS * math.log10(CHOICE) > ENOUGH
    assert all(word.isascii() and word.islower() and 4 <= len(word) <= 7 for word in words)


@pytest.mark.parametrize(
    "weak", ["", "  ", "welkom01", "Vertrouwen2026", "Zomer2026!", "pesten", "correct horse"]
)
def test_what_is_easily_guessed_is_not_enough_and_says_so(weak: str) -> None:
    strength = measure_strength(weak)
    assert not strength.is_enough
    assert strength.why


@pytest.mark.parametrize("words", ["molenwater99", "gesprekboom", "wandelbloesem"])
def test_dutch_words_are_weaker_than_they_look_without_a_dutch_list(words: str) -> None:
    """The control: zxcvbn alone, in a process of its own, takes Dutch words for letters by chance."""
    script = "import sys, math, zxcvbn; print(math.log10(zxcvbn.zxcvbn(sys.argv[1])['guesses']))"
    alone = subprocess.run([sys.executable, "-c", script, words], capture_output=True, text=True, check=True)
    assert measure_strength(words).log10 < float(alone.stdout) - 1


def test_a_very_long_passphrase_is_measured_without_waiting_for_all_of_it() -> None:
    words = (paths.resources() / "words" / "dutch.txt").read_text("utf-8").split()
    assert measure_strength(" ".join(words)).is_enough
