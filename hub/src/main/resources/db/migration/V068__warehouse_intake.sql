-- What warehouses tell without numbering their movements: a position is its last count plus what came and went after it,
-- so that it does not matter in which order they tell.
CREATE SCHEMA warehouse;

CREATE TABLE warehouse.counted (
    sku      text        NOT NULL,
    location text        NOT NULL,
    unit     text        NOT NULL,
    as_of    timestamptz NOT NULL,                     -- of the last count; what happened until then is contained in it
    on_hand  numeric     NOT NULL CHECK (on_hand >= 0),
    version  bigint      NOT NULL CHECK (version >= 0), -- grows with every answer, so that inventory knows the newest
    PRIMARY KEY (sku, location)
);

-- What came or went, once per document.
CREATE TABLE warehouse.delta (
    sku         text        NOT NULL,
    location    text        NOT NULL,
    document    text        NOT NULL CHECK (document <> ''),
    occurred_at timestamptz NOT NULL,
    delta       numeric     NOT NULL CHECK (delta <> 0),
    PRIMARY KEY (sku, location, document),
    FOREIGN KEY (sku, location) REFERENCES warehouse.counted
);

-- Holds that have ended: one that is told of afterwards does not begin.
CREATE TABLE warehouse.freed (
    sku      text        NOT NULL,
    location text        NOT NULL,
    document text        NOT NULL CHECK (document <> ''),
    freed_at timestamptz NOT NULL,
    PRIMARY KEY (sku, location, document)
);
