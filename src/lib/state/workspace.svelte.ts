// The workspace of one plan in one tab of the browser: its session, its engine, and what is private to the viewer (filters,
// active cell). Made by the plan's layout, handed down by context, ended by `destroy()`.
import { createContext } from 'svelte';
import type { EnvelopeState } from '../calc/derived-plan.ts';
import type { Command } from '../contract/commands.ts';
import { type ErrorCode, type Result, success } from '../contract/errors.ts';
import type { GestureName } from '../contract/gestures.ts';
import type { LostWrite } from '../contract/history.ts';
import { type CellKey, type GestureId, type RowId, splitCellKey } from '../contract/ids.ts';
import { isSameRights, mayEditCells, type Rights } from '../contract/permissions.ts';
import type { Signature } from '../contract/plan.ts';
import type { EditWrite } from '../document/apply.ts';
import type { ActiveCell } from '../grid/adapter/grid-host.ts';
import { beneficiaryFields, actorFields } from '../contract/catalogue.ts';
import type { PlanTab } from '../grid/columns.ts';
import type { RowFilter } from '../grid/row-model.ts';
import type { CellPlace } from '../grid/selection.ts';
import type { PlanSession, RefusedEdit, SessionChange } from '../sync/session.ts';
import type { PresenceRange } from '../protocol/messages.ts';
import type { OwnPresence } from '../sync/presence.ts';
import type { StepCommand } from '../sync/step.ts';
import { CalcClient } from './calc-client.ts';
import { fetchCellAuthors } from './cell-authors.ts';
import { type CommandLock, commandLockOf } from './command-lock.ts';
import { DerivedView } from './derived-view.ts';
import { postJson } from './post-json.ts';
import { PlanView } from './plan-view.svelte.ts';
import { restoreAndReapply } from './refused-edit.ts';
import type { Restoration } from './restoration.ts';
import { type Move, moveCommand } from './row-moves.ts';
import { PlanPast } from './plan-past.svelte.ts';
import type { PlanViews } from './plan-views.svelte.ts';
import { PlanFormulas } from './formula-language.ts';
import { HistoryQuestion } from './history-question.svelte.ts';
import { History } from './history.svelte.ts';
import { runCommand, signPlan } from './run-command.ts';
import type { StepOutcome } from './step-taker.ts';
import { untilRow } from './until-row.ts';

/** What stands beside the grid: two panels would leave no room for what they speak of. */
export type SidePanelName = 'why' | 'history' | 'review';

/** What the grid of a tab is told. */
interface GridListener {
  /** These places show something else; `byOthers`: to be flashed. */
  places(places: readonly CellPlace[], byOthers: boolean): void;
  totals(): void;
}

/** What just happened, said in the status line. */
export type Notice =
  | {
      readonly type: 'command';
      readonly command: Command['type'];
      readonly label: string;
      /** Why it was refused; null when it was done. */
      readonly code: ErrorCode | null;
      /** The step that takes it back. */
      readonly stepId: string | null;
    }
  | ({ readonly type: 'step' } & StepOutcome);

/** A return after hours offline may bring a thousand changes at once: flashing them all would say nothing. */
const maxFlashes = 200;
/** The server answers for so many at once. */
const maxLostGestures = 500;

const beneficiaryKeys: readonly string[] = [...beneficiaryFields, ...actorFields].map(({ key }) => key);

export class Workspace {
  readonly view: PlanView;
  readonly derived = new DerivedView();
  readonly formulas = new PlanFormulas(() => this.content);
  readonly history: History;
  readonly views: PlanViews;
  readonly past: PlanPast;
  readonly historyQuestion = new HistoryQuestion();
  readonly #session: PlanSession;
  /** As the page knew them when it opened. */
  readonly #firstRights: Rights;
  readonly #calc: CalcClient;
  readonly #stopListening: () => void;
  #gridListeners: readonly GridListener[] = [];
  #envelope = $state.raw<EnvelopeState | null>(null);
  #hasStoppedFormulas = $state.raw(false);
  #rowsVersion = $state.raw(0);
  #valuesVersion = $state.raw(0);
  #writeListeners: readonly ((keys: readonly CellKey[]) => void)[] = [];
  #isOpen = false;
  #standingIn: string | null = null;
  #isDestroyed = false;
  #presence: OwnPresence = { cell: null, editing: false, range: null };
  #drawnRights: Rights;
  #holds: ((place: CellPlace) => boolean) | null = null;
  #acksMissed: readonly GestureId[] = [];
  #asksLost = false;

  /** The cell where the keyboard is, in the tab that is shown. */
  active = $state.raw<ActiveCell | null>(null);
  /** Whichever tab is shown. */
  side = $state<SidePanelName | null>(null);
  notice = $state.raw<Notice | null>(null);
  /** The last change by somebody else in what is selected: told to screen readers. `count` rises with each. */
  remoteChange = $state.raw<{
    readonly key: CellKey;
    readonly cells: number;
    /** Who is in that cell now; null when nobody is, or several are. */
    readonly by: string | null;
    readonly count: number;
  } | null>(null);

  constructor(session: PlanSession, rights: Rights, views: PlanViews) {
    this.#session = session;
    this.#firstRights = rights;
    this.#drawnRights = rights;
    this.views = views;
    this.past = new PlanPast({
      planId: session.planId,
      // Called bare: the browser refuses its own functions as methods of another object.
      send: (input, init) => fetch(input, init),
      onWritten: (listener) => {
        this.#writeListeners = [...this.#writeListeners, listener];
        return () => {
          this.#writeListeners = this.#writeListeners.filter((one) => one !== listener);
        };
      },
    });
    this.view = new PlanView(session);
    this.history = new History({
      session,
      run: (command) => runCommand(session.planId, command),
      authorsOf: (keys) => fetchCellAuthors(session.planId, keys),
      commandLock: () => this.commandLock,
      say: (outcome) => (this.notice = { type: 'step', ...outcome }),
    });
    this.#calc = new CalcClient(
      (patch) => {
        const places = this.derived.apply(patch);
        this.#envelope = patch.envelope;
        this.#valuesVersion += 1;
        this.#tell((listener) => {
          listener.places(places, false);
          listener.totals();
        });
      },
      { onFormulas: (formulas) => (this.#hasStoppedFormulas = formulas === 'off') },
    );
    this.#calc.load(session.content);
    const stops = [
      session.onChange((change) => this.#changed(change)),
      session.onState(() => {
        this.#rightsMayHaveChanged();
        if (session.save.state === 'saved') void this.#showLost();
      }),
      session.onAckMissed((gestureIds) => {
        this.#acksMissed = [...this.#acksMissed, ...gestureIds];
        void this.#showLost();
      }),
    ];
    this.#stopListening = () => {
      for (const stop of stops) stop();
    };
  }

  /** What this person may do here, as the server last said. */
  get rights(): Rights {
    return this.view.rights ?? this.#firstRights;
  }

  /** Is there a cell of this plan that this person may write? */
  get mayEdit(): boolean {
    return mayEditCells(this.rights.role) && this.view.plan?.phase !== 'closed';
  }

  /** The server answers, and holds what it acknowledged. */
  get isConnected(): boolean {
    const { state } = this.view.save;
    return state === 'saved' || state === 'saving' || state === 'read_only';
  }

  get isDestroyed(): boolean {
    return this.#isDestroyed;
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

  /** What people wrote as formulas takes too long here, and is left out. */
  get hasStoppedFormulas(): boolean {
    return this.#hasStoppedFormulas;
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
    return this.views.view(tab).rows;
  }

  setFilter(tab: PlanTab, rows: RowFilter): void {
    this.views.set(tab, { ...this.views.view(tab), rows });
  }

  onGrid(listener: GridListener): () => void {
    this.#gridListeners = [...this.#gridListeners, listener];
    return () => {
      this.#gridListeners = this.#gridListeners.filter((one) => one !== listener);
    };
  }

  /** `commands`: acts on rows of the same gesture, done already. */
  edit(gesture: GestureName, writes: readonly EditWrite[], commands: readonly StepCommand[] = []): void {
    this.#session.edit(gesture, writes, commands);
  }

  /** The row of the active cell, read without following it: a row is held when something else moves. */
  get standingIn(): string | null {
    return this.#standingIn;
  }

  setActive(cell: ActiveCell | null, editing: boolean): void {
    this.active = cell;
    this.#standingIn = cell?.rowId ?? null;
    this.#presence = { ...this.#presence, cell: cell?.key ?? null, editing };
    this.#session.setPresence(this.#presence);
  }

  /** What the others see selected, and what one is told of when they change it; null: the active cell alone. */
  setSelected(range: PresenceRange | null, holds: ((place: CellPlace) => boolean) | null): void {
    this.#holds = holds;
    this.#presence = { ...this.#presence, range };
    this.#session.setPresence(this.#presence);
  }

  /** The tab that shows a cell. */
  tabOf(rowId: RowId, columnId: string): PlanTab {
    if (this.content.rows.get(rowId)?.kind === 'indicator') return 'indicateurs';
    return beneficiaryKeys.includes(columnId.split('@')[0] ?? '') ? 'beneficiaires' : 'budget';
  }

  /** Why commands on rows cannot be run now; null when they can. */
  get commandLock(): CommandLock | null {
    return commandLockOf(this.rights.role, this.view.save, this.view.plan?.phase ?? 'draft');
  }

  /** Runs a command and says what came of it. Its result gives the row it touched, or null when refused. */
  run(command: Command, label: string): Promise<{ rowId: RowId } | { code: ErrorCode }> {
    return this.history.act(() => this.#run(command, label));
  }

  async #run(command: Command, label: string): Promise<{ rowId: RowId } | { code: ErrorCode }> {
    const result = await runCommand(this.#session.planId, command);
    if (!result.ok) {
      this.notice = { type: 'command', command: command.type, label, code: result.code, stepId: null };
      return { code: result.code };
    }
    this.#session.record({ type: command.type, label, turn: result.value.inverse });
    const stepId = this.#session.history.undo[0]?.id ?? null;
    this.notice = { type: 'command', command: command.type, label, code: null, stepId };
    return { rowId: result.value.rowId };
  }

  /** Signs the plan as this screen shows it. */
  sign(expected: { readonly number: number; readonly proposals: number }): Promise<Result<Signature>> {
    return signPlan(this.#session.planId, expected);
  }

  /** A row that is part of a larger gesture: handed to `edit` with its cells. Back when the row is in the plan. */
  async addRow(command: Command, label: string): Promise<Result<StepCommand>> {
    const result = await runCommand(this.#session.planId, command);
    if (!result.ok) return result;
    await untilRow(this.#session, result.value.rowId);
    return success({ type: command.type, label, turn: result.value.inverse });
  }

  /**
   * Brings back what a restoration says, as one gesture. The first act on a row that is refused ends it, before any cell is
   * written: its code; null when all was done.
   */
  restore({ rows, writes }: Restoration, labelOf: (rowId: RowId) => string): Promise<ErrorCode | null> {
    return this.history.act(async () => {
      const done: StepCommand[] = [];
      for (const { rowId, command } of rows) {
        const result = await runCommand(this.#session.planId, command);
        // The row that it stood before is gone from there: it stays where it is among the others.
        if (!result.ok && result.code === 'position_invalid') continue;
        if (!result.ok) {
          this.#session.edit('restore', [], done);
          return result.code;
        }
        done.push({ type: command.type, label: labelOf(rowId), turn: result.value.inverse });
      }
      this.#session.edit('restore', writes, done);
      return null;
    });
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
      this.formulas.rowsChanged();
      this.#calc.load(this.content);
      this.#rowsVersion += 1;
    } else this.#calc.update(change.cells);
    const places = change.cells.flatMap(({ key }) => splitCellKey(key) ?? []);
    // The first content of an opening plan is nobody's change.
    const byOthers = !change.local && this.#isOpen && places.length <= maxFlashes;
    if (this.#session.save.state !== 'opening') this.#isOpen = true;
    this.#valuesVersion += 1;
    for (const listener of this.#writeListeners) listener(change.cells.map(({ key }) => key));
    this.#tell((listener) => listener.places(places, byOthers));
    if (byOthers) this.#tellRemote(change.cells.map(({ key }) => key));
  }

  /** HI4: what lost its tie while the line broke, before its author could be told. Asked until it is answered. */
  async #showLost(): Promise<void> {
    if (this.#asksLost) return;
    this.#asksLost = true;
    while (this.#acksMissed.length > 0 && !this.#isDestroyed) {
      const gestures = this.#acksMissed.slice(0, maxLostGestures);
      const lost = await postJson<readonly LostWrite[]>(
        `/api/plans/${encodeURIComponent(this.#session.planId)}/history/lost`,
        { gestures },
        (input, init) => fetch(input, init),
      );
      if (!lost.ok) break;
      this.#acksMissed = this.#acksMissed.slice(gestures.length);
      this.#session.showLost(lost.value);
    }
    this.#asksLost = false;
  }

  /** What looks locked is another thing with other rights: drawn as when rows change. */
  #rightsMayHaveChanged(): void {
    const { rights } = this.#session;
    if (rights === null || isSameRights(rights, this.#drawnRights)) return;
    this.#drawnRights = rights;
    this.#rowsVersion += 1;
  }

  #tellRemote(keys: readonly CellKey[]): void {
    const active = this.active?.key ?? null;
    // One's own edits that were refused go back: nobody else did that.
    const { refused } = this.#session;
    const seen = keys.filter((key) => {
      if (refused.some((edit) => edit.key === key)) return false;
      const place = splitCellKey(key);
      return key === active || (place !== null && this.#holds?.(place) === true);
    });
    const [key] = seen;
    if (key === undefined) return;
    const [author, other] = this.#session.peers.filter(({ cell }) => cell === key);
    const by = author === undefined || other !== undefined ? null : author.name;
    this.remoteChange = { key, cells: seen.length, by, count: (this.remoteChange?.count ?? 0) + 1 };
  }

  #tell(say: (listener: GridListener) => void): void {
    for (const listener of this.#gridListeners) say(listener);
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#stopListening();
    this.#calc.destroy();
    this.views.destroy();
    this.past.destroy();
    this.view.destroy();
  }
}

export const [useWorkspace, provideWorkspace] = createContext<Workspace>();
