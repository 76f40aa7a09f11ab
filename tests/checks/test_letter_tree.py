"""One letter is read once, another one anew."""

from __future__ import annotations

from composer.checks.letter_tree import tree_of

LETTER = "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><p>Café – {}</p></body></html>"


def test_a_letter_is_read_once_with_all_its_signs() -> None:
    letter = LETTER.format("ﷺ")
    tree = tree_of(letter)
    assert tree.find(".//p").text == "Café – ﷺ"
    assert tree_of(letter) is tree


def test_another_letter_is_another_tree() -> None:
    letters = [LETTER.format(number) for number in range(3)]
    assert [tree_of(letter).find(".//p").text for letter in (*letters, letters[0])] == [
        "Café – 0",
        "Café – 1",
        "Café – 2",
        "Café – 0",
    ]
