// The formula that is being written in a tab, in a cell or in the bar: what it reads, what is offered at the caret, what its
// keys and the cells that are clicked do to it. A view with the life of the tab; the text itself stays in its editor.
import {
  acceptSuggestion,
  type Assistance,
  assistAt,
  type Suggestion,
} from '../calc/formula/assist/assist.ts';
import { type ColouredToken, colouredTokens } from '../calc/formula/assist/coloured-tokens.ts';
import {
  type EditedFormula,
  insertReference,
  type PickedPlace,
} from '../calc/formula/assist/insert-reference.ts';
import { errorSentence } from '../calc/formula/assist/error-sentence.ts';
import type { FormulaError } from '../calc/formula/formula-error.ts';
import { isPlanned } from '../calc/formula/planned.ts';
import type { FormulaEditing, FormulaSurface } from '../grid/adapter/grid-host.ts';
import { pickedColumn, pickedPlace } from '../grid/formula-pick.ts';
import type { GridColumn } from '../grid/columns.ts';
import type { GridTable } from '../grid/grid-table.ts';
import type { GridRow } from '../grid/row-model.ts';
import { type CellPlace, placeAt } from '../grid/selection.ts';
import type { FormulaPlace } from '../grid/typed-cell.ts';
import type { Messages } from '../i18n/messages.ts';
import type { PlanFormulas } from './formula-language.ts';

interface FormulaDeskParts {
  readonly formulas: PlanFormulas;
  messages(): Messages;
  table(): GridTable | null;
  /** Brings a cell into view that the arrows have picked. */
  reveal(place: CellPlace): void;
}

interface Edited {
  readonly surface: FormulaSurface;
  readonly place: FormulaPlace;
  readonly text: string;
  readonly caret: number;
  readonly inserted: EditedFormula['inserted'] | null;
  /** The cell that the arrows picked last. */
  readonly cursor: CellPlace | null;
}

const arrows: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Parentheses that Enter closes, as in Excel. */
const mostClosed = 10;

export class FormulaDesk implements FormulaEditing {
  readonly #parts: FormulaDeskParts;
  #edited = $state.raw<Edited | null>(null);
  #chosen = $state(0);
  /** By the arrows: Enter then means what is chosen. */
  #hasChosen = false;
  #isListOpen = $state(true);
  #error = $state.raw<FormulaError | null>(null);

  readonly #assistance = $derived.by((): Assistance | null => {
    const edited = this.#edited;
    if (edited === null) return null;
    const mayRead = isPlanned(edited.place.column) ? isPlanned : undefined;
    return assistAt(edited.text, edited.caret, this.#names(edited), mayRead);
  });
  readonly tokens = $derived.by((): readonly ColouredToken[] =>
    this.#edited === null ? [] : colouredTokens(this.#edited.text, this.#names(this.#edited)),
  );
  readonly suggestions = $derived.by((): readonly Suggestion[] =>
    this.#isListOpen ? (this.#assistance?.suggestions ?? []) : [],
  );

  constructor(parts: FormulaDeskParts) {
    this.#parts = parts;
  }

  /** Null while no formula is written. */
  get surface(): FormulaSurface | null {
    return this.#edited?.surface ?? null;
  }

  get text(): string {
    return this.#edited?.text ?? '';
  }

  get place(): FormulaPlace | null {
    return this.#edited?.place ?? null;
  }

  get chosen(): number {
    return Math.min(this.#chosen, this.suggestions.length - 1);
  }

  get call(): Assistance['call'] {
    return this.#assistance?.call ?? null;
  }

  /** Why Enter did not take it; null until somebody tries. */
  get problem(): string | null {
    const edited = this.#edited;
    if (edited === null || this.#error === null) return null;
    return errorSentence(this.#error, this.#names(edited), this.#parts.messages().formulas);
  }

  follow(surface: FormulaSurface, place: FormulaPlace): void {
    const { value: text, selectionStart } = surface.element;
    if (!text.startsWith('=')) {
      this.end(surface);
      return;
    }
    const caret = selectionStart ?? text.length;
    const before = this.#edited?.surface === surface ? this.#edited : null;
    if (before?.text === text && before.caret === caret) return;
    const isTyped = before === null || before.text !== text;
    // Opened, or only walked through: nobody asked for a list.
    this.#isListOpen = before !== null && isTyped;
    this.#chosen = 0;
    this.#hasChosen = false;
    if (isTyped) this.#error = null;
    this.#edited = { surface, place, text, caret, inserted: null, cursor: null };
  }

  end(surface: FormulaSurface): void {
    if (this.#edited?.surface !== surface) return;
    this.#edited = null;
    this.#error = null;
  }

  key(event: KeyboardEvent, surface: FormulaSurface): boolean {
    const edited = this.#edited;
    if (edited?.surface !== surface || event.isComposing) return false;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const offered = this.suggestions.length;
    if (isPlain && offered > 0) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        this.#chosen = (this.chosen + (event.key === 'ArrowDown' ? 1 : -1) + offered) % offered;
        this.#hasChosen = true;
        return true;
      }
      if (event.key === 'Escape') {
        this.#isListOpen = false;
        return true;
      }
      if (event.key === 'Tab' || (event.key === 'Enter' && this.#hasChosen)) {
        this.accept(this.chosen);
        return true;
      }
    }
    if (isPlain && event.key === 'F2') {
      surface.togglePicking();
      return true;
    }
    const step = arrows[event.key];
    if (isPlain && step !== undefined && surface.isPicking()) return this.#walk(edited, step);
    return (event.key === 'Enter' || event.key === 'Tab') && !event.altKey && !this.#isRead(edited);
  }

  accept(index: number): void {
    const edited = this.#edited;
    const assistance = this.#assistance;
    const suggestion = assistance?.suggestions[index];
    if (edited === null || assistance === null || suggestion === undefined) return;
    const { text, caret } = acceptSuggestion(edited.text, assistance, suggestion);
    this.#write(edited, { text, caret, inserted: null, cursor: null });
    // A row's columns come next.
    this.#isListOpen = suggestion.kind === 'row';
  }

  pick(row: GridRow, column: GridColumn): boolean {
    const isOwn = row.id === this.#edited?.place.rowId && isColumnOf(column, this.#edited.place);
    return !isOwn && this.#pick(pickedPlace(row, column), null);
  }

  pickColumn(column: GridColumn): boolean {
    return this.#pick(pickedColumn(column), null);
  }

  #pick(picked: PickedPlace | null, cursor: CellPlace | null): boolean {
    const edited = this.#edited;
    if (edited === null || picked === null) return false;
    const after = insertReference(
      { text: edited.text, caret: edited.caret, rowId: edited.place.rowId, inserted: edited.inserted },
      picked,
      this.#names(edited),
    );
    if (after === null) return false;
    this.#write(edited, { ...after, cursor });
    this.#isListOpen = false;
    return true;
  }

  /** From the cell of the formula, or from the last one picked. */
  #walk(edited: Edited, [rows, columns]: readonly [number, number]): boolean {
    const table = this.#parts.table();
    if (table === null) return false;
    const { order } = table;
    const from = edited.cursor ?? { rowId: edited.place.rowId, columnId: edited.place.column };
    let [row, column] = [order.rowIndex(from.rowId), order.columnIndex(from.columnId)];
    for (;;) {
      [row, column] = [row + rows, column + columns];
      const [gridRow, gridColumn, place] = [
        table.rows[row],
        table.columns[column],
        placeAt(order, row, column),
      ];
      if (gridRow === undefined || gridColumn === undefined || place === null) return true;
      const picked = pickedPlace(gridRow, gridColumn);
      if (picked === null) continue;
      if (!this.#pick(picked, place)) return false;
      this.#parts.reveal(place);
      return true;
    }
  }

  /** False, and says why, for what cannot be read; missing parentheses at the end are put there. */
  #isRead(edited: Edited): boolean {
    const read = this.#parts.formulas.read(edited.text, edited.place);
    if (read.ok) return true;
    if (read.error.code === 'missing_parenthesis')
      for (let count = 1; count <= mostClosed; count += 1) {
        const text = edited.text + ')'.repeat(count);
        if (!this.#parts.formulas.read(text, edited.place).ok) continue;
        this.#write(edited, { text, caret: text.length, inserted: null, cursor: null });
        return true;
      }
    this.#error = read.error;
    this.#isListOpen = false;
    const { element } = edited.surface;
    element.setSelectionRange(read.error.start, read.error.end);
    return false;
  }

  #write(edited: Edited, change: Pick<Edited, 'text' | 'caret' | 'inserted' | 'cursor'>): void {
    const { element } = edited.surface;
    this.#edited = { ...edited, ...change };
    this.#error = null;
    this.#chosen = 0;
    this.#hasChosen = false;
    element.value = change.text;
    element.setSelectionRange(change.caret, change.caret);
    // Whoever else follows the editor (its height, the bar's copy) hears of it as of typing.
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }

  #names({ place }: Edited): ReturnType<PlanFormulas['names']> {
    return this.#parts.formulas.names(place);
  }
}

function isColumnOf({ source }: GridColumn, place: FormulaPlace): boolean {
  return source.type === 'cell' && source.column === place.column;
}
