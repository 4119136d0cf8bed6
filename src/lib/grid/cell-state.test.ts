import { describe, expect, it } from 'vitest';
import { plainFormulas } from '../../../tests/helpers/grid-table.ts';
import type { FormulaResult } from '../contract/derived.ts';
import { exampleContent, ficheIdOf, signed } from '../../../tests/helpers/example-content.ts';
import type { DerivedRow, TotalRow } from '../calc/derived-plan.ts';
import { cellKey, columnId, type RowId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { Row } from '../contract/rows.ts';
import type { DocumentContent } from '../document/read.ts';
import { grid } from '../i18n/fr/grid.ts';
import { type CellContext, type CellState, cellState } from './cell-state.ts';
import { columnsOfTab, flatColumns, type PlanTab, planTabs } from './columns.ts';
import { noFilter, rowsOfTab, totalRow } from './row-model.ts';
import type { Rights } from '../contract/permissions.ts';
import { looksLocked } from './lock-sentence.ts';
import { coordinatorRights, partnerRights, readerRights } from '../../../tests/helpers/rights.ts';

const metz = exampleContent();
const second = ficheIdOf(metz, 2);

interface Scene {
  readonly content?: DocumentContent;
  readonly derived?: DerivedRow;
  readonly overall?: TotalRow;
  readonly formula?: FormulaResult;
  readonly rights?: Rights;
}

/** What the cell of a row and a column shows; the engine’s answers are given, not computed. */
function stateOf(rowId: string, column: string, scene: Scene = {}): CellState {
  const content = scene.content ?? metz;
  const context: CellContext = {
    content,
    derived: {
      row: () => scene.derived,
      axis: () => scene.overall,
      overall: () => scene.overall ?? {},
      formula: () => scene.formula,
    },
    rights: scene.rights ?? coordinatorRights,
    words: grid,
    formulas: plainFormulas,
  };
  for (const tab of planTabs) {
    const found = flatColumns(columnsOfTab(tab, grid.columns, 'draft')).find(({ id }) => id === column);
    const row = [...rows(tab, content), totalRow].find(({ id }) => id === rowId);
    if (found !== undefined && row !== undefined) return cellState(row, found, context);
  }
  throw new Error(`no cell ${rowId} ${column}`);
}

function rows(tab: PlanTab, content: DocumentContent) {
  return rowsOfTab(tab, content, { ...noFilter, showsArchived: true }, { keySection: '' });
}

function withCell(column: string, value: Scalar | null): DocumentContent {
  const cells = new Map(metz.cells);
  if (value === null) cells.delete(cellKey(second, columnId(column)));
  else cells.set(cellKey(second, columnId(column)), value);
  return { ...metz, cells };
}

function withRow(id: RowId, change: Partial<Row>): DocumentContent {
  return { ...metz, rows: new Map([...metz.rows, [id, { ...metz.rows.get(id), ...change } as Row]]) };
}

function indicatorOf(key: string): RowId {
  const row = [...metz.rows.values()].find((one) => one.kind === 'indicator' && one.key === key);
  if (row === undefined) throw new Error(`no ${key}`);
  return row.id;
}

describe('typed cells', () => {
  it('GR20 a figure stands right, in French form, without its unit', () => {
    expect(stateOf(second, 'p104', { content: withCell('p104', '1 234,5 €') })).toMatchObject({
      text: '1\u202f234,50',
      tone: 'typed',
      isFigure: true,
      mark: null,
      lock: null,
    });
  });

  it('GR21 an unreadable text is shown as typed, left, with its reason', () => {
    const state = stateOf(second, 'p104', { content: withCell('p104', 'environ 9 600') });
    expect(state).toMatchObject({ text: 'environ 9 600', isFigure: false, mark: 'unreadable', lock: null });
    expect(state.note).toMatchObject({ type: 'unreadable', text: 'environ 9 600' });
  });

  it('GR21 a word in a cell of words is no problem', () => {
    expect(
      stateOf(second, 'acteurs_identite', { content: withCell('acteurs_identite', 'néant') }),
    ).toMatchObject({
      text: 'néant',
      mark: null,
      note: null,
    });
  });

  it('GR23 an empty « collectivité » shows the sum of its parts and can be typed into', () => {
    const derived = { collectivite: { value: 1500, reason: null } };
    expect(
      stateOf(second, 'collectivite', { content: withCell('collectivite', null), derived }),
    ).toMatchObject({
      text: '1\u202f500',
      tone: 'derived',
      lock: null,
      note: { type: 'sum_of_parts' },
    });
    expect(stateOf(second, 'collectivite', { derived })).toMatchObject({ text: '8\u202f900', tone: 'typed' });
  });

  it('GR24 a dash only where a plan says nothing without a figure', () => {
    const eleventh = ficheIdOf(metz, 11);
    expect(stateOf(eleventh, 'p104')).toMatchObject({ text: '', isMissing: true });
    expect(stateOf(eleventh, 'beneficiaires_total')).toMatchObject({ isMissing: true });
    expect(stateOf(eleventh, 'reliquats')).toMatchObject({ text: '', isMissing: false });
    expect(stateOf(indicatorOf('fr_heures'), 'target@realised')).toMatchObject({
      text: '',
      isMissing: false,
    });
  });

  it('GR27 a viewer and an archived row say why nothing can be typed', () => {
    expect(stateOf(second, 'p104', { rights: readerRights }).lock).toBe('read_only_role');
    expect(stateOf(second, 'p104', { content: withRow(second, { archived: true }) }).lock).toBe('archived');
    const hours = indicatorOf('fr_heures');
    const fiche = metz.rows.get(hours);
    if (fiche?.kind !== 'indicator') throw new Error('an indicator');
    expect(stateOf(hours, 'target', { content: withRow(fiche.ficheId, { archived: true }) }).lock).toBe(
      'archived',
    );
  });

  it('GR230 each lock has its reason, and only one that is the cell’s own looks locked', () => {
    const carrier = metz.rows.get(second);
    const [own] = carrier?.kind === 'fiche' ? carrier.organisationIds : [];
    const other = metz.plan?.organisations.find(({ id }) => id !== own)?.id;
    if (own === undefined || other === undefined) throw new Error('two organisations');
    const after = signed(metz);
    const lockFor = (rights: Rights, column: string, content = metz): CellState['lock'] =>
      stateOf(second, column, { rights, content }).lock;
    expect(lockFor(partnerRights(own), 'p104')).toBeNull();
    expect(lockFor(partnerRights(other), 'p104')).toBe('not_your_action');
    expect(lockFor(partnerRights(own), 'p104', after)).toBe('signed');
    expect(lockFor(coordinatorRights, 'p104', after)).toBe('signed');
    const hours = indicatorOf('fr_heures');
    expect(stateOf(hours, 'target@realised').lock).toBe('not_signed');
    expect(stateOf(hours, 'target@realised', { content: after }).lock).toBeNull();
    const closed = { content: { ...withRow(second, { closed: true }), plan: after.plan } };
    expect(stateOf(second, 'p104', closed).lock).toBe('fiche_closed');
    // Readers are told once, in the header; derived cells by their ground.
    for (const [lock, looks] of [
      ['read_only_role', false],
      ['plan_closed', false],
      ['derived', false],
      ['signed', true],
      ['not_your_action', true],
      [null, false],
    ] as const)
      expect(looksLocked({ lock }), String(lock)).toBe(looks);
  });

  it('GR28 a negative amount is wrong; a negative count is for the checks to say', () => {
    expect(stateOf(second, 'p104', { content: withCell('p104', '-5') })).toMatchObject({
      text: '\u22125',
      isWrong: true,
    });
    expect(stateOf(second, 'hommes', { content: withCell('hommes', '-5') }).isWrong).toBe(false);
  });
});

describe('derived cells', () => {
  it('GR22 tinted, locked, to the cent for a unit cost', () => {
    const derived = { cout_unitaire: { value: 200, reason: null } };
    expect(stateOf(second, 'cout_unitaire', { derived })).toMatchObject({
      text: '200,00',
      tone: 'derived',
      lock: 'derived',
    });
  });

  it('GR22 empty, with its reason; before the engine’s answer simply empty', () => {
    const derived = { cout_unitaire: { value: null, reason: 'no_beneficiaries' } } as const;
    expect(stateOf(second, 'cout_unitaire', { derived })).toMatchObject({
      text: '',
      isMissing: true,
      note: { type: 'derived', reason: 'no_beneficiaries' },
    });
    expect(stateOf(second, 'cout_unitaire')).toMatchObject({ text: '', isMissing: false, note: null });
  });

  it('GR22 a value that leaves a text out is marked incomplete', () => {
    const derived = { cout_total: { value: 10, reason: 'incomplete' } } as const;
    expect(stateOf(second, 'cout_total', { derived })).toMatchObject({ text: '10', mark: 'incomplete' });
  });

  it('GR22 something reached on a target of 0 is « hors objectif »', () => {
    const derived = { taux_realisation: { value: null, reason: 'off_target' } } as const;
    expect(stateOf(indicatorOf('fr_heures'), 'taux_realisation', { derived })).toMatchObject({
      text: 'hors objectif',
      isMissing: false,
    });
  });

  it('GR24 a rate without anything reached yet is empty, without a dash', () => {
    const derived = { taux_realisation: { value: null, reason: 'no_realised' } } as const;
    expect(stateOf(indicatorOf('fr_heures'), 'taux_realisation', { derived }).isMissing).toBe(false);
  });

  it('GR22 an hourly cost shows the engine’s figure and cannot be typed', () => {
    const hours = metz.rows.get(indicatorOf('fr_heures'));
    if (hours?.kind !== 'indicator') throw new Error('an indicator');
    const derived = { target: { value: 547 / 105, reason: null } };
    expect(stateOf(`${hours.ficheId}.fr_cout_horaire`, 'target', { derived })).toMatchObject({
      text: '5,21',
      lock: 'derived',
    });
  });

  it('GR28 a rate over 100 % is nothing wrong', () => {
    const derived = { taux_realisation: { value: 140, reason: null } };
    expect(stateOf(indicatorOf('fr_heures'), 'taux_realisation', { derived })).toMatchObject({
      text: '140,00',
      isWrong: false,
    });
  });
});

describe('totals', () => {
  const overall = { p104: { value: 242_877, ignored: 1 } };

  it('GR25 a total that ignored a text is marked and counts it', () => {
    for (const id of ['total', 'axis.2'])
      expect(stateOf(id, 'p104', { overall })).toMatchObject({
        text: '242\u202f877',
        mark: 'incomplete',
        note: { type: 'ignored', count: 1 },
        lock: 'subtotal',
      });
  });

  it('GR26 an axis without an action is empty, whatever the engine says', () => {
    const content = withRow(ficheIdOf(metz, 11), { axis: 5 } as Partial<Row>);
    expect(stateOf('axis.6', 'p104', { content, overall: { p104: { value: 0, ignored: 0 } } }).text).toBe('');
  });
});
