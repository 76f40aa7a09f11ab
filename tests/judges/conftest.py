"""The letters that strangers judge, and where the judges are. ``.ci/judges`` brings them; without them the tests are skipped."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import pytest

from composer.document.issue import Issue, issue_from_data
from composer.paths import templates_folder
from composer.rendering.merge_tags import EXAMPLE_VALUES, personalise
from composer.rendering.renderer import render
from composer.rendering.specimen import specimens
from composer.rendering.templates import Templates

REPOSITORY = Path(__file__).resolve().parents[2]
JUDGES = "NEWSLETTER_TEST_JUDGES"
PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


def node_module(path: str) -> Path:
    """A file of an npm package; skips where it was not brought."""
    folder = Path(os.environ.get(JUDGES, "") or REPOSITORY / ".judges") / "node_modules"
    if not (folder / path).is_file():
        pytest.skip(f"{path.split('/')[0]} is not here: .ci/judges brings it")
    return folder / path


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return node_module("axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def nu_checker() -> list[str]:
    """The command that starts the Nu HTML checker."""
    if shutil.which("java") is None:
        pytest.skip("there is no Java here: .ci/judges brings it")
    return ["java", "-Xss4m", "-jar", str(node_module("vnu-jar/build/dist/vnu.jar"))]


@pytest.fixture(scope="session")
def spamassassin() -> list[str]:
    """The command that runs SpamAssassin: no network, nothing it learnt elsewhere, a report in the answer."""
    if shutil.which("spamassassin") is None:
        pytest.skip("there is no SpamAssassin here: .ci/judges brings it")
    return ["spamassassin", "--local", "--test-mode", "--cf=use_bayes 0", "--cf=use_auto_whitelist 0"]


@pytest.fixture(scope="session")
def golden_issue() -> Issue:
    return issue_from_data(json.loads((REPOSITORY / "tests" / "golden" / "issue.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def templates() -> Templates:
    return Templates((templates_folder(),))


@pytest.fixture(scope="session")
def letters(golden_issue: Issue, templates: Templates) -> Mapping[str, str]:
    """Every template with the golden issue and with difficult ones, as one reader gets it: name to HTML."""
    made = {}
    for info in templates.all():
        golden = msgspec.structs.replace(golden_issue, template=info.id)
        for name, issue in {"golden": golden, **specimens(info.id)}.items():
            rendered = render(issue, templates=templates, web_view=True)
            made[f"{info.id}, {name}"] = personalise(rendered, EXAMPLE_VALUES).html
    return made


@pytest.fixture(scope="session")
def message(golden_issue: Issue, templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The finished letter in a template, as it is handed to the mail server."""
    from datetime import UTC, datetime

    from composer.cli.letter_file import frozen_for_a_file, write_letter

    def make(template: str) -> bytes:
        issue = msgspec.structs.replace(golden_issue, template=template)
        rendered = render(issue, templates=templates)
        pictures = dict.fromkeys(rendered.pictures, ("image/png", PHOTO))
        frozen = frozen_for_a_file(issue, rendered, pictures)
        now = datetime.now(UTC)
        folder = tmp_path_factory.mktemp(template)
        files = write_letter(folder, frozen, rendered, "anna@example.org", {"first_name": "Anna"}, now)
        return files.eml.read_bytes()

    return make
