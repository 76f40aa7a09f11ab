"""Parts for some lists: each person gets the letter that is meant for them, and not a word of another."""

from __future__ import annotations

import email
import email.policy
from typing import Any

import msgspec
import pytest

from composer.blocks.contents import Contents
from composer.blocks.heading import Heading
from composer.blocks.text import TextBlock
from composer.contacts.contact import Contact
from composer.document.edits import RestoreIssue
from composer.document.visibility import visible_to
from composer.errors import InputError
from composer.publishing import variants as variants_module
from composer.publishing.archive import archive
from composer.publishing.exports import export
from composer.publishing.review import Choice, make_campaign, read_facts, read_letter, send_test
from composer.publishing.run import run_campaign
from composer.publishing.variants import in_words, left_out, variants_of


def write(harbour: Any, *blocks: Any) -> None:
    """Puts these blocks before the footer of the harbour's issue, in place of all others."""
    documents = harbour.workspace.documents
    history = documents.open(harbour.issue.id)
    issue = msgspec.structs.replace(history.issue, blocks=(*blocks, history.issue.blocks[-1]))
    history.apply(RestoreIssue(issue, "Write"), harbour.workspace.clock())
    documents.save(history.take_changes())
    harbour.issue = issue


@pytest.fixture
def limited(harbour: Any) -> Any:
    """Five friends, the first two also staff, the third a trustee; parts for staff, for both, and for all."""
    workspace = harbour.workspace
    people = [row.contact.id for row in workspace.contacts.search(limit=10)]
    by_address = {workspace.contacts.get(one).email: one for one in people}
    for name, numbers in (("Staff", (0, 1)), ("Trustees", (2,))):
        workspace.lists.create(name, sample=True)
        workspace.lists.add(name, [by_address[f"person{number}@example.org"] for number in numbers])
    write(
        harbour,
        TextBlock(id="hello", text="Dear {{first_name|friend}}, a word to all."),
        Contents(id="contents"),
        Heading(id="h1", text="Rota for staff", only_for=("Staff",)),
        TextBlock(id="rota", text="Secret of the rota, {{first_name|colleague}}.", only_for=("Staff",)),
        Heading(id="h2", text="Minutes of the board", only_for=("Staff", "Trustees")),
        Heading(id="h3", text="The roof"),
    )
    return harbour


def facts(harbour: Any, *lists: str) -> Any:
    return read_facts(harbour.workspace, read_letter(harbour.workspace, harbour.issue.id), Choice(lists or ("Friends",)))


def received(harbour: Any) -> dict[str, str]:
    """Text and HTML of every letter in the practice mailbox, by address."""
    found = {}
    for raw in harbour.letters():
        letter = email.message_from_bytes(raw, policy=email.policy.default)
        parts = [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
        found[str(letter["Delivered-To"])] = "\n".join(parts)
    return found


def test_each_gets_the_letter_meant_for_them(limited: Any) -> None:
    told = facts(limited)
    assert told.variants is not None
    assert [letter.people for letter in told.variants.letters] == [2, 2, 1]
    campaign = make_campaign(limited.workspace, told)
    run_campaign(limited.workspace, campaign.id)
    letters = received(limited)
    assert len(letters) == 5
    for number in range(5):
        words = letters[f"person{number}@example.org"]
        assert words.count("The roof") >= 2  # heading and contents, in both parts
        assert ("Secret of the rota" in words) == (number in (0, 1)), number
        assert ("Rota for staff" in words) == (number in (0, 1)), number
        assert ("Minutes of the board" in words) == (number in (0, 1, 2)), number
        assert "NLTTOK" not in words
    assert "Secret of the rota, Anna." in letters["person0@example.org"]


def test_the_sent_letter_of_a_person_is_theirs(limited: Any) -> None:
    from composer.gui.sending.sent_letter import read_sent_letter

    workspace = limited.workspace
    campaign = make_campaign(workspace, facts(limited))
    rows = {row.email: row for row in workspace.campaigns.deliveries(campaign.id)}
    shown = read_sent_letter(workspace.campaigns, campaign.id, rows["person0@example.org"], lambda _hash: True)
    assert "Secret of the rota, Anna." in shown.text
    nobody = read_sent_letter(workspace.campaigns, campaign.id, None, lambda _hash: True)
    assert "Secret" not in nobody.html + nobody.text


def test_files_and_the_web_hold_what_anybody_may_see(limited: Any, tmp_path: Any) -> None:
    workspace = limited.workspace
    for way, name in (("web", "page.html"), ("html", "letter.html"), ("eml", "letter.eml")):
        done = export(
            limited.issue, way, tmp_path / name, templates=workspace.templates, pictures=workspace.pictures, now=workspace.clock()
        )
        written = done.files[0].read_text(errors="replace")
        assert "roof" in written
        assert "Secret" not in written
        assert "Minutes" not in written


def test_the_records_hold_every_letter(limited: Any, tmp_path: Any) -> None:
    workspace = limited.workspace
    campaign = make_campaign(workspace, facts(limited))
    folder = archive(workspace.campaigns, campaign.id, tmp_path, workspace.zone)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["about.txt", *sorted(f"letter{n}.{end}" for n in ("", "-2", "-3") for end in ("eml", "html", "txt"))]
    secret = {path.name for path in folder.glob("*.txt") if "Secret of the rota" in path.read_text()}
    assert len(secret) == 1
    assert "letter.txt" not in secret
    assert "Different letters: 3" in (folder / "about.txt").read_text()


def test_a_test_letter_is_that_of_the_first_person(limited: Any) -> None:
    told = facts(limited, "Staff")
    outcomes, _tested = send_test(limited.workspace, told, ("me@example.org",))
    assert outcomes[0].ok
    assert "Secret of the rota" in received(limited)["me@example.org"]


def test_where_all_of_it_is_for_others_nothing_is_sent(limited: Any) -> None:
    write(limited, TextBlock(id="rota", text="Secret of the rota.", only_for=("Staff",)))
    told = facts(limited)
    assert not told.may_send
    assert "3 people would get an empty letter: everything in it is for others." in [one.message for one in told.findings]
    assert facts(limited, "Staff").may_send


def test_a_list_that_is_gone_is_an_error_and_shows_it_to_nobody(limited: Any) -> None:
    write(limited, TextBlock(id="hello", text="Hello all."), TextBlock(id="rota", text="Secret.", only_for=("Volunteers",)))
    told = facts(limited)
    (found,) = [one for one in told.findings if one.check == "visibility"]
    assert (found.severity, found.block, found.field) == ("error", "rota", "only_for")
    assert told.variants is not None
    assert [letter.hidden for letter in told.variants.letters] == [("Secret.",)]


def test_people_added_after_the_review_get_their_own(limited: Any) -> None:
    """Who joins a list between review and send is in neither; the letters are those that were reviewed."""
    told = facts(limited)
    workspace = limited.workspace
    workspace.lists.add("Staff", [workspace.contacts.save(Contact(email="late@example.org")).id])
    campaign = make_campaign(workspace, told)
    assert workspace.campaigns.counts(campaign.id).total == 5


def test_too_many_different_letters_are_refused(limited: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(variants_module, "MOST", 2)
    with pytest.raises(InputError, match="3 different letters"):
        facts(limited)


def test_said_in_words(limited: Any) -> None:
    told = facts(limited)
    assert told.variants is not None
    rota = "“Secret of the rota, colleague.”"
    assert sorted(in_words(letter) for letter in told.variants.letters) == [
        f"1 person: with “Minutes of the board”, without “Rota for staff”, {rota}",
        f"2 people: with “Rota for staff”, {rota}, “Minutes of the board”",
        f"2 people: without “Rota for staff”, {rota}, “Minutes of the board”",
    ]


def test_long_titles_end_with_a_whole_word(limited: Any) -> None:
    write(
        limited, Heading(text="What the four o'clock feed taught me about lamps", only_for=("Staff",)), *limited.issue.blocks[2:]
    )
    assert "“What the four o'clock feed taught me…”, “Rota for staff”" in left_out(limited.issue)


def test_what_files_leave_out_is_said(limited: Any) -> None:
    assert left_out(limited.issue) == (
        "Left out, because not everybody may see it: “Rota for staff”, “Secret of the rota, colleague.”, “Minutes of the board”"
    )


def test_without_such_parts_there_is_one_letter(harbour: Any) -> None:
    assert variants_of(harbour.workspace, harbour.issue, ()) is None
    assert visible_to(harbour.issue, ("Staff",)) == frozenset()
    assert facts(harbour).variants is None
    assert left_out(harbour.issue) == ""
