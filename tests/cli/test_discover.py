"""discover: what a site offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from composer.sample.site import SampleSite

Newsletter = Callable[..., Any]


def test_the_sources_of_a_site_are_found_from_its_address(newsletter: Newsletter, clock: Any) -> None:
    with SampleSite(clock) as site:
        answer = newsletter("discover", site.base_url, "--json")
        assert answer.status == 0
        found = {source["type"]: source for source in answer.json["sources"]}
        assert set(found) >= {"wordpress", "calendar"}
        assert all(set(source) == {"type", "location", "title"} for source in answer.json["sources"])
        read = newsletter("fetch", found["calendar"]["location"], "--json")
        assert read.json["items"]


def test_a_site_that_is_not_there_is_one_sentence(newsletter: Newsletter) -> None:
    answer = newsletter("discover", "http://127.0.0.1:9/", "--json")
    assert answer.status == 2
    assert answer.out == ""
    assert len(answer.err.strip().splitlines()) == 1
