"""Each refusal of a WordPress site, its plugins and its firewall is one sentence that says what to do."""

from __future__ import annotations

from typing import Any

import pytest

from composer.sources.failures import PassingError
from composer.sources.site_refusals import is_gone, refused


def _forbidden(status: int) -> dict[str, Any]:
    """As WordPress says that drafts may not be asked for."""
    inside = {"code": "rest_forbidden_status", "data": {"status": status}}
    return {"code": "rest_invalid_param", "data": {"status": 400, "details": {"status": inside}}}


@pytest.mark.parametrize(
    ("status", "said", "words", "passing"),
    [
        (401, {"code": "incorrect_password"}, "does not accept the application password of rosa", False),
        (401, {"code": "rest_cannot_access"}, "let the “Authorization” header through", False),
        (401, None, "does not accept the application password of rosa", False),
        (500, {"code": "application_passwords_disabled"}, "does not allow application passwords", True),
        (403, {"code": "rest_cannot_create"}, "does not let rosa put this there", False),
        (400, {"code": "rest_cannot_create"}, "does not let rosa put this there", False),
        (
            400,
            {"code": "rest_invalid_param", "data": {"details": {"status": {"code": "rest_forbidden_status"}}}},
            "editor",
            False,
        ),
        (403, None, "security plugin or firewall", False),
        (403, {"code": "wordfence_block"}, "security plugin or firewall", False),
        (404, {"code": "rest_no_route"}, "interface at quay.example is switched off", False),
        (404, None, "interface at quay.example is switched off", False),
        (413, None, "allow larger uploads", False),
        (400, {"code": "rest_upload_no_data"}, "allow larger uploads", False),
        (500, {"code": "rest_upload_sideload_error"}, "size or kind", False),
        (429, None, "its answer was 429", True),
        (503, [], "its answer was 503", True),
        (302, None, "on to another address", False),
        (418, "tea", "its answer was 418", False),
    ],
)
def test_each_refusal_says_what_to_do(status: int, said: Any, words: str, passing: bool) -> None:
    error = refused(status, said, host="quay.example", username="rosa", location="https://quay.example/wp-json/wp/v2/pages")
    assert words in str(error)
    assert "{" not in str(error)
    assert error.remedy
    assert isinstance(error, PassingError) is passing


def test_gone_is_not_switched_off() -> None:
    def of(status: int, said: Any) -> bool:
        return is_gone(refused(status, said, host="h", username="u", location="l"))

    assert of(404, {"code": "rest_post_invalid_id"})
    assert of(410, None)
    assert not of(404, {"code": "rest_no_route"})
    assert not of(404, None), "a site whose interface is off says nothing of its pages"
