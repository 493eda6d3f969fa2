-- What the ERP says is still to be paid of an invoice.
CREATE TABLE invoicing.payment (
    system     text        NOT NULL,
    number     text        NOT NULL,
    changed_at timestamptz NOT NULL,
    open       numeric     NOT NULL,
    PRIMARY KEY (system, number),
    FOREIGN KEY (number, system) REFERENCES invoicing.invoice (number, system)
);
