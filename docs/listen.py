#!/usr/bin/env python3
"""Listens to Kontor's events on RabbitMQ. docs/listening.md explains each step.

    pip install pika==1.4.4
    listen.py prepare amqp://ADMIN:PASSWORD@HOST:5672/VHOST QUEUE TYPE...   once, by the office
    listen.py listen  amqp://USER:PASSWORD@HOST:5672/VHOST QUEUE            for ever, by the program
"""

import json
import sqlite3
import sys

import pika

EXCHANGE = "kontor.events"
# What a queue keeps while nobody listens. Never "reject-publish": that would stop Kontor itself.
QUEUE = {
    "x-queue-type": "quorum",
    "x-max-length": 100_000,
    "x-overflow": "drop-head",
    "x-delivery-limit": 20,
}


def prepare(url, queue, kinds):
    """Makes the queue and binds it to the types that are wanted."""
    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        channel = connection.channel()
        channel.queue_declare(queue, durable=True, arguments=QUEUE)
        for kind in kinds:
            channel.queue_bind(queue, EXCHANGE, routing_key=kind)


def remember(path):
    """What was seen before. In your program: a table beside what the events change."""
    seen = sqlite3.connect(path)
    seen.execute("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY)")
    return seen


def handle(event):
    """What is done with an event."""
    if event["type"] == "registration.confirmed.v1":
        people = [person["name"] for person in event["data"]["participants"]]
        print("confirmed", event["subject"], ", ".join(people), flush=True)
    elif event["type"] == "registration.cancelled.v1":
        print("cancelled", event["subject"], flush=True)
    else:
        # A type, or a version of one, that this program does not know: nothing of it is lost.
        print("unknown", event["type"], event["id"], file=sys.stderr, flush=True)


def listen(url, queue):
    seen = remember(f"{queue}.db")

    def arrived(channel, method, _properties, body):
        event = json.loads(body)
        with seen:  # the note that it was seen and what it changes: one transaction
            new = seen.execute("INSERT OR IGNORE INTO seen VALUES (?)", [event["id"]])
            if new.rowcount:
                handle(event)
        channel.basic_ack(method.delivery_tag)  # only now: a crash before it brings it again

    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        channel = connection.channel()
        channel.basic_qos(prefetch_count=50)
        channel.basic_consume(queue, arrived)
        channel.start_consuming()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["prepare", url, queue, *kinds] if kinds:
            prepare(url, queue, kinds)
        case ["listen", url, queue]:
            listen(url, queue)
        case _:
            sys.exit(__doc__)
