// The way from any released schema to the present one: numbered steps, frozen once released, each in a transaction with
// the number it leads to.
import { firstSchema } from './migrations/0001-first-schema.ts';
import { views } from './migrations/0002-views.ts';
import { rights } from './migrations/0003-rights.ts';
import { history } from './migrations/0004-history.ts';
import { madeAt } from './migrations/0005-made-at.ts';
import { addRowChecksum } from './row-checksum.ts';
import type { Database } from './sqlite.ts';

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

export const migrations: readonly Migration[] = [firstSchema, views, rights, history, madeAt];

export const schemaVersion = migrations.at(-1)?.version ?? 0;

export function readSchemaVersion(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

export function migrate(database: Database, steps: readonly Migration[] = migrations): void {
  addRowChecksum(database);
  for (const { version, sql } of steps) {
    if (version <= readSchemaVersion(database)) continue;
    database.transaction(() => {
      database.exec(sql);
      database.pragma(`user_version = ${version}`);
    })();
  }
}

/** Every table and index as SQLite keeps it, by name: what two databases of one version have in common. */
export function dumpSchema(database: Database): string {
  const statements = database
    .prepare<[], { sql: string }>(
      'SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name',
    )
    .all();
  return statements.map(({ sql }) => `${sql};\n`).join('\n');
}
