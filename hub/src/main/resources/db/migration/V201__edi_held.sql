-- Orders of partners that only a missing reference keeps from being taken: they wait for a person, and not for ever.
ALTER TABLE edi.transaction_set DROP CONSTRAINT transaction_set_state_check;
ALTER TABLE edi.transaction_set ADD CONSTRAINT transaction_set_state_check
    CHECK (state IN ('rejected', 'repeated', 'read', 'held', 'ordering', 'accepted', 'refused'));

CREATE TABLE edi.held (
    set_id    uuid        PRIMARY KEY REFERENCES edi.transaction_set (id),
    partner   text        NOT NULL,
    reference text        NOT NULL,
    fact      bigint      NOT NULL,               -- by which the order came
    since     timestamptz NOT NULL,
    until     timestamptz NOT NULL,               -- then it is refused
    looked_at timestamptz NOT NULL                -- when it was last seen that it still has to wait
);
CREATE INDEX held_until ON edi.held (until);
CREATE INDEX held_looked_at ON edi.held (looked_at);

CREATE TABLE edi.held_for (
    set_id  uuid NOT NULL REFERENCES edi.held (set_id) ON DELETE CASCADE,
    line_no int  NOT NULL CHECK (line_no > 0),
    cluster text NOT NULL,                        -- the cause: the same for every order that one answer mends
    kind    text NOT NULL CHECK (kind IN ('item', 'unit')),
    name    text NOT NULL,                        -- their item number, or their unit
    sku     text,                                 -- of a unit: of which item
    says    text NOT NULL,
    PRIMARY KEY (set_id, line_no, kind)
);
CREATE INDEX held_for_cluster ON edi.held_for (cluster, set_id);
