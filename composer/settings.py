"""What the user set: a frozen value, kept as TOML for people and IT to read and edit.

Everything a field needs to be shown (words, hint, limits) stands with it, so the preferences page is built from
``form_of(Settings)``. Where the window stood on the screen is no setting; the window keeps that itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import msgspec

from composer.blocks.fields import Choice, Field, Flag, Text
from composer.errors import WorkspaceError
from composer.i18n import N_, _
from composer.whole_file import whole_file

SCHEMA = 1
LARGEST_FILE = 1_000_000
"""Bytes; a settings file has a few hundred."""
LANGUAGES = (("en", "English"), ("fr", "Français"))
"""What the window speaks, each in its own words."""


@dataclass(frozen=True)
class Number(Field):
    """A whole number between two limits; ``unit`` stands behind it (with its space)."""

    minimum: int = 0
    maximum: int = 0
    step: int = 1
    unit: str = ""
    kind: ClassVar[str] = "number"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every setting, with what it is where nothing is set."""

    theme: Annotated[
        Literal["auto", "light", "dark"],
        Choice(N_("Colours"), options=(("auto", N_("Like the computer")), ("light", N_("Light")), ("dark", N_("Dark")))),
    ] = "auto"
    text_size: Annotated[
        int, msgspec.Meta(ge=80, le=200), Number(N_("Size of the text"), minimum=80, maximum=200, step=10, unit=N_(" %"))
    ] = 100
    language: Annotated[
        str,
        msgspec.Meta(pattern=r"^([A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*)?$"),
        Choice(N_("Language"), N_("Takes effect at the next start."), options=(("", N_("Like the computer")), *LANGUAGES)),
    ] = ""
    reduced_motion: Annotated[bool, Flag(N_("Less movement"), N_("Things appear at once instead of gliding in."))] = False
    hold_seconds: Annotated[
        int,
        msgspec.Meta(ge=0, le=1800),
        Number(
            N_("Wait before the first letter leaves"),
            N_("So you can change your mind. 0 to 1,800 seconds."),
            minimum=0,
            maximum=1800,
            unit=N_(" seconds"),
        ),
    ] = 60
    confirm_above: Annotated[
        int,
        msgspec.Meta(ge=1, le=100_000),
        Number(
            N_("Ask to type the number above"),
            N_("People. A first sending always asks."),
            minimum=1,
            maximum=100_000,
            unit=N_(" people"),
        ),
    ] = 50
    first_letters: Annotated[
        int,
        msgspec.Meta(ge=0, le=100),
        Number(
            N_("Stop and ask after the first"),
            N_("Letters, where it goes to more people than the number above. 0 sends all at once."),
            minimum=0,
            maximum=100,
            unit=N_(" letters"),
        ),
    ] = 10
    ask_sign_off: Annotated[
        bool, Flag(N_("Somebody must agree before sending"), N_("To exactly the letter that goes out; any change asks again."))
    ] = False
    check_links_online: Annotated[
        bool, Flag(N_("Try every link before sending"), N_("Each web page a letter points to is asked for once."))
    ] = True
    practice_port: Annotated[
        int,
        msgspec.Meta(ge=0, le=65535),
        Number(N_("Port of the practice mailbox"), N_("0 takes one that is free."), minimum=0, maximum=65535),
    ] = 0
    microsoft_client: Annotated[
        str,
        msgspec.Meta(max_length=200),
        Text(
            N_("Client id at Microsoft"),
            N_("For signing in in the browser: Entra admin centre, App registrations, “Mobile and desktop”, http://localhost."),
        ),
    ] = ""
    microsoft_directory: Annotated[
        str,
        msgspec.Meta(max_length=100),
        Text(N_("Directory (tenant) at Microsoft"), N_("Empty: any work or school account may sign in.")),
    ] = ""
    google_client: Annotated[
        str,
        msgspec.Meta(max_length=200),
        Text(
            N_("Client id at Google"),
            N_("Google Cloud console, Credentials, “Desktop app”; user type “Internal” needs no review."),
        ),
    ] = ""
    newsletter: str = ""
    """Id of the newsletter last worked on."""
    backup_weekly: bool = False
    """Whether a backup is made once a week by itself."""
    backup_folder: str = ""
    """Where those go."""
    hints_off: tuple[str, ...] = ()
    """Places whose hint was put away for good."""


SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("The window"), ("theme", "text_size", "language", "reduced_motion")),
    (N_("Care when sending"), ("hold_seconds", "confirm_above", "first_letters", "ask_sign_off", "check_links_online")),
    (
        N_("For whoever looks after this computer"),
        ("practice_port", "microsoft_client", "microsoft_directory", "google_client"),
    ),
)
"""Headings of the preferences page, and which settings stand below each."""

_STEPS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""Upgrades: from the schema that is the key to the next one. Schema history: 1 is the first release."""


def load_settings(path: Path, tell: Callable[[str], None] | None = None) -> Settings:
    """The settings in the file; what it does not hold, or holds wrongly, is as if nothing were set.

    A file that cannot be understood is renamed and kept beside its place, never thrown away.

    Args:
        tell: gets a sentence for the user where something was wrong.
    """
    say = tell or (lambda _sentence: None)
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return Settings()
    except OSError:
        say(_("Your settings could not be read; the usual ones are used."))
        return Settings()
    try:
        if len(content) > LARGEST_FILE:
            raise ValueError("too large")
        data = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # tomllib's errors and wrong UTF-8 are ValueErrors
        kept = _keep_aside(path)
        say(
            _("Your settings could not be understood, so the usual ones are used. The old file is kept as “{name}”.").format(
                name=kept
            )
            if kept
            else _("Your settings could not be understood; the usual ones are used.")
        )
        return Settings()
    return _from_data(data, say)


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings. The file is whole or not there: an older one stays until the new one is on the disk.

    Raises:
        WorkspaceError: it cannot be written.
    """
    import tomli_w

    content = tomli_w.dumps({"schema": SCHEMA, **msgspec.structs.asdict(settings)}).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as out:
            out.write(content)
    except OSError as error:
        raise WorkspaceError(
            _("Your settings could not be saved in “{path}”.").format(path=path),
            _("Check that the disk is not full and that you may write there."),
            details=str(error),
        ) from error


def _from_data(data: Mapping[str, Any], say: Callable[[str], None]) -> Settings:
    given = dict(data)
    schema = given.get("schema", SCHEMA)
    while isinstance(schema, int) and schema in _STEPS:
        given = _STEPS[schema](given)
        schema += 1
    # What a newer release wrote is read as far as it is known here.
    good: dict[str, Any] = {}
    for field in msgspec.structs.fields(Settings):
        if field.name not in given:
            continue
        try:
            good[field.name] = msgspec.convert(given[field.name], field.type)
        except msgspec.ValidationError:
            say(_("The setting “{name}” is not usable; the usual value is used.").format(name=field.name))
    return Settings(**good)


def _keep_aside(path: Path) -> str:
    """Rename what cannot be understood; returns the new name, or empty where that failed."""
    number = 1
    while (aside := path.with_name(f"{path.stem} (not understood {number}){path.suffix}")).exists():
        number += 1
    try:
        path.rename(aside)
    except OSError:
        return ""
    return aside.name
