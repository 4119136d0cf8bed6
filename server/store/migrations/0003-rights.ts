// Frozen: released databases went through it. A change of the schema is a new file.

export const rights = {
  version: 3,
  name: 'rights',
  sql: `
CREATE TABLE memberships_3 (
  user_id TEXT NOT NULL REFERENCES users,
  contract_id TEXT NOT NULL REFERENCES contracts,
  role TEXT NOT NULL CHECK (role IN ('coordinator', 'partner', 'state', 'viewer')),
  organisation_id TEXT REFERENCES organisations,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, contract_id)
) STRICT;
INSERT INTO memberships_3 SELECT user_id, contract_id, role, organisation_id, created_at FROM memberships ORDER BY rowid;
DROP TABLE memberships;
ALTER TABLE memberships_3 RENAME TO memberships;
CREATE INDEX memberships_contract ON memberships (contract_id);

CREATE TABLE invitations_3 (
  token_hash TEXT PRIMARY KEY,
  contract_id TEXT NOT NULL REFERENCES contracts,
  role TEXT NOT NULL CHECK (role IN ('coordinator', 'partner', 'state', 'viewer')),
  organisation_id TEXT REFERENCES organisations,
  inviter_id TEXT REFERENCES users,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  used_by TEXT REFERENCES users
) STRICT;
INSERT INTO invitations_3 (token_hash, contract_id, role, inviter_id, created_at, expires_at, used_at, used_by)
  SELECT token_hash, contract_id, role, inviter_id, created_at, expires_at, used_at, used_by FROM invitations ORDER BY rowid;
DROP TABLE invitations;
ALTER TABLE invitations_3 RENAME TO invitations;
CREATE INDEX invitations_contract ON invitations (contract_id);

ALTER TABLE sessions ADD COLUMN created_at INTEGER;

ALTER TABLE rows ADD COLUMN closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1));
ALTER TABLE rows ADD COLUMN signed INTEGER NOT NULL DEFAULT 0 CHECK (signed IN (0, 1));

CREATE TABLE versions (
  plan_id TEXT NOT NULL REFERENCES plans,
  number INTEGER NOT NULL,
  signed_at INTEGER NOT NULL,
  signed_by TEXT NOT NULL REFERENCES users,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  content BLOB NOT NULL,
  checksum BLOB NOT NULL,
  PRIMARY KEY (plan_id, number)
) STRICT;
`,
};
