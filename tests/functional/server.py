"""A real Glassjar process for the functional tests: start, ask, stop, kill."""
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("GLASSJAR_BINARY", str(ROOT / "build/release/glassjar"))
AGENT = ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/156.0.0.0 Safari/537.36")
START_SECONDS_MAX = 30


class Server:
    """One data directory with, most of the time, a server running on it."""

    def __init__(self, *options, data=None, env=None):
        self.own_data = data is None
        self.data = pathlib.Path(data or tempfile.mkdtemp(prefix="glassjar-test-"))
        self.salts = pathlib.Path(tempfile.mkdtemp(prefix="glassjar-salts-", dir="/dev/shm"))
        self.options = list(options)
        # Glassjar refuses GLASSJAR_ variables it does not know, and the tests have some of their own.
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("GLASSJAR_")}
        self.env = dict(inherited, GLASSJAR_SALTS=str(self.salts), GLASSJAR_FLOOR="1", **(env or {}))
        self.log_path = self.data.parent / (self.data.name + ".log")
        self.process = None
        self.port = None
        self.token = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()
        if self.own_data:
            shutil.rmtree(self.data, ignore_errors=True)
            self.log_path.unlink(missing_ok=True)
        shutil.rmtree(self.salts, ignore_errors=True)

    def start(self):
        """Starts the server on the same port as before, and waits until it serves."""
        offset = self.log_path.stat().st_size if self.log_path.exists() else 0
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [BINARY, "serve", "--data", str(self.data), "--listen",
                 f"127.0.0.1:{self.port or 0}", *self.options],
                stderr=log, stdout=log, env=self.env)
        deadline = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < deadline:
            text = self.log_path.read_bytes()[offset:].decode(errors="replace")
            found = re.search(r"serves .* at https?://[^\s:]+:(\d+)", text)
            if found:
                self.port = int(found.group(1))
                return
            if self.process.poll() is not None:
                raise AssertionError(f"server ended at start with {self.process.returncode}:\n{text}")
            time.sleep(0.01)
        self.kill()
        raise AssertionError(f"server did not start in {START_SECONDS_MAX} s:\n{text}")

    def stop(self):
        """Ends it as an operator would; returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def kill(self):
        """Ends it as a power cut would, as far as a process can tell."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def command(self, *words, stdin=None, check=True):
        """Runs a subcommand with --data; returns the finished process."""
        done = subprocess.run([BINARY, *words, "--data", str(self.data)], input=stdin,
                              capture_output=True, text=True, env=self.env, timeout=300)
        if check and done.returncode != 0:
            raise AssertionError(f"{words} ended with {done.returncode}: {done.stderr}")
        return done

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def request(self, method, path, body=None, headers=None, connection=None):
        """Returns (status, headers, body bytes); dicts and lists are sent as JSON."""
        connection = connection or self.connect()
        fields = {"User-Agent": AGENT, "Sec-Fetch-Site": "same-origin", **(headers or {})}
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
            fields.setdefault("Content-Type", "application/json")
        connection.request(method, path, body, fields)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def event(self, site, path="/", address="198.51.100.7", agent=AGENT, connection=None,
              headers=None, **more):
        """Sends one event; returns (status, headers, body)."""
        body = {"n": "pageview", "u": f"https://{site}{path}", "d": site, **more}
        return self.request("POST", "/api/event", json.dumps(body), connection=connection,
                            headers={"Content-Type": "text/plain", "X-Forwarded-For": address,
                                     "User-Agent": agent, **(headers or {})})

    def ask(self, site, metrics, dimensions=(), date_range="day", **more):
        """Answers a question through the token; returns the whole answer."""
        if self.token is None:
            self.token = self.command("token", "add", "--scope", "stats:read,events:write,admin").stdout.strip()
        status, _, body = self.request(
            "POST", "/api/v2/query",
            {"site_id": site, "metrics": list(metrics), "date_range": date_range,
             "dimensions": list(dimensions), **more},
            headers={"Authorization": f"Bearer {self.token}"})
        if status != 200:
            raise AssertionError(f"query: {status} {body.decode()}")
        return json.loads(body)

    def total(self, site, metric, **more):
        return self.ask(site, [metric], **more)["results"][0]["metrics"][0]

    def wait_for_total(self, site, metric, wanted, seconds=20):
        """Waits until the total is what is wanted; fails with what it was."""
        deadline = time.monotonic() + seconds
        while (got := self.total(site, metric)) != wanted:
            if time.monotonic() > deadline:
                raise AssertionError(f"{metric} of {site}: {got}, want {wanted}, after {seconds} s")
            time.sleep(0.05)
