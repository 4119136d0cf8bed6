// The rows of plans at rest: the truth that the document's root `rows` is projected from. Rows are added and changed,
// never removed, so an id is never free again.
import type { PlanId, RowId } from '../../src/lib/contract/ids.ts';
import type { CellKind } from '../../src/lib/contract/kinds.ts';
import type { OrganisationId } from '../../src/lib/contract/ids.ts';
import {
  compareRows,
  type IndicatorAggregation,
  type IndicatorOrigin,
  type Row,
  type RowKind,
} from '../../src/lib/contract/rows.ts';
import { randomId } from './random-ids.ts';
import type { Database, Statement } from './sqlite.ts';

interface RowTableRow {
  id: RowId;
  plan_id: PlanId;
  kind: RowKind;
  fiche_id: RowId | null;
  position: number;
  archived: number;
  origin_row_id: RowId | null;
  number: number | null;
  axis: number | null;
  title: string | null;
  organisation_ids: string | null;
  origin: IndicatorOrigin | null;
  key: string | null;
  section: string | null;
  label: string | null;
  value_kind: CellKind | null;
  unit: string | null;
  aggregation: IndicatorAggregation | null;
  closed: number;
  signed: number;
}

const columns = [
  'id',
  'plan_id',
  'kind',
  'fiche_id',
  'position',
  'archived',
  'origin_row_id',
  'number',
  'axis',
  'title',
  'organisation_ids',
  'origin',
  'key',
  'section',
  'label',
  'value_kind',
  'unit',
  'aggregation',
  'closed',
  'signed',
] as const satisfies readonly (keyof RowTableRow)[];

/** What a column holds that this kind of row does not have. */
const nothing = {
  fiche_id: null,
  number: null,
  axis: null,
  title: null,
  organisation_ids: null,
  origin: null,
  key: null,
  section: null,
  label: null,
  value_kind: null,
  unit: null,
  aggregation: null,
  closed: 0,
};

function formatRow(planId: PlanId, row: Row): RowTableRow {
  const { id, kind, position } = row;
  const base = { ...nothing, id, plan_id: planId, kind, position };
  const state = {
    archived: row.archived ? 1 : 0,
    signed: row.signed === true ? 1 : 0,
    origin_row_id: row.originRowId,
  };
  switch (row.kind) {
    case 'fiche': {
      const { number, axis, title } = row;
      return {
        ...base,
        ...state,
        number,
        axis,
        title,
        organisation_ids: JSON.stringify(row.organisationIds),
        closed: row.closed === true ? 1 : 0,
      };
    }
    case 'indicator': {
      const { ficheId, origin, key, section, label, valueKind, unit } = row;
      return {
        ...base,
        ...state,
        fiche_id: ficheId,
        origin,
        key,
        section,
        label,
        value_kind: valueKind,
        unit,
        aggregation: row.aggregation ?? null,
      };
    }
    case 'entry':
      return { ...base, ...state, fiche_id: row.ficheId, key: row.key };
  }
}

function parseRow(row: RowTableRow): Row {
  const base = {
    id: row.id,
    position: row.position,
    archived: row.archived === 1,
    originRowId: row.origin_row_id,
    ...(row.signed === 1 ? { signed: true } : {}),
  };
  switch (row.kind) {
    case 'fiche':
      return {
        ...base,
        kind: 'fiche',
        number: present(row, 'number'),
        axis: present(row, 'axis'),
        title: present(row, 'title'),
        organisationIds: JSON.parse(present(row, 'organisation_ids')) as OrganisationId[],
        ...(row.closed === 1 ? { closed: true } : {}),
      };
    case 'indicator':
      return {
        ...base,
        kind: 'indicator',
        ficheId: present(row, 'fiche_id'),
        origin: present(row, 'origin'),
        key: row.key,
        section: present(row, 'section'),
        label: row.label,
        valueKind: present(row, 'value_kind'),
        unit: row.unit,
        ...(row.aggregation === null ? {} : { aggregation: row.aggregation }),
      };
    case 'entry':
      return { ...base, kind: 'entry', ficheId: present(row, 'fiche_id'), key: present(row, 'key') };
  }
}

/** The table's own checks make the null impossible; a file edited by hand could still hold one. */
function present<Column extends keyof RowTableRow>(
  row: RowTableRow,
  column: Column,
): NonNullable<RowTableRow[Column]> {
  const value = row[column];
  if (value === null) throw new Error(`row ${row.id} has no ${column}`);
  return value as NonNullable<RowTableRow[Column]>;
}

export class Rows {
  readonly #put: Statement<[RowTableRow], unknown>;
  readonly #ofPlan: Statement<[PlanId], RowTableRow>;
  readonly #exists: Statement<[string], unknown>;
  readonly #ficheCount: Statement<[PlanId], number>;

  constructor(database: Database) {
    const changed = columns
      .filter((column) => column !== 'id')
      .map((column) => `${column} = excluded.${column}`);
    this.#put = database.prepare(
      `INSERT INTO rows (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})
       ON CONFLICT (id) DO UPDATE SET ${changed.join(', ')} WHERE plan_id = excluded.plan_id`,
    );
    this.#ofPlan = database.prepare('SELECT * FROM rows WHERE plan_id = ?');
    this.#exists = database.prepare('SELECT 1 FROM rows WHERE id = ?');
    this.#ficheCount = database
      .prepare<[PlanId], number>(
        "SELECT count(*) FROM rows WHERE plan_id = ? AND kind = 'fiche' AND archived = 0",
      )
      .pluck();
  }

  /** Adds the row, or replaces it whole. Throws when another plan has that id. */
  put(planId: PlanId, row: Row): void {
    if (this.#put.run(formatRow(planId, row)).changes !== 1)
      throw new Error(`row ${row.id} is of another plan`);
  }

  /** In the order of positions, archived ones included. */
  ofPlan(planId: PlanId): Row[] {
    return this.#ofPlan.all(planId).map(parseRow).sort(compareRows);
  }

  ficheCount(planId: PlanId): number {
    return this.#ficheCount.get(planId) ?? 0;
  }

  newId(): RowId {
    let id = randomId<RowId>(10);
    while (this.#exists.get(id) !== undefined) id = randomId<RowId>(10);
    return id;
  }
}
