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
import type { CellChange } from '../document/observe.ts';
import type { DocumentContent } from '../document/read.ts';
import { isSameDerivedRow } from './derived-patch.ts';
import type { DerivedPatch, DerivedPlan, DerivedRow, DerivedRowId, EnvelopeState } from './derived-plan.ts';
import type { EngineRow } from './engine-row.ts';
import { buildEngine, inOneGo, readNumber, type HyperFormula } from './hyperformula.ts';
import {
  actionsSheet,
  buildSheets,
  indicatorsSheet,
  placePlan,
  restPlace,
  totalsSheet,
  type FichePlace,
  type IndicatorPlace,
  type PlanPlaces,
} from './plan-sheets.ts';
import { PlanTotals } from './plan-totals.ts';

type Place = FichePlace | IndicatorPlace;

/** One typed cell in the sheets. A cell of hours stands twice: in its own row and in its action's. */
interface Slot {
  readonly place: Place;
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
}

export class PlanEngine {
  #engine: HyperFormula | null = null;
  #places: PlanPlaces = { envelope: null, axes: [], fiches: [], indicators: [] };
  #slots = new Map<CellKey, Slot[]>();
  #records = new Map<DerivedRowId, DerivedRow>();
  #totals = new PlanTotals([]);
  #revision = 0;

  /** Starts afresh from this content: also after any change of rows or of the plan itself. */
  load(content: DocumentContent): DerivedPlan {
    this.destroy();
    this.#places = placePlan(content);
    const { axes, fiches, indicators, envelope } = this.#places;
    this.#fill(actionsSheet, fiches, content);
    this.#fill(indicatorsSheet, indicators, content);
    const engine = buildEngine(buildSheets(this.#places));
    this.#engine = engine;

    this.#totals = new PlanTotals(axes);
    for (const [sheet, places] of [fiches, indicators].entries()) {
      const values = engine.getSheetValues(sheet);
      places.forEach((place: Place, index) => {
        place.row.shape.derived.forEach((_, cell) => {
          place.row.setResult(cell, readNumber(values[index]?.[place.row.shape.typed.length + cell] ?? null));
        });
        this.#settle(place);
      });
    }
    engine.getSheetValues(totalsSheet).forEach((row, index) => {
      row
        .slice(0, totals.length)
        .forEach((value, total) => this.#totals.setValue(index, total, readNumber(value)));
    });
    this.#totals.takeMoved();
    this.#revision += 1;
    return {
      rows: new Map(this.#records),
      overall: this.#totals.overall(),
      axes: this.#totals.axes(),
      envelope: this.#envelopeState(envelope),
      formulas: new Map(),
    };
  }

  /** Takes changes of cells that follow the content last loaded. Changes of rows or of the plan need `load`. */
  update(changes: readonly CellChange[]): DerivedPatch {
    const engine = this.#engine;
    if (engine === null) throw new Error('update before load');
    const touched = new Set<Place>();
    const writes: Slot[] = [];
    for (const { key, after } of changes) {
      for (const slot of this.#slots.get(key) ?? []) {
        if (!slot.place.row.setTyped(slot.column, after)) continue;
        writes.push(slot);
        touched.add(slot.place);
      }
    }
    if (writes.length > 0) this.#recompute(engine, writes, touched);
    const rows = [...touched].flatMap((place) => this.#settle(place));
    const moved = this.#totals.takeMoved();
    this.#revision += 1;
    return {
      revision: this.#revision,
      full: false,
      rows,
      overall: moved.overall,
      axes: moved.axes,
      envelope: this.#envelopeState(this.#places.envelope),
      formulas: [],
    };
  }

  destroy(): void {
    this.#engine?.destroy();
    this.#engine = null;
    this.#slots = new Map();
    this.#records = new Map();
  }

  #fill(sheet: number, places: readonly Place[], content: DocumentContent): void {
    places.forEach((place, row) => {
      place.row.sources.forEach((source, column) => {
        if (source === null) return;
        const slot = { place, sheet, row, column };
        const others = this.#slots.get(source.key);
        if (others === undefined) this.#slots.set(source.key, [slot]);
        else others.push(slot);
        place.row.setTyped(column, content.cells.get(source.key) ?? null);
      });
    });
  }

  /** One recalculation; its list of changes tells which results to take over. */
  #recompute(engine: HyperFormula, writes: readonly Slot[], touched: Set<Place>): void {
    const write = ({ place, sheet, row, column }: Slot): ReturnType<HyperFormula['setCellContents']> =>
      engine.setCellContents({ sheet, row, col: column }, place.row.contents[column] ?? null);
    const changes = inOneGo(engine, () => writes.forEach((slot) => write(slot)));
    for (const change of changes) {
      if (!('address' in change)) continue;
      const { sheet, row, col } = change.address;
      if (sheet === totalsSheet) {
        if (col < totals.length) this.#totals.setValue(row, col, readNumber(change.newValue));
        continue;
      }
      const place = sheet === actionsSheet ? this.#places.fiches[row] : this.#places.indicators[row];
      const index = place?.row.shape.derivedIndexAt(col) ?? null;
      if (place === undefined || index === null) continue;
      place.row.setResult(index, readNumber(change.newValue));
      touched.add(place);
    }
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
  if (!('fiche' in place)) return [[place.id, recordOf(row, indicatorCells)]];
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
