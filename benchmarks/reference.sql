-- The same rows as one accepted order of three lines from one warehouse, in one statement of one function per transaction:
-- what a database can do at best with one transaction per order. Its numbers come from a sequence, without a row that all would
-- wait for.
CREATE SCHEMA IF NOT EXISTS bench;
CREATE SEQUENCE IF NOT EXISTS bench.n START 1000000;
-- One order as the hub wrote it; its rows are what the reference writes again.
CREATE TABLE bench.message AS SELECT * FROM inbox.message WHERE subject = 'SO-100001' AND source LIKE 'portal:%';
CREATE TABLE bench.orders AS SELECT * FROM ordering.orders WHERE number = 'SO-100001';
CREATE TABLE bench.receipt AS SELECT * FROM ordering.receipt WHERE order_number = 'SO-100001';
CREATE TABLE bench.leg AS SELECT * FROM fulfilment.leg WHERE number = 'SO-100001-1';
CREATE TABLE bench.fact AS SELECT * FROM journal.fact WHERE subject = 'SO-100001' AND type = 'order.accepted';
CREATE TABLE bench.effect AS SELECT * FROM effects.effect WHERE business_key = 'SO-100001' AND kind = 'order.post';
CREATE OR REPLACE FUNCTION bench.one_order(who int, a int, b int, c int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    new_number text := 'BN-' || nextval('bench.n');
    template ordering.orders%ROWTYPE;
    skus     text[] := ARRAY(SELECT sku FROM bench.item WHERE n IN (a, b, c));
    buyer    text := (SELECT id FROM bench.account WHERE n = who);
    story    text := gen_random_uuid()::text;
BEGIN
    SELECT * INTO template FROM bench.orders;
    INSERT INTO inbox.message (id, source, dedupe_key, digest, content_type, payload, received_at, correlation, actor, state,
                               settled_at, subject, outcome)
    SELECT gen_random_uuid(), 'bench', new_number, digest, content_type, payload, now(), story, actor, 'digested', now(),
           new_number, outcome FROM bench.message;
    PERFORM 1 FROM credit.account WHERE account = buyer FOR UPDATE;
    PERFORM 1 FROM inventory.position WHERE sku = ANY (skus) ORDER BY sku, location FOR UPDATE;
    template.id := gen_random_uuid();
    template.number := new_number;
    template.account := buyer;
    template.commercial_state := 'accepted';
    template.posting_state := 'pending';
    template.erp_reference := NULL;
    template.closed_at := NULL;
    INSERT INTO ordering.orders SELECT template.*;
    INSERT INTO ordering.order_line (order_number, line_no, sku, description, ordered, ordered_unit, quantity, unit, unit_price,
                                     net, tax_class, base, base_unit)
    SELECT new_number, i, skus[i], 'Benchmark item', i, 'EA', i, 'EA', 1, i, 'standard', i, 'EA' FROM generate_series(1, cardinality(skus)) i;
    INSERT INTO ordering.receipt SELECT new_number, receipt FROM bench.receipt;
    INSERT INTO fulfilment.leg (number, order_number, index, kind, origin, state, account, ship_to_id, ship_to, shortage,
                                completeness, ship_by, promised_for, correlation, planned_at)
    SELECT new_number || '-1', new_number, 1, 'warehouse', 'ATL', 'planned', account, ship_to_id, ship_to, shortage, completeness,
           ship_by, promised_for, correlation, now() FROM bench.leg;
    INSERT INTO fulfilment.leg_line (leg, line_no, sku, unit, planned)
    SELECT new_number || '-1', i, skus[i], 'EA', i FROM generate_series(1, cardinality(skus)) i;
    UPDATE inventory.position SET reserved = reserved + 1 WHERE sku = ANY (skus) AND location = 'ATL';
    INSERT INTO inventory.movement (sku, location, cause, on_hand_delta, reserved_delta, document, actor, at)
    SELECT skus[i], 'ATL', 'reserved', 0, i, new_number || '-1', 'bench', now() FROM generate_series(1, cardinality(skus)) i;
    UPDATE credit.account SET reserved = reserved + 10 WHERE account = buyer;
    INSERT INTO credit.reservation (order_number, account, amount) VALUES (new_number, buyer, 10);
    INSERT INTO journal.fact (position, type, subject, time, ordering_key, partition, correlation, actor, version, data)
    SELECT nextval('journal.fact_position'), 'bench.order_accepted', new_number, now(), new_number, 0, story, 'bench', 1, data
      FROM bench.fact;
    INSERT INTO effects.effect (id, target, kind, business_key, ordering_key, tier, origin, state, request, next_attempt_at,
                                correlation, actor, created_at)
    SELECT gen_random_uuid(), 'bench', kind, new_number, new_number, tier, origin, 'ready', request, now(), story, 'bench', now()
      FROM bench.effect;
    RETURN new_number;
END
$$;
