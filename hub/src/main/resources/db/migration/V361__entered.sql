-- Orders that people have entered in ERPs themselves.
CREATE SCHEMA entered;

CREATE TABLE entered.sale_order (
    system     text        NOT NULL,
    number     text        NOT NULL,
    changed_at timestamptz NOT NULL,
    content    jsonb       NOT NULL,
    PRIMARY KEY (system, number)
);

CREATE INDEX ON entered.sale_order (changed_at DESC, system DESC, number DESC);
