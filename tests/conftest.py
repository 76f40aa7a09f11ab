"""What every test may lean on: a clock that stands still, a fresh workspace database, and no network but loopback."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no fault of what is tested: pytest's own time limit is enough.
settings.register_profile("without a clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("without a clock")

# Before Qt is imported anywhere: no display is needed, and Chromium's sandbox cannot start as root.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
POSTGRESQL = "NEWSLETTER_TEST_POSTGRESQL"


def pytest_configure(config: pytest.Config) -> None:
    """Tests that run side by side must not share a PostgreSQL database: each worker gets one of its own."""
    worker, url = os.environ.get("PYTEST_XDIST_WORKER", ""), os.environ.get(POSTGRESQL, "")
    if not worker or not url or url.endswith(f"/{worker}"):
        return
    import psycopg

    server, _slash, _database = url.rpartition("/")
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [worker]).fetchone() is None:
            connection.execute(f'CREATE DATABASE "{worker}"')
    os.environ[POSTGRESQL] = f"{server}/{worker}"


@pytest.fixture
def clock() -> Any:
    """A clock that stands at 2026-11-23 09:00 UTC, a Monday."""
    from composer.clock import fixed_clock

    return fixed_clock(NOW)


@pytest.fixture
def shared_samples() -> Path:
    """Real files by others, beside the checkout; skipped where they are not."""
    folder = SHARED / "samples"
    if not folder.is_dir():
        pytest.skip("the real-world samples are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def _empty_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a migrated workspace with nothing in it, to be copied: a thousand tests begin with one."""
    from composer.database.engine import FILE_NAME, migrate, open_engine

    folder = tmp_path_factory.mktemp("empty")
    opened = open_engine(str(folder))
    migrate(opened, str(folder))
    opened.dispose()
    return folder / FILE_NAME


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def engine(request: pytest.FixtureRequest, tmp_path: Path, _empty_workspace: Path) -> Iterator[Any]:
    """A fresh, migrated workspace database, on each engine the program knows."""
    from composer.database.engine import migrate, open_engine

    if request.param == "sqlite":
        (tmp_path / "workspace").mkdir()
        shutil.copy(_empty_workspace, tmp_path / "workspace")
        opened = open_engine(str(tmp_path / "workspace"))
        yield opened
        opened.dispose()
        return
    url = os.environ.get(POSTGRESQL, "")
    if not url:
        pytest.skip("no PostgreSQL server: NEWSLETTER_TEST_POSTGRESQL is not set")
    from sqlalchemy import inspect, text

    from composer.database.tables import metadata

    opened = open_engine(url)
    with opened.begin() as connection:
        ours = set(metadata.tables)
        if set(inspect(connection).get_table_names()) == {*ours, "alembic_version"}:
            # To empty what is there takes a third of the time that making it anew takes.
            connection.execute(text(f"TRUNCATE {', '.join(sorted(ours))} RESTART IDENTITY CASCADE"))
        else:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    migrate(opened, url)
    yield opened
    opened.dispose()


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the network fails: only this machine's own addresses may be connected to."""
    connect = socket.socket.connect
    send_to = socket.socket.sendto
    look_up = socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
            raise AssertionError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name and not _is_local(name):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return look_up(host, *args, **kwargs)

    def guarded_sendto(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
            raise OSError("there is no network in a test")  # questions to the DNS: answered by nobody, at once
        return send_to(self, *arguments)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "sendto", guarded_sendto)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


def _is_local(host: str) -> bool:
    return host in ("localhost", "::1", "") or host.startswith("127.")


@pytest.fixture
def on_record() -> Callable[..., str]:
    """Writes a sending that is over into a workspace's outbox, as if it had gone out then; returns the campaign's id."""
    from sqlalchemy import insert

    from composer.database.tables import campaigns, deliveries

    def write(
        engine: Any,
        name: str,
        at: datetime,
        *,
        sent: int = 0,
        refused: Sequence[str] = (),
        account: str = "Office",
        lists: str = '["Friends"]',
        newsletter: str = "n1",
    ) -> str:
        campaign = f"{len(name):02x}{abs(hash((name, at))):022x}"[:24]
        states = [("sent", "250 2.0.0 taken")] * sent + [("failed", reply) for reply in refused]
        with engine.begin() as connection:
            connection.execute(
                insert(campaigns).values(
                    id=campaign, issue=name, issue_name=name, fingerprint="", newsletter=newsletter, account=account, lists=lists,
                    state="finished", why="", test=False, subject=name, sender="", frozen=b"", made=at, started=at, finished=at,
                )
            )  # fmt: skip
            rows = [
                {"campaign": campaign, "contact": "", "email": f"{number}@example.org", "email_key": f"{number}@example.org",
                 "token": f"{campaign}{number}", "merge_values": "{}", "state": state, "reply": reply, "at": at}
                for number, (state, reply) in enumerate(states)
            ]  # fmt: skip
            if rows:
                connection.execute(insert(deliveries), rows)
        return campaign

    return write


@dataclass
class Harbour:
    """A small organisation: an issue, a newsletter, the practice account, and a list called Friends."""

    workspace: Any
    newsletter: Any
    issue: Any

    def add_people(self, count: int, list_name: str = "Friends", start: int = 0) -> list[str]:
        """This many people on a list; returns their ids."""
        from composer.contacts.contact import Contact

        names = [("Anna", "Lind"), ("Ngozi", "Okonkwo"), ("", ""), ("Mei", "Chen"), ("Siân", "Prŷs")]
        ids = []
        for number in range(start, start + count):
            first, last = names[number % len(names)]
            contact = Contact(email=f"person{number}@example.org", first_name=first, last_name=last)
            ids.append(self.workspace.contacts.save(contact).id)
        self.workspace.lists.add(list_name, ids)
        return ids

    def campaign(self, *, lists: tuple[str, ...] = ("Friends",)) -> Any:
        """A confirmed campaign of the issue, nothing sent yet."""
        from composer.publishing.review import Choice, make_campaign, read_facts, read_letter

        letter = read_letter(self.workspace, self.issue.id)
        return make_campaign(self.workspace, read_facts(self.workspace, letter, Choice(lists)))

    def letters(self) -> list[bytes]:
        """What lies in the practice mailbox."""
        return [path.read_bytes() for path in sorted(self.workspace.practice_folder.glob("*.eml"))]


@pytest.fixture
def harbour(tmp_path: Path, clock: Any, _harbour_at_rest: tuple[Path, Any, Any]) -> Iterator[Harbour]:
    """The organisation in a workspace of its own, with five people on its list and no wait before sending."""
    from composer.credentials import Credentials
    from composer.workspace import open_workspace

    at_rest, newsletter, issue = _harbour_at_rest
    shutil.copytree(at_rest, tmp_path / "harbour")
    workspace = open_workspace(str(tmp_path / "harbour"), clock=clock, credentials=Credentials(backend={}))
    yield Harbour(workspace, newsletter, issue)
    workspace.close()


@pytest.fixture(scope="session")
def _harbour_at_rest(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any, Any]:
    """The organisation's folder, newsletter and issue as every test finds them: made once, copied for each."""
    import msgspec

    from composer.blocks.article import Article
    from composer.blocks.footer import Footer
    from composer.blocks.text import TextBlock
    from composer.clock import fixed_clock
    from composer.credentials import Credentials
    from composer.delivery.accounts import practice_account
    from composer.document.brand import Brand
    from composer.document.issue import Issue
    from composer.document.newsletter import Newsletter
    from composer.workspace import open_workspace

    folder = tmp_path_factory.mktemp("harbour")
    workspace = open_workspace(str(folder), clock=fixed_clock(NOW), credentials=Credentials(backend={}))
    workspace.save_settings(msgspec.structs.replace(workspace.settings, hold_seconds=0, confirm_above=50))
    brand = Brand(
        organisation="Harbour Friends",
        website="https://harbourfriends.example",
        postal_address="Pier 2, Harbour Road, Portmouth PM1 2AB",
        charity_number="1234567",
        reason="You get this because you signed up on our website.",
    )
    newsletter = Newsletter(
        name="Harbour News",
        sender_name="Anna Lind",
        sender_email="news@harbourfriends.example",
        reply_to="anna@harbourfriends.example",
        brand=brand,
        usual_list="Friends",
        account="Practice mailbox",
    )
    workspace.documents.save_newsletter(newsletter)
    issue = Issue(
        newsletter=newsletter.id,
        name="December newsletter",
        subject="Lights on at the harbour",
        preheader="Forty volunteers, three weekends and one very tall ladder",
        brand=brand,
        blocks=(
            TextBlock(id="greeting", text="Dear {{first_name|friend}},\n\nwhat a month it has been."),
            Article(
                id="roof",
                title_text="The boathouse roof is finished",
                text="Forty volunteers, three weekends and one very tall ladder.",
                link="https://harbourfriends.example/roof",
                layout="none",
            ),
            *(TextBlock(id=f"more{number}", text="A further paragraph about the harbour. " * 12) for number in range(6)),
            Footer(id="footer"),
        ),
    )
    workspace.documents.create(issue)
    workspace.accounts.save(practice_account(2525))
    workspace.lists.create("Friends", sample=True)
    Harbour(workspace, newsletter, issue).add_people(5)
    workspace.close()
    return folder, newsletter, issue
