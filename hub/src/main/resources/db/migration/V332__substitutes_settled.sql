-- Items that came in place of others and that the account does not take: settled by a person; until then the fact that
-- names them waits.
CREATE TABLE fulfilment.substitute_settled (
    fact       bigint      PRIMARY KEY,
    who        text        NOT NULL,
    why        text        NOT NULL,
    settled_at timestamptz NOT NULL
);
