// What moved in a plan since a moment: asked of the server when somebody wants to know, kept while the plan is open, and
// followed live from then on. A view with the life of the workspace.
import type { ChangesSince, Moments } from '../contract/changes.ts';
import type { CellKey, PlanId } from '../contract/ids.ts';
import type { SinceMoment } from '../contract/view.ts';
import { getJson } from './get-json.ts';

interface PlanPastParts {
  readonly planId: PlanId;
  readonly send: typeof fetch;
  /** Cells that others or oneself write from now on; returns the function that stops. */
  readonly onWritten: (listener: (keys: readonly CellKey[]) => void) => () => void;
}

type Known = 'unasked' | 'asking' | 'failed' | 'known';

export class PlanPast {
  readonly #parts: PlanPastParts;
  readonly #stop: () => void;
  #moments = $state.raw<Moments | null>(null);
  #changes = $state.raw<Readonly<Record<number, ChangesSince>>>({});
  #cells = $state.raw<Readonly<Record<number, ReadonlySet<CellKey>>>>({});
  #state = $state<Known>('unasked');
  #asked: Readonly<Record<number, Promise<boolean>>> = {};

  constructor(parts: PlanPastParts) {
    this.#parts = parts;
    this.#stop = parts.onWritten((keys) => this.#written(keys));
  }

  /** Null until they are known. */
  get moments(): Moments | null {
    return this.#moments;
  }

  get hasFailed(): boolean {
    return this.#state === 'failed';
  }

  /** Asks once; again after a failure. */
  async load(): Promise<void> {
    if (this.#state === 'asking' || this.#state === 'known') return;
    this.#state = 'asking';
    if (!(await this.reload())) this.#state = 'failed';
  }

  /** Asks again: a moment was named, or has lost its name. False without an answer: what is known stays. */
  async reload(): Promise<boolean> {
    const moments = await this.#ask<Moments>('/moments');
    if (moments === null) return false;
    this.#moments = moments;
    this.#state = 'known';
    return true;
  }

  /** As a moment in milliseconds; null when there is none, or it is not known yet. */
  momentOf(since: SinceMoment): number | null {
    if (typeof since === 'number') return since;
    if (since === 'visit') return this.#moments?.lastVisit ?? null;
    return this.#moments?.committees[0]?.at ?? null;
  }

  /** What is known of it now; `want` asks for it. */
  changes(since: number): ChangesSince | null {
    return this.#changes[since] ?? null;
  }

  /** Cells written since then, those of the last second included; null while it is not known. */
  changedCells(since: SinceMoment): ReadonlySet<CellKey> | null {
    const at = this.momentOf(since);
    return at === null ? null : (this.#cells[at] ?? null);
  }

  /** Asked outside of what is derived: asking changes what is known. */
  async want(since: SinceMoment): Promise<void> {
    await this.load();
    const at = this.momentOf(since);
    if (at !== null) await this.refresh(at, false);
  }

  /** True once it is known. `isAgain`: also when it is known, because values have moved since it was asked. */
  refresh(at: number, isAgain: boolean): Promise<boolean> {
    if (!isAgain && this.#changes[at] !== undefined) return Promise.resolve(true);
    const asked = this.#asked[at] ?? this.#refresh(at);
    this.#asked = { ...this.#asked, [at]: asked };
    return asked;
  }

  async #refresh(at: number): Promise<boolean> {
    const changes = await this.#ask<ChangesSince>(`/changes?since=${at}`);
    const { [at]: _answered, ...others } = this.#asked;
    this.#asked = others;
    if (changes === null) {
      this.#state = 'failed';
      return false;
    }
    if (this.#moments !== null) this.#state = 'known';
    this.#changes = { ...this.#changes, [at]: changes };
    this.#cells = { ...this.#cells, [at]: keySet(changes.cells.map(({ key }) => key)) };
    return true;
  }

  destroy(): void {
    this.#stop();
  }

  #written(keys: readonly CellKey[]): void {
    const known = Object.entries(this.#cells);
    if (known.length === 0 || keys.length === 0) return;
    this.#cells = Object.fromEntries(known.map(([at, cells]) => [at, keySet([...cells, ...keys])]));
  }

  #ask<Value>(path: string): Promise<Value | null> {
    const { planId, send } = this.#parts;
    return getJson(`/api/plans/${encodeURIComponent(planId)}${path}`, send);
  }
}

/** Never changed once it is made: another one takes its place. */
function keySet(keys: readonly CellKey[]): ReadonlySet<CellKey> {
  return new Set(keys);
}
