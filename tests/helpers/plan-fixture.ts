// A real store in a folder of its own with one small plan, for tests that need rows and leases but no server.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import * as Y from 'yjs';
import type { CellKey, PlanId, RowId, UserId } from '../../src/lib/contract/ids.ts';
import type { FicheRow, IndicatorRow, Row } from '../../src/lib/contract/rows.ts';
import { applyRows } from '../../src/lib/document/apply.ts';
import { coordinatorRights, readerRights } from './rights.ts';
import type { CommandActor } from '../../server/sync/room.ts';
import { openStore, type Store } from '../../server/store/store.ts';

export interface PlanFixture {
  readonly store: Store;
  readonly planId: PlanId;
  readonly coordinator: { readonly id: UserId; readonly name: string };
  readonly viewer: { readonly id: UserId; readonly name: string };
  /** Fiches 1 and 2 on axis 1, the archived fiche 3 on axis 2. */
  readonly fiches: readonly [FicheRow, FicheRow, FicheRow];
  /** Of fiche 1: a template row; and of the archived fiche. */
  readonly indicators: readonly [IndicatorRow, IndicatorRow];
  /** Runs SQL beside the store: what a stray hand would do to the file. */
  alter(sql: string): void;
  /** The one number that the query gives. */
  count(sql: string): number;
  dispose(): void;
}

/** The coordinator, as whoever runs a command. */
export function actorOf({ coordinator }: PlanFixture): CommandActor {
  return { ...coordinator, role: 'coordinator' };
}

export function cell(row: Row, column: string): CellKey {
  return `${row.id}:${column}` as CellKey;
}

export function createPlanFixture(clock: () => number = () => 1_700_000_000_000): PlanFixture {
  const folder = mkdtempSync(join(tmpdir(), 'trame-plan-'));
  const opened = openStore(join(folder, 'trame.db'), clock);
  if (!opened.ok) throw new Error(opened.code);
  const store = opened.value;
  const addUser = (email: string, name: string): { id: UserId; name: string } => {
    const { id } = store.users.add({ email, name, passwordHash: 'x', isAdmin: false }, clock());
    return { id, name };
  };
  const coordinator = addUser('claire@exemple.fr', 'Claire');
  const viewer = addUser('denis@exemple.fr', 'Denis');
  const contractId = store.contracts.add(
    {
      title: 'CTAI',
      parties: ['Ville'],
      axes: [
        { number: 1, title: 'Langue' },
        { number: 2, title: 'Emploi' },
      ],
      organisations: [],
      contractTotal: null,
      envelopes: [],
      payments: [],
    },
    clock(),
  );
  const planId = store.plans.add(
    {
      contractId,
      title: 'Plan',
      exercise: '2024-2025',
      startsOn: '2024-09-01',
      endsOn: '2025-06-30',
      envelope: 246_000,
      phase: 'draft',
    },
    clock(),
  );
  store.memberships.put(coordinator.id, contractId, coordinatorRights, clock());
  store.memberships.put(viewer.id, contractId, readerRights, clock());
  const fiches = [fiche(1, 1, false), fiche(2, 1, false), fiche(3, 2, true)] as const;
  const indicators = [indicator(fiches[0].id, 1), indicator(fiches[2].id, 2)] as const;
  const plan = store.plans.byId(planId)?.plan ?? null;
  const doc = new Y.Doc();
  applyRows(doc, [...fiches, ...indicators], plan, null);
  store.transaction(() =>
    store.addFirstDocument(planId, [...fiches, ...indicators], Y.encodeStateAsUpdate(doc)),
  );
  return {
    store,
    planId,
    coordinator,
    viewer,
    fiches,
    indicators,
    alter: (sql) => {
      const beside = new SqliteDatabase(join(folder, 'trame.db'));
      beside.exec(sql);
      beside.close();
    },
    count: (sql) => {
      const beside = new SqliteDatabase(join(folder, 'trame.db'), { readonly: true });
      const value = beside.prepare<[], number>(sql).pluck().get() ?? Number.NaN;
      beside.close();
      return value;
    },
    dispose: () => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function rowId(letter: string, number: number): RowId {
  return `${letter.repeat(9)}${number}` as RowId;
}

function fiche(number: number, axis: number, archived: boolean): FicheRow {
  return {
    kind: 'fiche',
    id: rowId('f', number),
    number,
    axis,
    title: `Action ${number}`,
    organisationIds: [],
    position: number,
    archived,
    originRowId: null,
  };
}

function indicator(ficheId: RowId, number: number): IndicatorRow {
  return {
    kind: 'indicator',
    id: rowId('j', number),
    ficheId,
    origin: 'template',
    key: 'fr_heures',
    section: 'apprentissage_francais',
    label: null,
    valueKind: 'hours',
    unit: 'h',
    position: 1,
    archived: false,
    originRowId: null,
  };
}
