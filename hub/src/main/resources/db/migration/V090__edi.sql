-- EDI: what partners sent, what was understood of it, and what was sent to them. The raw interchange is in the inbox.
CREATE SCHEMA edi;

CREATE TABLE edi.interchange (
    id          uuid        PRIMARY KEY,          -- that of the inbox message
    partner     text        NOT NULL,
    control     text        NOT NULL,             -- ISA13
    test        boolean     NOT NULL,
    verdict     char(1)     NOT NULL CHECK (verdict IN ('A', 'E', 'R')),   -- TA104
    faults      jsonb       NOT NULL,
    read_at     timestamptz NOT NULL,
    repetitions int         NOT NULL DEFAULT 0 CHECK (repetitions >= 0)
);
CREATE INDEX interchange_by_partner ON edi.interchange (partner, read_at);

CREATE TABLE edi.transaction_set (
    id             uuid    PRIMARY KEY,
    interchange_id uuid    NOT NULL REFERENCES edi.interchange (id),
    position       int     NOT NULL CHECK (position > 0),
    partner        text    NOT NULL,
    group_control  text    NOT NULL,              -- GS06
    type           text    NOT NULL,              -- ST01
    control        text    NOT NULL,              -- ST02
    verdict        char(1) NOT NULL CHECK (verdict IN ('A', 'E', 'R')),    -- AK501
    state          text    NOT NULL CHECK (state IN ('rejected', 'repeated', 'read', 'ordering', 'accepted', 'refused')),
    faults         jsonb   NOT NULL,
    digest         bytea   NOT NULL CHECK (octet_length(digest) = 32),     -- of what stands between ST and SE
    body           text    NOT NULL,              -- the same, as it came
    neutral        jsonb   NOT NULL,
    reference      text    NOT NULL,              -- BEG03; empty for other sets
    correlation    text    NOT NULL,
    purchase_order jsonb,                         -- what its map made of it
    line_faults    jsonb,                         -- why some lines were refused while the others were ordered
    order_number   text,
    UNIQUE (interchange_id, position),
    CHECK ((verdict = 'R') = (state = 'rejected')),
    CHECK (state <> 'accepted' OR order_number IS NOT NULL)
);
CREATE INDEX set_seen ON edi.transaction_set (partner, group_control, control, digest);
CREATE INDEX set_by_correlation ON edi.transaction_set (correlation);
CREATE UNIQUE INDEX set_by_order ON edi.transaction_set (order_number) WHERE state = 'accepted';

-- What was sent. The content never changes: sending again means sending the same.
CREATE TABLE edi.document (
    id            uuid        PRIMARY KEY,
    partner       text        NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('997', 'TA1', '855', '856', '810')),
    business_key  text        NOT NULL CHECK (business_key <> ''),
    control       bigint      NOT NULL CHECK (control BETWEEN 1 AND 999999999),     -- ISA13
    group_control bigint      CHECK (group_control BETWEEN 1 AND 999999999),        -- GS06; a lone TA1 has none
    content       text        NOT NULL,
    written_at    timestamptz NOT NULL,
    order_number  text,
    answer        text        CHECK (answer IN ('A', 'E', 'M', 'P', 'R', 'W', 'X')),   -- AK901 of the partner's 997
    answered_at   timestamptz,
    UNIQUE (partner, kind, business_key),
    CHECK ((answer IS NULL) = (answered_at IS NULL))
);
CREATE INDEX document_by_control ON edi.document (partner, control);
CREATE INDEX document_by_group ON edi.document (partner, group_control);
CREATE INDEX document_by_order ON edi.document (order_number) WHERE order_number IS NOT NULL;
