"""Takes the calendar parts of mails into khal's calendar, as a mail program would, and prints what khal shows.

    itip.py FOLDER MAIL...

khal itself takes whatever it is given. What a mail program adds is RFC 5546, 2.1.5: of two messages about
one entry the one with the higher SEQUENCE counts, whichever comes first.
"""

import email
import email.policy
import json
import pathlib
import subprocess
import sys

import icalendar

CONFIGURATION = """[calendars]
[[office]]
path = {folder}/calendar
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
[default]
default_calendar = office
[sqlite]
path = {folder}/khal.db
"""


def calendar_of(path):
    message = email.message_from_bytes(pathlib.Path(path).read_bytes(), policy=email.policy.default)
    part = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    content = part.get_content()
    text = content if isinstance(content, str) else content.decode("utf-8")
    parsed = icalendar.Calendar.from_ical(text)
    event = parsed.walk("VEVENT")[0]
    assert part.get_param("method") == str(parsed["METHOD"]), "method of part and calendar differ"
    starts = event["DTSTART"].dt.date()
    return text, str(event["UID"]), (int(event["SEQUENCE"]), event["DTSTAMP"].dt), starts


def khal(folder, *arguments):
    program = pathlib.Path(sys.executable).with_name("khal")
    command = [program, "-c", folder / "khal.conf", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main():
    folder = pathlib.Path(sys.argv[1])
    (folder / "calendar").mkdir(parents=True)
    (folder / "khal.conf").write_text(CONFIGURATION.format(folder=folder))
    newest, days = {}, []
    for path in sys.argv[2:]:
        text, uid, order, starts = calendar_of(path)
        days.append(starts)
        if uid in newest and newest[uid] >= order:
            continue
        newest[uid] = order
        file = folder / "entry.ics"
        file.write_text(text, newline="")
        khal(folder, "import", "--batch", file)
    shown = khal(folder, "list", str(min(days)), "60d", "--day-format", "",
                 "--format", "{start} {status} {uid}")
    lines = (" ".join(line.split()) for line in shown.splitlines())
    json.dump(sorted(line for line in lines if line), sys.stdout)


main()
