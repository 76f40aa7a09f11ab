"""What the receiving server wrote down is read; what a letter claims for itself is not believed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer.delivery.authentication_results import Verdict, read_results

LETTER = b"""\
Authentication-Results: mx.friends.example (this one (really)); dkim=pass (2048 bits) header.d=harbour.example header.s=k1;
 dkim=fail header.d=list.example; spf=softfail smtp.mailfrom=news@bounces.relay.example; dmarc=pass (p=none)
 header.from=harbour.example
Authentication-Results: forged.example; dmarc=pass
DKIM-Signature: v=1; a=rsa-sha256; d=Harbour.example; s=k1;
 h=From:Subject:List-Unsubscribe:
 List-Unsubscribe-Post; bh=x; b=y
From: News <news@harbour.example>
Subject: hello

body
"""


def test_only_the_topmost_judgement_counts() -> None:
    found = read_results(LETTER)
    assert found.server == "mx.friends.example"
    assert found.result("dkim") == Verdict("dkim", "pass", "harbour.example")
    assert found.result("spf") == Verdict("spf", "softfail", "bounces.relay.example")
    assert found.result("dmarc") == Verdict("dmarc", "pass", "harbour.example")
    assert found.signers == ("harbour.example",)
    assert found.covered == {"list-unsubscribe", "list-unsubscribe-post"}
    assert found.from_domain == "harbour.example"


def test_a_letter_nobody_judged() -> None:
    found = read_results(b"Subject: hello\n\nbody")
    assert (found.server, found.verdicts, found.from_domain) == ("", (), "")
    assert found.result("spf") is None


@given(st.binary(max_size=300))
def test_any_letter_is_put_up_with(raw: bytes) -> None:
    read_results(b"Authentication-Results: " + raw)
