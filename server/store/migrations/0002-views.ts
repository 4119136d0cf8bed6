// Frozen: released databases went through it. A change of the schema is a new file.

export const views = {
  version: 2,
  name: 'views',
  sql: `
CREATE TABLE views (
  id TEXT PRIMARY KEY,
  plan_id TEXT NOT NULL REFERENCES plans,
  user_id TEXT NOT NULL REFERENCES users,
  tab TEXT NOT NULL CHECK (tab IN ('budget', 'beneficiaires', 'indicateurs')),
  name TEXT,
  view TEXT NOT NULL CHECK (json_valid(view)),
  is_shared INTEGER NOT NULL CHECK (is_shared IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK (name IS NOT NULL OR is_shared = 0)
) STRICT;
CREATE UNIQUE INDEX views_current ON views (plan_id, user_id, tab) WHERE name IS NULL;
CREATE INDEX views_user ON views (plan_id, user_id);

CREATE TABLE visits (
  plan_id TEXT NOT NULL REFERENCES plans,
  user_id TEXT NOT NULL REFERENCES users,
  last_seen_at INTEGER NOT NULL,
  previous_seen_at INTEGER,
  PRIMARY KEY (plan_id, user_id)
) STRICT;

CREATE TABLE committees (
  contract_id TEXT NOT NULL REFERENCES contracts,
  held_on TEXT NOT NULL,
  PRIMARY KEY (contract_id, held_on)
) STRICT;

CREATE INDEX audit_at ON audit (plan_id, at);
CREATE INDEX command_audit_at ON command_audit (plan_id, at);

ALTER TABLE rows ADD COLUMN aggregation TEXT CHECK (aggregation IN ('sum', 'mean', 'ratio'));
`,
};
