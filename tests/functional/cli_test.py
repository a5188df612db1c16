"""The command line beside a running server and without one: output, exit codes, clear errors."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from server import BINARY, Server


ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("GLASSJAR_")}


def run(*words, stdin=None):
    return subprocess.run([BINARY, *words], capture_output=True, text=True, input=stdin, timeout=60,
                          env=ENVIRONMENT)


class CommandLineTest(unittest.TestCase):
    def test_version_and_help(self):
        self.assertRegex(run("version").stdout, r"^glassjar \d+\.\d+\.\d+\n$")
        with Server() as server:
            beside = run("version", "--data", str(server.data))
            self.assertRegex(beside.stdout, r"^glassjar \d+\.\d+\.\d+\n$")
            self.assertIn("is served by Glassjar", beside.stderr)
        self.assertEqual(run("version", "--data", "/nowhere").returncode, 1)
        for words in (["--help"], ["serve", "--help"], ["site", "add", "--help"], ["import", "access-log", "--help"]):
            done = run(*words)
            self.assertEqual(done.returncode, 0, words)
            self.assertIn("glassjar", done.stdout)

    def test_wrong_use_ends_with_2_and_says_why(self):
        with tempfile.TemporaryDirectory() as data:
            for words in ([], ["serv"], ["serve"], ["staff", "add", "ada@example.org", "--data", data],
                          ["site", "add", "not a host", "--data", data],
                          ["site", "add", "https://example.org/", "--data", data],
                          ["site", "add", "a.org", "--public-url", "stats.a.org", "--data", data],
                          ["site", "add", "a.org", "--timezone", "Mars/Base", "--data", data],
                          ["staff", "add", "ada@example.org", "--role", "king", "--data", data],
                          ["token", "add", "--scope", "everything", "--data", data],
                          ["query", "{", "--data", data]):
                done = run(*words)
                self.assertEqual(done.returncode, 2, (words, done.stderr))
                self.assertEqual(done.stdout, "", words)
                self.assertTrue(done.stderr, words)

    def test_an_unknown_command_is_named_with_the_nearest(self):
        for words, nearest in ((["serv"], "serve"), (["site", "lst", "--data", "d"], "list"), (["import", "log"], "access-log")):
            done = run(*words)
            self.assertEqual(done.returncode, 2, words)
            self.assertIn(f"unknown command; did you mean {nearest}?", done.stderr)

    def test_every_command_has_an_example_of_its_own(self):
        for words in (["serve"], ["site"], ["site", "add"], ["site", "list"], ["staff"], ["staff", "add"], ["token"],
                      ["token", "add"], ["import"], ["import", "access-log"], ["query"], ["audit"], ["version"]):
            self.assertRegex(run(*words, "--help").stdout, f"Examples?:\n  (.*\\| )?glassjar {' '.join(words)}", words)
        self.assertIn("trusted_proxies", run("serve", "--help").stdout, "the keys of the configuration")

    def test_failures_end_with_1(self):
        with tempfile.TemporaryDirectory() as data:
            run("site", "add", "a.org", "--data", data)
            again = run("site", "add", "a.org", "--data", data)
            self.assertEqual(again.returncode, 1, again.stderr)
            self.assertIn("a.org", again.stderr)
            missing = run("import", "access-log", "--site", "a.org", "--data", data, "/nowhere/access.log")
            self.assertEqual(missing.returncode, 1, missing.stderr)
            self.assertEqual(run("query", "{}", "--data", data + "/nowhere").returncode, 1)

    def test_commands_without_a_server(self):
        with tempfile.TemporaryDirectory() as data:
            added = run("site", "add", "shop.example", "--timezone", "Europe/Rome", "--data", data)
            self.assertEqual(added.returncode, 0, added.stderr)
            self.assertIn('data-site="shop.example"', added.stdout)
            self.assertIn("proxy_pass http://127.0.0.1:8080;", added.stderr)
            self.assertIn("--public-url https://stats.shop.example", added.stderr)
            self.assertRegex(run("site", "list", "--data", data).stdout, r"^shop\.example\tEurope/Rome\t20")
            link = run("staff", "add", "ada@example.org", "--role", "content", "--data", data)
            self.assertRegex(link.stdout, r"^https?://\S+/sign-in#k=\S+\n$")
            link = run("staff", "add", "sam@example.org", "--role", "service", "--data", data,
                       "--public-url", "https://stats.shop.example")
            self.assertTrue(link.stdout.startswith("https://stats.shop.example/sign-in#k="), link.stdout)
            self.assertIn("served by none", run("version", "--data", data).stderr)
            token = run("token", "add", "--scope", "stats:read,admin", "--data", data)
            self.assertRegex(token.stdout, r"^gj_token_\S{43}\n$")
            question = {"site_id": "shop.example", "metrics": ["visitors"], "date_range": "7d"}
            answer = run("query", json.dumps(question), "--data", data)
            self.assertEqual(json.loads(answer.stdout)["results"], [{"metrics": [0], "dimensions": []}])
            answer = run("query", "-", "--data", data, stdin=json.dumps(question))
            self.assertEqual(json.loads(answer.stdout)["results"][0]["metrics"], [0])

    def test_the_token_is_stored_only_as_a_hash(self):
        with tempfile.TemporaryDirectory() as data:
            token = run("token", "add", "--scope", "admin", "--data", data).stdout.strip()
            for path in pathlib.Path(data).rglob("*"):
                if path.is_file():
                    self.assertNotIn(token.encode(), path.read_bytes(), path)

    def test_commands_beside_a_running_server(self):
        with Server() as server:
            added = server.command("site", "add", "a.org")
            self.assertIn(f"proxy_pass http://127.0.0.1:{server.port};", added.stderr)
            self.assertIn(f"reverse_proxy http://127.0.0.1:{server.port}\n", added.stderr)
            self.assertIn("a.org", server.command("site", "list").stdout)
            link = server.command("staff", "add", "ada@example.org", "--role", "owner").stdout
            self.assertTrue(link.startswith(f"http://localhost:{server.port}/sign-in#k="), link)
            self.assertEqual(server.event("a.org", "/x")[0], 202)
            server.wait_for_total("a.org", "pageviews", 1)
            own = server.command("site", "add", "b.org", "--public-url", "https://stats.b.org", check=False)
            self.assertEqual((own.returncode, own.stdout), (2, ""))
            self.assertIn("--public-url: a server runs", own.stderr)
            second = run("serve", "--data", str(server.data), "--listen", "127.0.0.1:0")
            self.assertEqual(second.returncode, 1)
            self.assertIn("another process", second.stderr)

    def test_configuration(self):
        with tempfile.TemporaryDirectory() as folder:
            config = pathlib.Path(folder, "glassjar.toml")
            config.write_text('listn = "127.0.0.1:0"\n')
            done = run("serve", "--data", folder + "/data", "--config", str(config))
            self.assertEqual(done.returncode, 2)
            self.assertIn("glassjar.toml:1: listn: unknown key; did you mean listen?", done.stderr)


if __name__ == "__main__":
    unittest.main()
