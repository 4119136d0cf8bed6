// The editor of a cell: one line for figures, a growing text for words. Opens with what the cell holds (or with the first
// character typed), gives back the text as typed and what the cell held on opening; left as it was opened, it writes nothing.
import type { ICellEditorComp, ICellEditorParams } from 'ag-grid-community';
import { isNumericKind, type Scalar } from '../../contract/kinds.ts';
import { type CellState, storedCell } from '../cell-state.ts';
import type { GridColumn } from '../columns.ts';
import { isKeypadComma } from '../keymap.ts';
import type { GridRow } from '../row-model.ts';
import type { FormulaPlace } from '../typed-cell.ts';
import type { FormulaEditing, FormulaSurface } from './grid-host.ts';
import type { KeyMemory } from './keyboard.ts';

export interface EditorParams {
  readonly gridColumn: GridColumn;
  /** A function: the library hands on a copy of these parameters, not the objects in them. */
  readonly keys: () => KeyMemory;
  /** What the editor opens on. */
  readonly write: (row: GridRow) => string;
  readonly formula: () => FormulaEditing;
  /** What the cell stores now. */
  readonly read: (row: GridRow) => Scalar | null;
  readonly describe: (row: GridRow, column: GridColumn) => string;
}

type Params = ICellEditorParams<GridRow, CellState> & EditorParams;

/** Each line of a growing text, up to a quarter of a screen. */
const maxLines = 8;

/** What was typed, over what: the cell may have changed while the editor was open. */
export class TypedText {
  readonly text: string;
  readonly seen: Scalar | null;

  constructor(text: string, seen: Scalar | null) {
    this.text = text;
    this.seen = seen;
  }
}

export class TypingEditor implements ICellEditorComp<GridRow, TypedText> {
  #input!: HTMLInputElement | HTMLTextAreaElement;
  #before = '';
  #opening = '';
  #seen: Scalar | null = null;
  #formula: {
    readonly editing: FormulaEditing;
    readonly surface: FormulaSurface;
    readonly place: FormulaPlace;
  } | null = null;

  init(params: ICellEditorParams<GridRow, TypedText>): void {
    const own = params as unknown as Params;
    const cell = storedCell(own.data, own.gridColumn);
    const isFigure = cell !== null && isNumericKind(cell.kind);
    const input = document.createElement(isFigure ? 'input' : 'textarea');
    input.className = isFigure ? 'trame-editor is-figure' : 'trame-editor';
    input.setAttribute('aria-label', own.describe(own.data, own.gridColumn));
    input.spellcheck = !isFigure;
    input.autocomplete = 'off';
    if (input instanceof HTMLInputElement) input.inputMode = 'decimal';
    else input.rows = 1;

    // Read back after setting: the control itself may normalise line breaks, and that is no edit.
    this.#seen = own.read(own.data);
    input.value = own.write(own.data);
    this.#before = input.value;
    const first = own.eventKey;
    const keys = own.keys();
    keys.mode = 'editing';
    if (first !== null && [...first].length === 1) {
      keys.mode = 'typing';
      input.value = keys.last !== null && isKeypadComma(keys.last, isFigure) ? ',' : first;
    }
    this.#opening = input.value;
    this.#input = input;
    if (cell !== null) this.#followFormula(input, cell, own.formula(), keys);
    input.addEventListener('keydown', (event) => {
      if (!(event instanceof KeyboardEvent) || !isKeypadComma(event, isFigure)) return;
      event.preventDefault();
      input.setRangeText(
        ',',
        input.selectionStart ?? input.value.length,
        input.selectionEnd ?? input.value.length,
        'end',
      );
    });
    // A click into the text turns replacing into editing: the arrows then move in it.
    input.addEventListener('pointerdown', () => {
      keys.mode = 'editing';
    });
    if (input instanceof HTMLTextAreaElement) input.addEventListener('input', () => this.#grow());
  }

  #followFormula(
    element: HTMLInputElement | HTMLTextAreaElement,
    place: FormulaPlace,
    editing: FormulaEditing,
    keys: KeyMemory,
  ): void {
    const surface: FormulaSurface = {
      element,
      isPicking: () => keys.mode === 'typing',
      togglePicking: () => (keys.mode = keys.mode === 'typing' ? 'editing' : 'typing'),
    };
    this.#formula = { editing, surface, place };
    for (const name of ['input', 'keyup', 'click']) element.addEventListener(name, () => this.#tellFormula());
    element.addEventListener('keydown', (event) => {
      if (!(event instanceof KeyboardEvent) || !editing.key(event, surface)) return;
      event.preventDefault();
      // Not the grid's either.
      event.stopPropagation();
    });
  }

  #tellFormula(): void {
    this.#input.classList.toggle('is-formula', this.#input.value.startsWith('='));
    this.#formula?.editing.follow(this.#formula.surface, this.#formula.place);
  }

  destroy(): void {
    this.#formula?.editing.end(this.#formula.surface);
  }

  getGui(): HTMLElement {
    return this.#input;
  }

  afterGuiAttached(): void {
    this.#input.focus({ preventScroll: true });
    const end = this.#opening.length;
    this.#input.setSelectionRange(end, end);
    this.#grow();
    this.#tellFormula();
  }

  #grow(): void {
    if (!(this.#input instanceof HTMLTextAreaElement)) return;
    this.#input.rows = 1;
    const lineHeight = Number.parseFloat(getComputedStyle(this.#input).lineHeight);
    if (Number.isFinite(lineHeight) && lineHeight > 0)
      this.#input.rows = Math.min(maxLines, Math.max(1, Math.floor(this.#input.scrollHeight / lineHeight)));
  }

  getValue(): TypedText {
    return new TypedText(this.#input.value, this.#seen);
  }

  isCancelAfterEnd(): boolean {
    return this.#input.value === this.#before;
  }
}
