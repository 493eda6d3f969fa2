-- Changes of orders by X12 860: each is decided in the order of its numbers once its order is there, and answered by 865.
ALTER TABLE edi.transaction_set DROP CONSTRAINT transaction_set_state_check;
ALTER TABLE edi.transaction_set ADD CONSTRAINT transaction_set_state_check
    CHECK (state IN ('rejected', 'repeated', 'read', 'held', 'ordering', 'accepted', 'refused', 'waiting', 'changed'));
ALTER TABLE edi.document DROP CONSTRAINT document_kind_check;
ALTER TABLE edi.document ADD CONSTRAINT document_kind_check
    CHECK (kind IN ('997', 'TA1', '855', '856', '810', '846', '865'));

CREATE INDEX set_by_reference ON edi.transaction_set (partner, reference) WHERE type = '850';

CREATE TABLE edi.change (
    set_id       uuid        PRIMARY KEY REFERENCES edi.transaction_set (id),
    partner      text        NOT NULL,
    reference    text        NOT NULL,             -- BCH03
    release      text        NOT NULL,             -- BCH04, or empty
    number       text,                             -- BCH05
    rank         bigint,                           -- the same, where it is a number
    fact         bigint      NOT NULL,             -- by which it came
    state        text        NOT NULL CHECK (state IN ('waiting', 'asked', 'decided', 'refused', 'repeated')),
    because      text,                             -- of what it waits for
    since        timestamptz NOT NULL,
    until        timestamptz NOT NULL,             -- then it waits no longer for what may never come
    looked_at    timestamptz NOT NULL,
    order_number text,
    answer       jsonb,                            -- what the 865 said
    CHECK (state <> 'waiting' OR because IS NOT NULL),
    CHECK (state NOT IN ('asked', 'decided') OR order_number IS NOT NULL)
);
CREATE INDEX change_by_purchase ON edi.change (partner, reference, release);
CREATE INDEX change_open ON edi.change (looked_at) WHERE state IN ('waiting', 'asked');
CREATE INDEX change_waiting ON edi.change (until) WHERE state = 'waiting';
