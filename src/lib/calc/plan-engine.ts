// The derived values of one plan, kept up to date: feeds HyperFormula what cells mean, and says what moved. Holds no truth:
// any sequence of updates gives what a fresh load of the same content gives.
import {
  envelopeUse,
  ficheCells,
  hourlyCells,
  indicatorCells,
  totals,
} from '../contract/derived-expressions.ts';
import type { DerivedValue } from '../contract/derived.ts';
import type { CellKey } from '../contract/ids.ts';
import { isNumericKind, type Scalar } from '../contract/kinds.ts';
import { isFormula } from '../contract/parse.ts';
import type { CellChange } from '../document/observe.ts';
import type { DocumentContent } from '../document/read.ts';
import { fullPatch, isSameDerivedRow } from './derived-patch.ts';
import type { DerivedPatch, DerivedPlan, DerivedRow, DerivedRowId, EnvelopeState } from './derived-plan.ts';
import type { EngineRow } from './engine-row.ts';
import { formulaAddress, FormulaCells } from './formula-cells.ts';
import { extraColumns, isCovered, noExtraColumns } from './formula-columns.ts';
import { formulaLimits, type FormulaLimits } from './formula/formula-limits.ts';
import { FormulaResults } from './formula-results.ts';
import { buildEngine, inOneGo, readNumber, type HyperFormula, type RawCellContent } from './hyperformula.ts';
import { PlanIndex } from './plan-index.ts';
import {
  actionsSheet,
  buildSheets,
  formulasSheet,
  indicatorsSheet,
  placePlan,
  restPlace,
  totalsSheet,
  type FichePlace,
  type IndicatorPlace,
  type PlanPlaces,
} from './plan-sheets.ts';
import { PlanTotals } from './plan-totals.ts';
import { readerOf } from './row-reader.ts';

type Place = FichePlace | IndicatorPlace;

/** One typed cell in the sheets. A cell of hours stands twice: in its own row and in its action's. */
interface Slot {
  readonly place: Place;
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
}

interface Write {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  readonly content: RawCellContent;
}

interface EngineOptions {
  /** `off`: every formula is too costly, for whoever had to end an engine that took too long. */
  readonly formulas?: 'on' | 'off';
  readonly limits?: FormulaLimits;
}

export class PlanEngine {
  readonly #limits: FormulaLimits | null;
  #engine: HyperFormula | null = null;
  #content: Omit<DocumentContent, 'cells'> & { readonly cells: Map<CellKey, Scalar> } = {
    plan: null,
    rows: new Map(),
    cells: new Map(),
  };
  #extra = noExtraColumns;
  #places: PlanPlaces = placePlan(this.#content, noExtraColumns);
  #formulas = new FormulaCells(new PlanIndex(this.#places), null);
  #results = new FormulaResults(this.#formulas, new PlanIndex(this.#places));
  #slots = new Map<CellKey, Slot[]>();
  #records = new Map<DerivedRowId, DerivedRow>();
  #totals = new PlanTotals([]);
  #revision = 0;

  constructor({ formulas = 'on', limits = formulaLimits }: EngineOptions = {}) {
    this.#limits = formulas === 'off' ? null : limits;
  }

  /** Starts afresh from this content: also after any change of rows or of the plan itself. */
  load(content: DocumentContent): DerivedPlan {
    this.destroy();
    this.#content = { ...content, cells: new Map(content.cells) };
    this.#extra = extraColumns(this.#content.cells);
    this.#places = placePlan(this.#content, this.#extra);
    const { axes, fiches, indicators, envelope } = this.#places;
    const index = new PlanIndex(this.#places);
    this.#formulas = new FormulaCells(index, this.#limits);
    this.#results = new FormulaResults(this.#formulas, index);
    for (const [key, raw] of this.#content.cells) if (isFormula(raw)) this.#formulas.set(key, raw as string);
    this.#formulas.settle();
    this.#fill(actionsSheet, fiches);
    this.#fill(indicatorsSheet, indicators);
    const engine = buildEngine(buildSheets(this.#places, this.#formulas.sheet()));
    this.#engine = engine;

    this.#totals = new PlanTotals(axes);
    for (const [sheet, places] of [fiches, indicators].entries()) {
      const values = engine.getSheetValues(sheet);
      places.forEach((place: Place, row) => {
        const { typed, derived } = place.row.shape;
        typed.forEach((_, column) => {
          if (this.#isReader(place, column)) place.row.setReading(column, values[row]?.[column] ?? null);
        });
        derived.forEach((_, cell) => {
          place.row.setResult(cell, readNumber(values[row]?.[typed.length + cell] ?? null));
        });
        this.#settle(place);
      });
    }
    engine.getSheetValues(totalsSheet).forEach((row, line) => {
      row
        .slice(0, totals.length)
        .forEach((value, total) => this.#totals.setValue(line, total, readNumber(value)));
    });
    this.#totals.takeMoved();
    engine.getSheetValues(formulasSheet).forEach(([value = null], row) => this.#results.setRaw(row, value));
    this.#results.settle();
    this.#revision += 1;
    return {
      rows: new Map(this.#records),
      overall: this.#totals.overall(),
      axes: this.#totals.axes(),
      envelope: this.#envelopeState(envelope),
      formulas: new Map(this.#results.all()),
    };
  }

  /** Takes changes of cells that follow the content last loaded. Changes of rows or of the plan need `load`. */
  update(changes: readonly CellChange[]): DerivedPatch {
    const engine = this.#engine;
    if (engine === null) throw new Error('update before load');
    for (const { key, after } of changes) {
      if (after === null) this.#content.cells.delete(key);
      else this.#content.cells.set(key, after);
    }
    // A formula that speaks of a column which no sheet has yet: they are laid out again.
    if (!changes.every(({ key, after }) => isCovered(key, after, this.#extra))) {
      const plan = this.load(this.#content);
      return fullPatch(plan, this.#revision);
    }
    const touched = new Set<Place>();
    const writes = this.#takeOver(changes, touched);
    if (writes.length > 0) this.#recompute(engine, writes, touched);
    const rows = [...touched].flatMap((place) => this.#settle(place));
    const formulas = this.#results.settle();
    const moved = this.#totals.takeMoved();
    this.#revision += 1;
    return {
      revision: this.#revision,
      full: false,
      rows,
      overall: moved.overall,
      axes: moved.axes,
      envelope: this.#envelopeState(this.#places.envelope),
      formulas,
    };
  }

  destroy(): void {
    this.#engine?.destroy();
    this.#engine = null;
    this.#slots = new Map();
    this.#records = new Map();
  }

  #fill(sheet: number, places: readonly Place[]): void {
    places.forEach((place, row) => {
      place.row.sources.forEach((source, column) => {
        if (source === null) return;
        const slot = { place, sheet, row, column };
        const others = this.#slots.get(source.key);
        if (others === undefined) this.#slots.set(source.key, [slot]);
        else others.push(slot);
        this.#setSlot(slot, source.key);
      });
    });
  }

  /** False when the sheet would not change. */
  #setSlot({ place, column }: Slot, key: CellKey): boolean {
    const formula = this.#formulas.get(key);
    if (formula === undefined) return place.row.setTyped(column, this.#raw(key));
    return place.row.setReader(column, readerOf(formula.kind, formulaAddress(formula.sheetRow)));
  }

  #raw(key: CellKey): Scalar | null {
    return this.#content.cells.get(key) ?? null;
  }

  #isReader(place: Place, column: number): boolean {
    const source = place.row.sources[column];
    return source !== null && source !== undefined && this.#formulas.get(source.key) !== undefined;
  }

  /** What must be written to the sheets for these changes. */
  #takeOver(changes: readonly CellChange[], touched: Set<Place>): readonly Write[] {
    const keys = new Set(changes.map(({ key }) => key));
    const formulas = [...keys].filter((key) => isFormula(this.#raw(key)) || this.#formulas.get(key));
    for (const key of formulas) {
      const raw = this.#raw(key);
      this.#formulas.set(key, isFormula(raw) ? (raw as string) : null);
    }
    const compiled = formulas.length === 0 ? [] : this.#formulas.settle();
    const writes: Write[] = compiled.map(({ sheetRow, content }) => ({
      sheet: formulasSheet,
      row: sheetRow,
      column: 0,
      content,
    }));
    for (const key of keys)
      for (const slot of this.#slots.get(key) ?? []) {
        if (!this.#setSlot(slot, key)) continue;
        writes.push({ ...slot, content: slot.place.row.contents[slot.column] ?? null });
        touched.add(slot.place);
      }
    return writes;
  }

  /** One recalculation; its list of changes tells which results to take over. */
  #recompute(engine: HyperFormula, writes: readonly Write[], touched: Set<Place>): void {
    const changes = inOneGo(engine, () =>
      writes.forEach(({ sheet, row, column, content }) =>
        engine.setCellContents({ sheet, row, col: column }, content),
      ),
    );
    for (const change of changes) {
      if (!('address' in change)) continue;
      const { sheet, row, col } = change.address;
      if (sheet === totalsSheet) {
        if (col < totals.length) this.#totals.setValue(row, col, readNumber(change.newValue));
        continue;
      }
      if (sheet === formulasSheet) {
        this.#results.setRaw(row, change.newValue);
        continue;
      }
      const place = this.#placeAt(sheet, row);
      if (place === undefined) continue;
      const derived = place.row.shape.derivedIndexAt(col);
      if (derived !== null) place.row.setResult(derived, readNumber(change.newValue));
      else if (this.#isReader(place, col)) place.row.setReading(col, change.newValue);
      else continue;
      touched.add(place);
    }
  }

  #placeAt(sheet: number, row: number): Place | undefined {
    if (sheet === actionsSheet) return this.#places.fiches[row];
    return sheet === indicatorsSheet ? this.#places.indicators[row] : undefined;
  }

  /** Explains a row again; returns the records that are not what they were. */
  #settle(place: Place): (readonly [DerivedRowId, DerivedRow])[] {
    const { row } = place;
    row.explainAll();
    if ('axisIndex' in place && place.axisIndex !== null) {
      const { axisIndex } = place;
      totals.forEach((total, index) =>
        this.#totals.setIgnored(axisIndex, index, place.fiche.id, row.ignoredBy(total)),
      );
    }
    const moved = recordsOf(place).filter(([id, record]) => {
      const known = this.#records.get(id);
      return known === undefined || !isSameDerivedRow(known, record);
    });
    for (const [id, record] of moved) this.#records.set(id, record);
    return moved;
  }

  #envelopeState(amount: number | null): EnvelopeState {
    const rest = amount === null ? null : readNumber(this.#engine?.getCellValue(restPlace) ?? null);
    return { amount, planned: this.#totals.value(envelopeUse), rest, withoutAmount: this.#withoutAmount() };
  }

  #withoutAmount(): number {
    return this.#places.fiches.filter(
      ({ axisIndex, row }) => axisIndex !== null && row.number(envelopeUse) === null,
    ).length;
  }
}

function recordsOf(place: Place): (readonly [DerivedRowId, DerivedRow])[] {
  const { row } = place;
  if (!('fiche' in place))
    return isNumericKind(place.indicator.valueKind) ? [[place.id, recordOf(row, indicatorCells)]] : [];
  const records = new Map<DerivedRowId, Record<string, DerivedValue>>();
  for (const { key, costKey, hoursKey, column } of hourlyCells) {
    if (!place.hours.has(hoursKey)) continue;
    const id: DerivedRowId = `${place.fiche.id}.${costKey}`;
    const record = records.get(id) ?? {};
    records.set(id, record);
    record[column] = row.derived(key);
  }
  return [[place.fiche.id, recordOf(row, ficheCells)], ...records];
}

function recordOf(row: EngineRow, cells: readonly { readonly key: string }[]): DerivedRow {
  return Object.fromEntries(cells.map(({ key }) => [key, row.derived(key)]));
}
