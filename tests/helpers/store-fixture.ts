// A real store in a folder of its own, with an account and the Metz example, for tests of what is on disk.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import type { CellKey, GestureId, LeaseId, PlanId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import { applyCells } from '../../src/lib/document/apply.ts';
import type { User } from '../../server/app-services.ts';
import { LocalContracts } from '../../server/auth/contracts.ts';
import { publicUser } from '../../server/auth/sessions.ts';
import type { Commit } from '../../server/store/ports.ts';
import { openDatabase } from '../../server/store/database.ts';
import type { DurableDatabase } from '../../server/store/durable-database.ts';
import { Store } from '../../server/store/store.ts';

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'trame-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function openedDatabase(file: string, foldEvery?: number): DurableDatabase {
  const opened = openDatabase(file, undefined, foldEvery);
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.details.join(', ')}`);
  return opened.value;
}

/** The password's hash is none: nobody signs in with it. */
export function addUser(store: Store, email: string, isAdmin = false): User {
  return publicUser(store.users.add({ email, name: `Name of ${email}`, passwordHash: 'none', isAdmin }, 0));
}

/** Another file has taken the database's place: nothing vouches for it yet. */
export function forgetFiles(databaseFile: string): void {
  for (const suffix of ['-pages', '-pages.next', '-last']) rmSync(databaseFile + suffix, { force: true });
}

export class StoreFixture {
  readonly file: string;
  readonly user: User;
  readonly planId: PlanId;
  readonly contracts: LocalContracts;
  /** The store's own handle. */
  database: DurableDatabase;
  store: Store;
  readonly #folder = temporaryFolder();
  readonly #foldEvery: number | undefined;

  /** `foldEvery` frames of its log are folded into the database. */
  constructor(foldEvery?: number) {
    this.#foldEvery = foldEvery;
    this.file = join(this.#folder.path, 'trame.db');
    this.database = openedDatabase(this.file, foldEvery);
    this.store = new Store(this.database, () => 1000);
    this.user = addUser(this.store, 'ana@metz.fr', true);
    this.contracts = new LocalContracts(this.store, () => 1000);
    const loaded = this.contracts.loadExample(this.user, this.user, 'metz');
    if (!loaded.ok) throw new Error(loaded.code);
    this.planId = loaded.value.planId;
  }

  reopen(): void {
    this.store.close();
    this.database = openedDatabase(this.file, this.#foldEvery);
    this.store = new Store(this.database, () => 1000);
  }

  /** The document as the log has it. */
  readDoc(): Y.Doc {
    const loaded = this.store.planStore.load(this.planId);
    if (!loaded.ok) throw new Error(loaded.code);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, loaded.value.snapshot);
    for (const { bytes } of loaded.value.updates) Y.applyUpdate(doc, bytes);
    return doc;
  }

  /** A commit that writes one cell, by a lease of its own unless one is given. */
  commitOf(key: CellKey, value: Scalar | null, lease?: { id: LeaseId; frame: number }): Commit {
    const granted = lease ?? { id: this.store.planStore.grantLease(this.planId, this.user.id).id, frame: 1 };
    const doc = this.readDoc();
    const before = Y.encodeStateVector(doc);
    applyCells(doc, [{ key, value }], null);
    return {
      planId: this.planId,
      epoch: 1,
      at: 2000,
      update: Y.encodeStateAsUpdate(doc, before),
      audit: [
        {
          at: 2000,
          userId: this.user.id,
          gestureId: 'g1' as GestureId,
          gesture: 'typing',
          key,
          before: null,
          after: value,
          kept: true,
          unseen: false,
          madeAt: null,
        },
      ],
      leaseFrames: [{ leaseId: granted.id, frame: granted.frame }],
      rows: [],
      commands: [],
    };
  }

  /** P104 of the first action. */
  firstCell(): CellKey {
    const fiche = this.store.rows.ofPlan(this.planId).find((row) => row.kind === 'fiche');
    if (fiche === undefined) throw new Error('no action');
    return `${fiche.id}:p104` as CellKey;
  }

  dispose(): void {
    this.store.close();
    this.#folder.remove();
  }
}
