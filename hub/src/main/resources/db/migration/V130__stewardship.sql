-- Risky changes of master data: held before they take effect, and what people decided about them.
CREATE SCHEMA stewardship;

CREATE TABLE stewardship.change (
    id          uuid        PRIMARY KEY,
    feed        text        NOT NULL CHECK (feed <> ''),
    key         text        NOT NULL CHECK (key <> ''),
    name        text        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('open', 'approved', 'declined', 'withdrawn')),
    standing    boolean     NOT NULL,                -- open, or declined and the source still says so
    differences jsonb       NOT NULL CHECK (jsonb_array_length(differences) > 0),
    risks       text[]      NOT NULL CHECK (cardinality(risks) > 0),
    digest      text        NOT NULL CHECK (digest ~ '^[0-9a-f]{32}$'),
    subjects    text[]      NOT NULL,                -- those that share one are decided together
    keeps       text[]      NOT NULL,                -- rows that stay as long as this one stands
    document    jsonb,                               -- the source's row; NULL: gone there
    since       timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,                -- the source last said something else
    decided_by  text,
    decided_at  timestamptz,
    reason      text,
    CHECK (standing = (state = 'open') OR state = 'declined'),
    CHECK ((state IN ('approved', 'declined')) = (decided_by IS NOT NULL)),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (reason IS NULL)),
    CHECK (changed_at >= since)
);
-- One for a row at a time.
CREATE UNIQUE INDEX change_standing ON stewardship.change (feed, key) WHERE standing;
CREATE INDEX change_open ON stewardship.change (id) WHERE state = 'open';

-- Which item carries a barcode now.
CREATE INDEX item_barcodes ON catalog.item USING gin ((document -> 'barcodes') jsonb_path_ops);
