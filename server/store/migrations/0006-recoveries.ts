// Frozen: released databases went through it. A change of the schema is a new file.

export const recoveries = {
  version: 6,
  name: 'recoveries',
  sql: `
CREATE TABLE recoveries (
  plan_id TEXT NOT NULL REFERENCES plans,
  epoch INTEGER NOT NULL,
  at INTEGER NOT NULL,
  state_at INTEGER NOT NULL,
  PRIMARY KEY (plan_id, epoch)
) STRICT;

CREATE TABLE backup_moment (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at INTEGER NOT NULL
) STRICT;
`,
};
