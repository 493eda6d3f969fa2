-- Inventory advice (X12 846) to partners: when it is due, and what each partner was told last of each item.
ALTER TABLE edi.document DROP CONSTRAINT document_kind_check;
ALTER TABLE edi.document ADD CONSTRAINT document_kind_check
    CHECK (kind IN ('997', 'TA1', '855', '856', '810', '846'));

CREATE TABLE edi.inventory_advice (
    partner  text        PRIMARY KEY,
    asked    bigint      NOT NULL CHECK (asked > 0),                         -- number of the advice asked for last
    done     bigint      NOT NULL CHECK (done >= 0 AND done <= asked),       -- and of the one that was settled last
    asked_at timestamptz NOT NULL,
    full_at  timestamptz NOT NULL CHECK (full_at <= asked_at)                -- when a full one was asked for last
);

CREATE TABLE edi.inventory_told (
    partner text NOT NULL,
    scheme  text NOT NULL CHECK (scheme IN ('buyer', 'vendor')),             -- whose number the name is
    name    text NOT NULL CHECK (name <> ''),
    sku     text NOT NULL,
    unit    text NOT NULL,
    said    text NOT NULL,                                                   -- now and by day, to be compared
    PRIMARY KEY (partner, scheme, name)
);
