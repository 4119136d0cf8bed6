// The engine's latest answers as plain maps, for the grid to read; says which places each answer changed, so that only those
// are drawn again. Not reactive: values go straight to the grid.
import type {
  DerivedPatch,
  DerivedRow,
  DerivedRowId,
  EnvelopeState,
  TotalRow,
} from '../calc/derived-plan.ts';
import type { FormulaResult } from '../contract/derived.ts';
import { type CellKey, splitCellKey } from '../contract/ids.ts';

/** A derived value that moved; its key is the column that shows it. */
interface DerivedPlace {
  readonly rowId: DerivedRowId;
  readonly columnId: string;
}

const noTotals: TotalRow = {};

export class DerivedView {
  readonly #rows = new Map<DerivedRowId, DerivedRow>();
  readonly #axes = new Map<number, TotalRow>();
  readonly #formulas = new Map<CellKey, FormulaResult>();
  #overall: TotalRow = noTotals;
  #envelope: EnvelopeState | null = null;

  row(id: DerivedRowId): DerivedRow | undefined {
    return this.#rows.get(id);
  }

  axis(number: number): TotalRow | undefined {
    return this.#axes.get(number);
  }

  overall(): TotalRow {
    return this.#overall;
  }

  formula(key: CellKey): FormulaResult | undefined {
    return this.#formulas.get(key);
  }

  /** Null until the engine's first answer. */
  get envelope(): EnvelopeState | null {
    return this.#envelope;
  }

  apply(patch: DerivedPatch): readonly DerivedPlace[] {
    const changed: DerivedPlace[] = [];
    const note = (
      rowId: DerivedRowId,
      before: DerivedRow | undefined,
      after: DerivedRow | undefined,
    ): void => {
      for (const columnId of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])) {
        const old = before?.[columnId];
        const now = after?.[columnId];
        // The cells a reason points to are in its tooltip only, which is made anew each time it opens.
        if (old?.value !== now?.value || old?.reason !== now?.reason) changed.push({ rowId, columnId });
      }
    };
    const noteFormula = (key: CellKey, now: FormulaResult | null): void => {
      if (now === null) this.#formulas.delete(key);
      else this.#formulas.set(key, now);
      const place = splitCellKey(key);
      if (place !== null) changed.push(place);
    };
    if (patch.full) {
      const kept = new Set(patch.rows.map(([id]) => id));
      for (const [id, before] of this.#rows)
        if (!kept.has(id)) {
          note(id, before, undefined);
          this.#rows.delete(id);
        }
      this.#axes.clear();
      const formulas = new Set(patch.formulas.map(([key]) => key));
      for (const key of [...this.#formulas.keys()]) if (!formulas.has(key)) noteFormula(key, null);
      this.#overall = noTotals;
    }
    for (const [id, after] of patch.rows) {
      note(id, this.#rows.get(id), after);
      this.#rows.set(id, after);
    }
    for (const [key, now] of patch.formulas) noteFormula(key, now);
    // An answer in part names only the totals that moved.
    for (const [number, totals] of patch.axes)
      this.#axes.set(number, { ...this.#axes.get(number), ...totals });
    this.#overall = { ...this.#overall, ...patch.overall };
    this.#envelope = patch.envelope;
    return changed;
  }
}
