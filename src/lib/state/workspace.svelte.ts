// The workspace of one plan in one tab of the browser: its session, its engine, and what is private to the viewer (filters,
// active cell). Made by the plan's layout, handed down by context, ended by `destroy()`.
import { createContext } from 'svelte';
import type { EnvelopeState } from '../calc/derived-plan.ts';
import type { Command } from '../contract/commands.ts';
import type { ErrorCode } from '../contract/errors.ts';
import type { GestureName } from '../contract/gestures.ts';
import { type CellKey, type RowId, splitCellKey } from '../contract/ids.ts';
import { type Role, mayEditCells } from '../contract/permissions.ts';
import type { EditWrite } from '../document/apply.ts';
import type { ActiveCell } from '../grid/adapter/grid-host.ts';
import { beneficiaryFields, actorFields } from '../contract/catalogue.ts';
import type { PlanTab } from '../grid/columns.ts';
import { noFilter, type RowFilter } from '../grid/row-model.ts';
import type { CellPlace } from '../grid/selection.ts';
import type { PlanSession, RefusedEdit, SessionChange } from '../sync/session.ts';
import { CalcClient } from './calc-client.ts';
import { type CommandLock, commandLockOf } from './command-lock.ts';
import { DerivedView } from './derived-view.ts';
import { PlanView } from './plan-view.svelte.ts';
import { restoreAndReapply } from './refused-edit.ts';
import { type Move, moveCommand } from './row-moves.ts';
import { runCommand } from './run-command.ts';

/** What the grid of a tab is told. */
interface GridListener {
  /** These places show something else; `byOthers`: to be flashed. */
  places(places: readonly CellPlace[], byOthers: boolean): void;
  totals(): void;
}

/** What just happened, said in the status line; with the command that takes it back when there is one. */
export interface Notice {
  readonly type: 'done' | 'refused';
  readonly command: Command['type'];
  readonly label: string;
  readonly code: ErrorCode | null;
  readonly undo: Command | null;
}

/** A return after hours offline may bring a thousand changes at once: flashing them all would say nothing. */
const maxFlashes = 200;

const beneficiaryKeys: readonly string[] = [...beneficiaryFields, ...actorFields].map(({ key }) => key);

export class Workspace {
  readonly view: PlanView;
  readonly derived = new DerivedView();
  readonly mayEdit: boolean;
  readonly #session: PlanSession;
  readonly #role: Role;
  readonly #calc: CalcClient;
  readonly #stopListening: () => void;
  #gridListeners: readonly GridListener[] = [];
  #envelope = $state.raw<EnvelopeState | null>(null);
  #rowsVersion = $state.raw(0);
  #valuesVersion = $state.raw(0);
  #filters = $state.raw<Readonly<Record<PlanTab, RowFilter>>>({
    budget: noFilter,
    beneficiaires: noFilter,
    indicateurs: noFilter,
  });
  #isOpen = false;

  /** The cell where the keyboard is, in the tab that is shown. */
  active = $state.raw<ActiveCell | null>(null);
  notice = $state.raw<Notice | null>(null);
  /** The last change by somebody else in the active cell: told to screen readers. */
  remoteChange = $state.raw<{ readonly key: CellKey; readonly count: number } | null>(null);

  constructor(session: PlanSession, role: Role) {
    this.#session = session;
    this.#role = role;
    this.mayEdit = mayEditCells(role);
    this.view = new PlanView(session);
    this.#calc = new CalcClient((patch) => {
      const places = this.derived.apply(patch);
      this.#envelope = patch.envelope;
      this.#valuesVersion += 1;
      this.#tell((listener) => {
        listener.places(places, false);
        listener.totals();
      });
    });
    this.#calc.load(session.content);
    this.#stopListening = session.onChange((change) => this.#changed(change));
  }

  get planId(): string {
    return this.#session.planId;
  }

  /** Of the present state: read when drawing. */
  get content(): PlanSession['content'] {
    return this.#session.content;
  }

  /** The envelope, live; null until the engine's first answer. */
  get envelope(): EnvelopeState | null {
    return this.#envelope;
  }

  /** Read in a derived to follow rows coming, going and moving, and the plan's own facts. */
  get rowsVersion(): number {
    return this.#rowsVersion;
  }

  /** Read in a derived to follow every value. */
  get valuesVersion(): number {
    return this.#valuesVersion;
  }

  filter(tab: PlanTab): RowFilter {
    return this.#filters[tab];
  }

  setFilter(tab: PlanTab, filter: RowFilter): void {
    this.#filters = { ...this.#filters, [tab]: filter };
  }

  onGrid(listener: GridListener): () => void {
    this.#gridListeners = [...this.#gridListeners, listener];
    return () => {
      this.#gridListeners = this.#gridListeners.filter((one) => one !== listener);
    };
  }

  edit(gesture: GestureName, writes: readonly EditWrite[]): void {
    this.#session.edit(gesture, writes);
  }

  setActive(cell: ActiveCell | null, editing: boolean): void {
    this.active = cell;
    this.#session.setPresence({ cell: cell?.key ?? null, editing });
  }

  /** The tab that shows a cell. */
  tabOf(rowId: RowId, columnId: string): PlanTab {
    if (this.content.rows.get(rowId)?.kind === 'indicator') return 'indicateurs';
    return beneficiaryKeys.includes(columnId) ? 'beneficiaires' : 'budget';
  }

  /** Why commands on rows cannot be run now; null when they can. */
  get commandLock(): CommandLock | null {
    return commandLockOf(this.#role, this.view.save);
  }

  /** Runs a command and says what came of it. Its result gives the row it touched, or null when refused. */
  async run(
    command: Command,
    label: string,
    isUndo = false,
  ): Promise<{ rowId: RowId } | { code: ErrorCode }> {
    const result = await runCommand(this.#session.planId, command);
    this.notice = result.ok
      ? { type: 'done', command: command.type, label, code: null, undo: isUndo ? null : result.value.inverse }
      : { type: 'refused', command: command.type, label, code: result.code, undo: null };
    return result.ok ? { rowId: result.value.rowId } : { code: result.code };
  }

  /** Takes back what the notice tells. */
  async undoNotice(): Promise<void> {
    const notice = this.notice;
    if (notice?.undo) await this.run(notice.undo, notice.label, true);
  }

  async move(rowId: RowId, move: Move, label: string): Promise<void> {
    const command = moveCommand(this.content, rowId, move);
    if (command !== null && this.commandLock === null) await this.run(command, label);
  }

  /** Makes an edit again that was refused because its row is archived; `label` names the row. Null when done. */
  reapply(edit: RefusedEdit, label: string): Promise<ErrorCode | null> {
    return restoreAndReapply(edit, this.content, (command) => this.run(command, label), this.#session);
  }

  #changed(change: SessionChange): void {
    if (change.rowsChanged || change.planChanged) {
      this.#calc.load(this.content);
      this.#rowsVersion += 1;
    } else this.#calc.update(change.cells);
    const places = change.cells.flatMap(({ key }) => splitCellKey(key) ?? []);
    // The first content of an opening plan is nobody's change.
    const byOthers = !change.local && this.#isOpen && places.length <= maxFlashes;
    if (this.#session.save.state !== 'opening') this.#isOpen = true;
    this.#valuesVersion += 1;
    this.#tell((listener) => listener.places(places, byOthers));
    const active = this.active?.key ?? null;
    if (byOthers && active !== null && change.cells.some(({ key }) => key === active))
      this.remoteChange = { key: active, count: (this.remoteChange?.count ?? 0) + 1 };
  }

  #tell(say: (listener: GridListener) => void): void {
    for (const listener of this.#gridListeners) say(listener);
  }

  destroy(): void {
    this.#stopListening();
    this.#calc.destroy();
    this.view.destroy();
  }
}

export const [useWorkspace, provideWorkspace] = createContext<Workspace>();
