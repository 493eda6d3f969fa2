#!/usr/bin/env python3
"""How long live orders take to the ERP when nothing else is to be done there, and when 10 000 bulk effects wait for the same
ERP, in the same run: slices of both are interleaved.

    benchmarks/lanes.py [--seconds 40] [--rounds 3] [--rate 5] [--bulk 10000]

Orders come in at a steady rate (open loop). Measured is the time from the order's acceptance to the ERP's number in our books.
Exits with 1 if the p99 with bulk work is more than 1.5 times that of the idle lane. Needs psql (Debian: postgresql-client).
Starts and stops everything itself."""
import argparse
import json
import os
import pathlib
import platform
import random
import re
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from orders import Demo, cpu, need  # noqa: E402

LIMIT = 1.5
WAITING = "state IN ('ready', 'sending', 'in_doubt')"


def place(demo, token, key):
    """One order of two lines; returns nothing, complains on anything but an acceptance."""
    lines = [{"sku": sku, "quantity": "2", "unit": "EA"} for sku in random.sample(demo.skus, 2)]
    body = json.dumps({"account": random.choice(demo.buyers), "buyerReference": key, "lines": lines}).encode()
    request = urllib.request.Request(demo.hub + "/portal/v1/orders", body, {
        "Content-Type": "application/json", "Authorization": "Bearer " + token, "Idempotency-Key": key})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            answer.read()
    except urllib.error.HTTPError as refused:
        print(f"  ! {key}: {refused.code} {refused.read()[:200]}", file=sys.stderr)


def slice_of(demo, token, name, seconds, rate):
    """Places orders for so long; returns when all of them are posted, with the milliseconds that each took, and that each
    waited for its turn."""
    since = demo.sql("SELECT clock_timestamp()")
    threads, start = [], time.monotonic()
    for n in range(int(seconds * rate)):
        time.sleep(max(0, start + n / rate - time.monotonic()))
        threads.append(threading.Thread(target=place, args=(demo, token, f"{name}-{n}")))
        threads[-1].start()
    for thread in threads:
        thread.join()
    posted = f"kind = 'order.post' AND created_at >= '{since}'"
    deadline = time.monotonic() + 120
    while int(demo.sql(f"SELECT count(*) FROM effects.effect WHERE {posted} AND {WAITING}")) > 0:
        if time.monotonic() > deadline:
            sys.exit("orders are not posted within two minutes")
        time.sleep(0.2)
    took = demo.sql(f"""SELECT round(1000 * extract(epoch FROM finished_at - created_at), 1),
                               round(1000 * extract(epoch FROM started_at - created_at), 1) FROM effects.effect
                         WHERE {posted} AND state = 'done'""")
    return [tuple(map(float, each.split("|"))) for each in took.splitlines()]


def queue_bulk(demo, count, name):
    """Asks the ERP so often to have cancelled one line of an order by then, which it has after the first time."""
    demo.sql(f"""INSERT INTO effects.effect (id, target, kind, business_key, ordering_key, tier, origin, state, request, next_attempt_at,
                                            correlation, actor, created_at)
                 SELECT gen_random_uuid(), 'erp', 'order.amend', '{name}-' || n, '{name}-' || n, 3, 1, 'ready',
                        jsonb_build_object('order', posted.business_key, 'lines', jsonb_build_array(jsonb_build_object(
                            'lineNo', line->'lineNo', 'sku', line->'sku', 'cancelled', line->'quantity'))),
                        now(), 'bulk', 'benchmark', now()
                   FROM generate_series(1, {count}) n,
                        (SELECT business_key, request->'lines'->0 AS line FROM effects.effect
                          WHERE kind = 'order.post' AND state = 'done' ORDER BY seq DESC LIMIT 1) posted""")


def bulk(demo, state):
    return int(demo.sql(f"SELECT count(*) FROM effects.effect WHERE kind = 'order.amend' AND actor = 'benchmark' AND state = '{state}'"))


def drop_bulk(demo):
    demo.sql("""UPDATE effects.effect SET state = 'skipped', reason = 'end of the slice', finished_at = now()
                 WHERE kind = 'order.amend' AND actor = 'benchmark' AND state = 'ready'""")
    while int(demo.sql(f"SELECT count(*) FROM effects.effect WHERE kind = 'order.amend' AND {WAITING}")) > 0:
        time.sleep(0.2)
    demo.sql("VACUUM (ANALYZE) effects.effect")


def statements(demo):
    """Statements of the lane per bulk effect, counted in the server's log while nothing but bulk work is done."""
    log = demo.data / "demo" / "postgres" / "server.log"
    demo.sql("ALTER SYSTEM SET log_statement = 'all'", "SELECT pg_reload_conf()")
    time.sleep(1)
    start, before = log.stat().st_size, bulk(demo, "done")
    time.sleep(6)
    with open(log, "rb") as f:
        f.seek(start)
        text = f.read().decode(errors="replace")
    done = bulk(demo, "done") - before
    demo.sql("ALTER SYSTEM RESET log_statement", "SELECT pg_reload_conf()")
    claims = len(re.findall(r"execute \S+: SELECT paused_by[^\n]*|execute \S+: [^\n]*FROM effects\.lane WHERE target", text))
    ledger = len(re.findall(r"LOG:  execute \S+: [^;]*?effects\.(?:effect|attempt|lane|document)", text))
    return done, done / 6, ledger / max(1, done), claims / max(1, done)


def percentile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--seconds", type=int, default=40)
    args.add_argument("--rounds", type=int, default=3)
    args.add_argument("--rate", type=float, default=5)
    args.add_argument("--bulk", type=int, default=10_000)
    args = args.parse_args()
    need("psql")
    with tempfile.TemporaryDirectory(prefix="crossdock-bench-") as data:
        demo = Demo(data)
        try:
            ratio = run(demo, args)
        finally:
            demo.stop()
    sys.exit(0 if ratio <= LIMIT else 1)


def run(demo, args):
    token = demo.token()
    demo.choose("account", "id", """customers.account WHERE status = 'ACTIVE' AND document->'assortments' ? 'core'""")
    demo.choose("item", "sku", """catalog.item WHERE status = 'ACTIVE' AND document->'assortments' ? 'core'
                                  AND document->>'stocking' = 'STOCKED' AND document->'packs'->>'base' = 'EA'""")
    demo.buyers = (demo.data / "accounts").read_text().split()
    demo.skus = (demo.data / "items").read_text().split()
    demo.sql("UPDATE inventory.position SET on_hand = 1000000000, movement = 1000000000",
             "UPDATE credit.account SET credit_limit = 1000000000000, as_of = now() + interval '60 minutes'")
    print(f"hardware: {os.cpu_count()} x {cpu()}, {platform.system()} {platform.release()}; load before: "
          f"{', '.join(f'{each:.1f}' for each in os.getloadavg())}")
    print(f"versions: PostgreSQL {demo.sql('SHOW server_version')}, durability: fsync {demo.sql('SHOW fsync')}, "
          f"synchronous_commit {demo.sql('SHOW synchronous_commit')}; ERP of the example estate on the same machine")
    slice_of(demo, token, "warm", 20, args.rate)
    idle, loaded, left = [], [], args.bulk
    for n in range(args.rounds):
        idle += slice_of(demo, token, f"idle-{n}", args.seconds, args.rate)
        queue_bulk(demo, args.bulk, f"bulk-{n}")
        time.sleep(2)
        loaded += slice_of(demo, token, f"bulk-{n}", args.seconds, args.rate)
        left = min(left, bulk(demo, "ready"))
        if n < args.rounds - 1:
            drop_bulk(demo)
    done, pace, per_effect, _ = statements(demo)
    rows = []
    print(f"\n{'lane':>12} {'orders':>7} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'max ms':>8} {'waited p99':>11}")
    for name, slices in (("idle", idle), (f"{args.bulk} bulk", loaded)):
        took, waited = [each[0] for each in slices], [each[1] for each in slices]
        rows.append((name, len(took), percentile(took, 0.5), percentile(took, 0.95), percentile(took, 0.99), max(took)))
        print(f"{name:>12} {len(took):>7} " + " ".join(f"{each:>8.0f}" for each in rows[-1][2:]) + f" {percentile(waited, 0.99):>11.0f}")
    ratio = rows[1][4] / rows[0][4]
    print(f"\np99 ratio {ratio:.2f} (limit {LIMIT}); never fewer than {left} bulk effects waited while it was measured")
    print(f"bulk work alone afterwards: {pace:.0f} effects/s, {per_effect:.2f} statements per effect ({done} effects); load after: "
          f"{os.getloadavg()[0]:.1f}")
    return ratio


if __name__ == "__main__":
    main()
