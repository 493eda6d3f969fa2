-- Each ERP numbers its own invoices; two of them may use the same number.
ALTER TABLE invoicing.invoice DROP CONSTRAINT invoice_pkey;
ALTER TABLE invoicing.invoice ADD PRIMARY KEY (number, system);
