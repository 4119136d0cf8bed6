// Frozen: released databases went through it. A change of the schema is a new file.

export const madeAt = {
  version: 5,
  name: 'made-at',
  sql: `
ALTER TABLE audit ADD COLUMN made_at INTEGER;
`,
};
