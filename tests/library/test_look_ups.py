"""What was found is remembered while the program runs; a site that is away hides nothing that was found before."""

from __future__ import annotations

from composer.library.look_ups import LookedUp, LookUps


def test_the_newest_answer_holds_and_silence_is_none() -> None:
    memory = LookUps()
    memory.note({"a": LookedUp("gone"), "b": LookedUp("unknown", reason="No answer.")})
    memory.note({"a": LookedUp("unknown"), "b": LookedUp("unknown", reason="Still no answer.")})
    found = memory.of(["a", "b", "c"])
    assert found["a"].standing == "gone"
    assert found["b"].reason == "Still no answer."
    assert "c" not in found
    memory.note({"a": LookedUp()})
    assert memory.of(["a"])["a"].standing == "there"


def test_silence_after_an_answer_stands_beside_it() -> None:
    memory = LookUps()
    memory.note({"a": LookedUp("there", link="https://harbour.example/new")})
    memory.note({"a": LookedUp("unknown", reason="No answer.")})
    found = memory.of(["a"])["a"]
    assert (found.standing, found.link, found.silent) == ("there", "https://harbour.example/new", "No answer.")
    memory.note({"a": LookedUp()})
    assert memory.of(["a"])["a"].silent == ""
