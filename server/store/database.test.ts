import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/helpers/store-fixture.ts';
import { openDatabase } from './database.ts';
import { schemaVersion } from './migrations.ts';
import { openStore } from './store.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;

beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'trame.db');
});
afterEach(() => folder.remove());

function openAndClose(): void {
  const opened = openDatabase(file);
  if (!opened.ok) throw new Error(opened.code);
  opened.value.close();
}

describe('opening the database', () => {
  it('ST1 every open, the first and the next, writes through to the disk at each commit', () => {
    openAndClose();
    const reopened = openDatabase(file);
    if (!reopened.ok) throw new Error(reopened.code);
    const pragma = (name: string): unknown => reopened.value.pragma(name, { simple: true });
    expect({
      mode: pragma('journal_mode'),
      sync: pragma('synchronous'),
      keys: pragma('foreign_keys'),
    }).toEqual({
      mode: 'wal',
      sync: 2,
      keys: 1,
    });
    reopened.value.close();
  });

  it('makes a file that only its owner reads', () => {
    openAndClose();
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  it('says that a file is damaged when it is no database', () => {
    writeFileSync(file, 'not a database, but long enough to be read as the header of one'.repeat(20));
    expect(openDatabase(file)).toMatchObject({ ok: false, code: 'database_damaged' });
  });

  it('says that a file is damaged when its pages are', () => {
    openAndClose();
    const bytes = readFileSync(file);
    // The b-tree header of the schema's own page stays; those after it are overwritten.
    bytes.fill(0xaa, 4096 * 2, 4096 * 12);
    writeFileSync(file, bytes);
    const opened = openDatabase(file);
    expect(opened).toMatchObject({ ok: false, code: 'database_damaged' });
    expect(opened.ok ? [] : opened.details).not.toEqual([]);
  });

  it('takes another program’s database for a damaged one, and leaves it as it is', () => {
    const other = new SqliteDatabase(file);
    other.exec('CREATE TABLE invoices (id INTEGER)');
    other.close();
    const before = readFileSync(file);
    expect(openDatabase(file)).toMatchObject({ ok: false, code: 'database_damaged' });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses a database of a newer version, and leaves it as it is', () => {
    openAndClose();
    const newer = new SqliteDatabase(file);
    newer.pragma(`user_version = ${schemaVersion + 1}`);
    newer.close();
    const before = readFileSync(file);
    expect(openDatabase(file)).toMatchObject({ ok: false, code: 'database_too_new' });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('says that it cannot write where a folder stands in the file’s place', () => {
    expect(openDatabase(folder.path)).toMatchObject({ ok: false, code: 'data_dir_not_writable' });
  });

  it('ST12 takes an empty file for a damaged database, and leaves it as it is', () => {
    writeFileSync(file, '');
    expect(openDatabase(file)).toMatchObject({ ok: false, code: 'database_damaged' });
    expect(statSync(file).size).toBe(0);
  });

  it('ST12 does not begin anew beside the log of a database that was lost', () => {
    writeFileSync(`${file}-wal`, 'the last commits');
    expect(openDatabase(file)).toMatchObject({ ok: false, code: 'database_damaged' });
    expect(readdirSync(folder.path)).toEqual(['trame.db-wal']);
  });

  it('ST12 starts again after a first start that was cut short', () => {
    writeFileSync(`${file}.unfinished`, 'half a database');
    openAndClose();
    expect(readdirSync(folder.path)).toEqual(['trame.db', 'trame.db-last', 'trame.db-pages']);
  });

  it('says that a schema is damaged when a table lost a column', () => {
    openAndClose();
    const other = new SqliteDatabase(file);
    other.exec('ALTER TABLE users DROP COLUMN name');
    other.close();
    expect(openStore(file)).toMatchObject({ ok: false, code: 'database_damaged' });
    // Nothing holds on to it.
    const again = new SqliteDatabase(file, { timeout: 0 });
    expect(() => again.exec('BEGIN EXCLUSIVE')).not.toThrow();
    again.close();
  });
});
