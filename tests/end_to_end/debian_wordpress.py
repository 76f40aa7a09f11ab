"""A real WordPress from Debian's packages, on loopback; its database, theme and posts lie in one temporary folder.

Nothing outside the folder is written and nothing of the system's own set-up is read: the program files of the package are linked
to, and a configuration of our own is put in front of Debian's.
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROGRAM = Path("/usr/share/wordpress")
SET_UP = Path(__file__).with_name("wordpress_set_up.php")
PATIENCE = 30.0
THEME = """<!DOCTYPE html><html><head><meta charset="utf-8">
<title><?php wp_title(''); bloginfo('name'); ?></title><?php wp_head(); ?></head>
<body><?php while (have_posts()) { the_post(); the_title('<h2>', '</h2>'); the_content(); } wp_footer(); ?></body></html>"""
REPORTS = """<?php
add_action('init', function () {
    register_post_type('report', ['public' => true, 'show_in_rest' => true, 'rest_base' => 'reports',
        'label' => 'Reports', 'supports' => ['title', 'editor', 'thumbnail', 'author', 'custom-fields']]);
    register_post_type('minutes', ['public' => false, 'show_in_rest' => true, 'label' => 'Minutes']);
});
"""


def missing() -> str:
    """What must be installed before a WordPress can be started here; empty where all is there."""
    if not (PROGRAM / "wp-load.php").is_file():
        return "Debian's package wordpress is not installed"
    if not _mariadb():
        return "Debian's package mariadb-server is not installed"
    php = shutil.which("php")
    if php is None:
        return "Debian's package php-cli is not installed"
    modules = subprocess.run([php, "-m"], capture_output=True, text=True, check=True).stdout.split()
    return "" if "mysqli" in modules else "Debian's package php-mysql is not installed"


def _mariadb() -> str:
    return shutil.which("mariadbd") or shutil.which("mariadbd", path="/usr/sbin:/usr/local/sbin") or ""


@dataclass
class DebianWordPress:
    """One site. ``facts`` is what the set-up script reports: version, ids of posts, the application password."""

    folder: Path
    facts: dict[str, Any] = field(default_factory=dict)
    port: int = 0
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> DebianWordPress:
        """Bring it up; what was started is stopped again where a step fails."""
        try:
            self._lay_out()
            self._start_database()
            done = subprocess.run([*self._php(), str(SET_UP)], cwd=self.folder, capture_output=True, text=True, timeout=PATIENCE)
            assert done.returncode == 0, done.stderr + done.stdout
            self.facts = json.loads(done.stdout.splitlines()[-1])
            router = self.folder / "router.php"
            self._run(
                [*self._php(), "-S", f"127.0.0.1:{self.port}", "-t", str(self.folder / "site"), str(router)],
                PHP_CLI_SERVER_WORKERS="2",
            )
            self._wait(self._answers)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        for process in reversed(self._running):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)  # PHP's server has workers
        for process in self._running:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(5)
        self._running.clear()

    def install(self, plugin: bytes) -> str:
        """Unpack a plugin's zip and switch it on, as under Plugins; returns its name there."""
        with zipfile.ZipFile(io.BytesIO(plugin)) as archive:
            archive.extractall(self.folder / "content" / "plugins")
            name = archive.namelist()[0].removesuffix(".php")
        said = self.ask("PUT", f"wp/v2/plugins/{name}", {"status": "active"})
        assert said["status"] == "active", said
        return str(said["name"])

    def ask(self, method: str, path: str, fields: dict[str, Any] | None = None) -> Any:
        """Use the interface as the site's administrator does."""
        signed = base64.b64encode(f"rosa:{self.facts['password'].replace(' ', '')}".encode()).decode()
        request = urllib.request.Request(
            f"{self.address}/wp-json/{path}",
            method=method,
            data=None if fields is None else json.dumps(fields).encode(),
            headers={"Authorization": f"Basic {signed}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read())

    def _lay_out(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        site = self.folder / "site"
        content = self.folder / "content"
        theme = content / "themes" / "plain"
        for made in (site, theme, content / "mu-plugins", content / "plugins", content / "uploads", self.folder / "db"):
            made.mkdir(parents=True)
        for entry in PROGRAM.iterdir():
            if entry.name not in ("wp-config.php", "wp-content"):
                (site / entry.name).symlink_to(entry)
        (site / "wp-content").symlink_to(content)
        (theme / "index.php").write_text(THEME)
        (theme / "style.css").write_text("/* Theme Name: Plain */")
        (theme / "functions.php").write_text(
            "<?php add_theme_support('post-thumbnails'); add_theme_support('automatic-feed-links');"
        )
        (content / "mu-plugins" / "reports.php").write_text(REPORTS)
        constants = {
            "DB_NAME": "site",
            "DB_USER": "root",
            "DB_PASSWORD": "",
            "DB_HOST": f"localhost:{self.folder / 'db.sock'}",
            "DB_CHARSET": "utf8mb4",
            "DB_COLLATE": "",
            "WP_CONTENT_DIR": str(content),
            "WP_HOME": self.address,
            "WP_SITEURL": self.address,
            "WP_ENVIRONMENT_TYPE": "local",  # application passwords without https
            "DISABLE_WP_CRON": True,
            "WP_HTTP_BLOCK_EXTERNAL": True,
            "AUTOMATIC_UPDATER_DISABLED": True,
            "WP_DEBUG": False,
            **{
                f"{name}_{kind}": f"{name}-{kind}"
                for name in ("AUTH", "SECURE_AUTH", "LOGGED_IN", "NONCE")
                for kind in ("KEY", "SALT")
            },
        }
        lines = [f"define({name!r}, {json.dumps(value)});" for name, value in constants.items()]
        (site / "wp-config.php").write_text(
            "<?php\n" + "\n".join(lines) + "\n$table_prefix = 'wp_';\nrequire_once ABSPATH . 'wp-settings.php';\n"
        )
        # Debian's wp-load.php lies elsewhere, behind a link; told where the site is, it takes our configuration.
        (self.folder / "ahead.php").write_text(f"<?php define('ABSPATH', {json.dumps(str(site) + '/')});\n")
        (self.folder / "router.php").write_text(
            f"<?php require_once {json.dumps(str(self.folder / 'ahead.php'))};\n"
            "$path = $_SERVER['DOCUMENT_ROOT'] . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);\n"
            "if (is_file($path)) { return false; }\n"
            "$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';\nrequire ABSPATH . 'index.php';\n"
        )

    def _php(self) -> list[str]:
        settings = (
            "opcache.enable_cli=1",
            "opcache.jit=0",
            "display_errors=0",
            "log_errors=1",
            f"error_log={self.folder / 'php.log'}",
            f"auto_prepend_file={self.folder / 'ahead.php'}",
        )
        return ["php", *(part for setting in settings for part in ("-d", setting))]

    def _start_database(self) -> None:
        wanted = {
            "datadir": self.folder / "db",
            "socket": self.folder / "db.sock",
            "pid-file": self.folder / "db.pid",
            "log-error": self.folder / "db.log",
            "tmpdir": self.folder,
            "innodb-log-file-size": "4M",
            "innodb-buffer-pool-size": "16M",
            "innodb-flush-log-at-trx-commit": "0",
        }
        user = ["--user=root"] if os.geteuid() == 0 else []
        switches = ["--skip-networking", "--skip-grant-tables", *user]
        self._run([_mariadb(), "--no-defaults", *switches, *(f"--{name}={value}" for name, value in wanted.items())])
        self._wait(self._database_is_up)

    def _run(self, command: list[str], **environment: str) -> None:
        process = subprocess.Popen(
            command,
            cwd=self.folder,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._running.append(process)

    def _database_is_up(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as asking:
                asking.connect(str(self.folder / "db.sock"))
                return bool(asking.recv(1))
        except OSError:
            return False

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/wp-json/", timeout=PATIENCE) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"WordPress answers {error.code}: {error.read()[:2000]!r}") from error
        except OSError:
            return False

    def _wait(self, ready: Any) -> None:
        latest = time.monotonic() + PATIENCE
        while not ready():
            process = self._running[-1]
            assert process.poll() is None, f"{process.args} ended by itself"
            assert time.monotonic() < latest, f"{process.args} took too long"
            time.sleep(0.05)
