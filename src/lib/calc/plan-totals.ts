// Totals of the plan and of its axes as last computed, the texts they leave out, and which of them moved since last asked.
// The sums are the engine's; only the count of texts is kept here.
import { totals } from '../contract/derived-expressions.ts';
import type { TotalValue } from '../contract/derived.ts';
import type { RowId } from '../contract/ids.ts';
import type { TotalRow } from './derived-plan.ts';

export interface MovedTotals {
  readonly overall: TotalRow;
  readonly axes: readonly (readonly [number, TotalRow])[];
}

interface Line {
  readonly values: (number | null)[];
  readonly ignored: number[];
  readonly moved: Set<number>;
}

function emptyLine(): Line {
  return { values: totals.map(() => null), ignored: totals.map(() => 0), moved: new Set() };
}

export class PlanTotals {
  readonly #axes: readonly number[];
  /** One line for each axis, then the overall one: the rows of the sheet of totals. */
  readonly #lines: readonly Line[];
  readonly #ignoredByFiche = new Map<RowId, number[]>();

  constructor(axes: readonly number[]) {
    this.#axes = axes;
    this.#lines = [...axes.map(emptyLine), emptyLine()];
  }

  setValue(line: number, total: number, value: number | null): void {
    const target = this.#lineAt(line);
    if (target.values[total] === value) return;
    target.values[total] = value;
    target.moved.add(total);
  }

  /** How many texts this action now leaves out of a total. */
  setIgnored(axisIndex: number, total: number, ficheId: RowId, count: number): void {
    const known = this.#ignoredByFiche.get(ficheId) ?? totals.map(() => 0);
    this.#ignoredByFiche.set(ficheId, known);
    const difference = count - (known[total] ?? 0);
    if (difference === 0) return;
    known[total] = count;
    for (const line of [this.#lineAt(axisIndex), this.#overall]) {
      line.ignored[total] = (line.ignored[total] ?? 0) + difference;
      line.moved.add(total);
    }
  }

  /** The overall value of a key; null while it is empty. */
  value(key: string): number | null {
    return this.#overall.values[totals.findIndex((total) => total.key === key)] ?? null;
  }

  overall(): TotalRow {
    return totalRow(this.#overall, totals.keys());
  }

  axes(): ReadonlyMap<number, TotalRow> {
    return new Map(this.#axes.map((axis, index) => [axis, totalRow(this.#lineAt(index), totals.keys())]));
  }

  /** What moved since the last call, and forgets that it did. */
  takeMoved(): MovedTotals {
    const axes = this.#axes.flatMap((axis, index) => {
      const line = this.#lineAt(index);
      return line.moved.size === 0 ? [] : [[axis, totalRow(line, line.moved)] as const];
    });
    const overall = totalRow(this.#overall, this.#overall.moved);
    for (const line of this.#lines) line.moved.clear();
    return { overall, axes };
  }

  get #overall(): Line {
    return this.#lineAt(this.#axes.length);
  }

  #lineAt(index: number): Line {
    const line = this.#lines[index];
    if (line === undefined) throw new Error(`no line of totals ${index}`);
    return line;
  }
}

function totalRow(line: Line, indexes: Iterable<number>): TotalRow {
  const row: Record<string, TotalValue> = {};
  for (const index of indexes) {
    const key = totals[index]?.key;
    if (key !== undefined)
      row[key] = { value: line.values[index] ?? null, ignored: line.ignored[index] ?? 0 };
  }
  return row;
}
