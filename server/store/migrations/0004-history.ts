// Frozen: released databases went through it. A change of the schema is a new file.

export const history = {
  version: 4,
  name: 'history',
  sql: `
ALTER TABLE audit ADD COLUMN unseen INTEGER NOT NULL DEFAULT 0 CHECK (unseen IN (0, 1));
ALTER TABLE audit ADD COLUMN checksum BLOB;
UPDATE audit SET checksum =
  row_checksum(plan_id, epoch, seq, at, user_id, gesture_id, gesture, cell, before, after, kept, unseen);
CREATE INDEX audit_lost ON audit (gesture_id) WHERE kept = 0;

ALTER TABLE command_audit ADD COLUMN checksum BLOB;
UPDATE command_audit SET checksum =
  row_checksum(plan_id, epoch, seq, at, user_id, row_id, command, inverse);

CREATE TABLE moments (
  id TEXT PRIMARY KEY,
  plan_id TEXT NOT NULL REFERENCES plans,
  at INTEGER NOT NULL,
  name TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX moments_plan ON moments (plan_id, at);

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
