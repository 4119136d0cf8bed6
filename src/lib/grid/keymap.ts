// What a key press means in the grid, as in a spreadsheet. Pure: no DOM, no grid library. `null` leaves the key to whoever
// would have it anyway: the grid's own arrows, Home, End and pages, the editor's text, the browser.

/** `typing`: opened by a character, so the arrows leave it; `editing`: opened by F2 or a double click, so they move in the text. */
export type EditMode = 'ready' | 'typing' | 'editing';

export interface KeyPress {
  readonly key: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  /** An input method is composing: its keys are its own. */
  readonly composing: boolean;
}

export type KeyCommand =
  /** Moves the active cell; out of an editor, keeps what was typed first. */
  | { readonly type: 'move'; readonly rows: -1 | 0 | 1; readonly columns: -1 | 0 | 1 }
  /** Opens the editor on what the cell holds. */
  | { readonly type: 'edit' }
  /** Empties the cell. */
  | { readonly type: 'clear' }
  /** Leaves the editor and forgets what was typed. */
  | { readonly type: 'cancel' }
  | { readonly type: 'menu' }
  | { readonly type: 'move_row'; readonly by: -1 | 1 }
  /** To the next or previous part of the screen: the way out of the grid, where Tab moves between cells. */
  | { readonly type: 'leave'; readonly direction: -1 | 1 }
  /** A line break inside a text. */
  | { readonly type: 'line_break' };

type Move = Extract<KeyCommand, { type: 'move' }>;

const arrows: Readonly<Record<string, Move>> = {
  ArrowUp: { type: 'move', rows: -1, columns: 0 },
  ArrowDown: { type: 'move', rows: 1, columns: 0 },
  ArrowLeft: { type: 'move', rows: 0, columns: -1 },
  ArrowRight: { type: 'move', rows: 0, columns: 1 },
};

export function commandOf(press: KeyPress, mode: EditMode): KeyCommand | null {
  if (press.composing) return null;
  const { key, shift, ctrl, alt, meta } = press;
  if (ctrl || meta) return null;
  if (key === 'F6') return { type: 'leave', direction: shift ? -1 : 1 };
  if (key === 'Enter') {
    if (alt) return mode === 'ready' ? null : { type: 'line_break' };
    return { type: 'move', rows: shift ? -1 : 1, columns: 0 };
  }
  if (alt)
    return mode === 'ready' && (key === 'ArrowUp' || key === 'ArrowDown')
      ? { type: 'move_row', by: key === 'ArrowUp' ? -1 : 1 }
      : null;
  if (key === 'Tab') return { type: 'move', rows: 0, columns: shift ? -1 : 1 };
  if (mode === 'ready') {
    if (key === 'F2') return { type: 'edit' };
    if (key === 'Delete' || key === 'Backspace') return { type: 'clear' };
    if (key === 'ContextMenu' || (key === 'F10' && shift)) return { type: 'menu' };
    return null;
  }
  if (key === 'Escape') return { type: 'cancel' };
  return mode === 'typing' && !shift ? (arrows[key] ?? null) : null;
}

/** The keypad's dot is a comma where figures are typed, whatever the keyboard's layout says. */
export function isKeypadComma(
  press: { readonly code: string; readonly key: string },
  isFigure: boolean,
): boolean {
  return isFigure && press.code === 'NumpadDecimal' && (press.key === '.' || press.key === ',');
}
