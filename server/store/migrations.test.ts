import { createHash } from 'node:crypto';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { root } from '../../tests/helpers/source-tree.ts';
import { temporaryFolder } from '../../tests/helpers/store-fixture.ts';
import { dumpSchema, migrate, migrations, readSchemaVersion, schemaVersion } from './migrations.ts';
import { openStore } from './store.ts';

/** SHA-256 of the SQL of each released step. A step that databases went through never changes; add the next one instead. */
const frozen: readonly string[] = [
  '10df61cc2c2e80aa505ab0615e82d5b924ac99281bce10ac563182b062999604',
  '2d02f22b488ce0f775148df644257afb0f0ee96012e98e6b47df986dc0e94154',
  '0d2f8cc5b427a2467aca5ad85535f2fbcedbb83ba7162c0f04cb7b9edf90b8c8',
  '12023ae27792515a5d17dbb191823ae60f0174ddf55ac67d95bf5bf956575341',
  'da4d1a884b48d3b1c222ff89a569ff7ed384e114c2acd5fbe69d10b2857df6ec',
];

describe('migrations', () => {
  it('ST8 a database migrated from any version has the schema of a fresh one', () => {
    const fresh = new SqliteDatabase(':memory:');
    migrate(fresh);
    for (let version = 0; version < schemaVersion; version += 1) {
      const old = new SqliteDatabase(':memory:');
      migrate(old, migrations.slice(0, version));
      expect(readSchemaVersion(old)).toBe(version);
      migrate(old);
      expect(dumpSchema(old)).toBe(dumpSchema(fresh));
      expect(readSchemaVersion(old)).toBe(schemaVersion);
    }
  });

  it('ST8 a file of every released version opens, sound and with all that was in it', async () => {
    const fresh = new SqliteDatabase(':memory:');
    migrate(fresh);
    for (let version = 1; version <= schemaVersion; version += 1) {
      const released = join(root, `tests/fixtures/databases/version-${version}.db`);
      // The present version's own is made before the next step.
      if (version === schemaVersion && !existsSync(released)) continue;
      const folder = temporaryFolder();
      const file = join(folder.path, 'trame.db');
      copyFileSync(released, file);
      const opened = openStore(file);
      if (!opened.ok) throw new Error(opened.code);
      const store = opened.value;
      expect(await store.examine()).toMatchObject({ plans: 1, rows: 86, updates: 2, problems: [] });
      expect(store.plans.ids().flatMap((id) => store.audit.ofPlan(id))).toMatchObject([
        { after: '1' },
        { after: '2' },
      ]);
      store.close();
      const migrated = new SqliteDatabase(file);
      expect(dumpSchema(migrated)).toBe(dumpSchema(fresh));
      migrated.close();
      folder.remove();
    }
  });

  it('ST8 released steps are frozen and numbered without a gap', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
    expect(migrations.map(({ sql }) => createHash('sha256').update(sql).digest('hex'))).toEqual(frozen);
  });

  it('ST8 a step that fails leaves the database as it was', () => {
    const database = new SqliteDatabase(':memory:');
    migrate(database);
    const before = dumpSchema(database);
    const broken = {
      version: schemaVersion + 1,
      name: 'broken',
      sql: 'CREATE TABLE half (id INTEGER); CREATE nonsense',
    };
    expect(() => migrate(database, [...migrations, broken])).toThrow();
    expect(dumpSchema(database)).toBe(before);
    expect(readSchemaVersion(database)).toBe(schemaVersion);
  });
});
