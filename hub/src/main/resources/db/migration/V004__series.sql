-- Numbers that people read. A series is a row, not a sequence: a number is taken in the transaction that
-- uses it, so none is lost to a rollback or a restart.
CREATE SCHEMA series;

CREATE TABLE series.series (
    name       text   PRIMARY KEY,
    next_value bigint NOT NULL CHECK (next_value > 0)
);
