-- Each ERP has its own tax rates. Those from before are of no ERP by name: they count until each ERP has been read again.
ALTER TABLE pricing.tax_rate ADD COLUMN erp text NOT NULL DEFAULT '';
ALTER TABLE pricing.tax_rate ALTER COLUMN erp DROP DEFAULT;
ALTER TABLE pricing.tax_rate DROP CONSTRAINT tax_rate_pkey;
ALTER TABLE pricing.tax_rate ADD PRIMARY KEY (erp, region, tax_class);
