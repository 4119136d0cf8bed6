// Frozen: released databases went through it. A change of the schema is a new file.

export const history = {
  version: 5,
  name: 'history',
  sql: `
ALTER TABLE audit ADD COLUMN unseen INTEGER NOT NULL DEFAULT 0 CHECK (unseen IN (0, 1));
CREATE INDEX audit_lost ON audit (gesture_id) WHERE kept = 0;

CREATE TABLE moments (
  id TEXT PRIMARY KEY,
  plan_id TEXT NOT NULL REFERENCES plans,
  at INTEGER NOT NULL,
  name TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX moments_plan ON moments (plan_id, at);
`,
};
