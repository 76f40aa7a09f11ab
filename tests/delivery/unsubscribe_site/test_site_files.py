"""The files for the website: the newsletter's words in them, and nothing that could break out of them."""

from __future__ import annotations

import base64
import json
import re

import pytest

from composer.delivery.unsubscribe_site.site_files import site_file, usual_endpoint
from composer.document.brand import Brand
from composer.document.newsletter import Newsletter

EVIL = '\'); system($_GET[1]); /* """ \n@@CONFIG@@ ?>'


@pytest.mark.parametrize("kind", ["php", "python"])
def test_a_name_cannot_become_a_program(kind: str) -> None:
    file = site_file(kind, Newsletter(name=EVIL, sender_email="news@harbour.example"), b"\x01\x02")  # type: ignore[arg-type]
    text = file.content.decode()
    assert "system(" not in text
    (packed,) = re.findall(r"['\"]([A-Za-z0-9+/=]{100,})['\"]", text)
    config = json.loads(base64.b64decode(packed))
    assert config["key"] == "0102"
    assert "news@harbour.example" in config["done"]
    assert "\n" not in config["name"]


def test_the_page_speaks_as_the_letters_do() -> None:
    newsletter = Newsletter(name="Quai", sender_email="news@harbour.example", brand=Brand(language="fr"))
    (packed,) = re.findall(r"['\"]([A-Za-z0-9+/=]{100,})['\"]", site_file("php", newsletter, b"\x01").content.decode())
    config = json.loads(base64.b64decode(packed))
    assert (config["language"], config["button"]) == ("fr", "Se désinscrire")


@pytest.mark.parametrize(
    ("kind", "website", "endpoint"),
    [
        ("wordpress", "https://www.harbour.example/", "https://www.harbour.example/?newsletter-unsubscribe={token}"),
        ("php", "harbour.example", "https://harbour.example/newsletter-unsubscribe.php?newsletter-unsubscribe={token}"),
        ("python", "http://harbour.example", "https://harbour.example/newsletter-unsubscribe?newsletter-unsubscribe={token}"),
        ("php", "", ""),
        ("php", "our site", ""),
    ],
)
def test_where_the_page_will_be(kind: str, website: str, endpoint: str) -> None:
    assert usual_endpoint(kind, website) == endpoint  # type: ignore[arg-type]
