// Frozen: released databases went through it. A change of the schema is a new file.

/** The 0 is `unseen`, which the next step adds. */
export const checksums = {
  version: 4,
  name: 'checksums',
  sql: `
ALTER TABLE audit ADD COLUMN checksum BLOB;
UPDATE audit SET checksum =
  row_checksum(plan_id, epoch, seq, at, user_id, gesture_id, gesture, cell, before, after, kept, 0);

ALTER TABLE command_audit ADD COLUMN checksum BLOB;
UPDATE command_audit SET checksum =
  row_checksum(plan_id, epoch, seq, at, user_id, row_id, command, inverse);
`,
};
