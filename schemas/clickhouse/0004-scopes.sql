-- Whom a signature was new to, and what that asks of people. Alerts of older releases were about the fleet.
ALTER TABLE alerts ADD COLUMN IF NOT EXISTS scope LowCardinality(String) DEFAULT 'fleet';
ALTER TABLE alerts ADD COLUMN IF NOT EXISTS severity LowCardinality(String) DEFAULT 'page';
