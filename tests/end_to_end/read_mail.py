"""Reads mails as a foreign program would, and prints what it understood as JSON."""

import email
import email.policy
import json
import sys
from datetime import timezone

import icalendar


def instant(moment):
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def address(value):
    return str(value).removeprefix("mailto:").removeprefix("MAILTO:")


def calendar(part):
    content = part.get_content()
    text = content.decode("utf-8") if isinstance(content, bytes) else content
    parsed = icalendar.Calendar.from_ical(text)
    event = parsed.walk("VEVENT")[0]
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    start = event["DTSTART"]
    return {
        "content_method": part.get_param("method") or "",
        "method": str(parsed["METHOD"]),
        "text": text,
        "uid": str(event["UID"]),
        "sequence": int(event.get("SEQUENCE", 0)),
        "start": instant(start.dt),
        "end": instant(event["DTEND"].dt),
        "zone": start.params.get("TZID", "UTC"),
        "defined_zones": [str(zone["TZID"]) for zone in parsed.walk("VTIMEZONE")],
        "summary": str(event["SUMMARY"]),
        "organizer": address(event["ORGANIZER"]),
        "attendees": [address(attendee) for attendee in attendees],
    }


def read(path):
    with open(path, "rb") as file:
        raw = file.read()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    defects = [f"message: {defect!r}" for defect in message.defects]
    for name, value in message.items():
        defects += [f"{name}: {defect!r}" for defect in getattr(value, "defects", [])]
    found = {"text": "", "html": "", "calendar": None, "attached": None, "pictures": []}
    for part in message.walk():
        defects += [f"part: {defect!r}" for defect in part.defects]
        kind = part.get_content_type()
        if kind == "text/plain" and not found["text"]:
            found["text"] = part.get_content()
        elif kind == "text/html" and not found["html"]:
            found["html"] = part.get_content()
        elif kind == "text/calendar" and found["calendar"] is None:
            found["calendar"] = calendar(part)
        elif kind == "application/ics":
            found["attached"] = calendar(part)
        elif part.get_content_maintype() == "image":
            found["pictures"].append(str(part["Content-ID"]).strip("<>"))
    return found | {
        "subject": str(message["Subject"]),
        "to": str(message["To"]),
        "message_id": str(message["Message-ID"]),
        "language": message.get("Content-Language"),
        "auto_submitted": message.get("Auto-Submitted"),
        "defects": defects,
        "longest_line": max(len(line) for line in raw.splitlines()),
    }


json.dump([read(path) for path in sys.argv[1:]], sys.stdout)
