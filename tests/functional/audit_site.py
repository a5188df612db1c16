"""A site to audit: a.localhost with a consent banner, b.localhost and c.localhost that recognise people."""
import http.server
import secrets
import threading
import time

PAGE = """<!doctype html><title>Shop</title>
<a href="/two">Two</a> <a href="http://b.localhost:{port}/elsewhere">Elsewhere</a> <a href="/list.pdf">List</a>
<script>
  document.cookie = "long=1; Max-Age=63072000; SameSite=Lax";
  localStorage.setItem("theme", "dark");
  if (document.cookie.includes("wpl_viewed_cookie=yes")) document.cookie = "mkt=1; Max-Age=86400; SameSite=Lax";
</script>
<script src="http://b.localhost:{port}/t.js"></script>
<div id="gdpr-cookie-consent-bar" style="position:fixed;bottom:0;width:600px;height:120px">We use cookies.
  <button id="cookie_action_accept">Accept</button> <button id="cookie_action_reject">Reject</button></div>
<script>
  const bar = document.getElementById("gdpr-cookie-consent-bar");
  const choose = (choice) => () => {{
    document.cookie = "wpl_viewed_cookie=" + choice + "; Max-Age=86400; SameSite=Lax";
    bar.remove();
  }};
  document.getElementById("cookie_action_accept").onclick = choose("yes");
  document.getElementById("cookie_action_reject").onclick = choose("no");
  if (document.cookie.includes("wpl_viewed_cookie")) bar.remove();
</script>"""

# A counter as they are: names the browser on the site's own domain and sends the name home.
COUNTER = """
if (!document.cookie.includes("_ga="))
  document.cookie = "_ga=GA1.2.{number}.{now}; Max-Age=31536000; SameSite=Lax";
const name = /_ga=([^;]*)/.exec(document.cookie)[1];
new Image().src = "http://b.localhost:{port}/collect?cid=" + name;
"""

# Writes into every store, and does what scripts that recognise browsers do.
STORES = """<!doctype html><title>Stores</title>
<script>
  sessionStorage.setItem("tab", "1");
  localStorage.assigned = "by a property";
  indexedDB.open("database");
  caches.open("cache");
  navigator.serviceWorker.register("/worker.js");
  cookieStore.set({{ name: "modern", value: "1", expires: Date.now() + 86_400_000 }});
</script>
<script src="/recognise.js"></script>
<iframe src="http://b.localhost:{port}/frame"></iframe>"""
FRAME = """<!doctype html><script>
  localStorage.setItem("inframe", "1");
  document.cookie = "parted=1; Secure; SameSite=None; Partitioned";
</script>"""
RECOGNISE = """
const canvas = document.createElement("canvas");
const pen = canvas.getContext("2d");
pen.fillText("Cwm fjordbank glyphs", 2, 20);
canvas.toDataURL();
for (let i = 0; i < 60; i++) {
  pen.font = `${i}px font${i}`;
  pen.measureText("mmm");
}
const sound = new OfflineAudioContext(1, 100, 44100);
sound.createOscillator().connect(sound.createDynamicsCompressor());
sound.startRendering();
const peer = new RTCPeerConnection();
peer.createDataChannel("x");
peer.createOffer();
// As charts do: drawn and kept, never read back.
const chart = document.createElement("canvas").getContext("2d");
chart.save();
chart.fillText("January to December", 2, 20);
chart.restore();
chart.canvas.toDataURL();
"""

# A page that leaves all to its workers: one of its own, a shared one, one made of a blob, a service worker.
WORKERS = """<!doctype html><title>Workers</title>
<script>
  new Worker("/workers/own.js");
  new SharedWorker("/workers/shared.js");
  const text = `indexedDB.open("of blob"); fetch("http://b.localhost:{port}/from-blob");`;
  new Worker(URL.createObjectURL(new Blob([text], {{ type: "text/javascript" }})));
  navigator.serviceWorker.register("/workers/service.js");
</script>"""
WORKER = """
indexedDB.open("of {name}");
caches.open("cache of {name}");
fetch("http://b.localhost:{port}/from-{name}", {{ mode: "no-cors" }});
"""


class AuditSite:
    """Serves until closed; `port` is where."""

    def __init__(self):
        site = self
        self.asked = []  # paths, in order

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                status, kind, fields, body = site.answer(self.headers["Host"].split(":")[0], self.path, self.headers)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                for name, value in fields:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self):
        self.http.shutdown()
        self.http.server_close()

    def seen(self, path):
        """How often it was asked for."""
        return self.asked.count(path)

    def forget(self):
        self.asked.clear()

    def answer(self, host, target, headers):
        path = target.partition("?")[0]
        self.asked.append(path)
        if host == "a.localhost" and path == "/":
            fields = [("Set-Cookie", f"sid={secrets.token_hex(8)}; HttpOnly; SameSite=Lax"),
                      ("Set-Cookie", "lang=en; Max-Age=31536000; SameSite=Lax")]
            return 200, "text/html", fields, PAGE.format(port=self.port).encode()
        pages = {("a.localhost", "/stores"): ("text/html", STORES.format(port=self.port)),
                 ("a.localhost", "/recognise.js"): ("text/javascript", RECOGNISE),
                 ("a.localhost", "/worker.js"): ("text/javascript", "addEventListener('fetch', () => {})"),
                 ("a.localhost", "/workers"): ("text/html", WORKERS.format(port=self.port)),
                 ("b.localhost", "/frame"): ("text/html", FRAME)}
        for name in ("own", "shared", "service"):
            pages["a.localhost", f"/workers/{name}.js"] = ("text/javascript", WORKER.format(port=self.port, name=name))
        if (host, path) in pages:
            kind, text = pages[host, path]
            return 200, kind, [], text.encode()
        if host == "a.localhost" and path == "/two":
            return 200, "text/html", [("Set-Cookie", "second=1; HttpOnly")], b"<!doctype html><p>Two"
        if host == "b.localhost" and path == "/t.js":
            text = COUNTER.format(port=self.port, number=secrets.randbelow(9 * 10**9) + 10**9, now=int(time.time()))
            return 200, "text/javascript", [], text.encode()
        if host == "b.localhost" and path == "/collect":
            known = [part[4:] for part in (headers["Cookie"] or "").split("; ") if part.startswith("uid=")]
            uid = known[0] if known else secrets.token_hex(16)
            fields = [("Set-Cookie", f"uid={uid}; Max-Age=31536000; SameSite=None; Secure"),
                      ("Location", f"http://c.localhost:{self.port}/match?partner={uid}")]
            return 302, "text/plain", fields, b""
        if host == "c.localhost" and path == "/match":
            return 200, "image/gif", [], b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
        return 404, "text/plain", [], b""
