// A plan's session as runes: the only place where a session meets Svelte. A view with a lifetime: whoever makes it calls
// `destroy()`. Cell values do not pass here: the grid takes them from `session.onChange` directly.
import { createSubscriber } from 'svelte/reactivity';
import type { RowId } from '../contract/ids.ts';
import type { Rights } from '../contract/permissions.ts';
import type { Plan } from '../contract/plan.ts';
import { compareRows, type FicheRow, type IndicatorRow, type Row } from '../contract/rows.ts';
import type { Conflict, Peer, PlanSession, RefusedEdit, SaveState } from '../sync/session.ts';

export class PlanView {
  readonly session: PlanSession;
  readonly #subscribe: () => void;
  readonly #stopListening: () => void;
  /** Raised when rows or plan change; the maps themselves are updated in place and are not reactive. */
  #structureVersion = $state.raw(0);
  readonly #plan = $derived.by(() => this.#read(() => this.session.content.plan));
  readonly #fiches = $derived.by(() => this.#read(() => sortedFiches(this.session.content.rows)));
  readonly #indicators = $derived.by(() => this.#read(() => indicatorsByFiche(this.session.content.rows)));

  constructor(session: PlanSession) {
    this.session = session;
    this.#subscribe = createSubscriber((update) => session.onState(update));
    this.#stopListening = session.onChange((change) => {
      if (change.rowsChanged || change.planChanged) this.#structureVersion += 1;
    });
  }

  get save(): SaveState {
    this.#subscribe();
    return this.session.save;
  }

  /** The moment of the copy that is shown; null once the server has given the plan. */
  get copyAt(): number | null {
    this.#subscribe();
    return this.session.copyAt;
  }

  /** As the server last said; null until it has. */
  get rights(): Rights | null {
    this.#subscribe();
    return this.session.rights;
  }

  get peers(): readonly Peer[] {
    this.#subscribe();
    return this.session.peers;
  }

  get conflicts(): readonly Conflict[] {
    this.#subscribe();
    return this.session.conflicts;
  }

  get refused(): readonly RefusedEdit[] {
    this.#subscribe();
    return this.session.refused;
  }

  /** Edits that the server does not have on disk: leaving warns while it is not 0. */
  get unsent(): number {
    this.#subscribe();
    return this.session.unsent;
  }

  /** One's own steps, latest first. */
  get history(): PlanSession['history'] {
    this.#subscribe();
    return this.session.history;
  }

  get isDurable(): boolean {
    this.#subscribe();
    return this.session.isDurable;
  }

  get plan(): Plan | null {
    return this.#plan;
  }

  /** In the document's order, archived ones included. */
  get fiches(): readonly FicheRow[] {
    return this.#fiches;
  }

  /** In the document's order, archived ones included. */
  indicatorsOf(ficheId: RowId): readonly IndicatorRow[] {
    return this.#indicators.get(ficheId) ?? [];
  }

  row(rowId: RowId): Row | null {
    return this.#read(() => this.session.content.rows.get(rowId) ?? null);
  }

  destroy(): void {
    this.#stopListening();
    this.session.destroy();
  }

  #read<Value>(read: () => Value): Value {
    void this.#structureVersion;
    return read();
  }
}

function sortedFiches(rows: ReadonlyMap<RowId, Row>): readonly FicheRow[] {
  return [...rows.values()].filter((row) => row.kind === 'fiche').sort(compareRows);
}

function indicatorsByFiche(rows: ReadonlyMap<RowId, Row>): ReadonlyMap<RowId, readonly IndicatorRow[]> {
  const indicators = [...rows.values()].filter((row) => row.kind === 'indicator').sort(compareRows);
  return Map.groupBy(indicators, (row) => row.ficheId);
}
