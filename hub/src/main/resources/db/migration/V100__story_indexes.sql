-- What people look at while orders flow: kept small, and off the path that takes orders.
CREATE INDEX orders_troubled ON ordering.orders (id DESC)
    WHERE commercial_state = 'held' OR posting_state IN ('refused', 'parked', 'in_doubt');
CREATE INDEX leg_shipped ON fulfilment.leg (shipped_at) WHERE shipped_at IS NOT NULL;
CREATE INDEX leg_backordered ON fulfilment.leg (order_number) WHERE state = 'waiting';
CREATE INDEX invoice_posted ON invoicing.invoice (posted_at);
CREATE INDEX effect_refused ON effects.effect (created_at) WHERE state = 'refused';
CREATE INDEX attempt_ended ON effects.attempt USING brin (ended_at) WITH (pages_per_range = 16);
