"""Words on buttons fit, whatever somebody typed as a name."""

import pytest

from bot.i18n import LONGEST_LABEL, shorten


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1 · Büren", "1 · Büren"),
        ("Genau zwanzig Zeiche", "Genau zwanzig Zeiche"),
        ("Praktikum Nord (Beispiel)", "Praktikum Nord…"),
        ("Tag der offenen Werkstatt", "Tag der offenen…"),
        ("Tag der alten Technik am See", "Tag der alten…"),
        ("2 · Ausbildungsmesse Delbrück", "2 · Ausbildungsmess…"),
        ("Infoabend, duales Studium", "Infoabend, duales…"),
    ],
)
def test_a_label_ends_where_a_word_ends(text: str, shown: str) -> None:
    assert shorten(text) == shown
    assert len(shown) <= LONGEST_LABEL
