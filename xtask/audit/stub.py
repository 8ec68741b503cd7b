"""A site with planted faults, on which every auditor of the web has to find something.

stub.py CERTIFICATE_FOLDER HTTPS_PORT HTTP_PORT. It listens on the loopback alone and ends with its standard input.

TLS 1.2 with an RSA certificate; no security headers and a policy that forbids nothing; a cookie any script can
read; markup that is given back; SQL made of text; a repository and an archive left behind.
"""

import http.server
import json
import pathlib
import sqlite3
import ssl
import sys
import threading
import urllib.parse

LEFT_BEHIND = {"/.git/HEAD": "ref: refs/heads/main\n", "/backup.zip": "PK", "/.env": "SECRET=1\n"}
PAGE = """<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>
<a href="/search?q=lamp">lamps</a> <a href="/item?id=1">first</a>
<form action="/search"><input name="q"><button>Search</button></form></html>"""


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        address = urllib.parse.urlsplit(self.path)
        given = {name: values[0] for name, values in urllib.parse.parse_qs(address.query).items()}
        if address.path == "/":
            self.answer(PAGE)
        elif address.path == "/search":
            self.answer(f"<!doctype html><p>Nothing found for {given.get('q', '')}</p>")
        elif address.path == "/item":
            self.item(given.get("id", "1"))
        elif address.path in LEFT_BEHIND:
            self.answer(LEFT_BEHIND[address.path], kind="text/plain")
        else:
            self.answer("nothing here", 404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        try:
            self.item(str(json.loads(body)["id"]))
        except (ValueError, KeyError, TypeError):
            self.answer("no item", 400)

    do_HEAD = do_OPTIONS = do_GET

    def item(self, wanted):
        shop = sqlite3.connect(":memory:")
        shop.execute("create table items (id integer, name text)")
        shop.executemany("insert into items values (?, ?)", [(1, "lamp"), (2, "chair")])
        try:
            rows = shop.execute(f"select name from items where id = {wanted}").fetchall()
            self.answer(f"<!doctype html><p>{rows}</p>")
        except sqlite3.Error as error:
            self.answer(f"sqlite3.OperationalError: {error}", 500)

    def answer(self, text, status=200, kind="text/html; charset=utf-8"):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src *; script-src * 'unsafe-inline' 'unsafe-eval'")
        self.send_header("Set-Cookie", "session=1")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port, context=None):
        self.context = context
        super().__init__(("127.0.0.1", port), Site)

    def finish_request(self, request, client_address):
        # In the thread of the request, so that a slow handshake holds up nobody.
        try:
            if self.context:
                request = self.context.wrap_socket(request, server_side=True)
            super().finish_request(request, client_address)
        except OSError:
            pass


def main(folder, https_port, http_port):
    folder = pathlib.Path(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(folder / "chain.pem", folder / "key.pem")
    for server in (Server(int(https_port), context), Server(int(http_port))):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


main(*sys.argv[1:])
