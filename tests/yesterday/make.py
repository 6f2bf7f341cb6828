#!/usr/bin/env python3
"""Makes the databases of yesterday that `end_to_end/yesterday.rs` brings up to date.

    git worktree add --detach /tmp/release 2fa485d && (cd /tmp/release && cargo build -p kontor)
    target/test-tools/venv/bin/python tests/yesterday/make.py /tmp/release/target/debug/kontor sqlite
    … make.py /tmp/release/target/debug/kontor postgres postgres://postgres@127.0.0.1:5432/postgres

It drives that program as people, a mail server and a partner network would, until there is something in
every state, ends it as a loss of power would, and writes down what is left: the databases as SQL, and in
`expected.json` what must be seen afterwards. Everybody in it is made up.

Two things are not left to the program: time (a hold is moved to its end) and trouble in the database (a
trigger that refuses one mail while its message is being handled). Both are marked below.
"""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

from aiosmtpd.controller import Controller

HERE = Path(__file__).parent
WORKERS = ("registrations", "mailer", "partners")
PAGE = 4


# ---- who is outside ------------------------------------------------------------------------------


class MailServer:
    """Answers by the name of the mailbox; keeps nothing."""

    async def handle_RCPT(self, server, session, envelope, address, options):
        mailbox = address.split("@")[0]
        if mailbox.startswith(("deferred", "superseded")):
            return "450 4.2.1 the mailbox is busy"
        if mailbox.startswith("failed"):
            return "550 5.1.1 no such mailbox"
        if mailbox.startswith("claimed"):
            await stopped()
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        mailbox = envelope.rcpt_tos[0].split("@")[0]
        if mailbox.startswith("uncertain"):
            server.transport.abort()
        if mailbox.startswith("handed"):
            await stopped()
        return "250 ok"


async def stopped():
    """Says nothing any more."""
    import asyncio

    await asyncio.sleep(3600)


class Network(BaseHTTPRequestHandler):
    """A partner network: `/done/profiles` answers, `/open/profiles` says nothing from page 3 on."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        url = urlparse(self.path)
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        page, since = int(query["PageIndex"]), query["FromDate"]
        if url.path.startswith("/open/") and page >= 3:
            time.sleep(3600)
        rows = [row for row in profiles(url.path.split("/")[1]) if row["lastModified"] >= since]
        items = rows[(page - 1) * PAGE : page * PAGE]
        more = page * PAGE < len(rows)
        body = json.dumps({"data": {"items": items, "pagingInfo": {"hasNext": more}}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


WITHDRAWN = set()  # references that the network no longer shows


def profiles(source):
    """Twelve rows, one second after another; the third is of no known kind."""
    return [profile(source, number) for number in range(1, 13)]


def profile(source, number):
    # The shape of `testkit::networks::een::profile`, so that its network can go on where this one ends.
    reference = f"BODE20260101{number:06}" if source == "open" else f"BOFR20260101{number:06}"
    gone = reference in WITHDRAWN
    return {
        "id": reference.lower(),
        "reference": reference,
        "created": "2026-01-01T08:00:00Z",
        "lastModified": "2026-02-01T00:00:00Z" if gone else f"2026-01-01T00:00:{number:02}Z",
        "title": "N/A" if gone else f"Made-up offer {reference}",
        "profileType": {"code": "XX" if number == 3 else "BO", "name": "Business offer"},
        "partnerOrganisationCountry": {"code": "DE", "name": "Germany"},
        "shortSummary": "N/A" if gone else "A made-up company offers something it does not have.",
        "description": None if gone else "It was founded for a test and will be closed after it.",
        "expectedRoleOfThePartner": "N/A" if gone else "Somebody who reads test reports.",
        "profileStatus": {"name": "PUBLISHED"},
        "publicationDate": "2026-01-02T08:00:00Z",
        "expirationDate": "2099-01-01T00:00:00Z",
        "publicURL": f"https://network.example.org/{reference}",
    }


# ---- the databases, from beside the program ------------------------------------------------------


class Sqlite:
    def __init__(self, folder):
        self.folder, self.url = folder, f"sqlite:{folder}"

    def rows(self, worker, sql):
        with sqlite3.connect(self.folder / f"{worker}.sqlite", timeout=30) as database:
            return [list(row) for row in database.execute(sql)]

    def refuse_mail_to(self, mailbox):
        self.rows("mailer", f"""CREATE TRIGGER refuse BEFORE INSERT ON mails
            WHEN NEW.facts LIKE '%{mailbox}@%'
            BEGIN SELECT RAISE(ABORT, 'refused by the maker'); END""")

    def refuse_nothing(self):
        self.rows("mailer", "DROP TRIGGER refuse")

    def locked(self, worker):
        return Locked(self.folder / f"{worker}.sqlite")

    def write(self, target):
        for worker in WORKERS:
            (target / f"{worker}.sql").write_text(dump(self.folder / f"{worker}.sqlite"))

    def close(self):
        pass


class Postgres:
    def __init__(self, admin):
        self.admin, self.name = admin, f"kontor_yesterday_{os.getpid()}"
        self.url = f"{admin.rsplit('/', 1)[0]}/{self.name}"
        psql(admin, f"CREATE DATABASE {self.name}")

    def rows(self, worker, sql):
        out = psql(self.url, f"SET search_path TO {worker}; {sql}")
        return [[json.loads(v) if v.isdigit() else v for v in line.split("|")] for line in out.splitlines()]

    def refuse_mail_to(self, mailbox):
        self.rows("mailer", f"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF NEW.facts LIKE '%{mailbox}@%' THEN RAISE EXCEPTION 'refused by the maker'; END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON mails FOR EACH ROW EXECUTE FUNCTION refuse()""")

    def refuse_nothing(self):
        self.rows("mailer", "DROP TRIGGER refuse ON mails; DROP FUNCTION refuse()")

    def locked(self, worker):
        return LockedTable(self.url, f"{worker}.inbox")

    def write(self, target):
        arguments = ["pg_dump", "--inserts", "--no-owner", "--no-privileges", self.url]
        text = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
        # What only this pg_dump and its psql know.
        lines = [line for line in text.splitlines() if not line.startswith(("\\", "--", "SET ")) and line]
        (target / "kontor.sql").write_text("\n".join(lines) + "\n")

    def close(self):
        psql(self.admin, f"DROP DATABASE {self.name} WITH (FORCE)")


def psql(url, sql):
    arguments = ["psql", url, "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", sql]
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


class Locked:
    """Nobody else writes to the file as long as this is held."""

    def __init__(self, path):
        self.database = sqlite3.connect(path, timeout=30, isolation_level=None)

    def __enter__(self):
        self.database.execute("BEGIN IMMEDIATE")

    def __exit__(self, *_):
        self.database.execute("ROLLBACK")


class LockedTable:
    """Nobody else writes to the table as long as this is held."""

    def __init__(self, url, table):
        self.url, self.table = url, table

    def __enter__(self):
        self.session = subprocess.Popen(["psql", self.url, "-qAtX"], stdin=subprocess.PIPE, text=True)
        self.session.stdin.write(f"BEGIN; LOCK TABLE {self.table};\n")
        self.session.stdin.flush()
        time.sleep(1)

    def __exit__(self, *_):
        self.session.kill()
        self.session.wait()


def dump(path):
    with sqlite3.connect(path) as database:
        return "\n".join(database.iterdump()) + "\n"


# ---- the program ---------------------------------------------------------------------------------


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Kontor:
    def __init__(self, program, folder, settings, public):
        self.program, self.folder, self.public = program, folder, f"http://127.0.0.1:{public}"
        names = {f"KONTOR__{name.upper().replace('.', '__')}": str(value) for name, value in settings.items()}
        self.environment = {"PATH": os.environ["PATH"], **names}
        self.process = None

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], cwd=self.folder, env=self.environment,
                              capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"kontor {arguments}: {done.stderr}")
        return done.stdout

    def up(self):
        log = open(self.folder / "kontor.log", "a")
        self.process = subprocess.Popen([self.program, "up"], cwd=self.folder, env=self.environment, stderr=log)
        wait("ready", lambda: self.get("/readyz"))

    def get(self, path):
        try:
            return urllib.request.urlopen(self.public + path, timeout=5).read().decode()
        except OSError:
            return None

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def forum(self, slug, **changes):
        values = {"state": "published", "year": "2090", "capacity": "100", **changes}
        text = (HERE / "forum.toml").read_text().replace('"SLUG"', f'"{slug}"')
        for name, value in values.items():
            text = text.replace(f"{{{{{name}}}}}", value)
        (self.folder / "forum.toml").write_text(text)
        self.run("forum", "apply", "forum.toml")

    def sign_up(self, mailbox, forum="open-forum", language="de", participants=()):
        body = {"contact": {"name": f"Zoë {mailbox.title()}", "email": f"{mailbox}@office.example",
                            "language": language, "organisation": "Müller-Söhne GmbH & Co. KG", "country": "DE"}}
        if participants:
            body["participants"] = [{"name": name} for name in participants]
        request = urllib.request.Request(f"{self.public}/api/v1/forums/{forum}/registrations",
                                         json.dumps(body).encode(), {"Content-Type": "application/json"})
        assert urllib.request.urlopen(request, timeout=30).status == 202

    def press(self, path):
        request = urllib.request.Request(self.public + path, b"", {"Sec-Fetch-Site": "same-origin",
                                         "Content-Type": "application/x-www-form-urlencoded"})
        urllib.request.urlopen(request, timeout=30)


def wait(what, reached):
    for _ in range(1200):  # four minutes
        if reached():
            return
        time.sleep(0.2)
    sys.exit(f"not reached: {what}")


# ---- the story -----------------------------------------------------------------------------------


class Story:
    def __init__(self, kontor, databases):
        self.kontor, self.databases = kontor, databases

    def mails(self, order="id"):
        rows = self.databases.rows("mailer", f"SELECT kind, state, facts FROM mails ORDER BY {order}")
        return [(kind, state, json.loads(facts)) for kind, state, facts in rows]

    def state(self, mailbox, state, kind="address_check"):
        address = f"{mailbox}@office.example"
        found = lambda: any(m[:2] == (kind, state) and m[2]["contact"]["email"] == address for m in self.mails())
        wait(f"{mailbox} {kind} {state}", found)

    def confirm(self, mailbox):
        address = f"{mailbox}@office.example"
        check = next(m for m in self.mails() if m[2].get("confirm_url") and m[2]["contact"]["email"] == address)
        self.kontor.press(urlparse(check[2]["confirm_url"]).path)

    def count(self, worker, sql):
        return int(self.databases.rows(worker, sql)[0][0])

    def tell(self):
        self.forums_and_sign_ups()
        self.listings()
        self.mails_in_trouble()
        self.messages_in_trouble()
        self.loss_of_power()

    def forums_and_sign_ups(self):
        kontor = self.kontor
        for slug in ("open-forum", "cancelled-forum", "past-forum"):
            kontor.forum(slug)
        kontor.forum("draft-forum", state="draft")
        kontor.sign_up("pending")
        kontor.sign_up("confirmed", participants=["Jan Müller", "12", 'Li "Wei" 株'], language="fr")
        kontor.sign_up("repeated", language="en")
        for forum in ("cancelled-forum", "past-forum"):
            kontor.sign_up("confirmed", forum)
        for mailbox in ("pending", "confirmed", "repeated"):
            self.state(mailbox, "sent")
        kontor.sign_up("repeated", language="en")
        self.state("repeated", "sent", "already_registered")
        confirmed = [m[2]["confirm_url"] for m in self.mails() if m[2]["contact"]["email"].startswith("confirmed@")]
        for url in confirmed:
            kontor.press(urlparse(url).path)
        wait("confirmations", lambda: sum(m[:2] == ("confirmation", "sent") for m in self.mails()) == 3)
        kontor.forum("cancelled-forum", state="cancelled")
        kontor.forum("past-forum", year="2020")
        kontor.sign_up("expired")
        self.state("expired", "sent")
        # Time: the hold of this one is over.
        self.databases.rows("registrations", "UPDATE registrations SET held_until = created_at WHERE email LIKE 'expired@%'")
        wait("the end of a hold", lambda: self.count("registrations", "SELECT COUNT(*) FROM registrations WHERE state = 'expired'"))

    def listings(self):
        wait("listings", lambda: self.count("partners", "SELECT COUNT(*) FROM sync_runs WHERE outcome IS NOT NULL"))
        WITHDRAWN.add("BOFR20260101000005")
        wait("a withdrawn listing", lambda: self.count("partners", "SELECT COUNT(*) FROM listings WHERE withdrawn_at IS NOT NULL"))
        wait("an open run", lambda: self.count("partners", "SELECT COUNT(*) FROM sources WHERE name = 'open' AND next_page = 3"))

    def mails_in_trouble(self):
        for mailbox in ("deferred", "superseded"):
            self.kontor.sign_up(mailbox)
            self.state(mailbox, "deferred")
        self.confirm("superseded")
        self.state("superseded", "superseded")
        self.kontor.sign_up("failed")
        self.state("failed", "failed")
        self.kontor.sign_up("uncertain")
        twice = "SELECT COUNT(*) FROM mails WHERE state = 'uncertain' AND uncertainties = 2"
        wait("a mail of unknown fate", lambda: self.count("mailer", twice))

    def messages_in_trouble(self):
        body = ('{"specversion":"1.0","id":"evt_019900000000700080000000000000aa","source":"/kontor/registrations",'
                '"type":"registration.received.v1","subject":"reg_x","sequence":"0000000000000000001",'
                '"time":"2026-01-01T00:00:00Z","datacontenttype":"application/json","data":{"nonsense":true}}')
        key = "01990000-0000-7000-8000-0000000000aa"
        blob = f"X'{key.replace('-', '')}'" if isinstance(self.databases, Sqlite) else f"'{key}'"
        self.databases.rows("registrations", f"""INSERT INTO outbox (stream, id, kind, subject, body, created_at, not_before)
            VALUES ({blob}, {blob}, 'registration.received.v1', 'reg_x', '{body}', 0, 0)""")
        wait("a dead letter", lambda: self.count("mailer", "SELECT COUNT(*) FROM parked WHERE state = 'dead'"))
        # Trouble: the database refuses the mail, so that its message waits to be tried again.
        self.databases.refuse_mail_to("parked")
        self.kontor.sign_up("parked")
        wait("a message that waits", lambda: self.count("mailer", "SELECT COUNT(*) FROM parked WHERE state = 'waiting'"))

    def loss_of_power(self):
        """Two connections are at the mail server, which says nothing; the rest is on its way."""
        for mailbox, state in (("handed", "handed_over"), ("claimed", "claimed"), ("ready", "claimed")):
            self.kontor.sign_up(mailbox)
            self.state(mailbox, state)
        with self.databases.locked("mailer"):
            self.kontor.sign_up("queued")
            wait("a message in the queue", lambda: BUS.count("SELECT COUNT(*) FROM deliveries"))
            with Locked(self.kontor.folder / "bus.sqlite"):
                self.kontor.sign_up("unsent")
                wait("an outbox", lambda: self.count("registrations", "SELECT COUNT(*) FROM outbox"))
                self.kontor.kill()
        self.databases.refuse_nothing()
        # Time: a moment earlier, before one of them was claimed.
        self.databases.rows("mailer", "UPDATE mails SET state = 'ready', fence = 0, lease_until = NULL, due_at = created_at "
                            "WHERE facts LIKE '%ready@%'")


class BUS:
    folder = None

    @classmethod
    def count(cls, sql):
        with sqlite3.connect(f"file:{cls.folder}/bus.sqlite?mode=ro", uri=True) as database:
            return database.execute(sql).fetchone()[0]


def expected(story):
    databases = story.databases
    mails = {}
    for kind, state, facts in story.mails():
        mails.setdefault(facts["contact"]["email"], []).append([kind, state])
    links = {m[2]["contact"]["email"]: urlparse(m[2]["confirm_url"]).path for m in story.mails() if m[2].get("confirm_url")}
    forums = json.loads(story.kontor.run("forum", "list", "--json"))
    return {
        "taken_at": int(time.time() * 1000),
        "forums": {forum["slug"]: forum for forum in forums},
        "mails": mails,
        "mail_ids": mail_ids(databases),
        "links": links,
        "listings": sorted(row[0] for row in databases.rows("partners", "SELECT reference FROM listings WHERE withdrawn_at IS NULL")),
        "dead_letters": json.loads(story.kontor.run("dead-letters", "list", "--json")),
    }


def mail_ids(databases):
    rows = databases.rows("mailer", "SELECT id, facts FROM mails ORDER BY id")
    number = lambda id: id.hex() if isinstance(id, bytes) else id.replace("-", "")
    return {f"mail_{number(id)}": json.loads(facts)["contact"]["email"] for id, facts in rows}


def main():
    program, engine = os.path.abspath(sys.argv[1]), sys.argv[2]
    folder = Path(tempfile.mkdtemp(prefix="kontor-yesterday-"))
    BUS.folder = folder
    databases = Sqlite(folder) if engine == "sqlite" else Postgres(sys.argv[3])
    mail, network = Controller(MailServer(), hostname="127.0.0.1", port=free_port()), ThreadingHTTPServer(("127.0.0.1", 0), Network)
    mail.start()
    threading.Thread(target=network.serve_forever, daemon=True).start()
    sources = "".join(
        f'[[partners.sources]]\nname = "{name}"\nevery_minutes = 1\npage_size = {PAGE}\n'
        f'url = "http://127.0.0.1:{network.server_port}/{name}"\napi_key = "stub-key"\n'
        for name in ("done", "open"))
    (folder / "kontor.toml").write_text(sources)
    public = free_port()
    kontor = Kontor(program, folder, {
        "database.url": databases.url, "bus.url": f"embedded:{folder}", "http.listen": f"127.0.0.1:{public}",
        "staff.listen": f"127.0.0.1:{free_port()}", "site.public_url": "https://office.example",
        "registrations.sweep_seconds": 1, "mailer.transport": "smtp", "mailer.smtp.host": "127.0.0.1",
        "mailer.smtp.port": mail.port, "mailer.smtp.tls": "none", "mailer.connections": 2,
        "mailer.from_address": "forum@office.example",
    }, public)
    kontor.up()
    story = Story(kontor, databases)
    story.tell()
    target = HERE / engine
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    (target / "expected.json").write_text(json.dumps(expected(story), indent=1, ensure_ascii=False) + "\n")
    databases.write(target)
    (target / "bus.sql").write_text(dump(folder / "bus.sqlite"))
    databases.close()
    shutil.rmtree(folder)
    os._exit(0)  # the mail server and the network are still waiting for nothing


main()
