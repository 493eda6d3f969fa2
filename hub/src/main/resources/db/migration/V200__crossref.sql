-- What partners call items and units, said by people: it goes before what the landscape's files say. Nothing is deleted.
CREATE SCHEMA crossref;

CREATE TABLE crossref.reference (
    id               uuid        PRIMARY KEY,
    kind             text        NOT NULL CHECK (kind IN ('item', 'unit')),
    partner          text        NOT NULL,
    name             text        NOT NULL CHECK (name <> '' AND length(name) <= 80),   -- their number, or their unit
    sku              text        NOT NULL,
    unit             text,                        -- ours; of an item only where it says what their unit means
    factor           numeric     CHECK (factor > 0),   -- of a unit: so many of ours are one of theirs
    added_by         text        NOT NULL,
    added_at         timestamptz NOT NULL,
    reason           text        NOT NULL CHECK (reason <> ''),
    withdrawn_by     text,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    CHECK ((kind = 'unit') = (factor IS NOT NULL)),
    CHECK (kind = 'item' OR unit IS NOT NULL),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
);
CREATE UNIQUE INDEX reference_item ON crossref.reference (partner, name) WHERE kind = 'item' AND withdrawn_at IS NULL;
CREATE UNIQUE INDEX reference_unit ON crossref.reference (partner, sku, name) WHERE kind = 'unit' AND withdrawn_at IS NULL;
CREATE INDEX reference_newest ON crossref.reference (id DESC);
