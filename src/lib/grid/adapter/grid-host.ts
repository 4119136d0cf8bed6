// What the grid adapter asks of whoever shows it: values to read, acts to hand on. The grid owns no data and decides nothing.
import type { Phase } from '../../contract/plan.ts';
import type { EditWrite } from '../../document/apply.ts';
import type { GestureName } from '../../contract/gestures.ts';
import type { CellKey, RowId } from '../../contract/ids.ts';
import type { Language } from '../../i18n/language.ts';
import type { Messages } from '../../i18n/messages.ts';
import type { CellContext, Lock } from '../cell-state.ts';
import type { ClipboardFlavours } from '../clipboard/flavours.ts';
import type { GridColumn, PlanTab } from '../columns.ts';
import type { GridRow } from '../row-model.ts';
import type { CellPlace, GridSelection } from '../selection.ts';
import type { FormulaPlace } from '../typed-cell.ts';

/** The active cell: where the keyboard is. `key` is null where the document has no cell. */
export interface ActiveCell {
  readonly rowId: string;
  readonly columnId: string;
  readonly key: CellKey | null;
}

/** Somebody else whose active cell is shown. */
export interface GridPeer {
  readonly clientId: number;
  readonly name: string;
  readonly color: string;
  readonly cell: { readonly rowId: RowId; readonly columnId: string } | null;
  readonly editing: boolean;
  /** What else they have selected: two corners. */
  readonly range: { readonly from: CellPlace; readonly to: CellPlace } | null;
}

/** Why a key did nothing. `no_date`: a figure takes no day; `sorted`: rows have no place of their own in a sort. */
export type Refusal = Lock | 'no_date' | 'sorted';

/** Where a formula is being written: an editor in a cell, or the bar. */
export interface FormulaSurface {
  readonly element: HTMLInputElement | HTMLTextAreaElement;
  /** The arrows pick cells; else they move in the text. */
  isPicking(): boolean;
  togglePicking(): void;
}

/** What is done with a formula while it is written; editors tell it what they hold. */
export interface FormulaEditing {
  /** Text or caret may have changed. */
  follow(surface: FormulaSurface, place: FormulaPlace): void;
  end(surface: FormulaSurface): void;
  /** True: the key was its own. */
  key(event: KeyboardEvent, surface: FormulaSurface): boolean;
  /** True: the cell was written into the formula. */
  pick(row: GridRow, column: GridColumn): boolean;
  pickColumn(column: GridColumn): boolean;
}

export interface GridHost {
  readonly tab: PlanTab;
  readonly language: Language;
  readonly messages: Messages;
  /** Of the columns' widths: larger type needs more room. */
  readonly scale: number;
  /** As the columns are; another phase makes another grid. */
  readonly phase: Phase;
  /** Accessible name of the grid. */
  readonly label: string;
  /** Read at each drawing: values and engine answers of this moment. */
  context(): CellContext;
  /** A gesture of the person on cells; typing says what its editor had opened on. */
  edit(gesture: GestureName, writes: readonly EditWrite[]): void;
  active(cell: ActiveCell | null, editing: boolean): void;
  /** Told after it is drawn. */
  selected(selection: GridSelection | null): void;
  /** Somebody tried to type where that cannot be. */
  refused(why: Refusal): void;
  openRowMenu(row: GridRow, anchor: HTMLElement): void;
  openColumnMenu(columnId: string, anchor: HTMLElement): void;
  /** What the view does with a column, for its header. */
  columnMarks(columnId: string): {
    readonly direction: 'ascending' | 'descending' | null;
    readonly isFiltered: boolean;
  };
  /** The person moved columns with the mouse, or gave one a width (at 100 %). */
  columnsArranged(
    change: { readonly order: readonly string[] } | { readonly widths: Readonly<Record<string, number>> },
  ): void;
  isAxisClosed(axis: number): boolean;
  toggleAxis(axis: number): void;
  /** By one place among its neighbours, or to just before or after another row. */
  moveRow(row: GridRow, to: -1 | 1 | { readonly over: GridRow; readonly after: boolean }): void;
  mayMoveRows(): boolean;
  leave(direction: -1 | 1): void;
  readonly planId: string;
  /** So many cells are on the clipboard; null when the ranges make no rectangle together. */
  copied(act: 'copy' | 'cut', cells: number | null): void;
  /** So many cells were filled; so many could not be written. `at`: where the active cell goes, when it moves with it. */
  filled(cells: number, locked: number, at: CellPlace | null): void;
  /** Another range is being added with the keyboard, or no longer. */
  adding(isAdding: boolean): void;
  /** What the clipboard held when the person pasted onto a selection. */
  pasted(flavours: ClipboardFlavours, valuesOnly: boolean, selection: GridSelection): void;
  /** One's own last step back, or forth again. */
  step(direction: 'undo' | 'redo'): void;
  /** The day where the person is, as ISO. */
  today(): string;
  find(replaces: boolean): void;
  mayEdit(): boolean;
  readonly formula: FormulaEditing;
  /** Why the active cell shows what it shows. */
  explain(): void;
  history(): void;
  /** The list of keys. */
  help(): void;
}
