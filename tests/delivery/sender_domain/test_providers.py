"""What providers want is known for those in our list of servers, and says nothing for others."""

from __future__ import annotations

from composer.delivery.presets import presets
from composer.delivery.sender_domain import providers
from composer.delivery.sender_domain.providers import records_of


def test_every_provider_here_is_one_of_the_presets() -> None:
    assert set(providers._KNOWN) <= {preset.id for preset in presets()}


def test_others_are_not_judged() -> None:
    assert records_of("own") == providers.ProviderRecords()
    assert records_of("m365").spf == "include:spf.protection.outlook.com"
