-- Goods that came too much and that a person has settled; until then the fact that names them waits.
CREATE TABLE returns.surplus_settled (
    fact       bigint      PRIMARY KEY,
    who        text        NOT NULL,
    why        text        NOT NULL,
    settled_at timestamptz NOT NULL
);
