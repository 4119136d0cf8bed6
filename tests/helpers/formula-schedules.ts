// Random plans with formulas and random steps on them: edits of values and formulas of every kind of reference, broken ones and
// circles among them, and rows that come, move, go and come back. One seed gives one schedule.
import { RandomSource } from './random-source.ts';
import { type CellKey, cellKey, columnId, type RowId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import type { Plan } from '../../src/lib/contract/plan.ts';
import type { FicheRow, IndicatorRow, Row } from '../../src/lib/contract/rows.ts';
import type { DocumentContent } from '../../src/lib/document/read.ts';
import { testRowId } from './example-content.ts';

export type ScheduleStep =
  | { readonly type: 'edit'; readonly writes: readonly { key: CellKey; value: Scalar | null }[] }
  | { readonly type: 'rows'; readonly what: string; readonly rows: ReadonlyMap<RowId, Row> };

const ficheColumns = [
  'p104',
  'reliquats',
  'collectivite',
  'collectivite_directs',
  'beneficiaires_total',
  'p104@spent',
  'p104@comment',
  'calendrier.debut',
];
const indicatorColumns = ['target', 'target@realised', 'comment'];
const readOnFiches = [
  ...ficheColumns,
  'cout_total',
  'cout_unitaire',
  'taux_cofinancement',
  'fr_cout_horaire',
];
const readOnIndicators = [...indicatorColumns, 'taux_realisation'];

export class FormulaSchedule {
  readonly #random: RandomSource;
  readonly #readsColumns: boolean;
  content: DocumentContent;
  #made = 0;

  /** `columns: false`: formulas name cells only. */
  constructor(seed: number, { columns = true } = {}) {
    this.#readsColumns = columns;
    this.#random = new RandomSource(seed);
    const rows = new Map<RowId, Row>();
    const count = 1 + this.#random.below(4);
    for (let index = 0; index < count; index += 1) this.#addFiche(rows);
    this.content = { plan: planOf(), rows, cells: new Map() };
    const writes = Array.from({ length: 4 + this.#random.below(14) }, () => this.#write());
    this.content = { ...this.content, cells: cellsAfter(this.content.cells, writes) };
  }

  /** Makes a step and takes it: `content` is then what it leads to. */
  next(): ScheduleStep {
    if (this.#random.below(4) === 0) {
      const { what, rows } = this.#changeRows();
      this.content = { ...this.content, rows };
      return { type: 'rows', what, rows };
    }
    const writes = Array.from({ length: 1 + this.#random.below(3) }, () => this.#write());
    this.content = { ...this.content, cells: cellsAfter(this.content.cells, writes) };
    return { type: 'edit', writes };
  }

  #addFiche(rows: Map<RowId, Row>): void {
    this.#made += 1;
    const number = this.#made;
    const fiche: FicheRow = {
      kind: 'fiche',
      id: testRowId(number * 100),
      number,
      axis: 1 + this.#random.below(3),
      title: `Action ${number}`,
      organisationIds: [],
      position: this.#random.below(5),
      archived: this.#random.below(6) === 0,
      originRowId: null,
    };
    rows.set(fiche.id, fiche);
    const indicators = this.#random.below(3);
    for (let nth = 1; nth <= indicators; nth += 1) {
      const isHours = nth === 1 && this.#random.below(2) === 0;
      const indicator: IndicatorRow = {
        kind: 'indicator',
        id: testRowId(number * 100 + nth),
        ficheId: fiche.id,
        origin: isHours ? 'template' : 'key',
        key: isHours ? 'fr_heures' : null,
        section: 'cles',
        label: isHours ? null : `Libre ${number}.${nth}`,
        valueKind: isHours ? 'hours' : this.#random.pick(['count', 'percent', 'money', 'text'] as const),
        unit: null,
        position: this.#random.below(3),
        archived: this.#random.below(6) === 0,
        originRowId: null,
      };
      rows.set(indicator.id, indicator);
    }
  }

  #changeRows(): { what: string; rows: ReadonlyMap<RowId, Row> } {
    const rows = new Map(this.content.rows);
    const row = this.#random.pick([...rows.values()]);
    switch (this.#random.below(4)) {
      case 0:
        if (rows.size < 14) this.#addFiche(rows);
        return { what: 'insert', rows };
      case 1:
        rows.set(row.id, { ...row, archived: !row.archived });
        return { what: `archive or restore ${row.id}`, rows };
      case 2:
        rows.set(row.id, { ...row, position: this.#random.below(6) });
        return { what: `move ${row.id}`, rows };
      default:
        if (row.kind === 'fiche') rows.set(row.id, { ...row, axis: 1 + this.#random.below(3) });
        return { what: `other axis ${row.id}`, rows };
    }
  }

  #write(): { key: CellKey; value: Scalar | null } {
    const row = this.#random.pick([...this.content.rows.values()]);
    const column = this.#random.pick(row.kind === 'fiche' ? ficheColumns : indicatorColumns);
    return { key: cellKey(row.id, columnId(column)), value: this.#value() };
  }

  #value(): Scalar | null {
    switch (this.#random.below(10)) {
      case 0:
        return null;
      case 1:
        return this.#random.pick(['NC', 'environ 12', '1.000', '']);
      case 2:
      case 3:
        return this.#random.pick([0, 5, 12.5, -3, '300', '1 200,50']);
      case 4:
        return this.#random.pick([
          '=1+',
          '={zzzzzzzzzz:p104}',
          '={.:nowhere}',
          '=SUM({*:nowhere})',
          '=1/0',
          '="a"',
          '=TRUE',
        ]);
      default:
        return `=${this.#expression(2)}`;
    }
  }

  #expression(depth: number): string {
    const inner = (): string => (depth === 0 ? this.#operand() : this.#expression(depth - 1));
    switch (this.#random.below(8)) {
      case 0:
        return `${inner()}+${inner()}`;
      case 1:
        return `${inner()}/${this.#operand()}`;
      case 2:
        return `${this.#random.pick(['SUM', 'MAX', 'AVERAGE', 'COUNTA', 'COUNTBLANK'])}(${this.#column()})`;
      case 3:
        return `IF(${this.#operand()}>5,${inner()},${inner()})`;
      case 4:
        return `IFERROR(${inner()},7)`;
      case 5:
        return `ROUND(${inner()},1)`;
      case 6:
        return `SUMIF(${this.#column()},">1",${this.#column()})`;
      default:
        return this.#operand();
    }
  }

  #operand(): string {
    switch (this.#random.below(6)) {
      case 0:
        return String(this.#random.below(9));
      case 1:
      case 2:
        return `{.:${this.#random.pick([...readOnFiches, 'target'])}}`;
      default: {
        const row = this.#random.pick([...this.content.rows.values()]);
        return `{${row.id}:${this.#random.pick(row.kind === 'fiche' ? readOnFiches : readOnIndicators)}}`;
      }
    }
  }

  #column(): string {
    if (!this.#readsColumns) return this.#operand();
    return `{*:${this.#random.pick([...readOnFiches, ...readOnIndicators])}}`;
  }
}

function cellsAfter(
  cells: ReadonlyMap<CellKey, Scalar>,
  writes: readonly { key: CellKey; value: Scalar | null }[],
): ReadonlyMap<CellKey, Scalar> {
  const after = new Map(cells);
  for (const { key, value } of writes) {
    if (value === null) after.delete(key);
    else after.set(key, value);
  }
  return after;
}

function planOf(): Plan {
  return {
    id: 'plan-random' as Plan['id'],
    contractId: 'contract-random' as Plan['contractId'],
    contractTitle: '',
    title: '',
    exercise: '2024-2025',
    startsOn: '2024-09-01',
    endsOn: '2025-06-30',
    envelope: 246_000,
    phase: 'draft',
    axes: [1, 2, 3].map((number) => ({ number, title: `Axe ${number}` })),
    organisations: [],
  };
}
