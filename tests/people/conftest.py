import pytest


@pytest.fixture
def announced(monkeypatch):
    """What was announced, in order."""
    told = []
    monkeypatch.setattr("nuotio.foundation.events.announce", told.append)
    return told
