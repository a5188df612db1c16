"""Kills the server with SIGKILL at random moments under load: every event that got a 2xx is counted
exactly once after the restart, and no visit is split."""
import collections
import http.client
import os
import random
import threading
import time
import unittest

from server import Server

SITE = "kill.test"
ROUNDS = int(os.environ.get("GLASSJAR_KILLS", "50"))
SENDERS = 4
VISITORS = 40
SEED = int(os.environ.get("GLASSJAR_SEED", "0")) or random.randrange(1 << 32)


class Sender(threading.Thread):
    """Sends page views, each on a page of its own, until the server is gone."""

    def __init__(self, server, number, round_number):
        super().__init__(daemon=True)
        self.server, self.number, self.round = server, number, round_number
        self.acknowledged, self.sent = [], []
        self.refused = []

    def run(self):
        connection = self.server.connect()
        count = 0
        while True:
            count += 1
            path = f"/r{self.round}/s{self.number}/n{count}"
            visitor = (self.number * 7919 + count) % VISITORS
            self.sent.append(path)
            try:
                status, headers, _ = self.server.event(
                    SITE, path, address=f"203.0.113.{visitor}", connection=connection)
            except (OSError, http.client.HTTPException):
                return
            if status == 202 and "glassjar-dropped" not in headers:
                self.acknowledged.append(path)
            else:
                self.refused.append((path, status, dict(headers)))
                return


class KillTest(unittest.TestCase):
    def test_every_acknowledged_event_is_counted_exactly_once(self):
        print(f"kill: seed {SEED}, {ROUNDS} rounds")
        chance = random.Random(SEED)
        acknowledged, sent = set(), set()
        with Server() as server:
            server.command("site", "add", SITE)
            for round_number in range(ROUNDS):
                senders = [Sender(server, n, round_number) for n in range(SENDERS)]
                for sender in senders:
                    sender.start()
                time.sleep(chance.uniform(0.02, 0.5))
                server.kill()
                for sender in senders:
                    sender.join(30)
                    self.assertEqual(sender.refused, [])
                    acknowledged.update(sender.acknowledged)
                    sent.update(sender.sent)
                server.start()
            counted = self.counted_pages(server, len(acknowledged))
            self.check(server, counted, acknowledged, sent)

    def counted_pages(self, server, wanted):
        """Pages with their views, once loading has caught up."""
        deadline = time.monotonic() + 60
        while server.total(SITE, "pageviews") < wanted and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(1)
        counted, offset = collections.Counter(), 0
        while True:
            rows = server.ask(SITE, ["pageviews"], ["event:page"],
                              pagination={"limit": 10000, "offset": offset})["results"]
            for row in rows:
                counted[row["dimensions"][0]] += row["metrics"][0]
            offset += len(rows)
            if len(rows) < 10000:
                return counted

    def check(self, server, counted, acknowledged, sent):
        print(f"kill: {len(acknowledged)} acknowledged, {len(counted)} counted, {len(sent)} sent")
        self.assertGreater(len(acknowledged), ROUNDS)
        self.assertEqual(acknowledged - counted.keys(), set(), "acknowledged and lost")
        self.assertEqual({p: n for p, n in counted.items() if n != 1}, {}, "counted more than once")
        self.assertEqual(counted.keys() - sent, set(), "counted and never sent")
        visitors = server.total(SITE, "visitors")
        self.assertLessEqual(visitors, VISITORS)
        self.assertEqual(server.total(SITE, "visits"), visitors, "a visit was split")


if __name__ == "__main__":
    unittest.main()
