// Frozen: released databases went through it. A change of the schema is a new file.

export const firstSchema = {
  version: 1,
  name: 'first-schema',
  sql: `
CREATE TABLE users (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  is_admin INTEGER NOT NULL CHECK (is_admin IN (0, 1)),
  disabled_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  id_hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE contracts (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  parties TEXT NOT NULL CHECK (json_valid(parties)),
  contract_total REAL,
  envelopes TEXT NOT NULL CHECK (json_valid(envelopes)),
  payments TEXT NOT NULL CHECK (json_valid(payments)),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE axes (
  contract_id TEXT NOT NULL REFERENCES contracts,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  PRIMARY KEY (contract_id, number)
) STRICT;

CREATE TABLE organisations (
  id TEXT PRIMARY KEY,
  contract_id TEXT NOT NULL REFERENCES contracts,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  UNIQUE (contract_id, name)
) STRICT;

CREATE TABLE memberships (
  user_id TEXT NOT NULL REFERENCES users,
  contract_id TEXT NOT NULL REFERENCES contracts,
  role TEXT NOT NULL CHECK (role IN ('coordinator', 'viewer')),
  organisation_id TEXT REFERENCES organisations,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, contract_id)
) STRICT;
CREATE INDEX memberships_contract ON memberships (contract_id);

CREATE TABLE invitations (
  token_hash TEXT PRIMARY KEY,
  contract_id TEXT NOT NULL REFERENCES contracts,
  role TEXT NOT NULL CHECK (role IN ('coordinator', 'viewer')),
  inviter_id TEXT REFERENCES users,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  used_by TEXT REFERENCES users
) STRICT;

CREATE TABLE password_resets (
  token_hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users,
  created_by TEXT REFERENCES users,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE plans (
  id TEXT PRIMARY KEY,
  contract_id TEXT NOT NULL REFERENCES contracts,
  title TEXT NOT NULL,
  exercise TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  envelope REAL,
  phase TEXT NOT NULL CHECK (phase IN ('draft', 'signed', 'closed')),
  epoch INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  edited_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX plans_contract ON plans (contract_id);

CREATE TABLE rows (
  id TEXT PRIMARY KEY,
  plan_id TEXT NOT NULL REFERENCES plans,
  kind TEXT NOT NULL CHECK (kind IN ('fiche', 'indicator', 'entry')),
  fiche_id TEXT REFERENCES rows,
  position REAL NOT NULL,
  archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
  origin_row_id TEXT,
  number INTEGER,
  axis INTEGER,
  title TEXT,
  organisation_ids TEXT CHECK (json_valid(organisation_ids)),
  origin TEXT,
  key TEXT,
  section TEXT,
  label TEXT,
  value_kind TEXT,
  unit TEXT,
  CHECK ((kind = 'fiche') = (fiche_id IS NULL)),
  CHECK (kind <> 'fiche' OR (number IS NOT NULL AND axis IS NOT NULL AND title IS NOT NULL AND organisation_ids IS NOT NULL)),
  CHECK (kind <> 'indicator' OR (origin IN ('key', 'template', 'added') AND section IS NOT NULL AND value_kind IS NOT NULL)),
  CHECK (kind <> 'entry' OR key IS NOT NULL)
) STRICT;
CREATE INDEX rows_plan ON rows (plan_id);
CREATE INDEX rows_fiche ON rows (fiche_id);

CREATE TABLE leases (
  id TEXT PRIMARY KEY,
  plan_id TEXT NOT NULL REFERENCES plans,
  user_id TEXT NOT NULL REFERENCES users,
  client_id INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  last_frame INTEGER NOT NULL,
  granted_at INTEGER NOT NULL,
  retired_at INTEGER,
  UNIQUE (plan_id, client_id)
) STRICT;

CREATE TABLE updates (
  plan_id TEXT NOT NULL REFERENCES plans,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (plan_id, epoch, seq)
) STRICT;

CREATE TABLE snapshots (
  plan_id TEXT NOT NULL REFERENCES plans,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (plan_id, epoch, seq)
) STRICT;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  plan_id TEXT NOT NULL REFERENCES plans,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  user_id TEXT NOT NULL REFERENCES users,
  gesture_id TEXT NOT NULL,
  gesture TEXT NOT NULL,
  cell TEXT NOT NULL,
  before TEXT CHECK (json_valid(before)),
  after TEXT CHECK (json_valid(after)),
  kept INTEGER NOT NULL CHECK (kept IN (0, 1))
) STRICT;
CREATE INDEX audit_cell ON audit (plan_id, cell);

CREATE TABLE command_audit (
  id INTEGER PRIMARY KEY,
  plan_id TEXT NOT NULL REFERENCES plans,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  user_id TEXT NOT NULL REFERENCES users,
  row_id TEXT NOT NULL REFERENCES rows,
  command TEXT NOT NULL CHECK (json_valid(command)),
  inverse TEXT NOT NULL CHECK (json_valid(inverse))
) STRICT;
CREATE INDEX command_audit_row ON command_audit (row_id);
`,
};
