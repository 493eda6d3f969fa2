-- What the partner expects a held order to cost, where it says so.
ALTER TABLE edi.held ADD COLUMN worth numeric CHECK (worth >= 0);
ALTER TABLE edi.held ADD COLUMN currency text;
