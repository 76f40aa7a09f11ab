"""A network is known by its address; what is not known is called by its site."""

from __future__ import annotations

import pytest

from composer.blocks.social import Profile, Social, network_of


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.facebook.com/roof", "Facebook"),
        ("https://m.facebook.com/roof", "Facebook"),
        ("https://uk.linkedin.com/company/roof/", "LinkedIn"),
        ("https://youtu.be/abc", "YouTube"),
        ("https://mastodon.example/@roof", "mastodon.example"),
        ("https://notfacebook.com/roof", "notfacebook.com"),
        ("mailto:hello@example.org", "Email"),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_names(address: str, name: str) -> None:
    assert network_of(address) == name


def test_text_part() -> None:
    social = Social(
        entries=(Profile(link="https://x.com/roof"), Profile(link="https://roof.example/blog", words="Our blog"), Profile())
    )
    assert social.plain_text() == "Follow us\n- X: https://x.com/roof\n- Our blog: https://roof.example/blog"
    assert Social().plain_text() == ""
