#!/usr/bin/env python3
"""How many orders per second Tryton books when a plain client asks it to, beside how many the hub posts to the same Tryton, in the
same run: slices of both are interleaved. Then how long buyers wait for their answer while Tryton stands still.

    benchmarks/tryton.py [--seconds 30] [--rounds 2] [--writers 3] [--rate 12] [--tryton FOLDER]

The plain client does the least there is: create, quote and confirm of a sale of two lines, again when Tryton says that two
transactions met; once alone, once as many at a time as the hub's lane allows. More is offered to the hub than Tryton can take. The hub
does all that a buyer wants on top: it asks for terms, taxes and addresses, looks at the state after each step, and compares the total. Warehouses take no releases meanwhile, so that nothing but orders reaches Tryton. Needs Debian 12 (it fetches Tryton, or
copies a stopped one that examples/tryton/tryton has made before: --tryton) and psql. Starts and stops everything itself."""
import argparse
import base64
import json
import os
import pathlib
import platform
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from orders import Demo, cpu, need  # noqa: E402

MET = ("could not serialize access", "could not obtain lock on")
SKUS = ("CD-10001", "CD-10002")
ACCOUNTS = ("A-1001", "A-1003", "A-1006", "A-1007", "A-1010", "A-1011")


class Plain:
    """A client of Tryton's JSON-RPC that does what it is told, and nothing else."""

    def __init__(self, url, password):
        self.url, self.header = url, {"Content-Type": "application/json"}
        user, key = self.call("common.db.login", "crossdock", {"password": password})
        self.header["Authorization"] = "Session " + base64.b64encode(f"crossdock:{user}:{key}".encode()).decode()
        self.context = self.call("model.res.user.get_preferences", True, {})

    def call(self, method, *params):
        body = json.dumps({"id": 1, "method": method, "params": params}).encode()
        with urllib.request.urlopen(urllib.request.Request(self.url + "/", body, self.header), timeout=60) as answer:
            said = json.load(answer)
        if "error" in said:
            raise RuntimeError(str(said["error"][0]) + " " + str(said["error"][1])[:200])
        return said["result"]

    def model(self, model, method, *params):
        for turn in range(30):
            try:
                return self.call(f"model.{model}.{method}", *params, self.context)
            except RuntimeError as no:
                if not any(text in str(no) for text in MET):
                    raise
                time.sleep(0.05 * (turn + 1))
        raise RuntimeError("gave up")

    def ids(self, model, *domain):
        return [row["id"] for row in self.model(model, "search_read", list(domain), 0, 10, None, ["id"])]

    def learn(self):
        """Everything a sale needs to know, once."""
        parties = {}
        for code in ACCOUNTS:
            party, = self.ids("party.party", ["code", "=", code])
            parties[party] = self.ids("party.address", ["party", "=", party])[0]
        self.known = {"parties": parties, "products": [self.ids("product.product", ["code", "=", sku])[0] for sku in SKUS],
                      "unit": self.ids("product.uom", ["name", "=", "Unit"])[0],
                      "warehouse": self.ids("stock.location", ["code", "=", "ATL"], ["type", "=", "warehouse"])[0],
                      "currency": self.ids("currency.currency", ["code", "=", "USD"])[0],
                      "term": self.ids("account.invoice.payment_term", ["name", "=", "Net 30"])[0]}
        return self

    def sales(self):
        """Those that the hub has confirmed here: Tryton's own word for how many it has booked."""
        return self.model("sale.sale", "search_count", [["reference", "like", "SO-%"], ["state", "in", ["confirmed", "processing", "done"]]])

    def order(self):
        known = self.known
        party, address = random.choice(list(known["parties"].items()))
        lines = [{"type": "line", "product": product, "quantity": 1.0, "unit": known["unit"],
                  "unit_price": {"__class__": "Decimal", "decimal": "1"}} for product in known["products"]]
        sale, = self.model("sale.sale", "create", [{
            "company": self.context["company"], "party": party, "invoice_address": address, "shipment_address": address,
            "currency": known["currency"], "warehouse": known["warehouse"], "payment_term": known["term"],
            "shipment_method": "order", "invoice_method": "shipment", "lines": [["create", lines]]}])
        self.model("sale.sale", "quote", [sale])
        self.model("sale.sale", "confirm", [sale])


def plain_slice(clients, seconds):
    """Sales per second."""
    stop, done = time.monotonic() + seconds, []

    def work(client):
        while time.monotonic() < stop:
            client.order()
            done.append(time.monotonic())

    begun = time.monotonic()
    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done) / (time.monotonic() - begun)


def place(demo, token, key, took):
    lines = [{"sku": sku, "quantity": str(random.randint(1, 5)), "unit": "EA"} for sku in SKUS]
    body = json.dumps({"account": random.choice(ACCOUNTS), "buyerReference": key, "lines": lines}).encode()
    request = urllib.request.Request(demo.hub + "/portal/v1/orders", body, {
        "Content-Type": "application/json", "Authorization": "Bearer " + token, "Idempotency-Key": key})
    begun = time.monotonic()
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            answer.read()
            took.append(1000 * (time.monotonic() - begun))
    except urllib.error.HTTPError as no:
        print(f"  ! {key}: {no.code} {no.read()[:200]}", file=sys.stderr)


def buy(demo, token, name, seconds, rate):
    """Orders at a steady rate, whatever becomes of them; returns the milliseconds to each answer."""
    took, threads, start = [], [], time.monotonic()
    for n in range(int(seconds * rate)):
        time.sleep(max(0, start + n / rate - time.monotonic()))
        threads.append(threading.Thread(target=place, args=(demo, token, f"{name}-{n}", took)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return took


def drained(demo):
    deadline = time.monotonic() + 900
    while int(demo.sql("SELECT count(*) FROM effects.effect WHERE kind = 'order.post' AND state IN ('ready', 'sending', 'in_doubt')")):
        if time.monotonic() > deadline:
            sys.exit("orders are not posted within a quarter of an hour")
        time.sleep(0.5)


def hub_slice(demo, client, token, name, seconds, rate):
    """Postings per second while there was always one to do, and the milliseconds to each answer."""
    since, before = demo.sql("SELECT clock_timestamp()"), client.sales()
    took = buy(demo, token, name, seconds, rate)
    drained(demo)
    print(f"{name}: {len(took)} accepted, {client.sales() - before} more sales in Tryton", file=sys.stderr)
    pace = demo.sql(f"""SELECT count(*) / nullif(extract(epoch FROM max(finished_at) - min(created_at)), 0) FROM effects.effect
                         WHERE kind = 'order.post' AND state = 'done' AND created_at >= '{since}'""")
    return float(pace or 0), took


def version(url):
    body = json.dumps({"id": 0, "method": "common.server.version", "params": []}).encode()
    root = url.rsplit("/", 1)[0] + "/"
    with urllib.request.urlopen(urllib.request.Request(root, body, {"Content-Type": "application/json"}), timeout=10) as answer:
        return json.load(answer)["result"]


def warehouses_rest(demo):
    """What is not released is not shipped, and what is not shipped is not invoiced."""
    call = urllib.request.Request(demo.estate + "/control/faults/wms", json.dumps({"outage": "503"}).encode(),
                                  {"Content-Type": "application/json"}, method="PUT")
    urllib.request.urlopen(call, timeout=10).read()


def percentile(values, part):
    ordered = sorted(values) or [float("nan")]
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def median(values):
    return percentile(values, 0.5)


def run(demo, args):
    token = demo.token()
    home = demo.data / "demo" / "tryton"
    url = "http://127.0.0.1:" + os.environ.get("TRYTON_PORT", "8069") + "/erp"
    clients = [Plain(url, (home / "hub-password").read_text().strip()).learn() for _ in range(args.writers)]
    print(f"hardware: {os.cpu_count()} x {cpu()}, {platform.system()} {platform.release()}; Tryton {version(url)}; load before: "
          f"{os.getloadavg()[0]:.1f}")
    deadline = time.monotonic() + 120
    while int(demo.sql("SELECT count(*) FROM inventory.position WHERE on_hand > 0")) < 10 and time.monotonic() < deadline:
        time.sleep(1)
    warehouses_rest(demo)
    hub_slice(demo, clients[0], token, "warm", 5, 2)
    drained(demo)
    alone, plain, ours, answers = [], [], [], []
    for n in range(args.rounds):
        alone.append(plain_slice(clients[:1], args.seconds))
        plain.append(plain_slice(clients, args.seconds))
        pace, took = hub_slice(demo, clients[0], token, f"busy-{n}", args.seconds, args.rate)
        ours.append(pace)
        answers += took
    server = int((home / "server.pid").read_text().split()[0])
    os.kill(server, signal.SIGSTOP)
    try:
        stopped = buy(demo, token, "stopped", args.seconds, args.rate)
    finally:
        os.kill(server, signal.SIGCONT)
    drained(demo)
    print(f"\n{'who books':>24} {'orders/s':>9}")
    print(f"{'plain client, alone':>24} {median(alone):>9.2f}")
    print(f"{f'plain client, {args.writers} at once':>24} {median(plain):>9.2f}")
    print(f"{'the hub':>24} {median(ours):>9.2f}{'  as many as were offered: offer more' if median(ours) > 0.9 * args.rate else ''}")
    print(f"ratio to the better of them {median(ours) / max(median(plain), median(alone)):.2f}")
    print(f"\n{'Tryton':>12} {'orders/s':>9} {'answered':>9} {'p50 ms':>8} {'p99 ms':>8}")
    for name, took in (("works", answers), ("stands still", stopped)):
        print(f"{name:>12} {args.rate:>9.1f} {len(took):>9} {percentile(took, 0.5):>8.0f} {percentile(took, 0.99):>8.0f}")
    print(f"load after: {os.getloadavg()[0]:.1f}")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--seconds", type=int, default=30)
    args.add_argument("--rounds", type=int, default=2)
    args.add_argument("--writers", type=int, default=3)
    args.add_argument("--rate", type=float, default=12)
    args.add_argument("--tryton", help="the folder of a Tryton that is stopped; it is copied")
    args = args.parse_args()
    need("psql")
    with tempfile.TemporaryDirectory(prefix="crossdock-bench-") as data:
        # The owner of Tryton's database has to reach it.
        os.chmod(data, 0o755)
        if args.tryton:
            (pathlib.Path(data) / "demo").mkdir()
            subprocess.run(["cp", "-a", args.tryton, str(pathlib.Path(data) / "demo" / "tryton")], check=True)
        demo = Demo(data, "--erp", "tryton")
        try:
            run(demo, args)
        finally:
            demo.stop()


if __name__ == "__main__":
    main()
