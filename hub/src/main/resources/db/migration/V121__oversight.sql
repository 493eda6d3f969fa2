-- What must always hold, when it was last seen to hold, and what broke it.
CREATE SCHEMA oversight;

CREATE TABLE oversight.audit (
    invariant   text        PRIMARY KEY CHECK (invariant <> ''),
    due_at      timestamptz NOT NULL,
    walked_to   text        NOT NULL DEFAULT '',  -- how far the walk through what is closed has come; empty: at its beginning
    walked_at   timestamptz,                      -- when a walk last came to its end
    looked_at   timestamptz,                      -- the last look that came to its end
    proved_at   timestamptz,                      -- the last look that found nothing
    took_ms     int         CHECK (took_ms >= 0),
    failure     text                              -- why the last look did not come to its end
);

CREATE TABLE oversight.breach (
    id           uuid        PRIMARY KEY,
    invariant    text        NOT NULL REFERENCES oversight.audit (invariant),
    subject      text        NOT NULL CHECK (subject <> ''),
    order_number text,
    says         text        NOT NULL CHECK (says <> ''),
    since        timestamptz NOT NULL,
    seen_at      timestamptz NOT NULL,
    closed_at    timestamptz
);
CREATE UNIQUE INDEX breach_open ON oversight.breach (invariant, subject) WHERE closed_at IS NULL;
CREATE INDEX breach_closed ON oversight.breach (closed_at) WHERE closed_at IS NOT NULL;

-- The movements of a position up to one of them, added up, so that nobody adds up all of history again.
CREATE TABLE oversight.summed (
    sku       text    NOT NULL,
    location  text    NOT NULL,
    movement  bigint  NOT NULL,
    on_hand   numeric NOT NULL,
    on_hold   numeric NOT NULL,
    reserved  numeric NOT NULL,
    uncovered numeric NOT NULL,
    PRIMARY KEY (sku, location)
);

-- Whether a subscription has digested every fact of a key that it wants, and none of them is parked.
CREATE FUNCTION oversight.digested(reader text, key text, wanted text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT FROM journal.fact f
                         JOIN journal.cursor c ON c.subscription = reader AND c.partition = f.partition
                        WHERE f.ordering_key = key AND f.position > c.position AND f.type = ANY (wanted))
       AND NOT EXISTS (SELECT FROM journal.parked p WHERE p.subscription = reader AND p.ordering_key = key)
$$;

-- What is open is found without looking at what is closed.
CREATE INDEX leg_open ON fulfilment.leg (number)
    WHERE state NOT IN ('shipped', 'delivered', 'shorted', 'cancelled');
CREATE INDEX message_received ON inbox.message (received_at) WHERE state = 'received';
CREATE INDEX set_open ON edi.transaction_set (interchange_id) WHERE state IN ('read', 'ordering') AND type = '850';
