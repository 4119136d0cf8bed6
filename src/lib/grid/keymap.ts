// What a key press means in the grid, as in a spreadsheet: one table, read by the keyboard and by the help panel. Pure: no
// DOM, no grid library, no words. `null` leaves the key to whoever would have it anyway: the editor's text, the browser.
import { type KeyPress, chordOf } from './key-chord.ts';

export type { KeyPress };

/** `typing`: opened by a character, so the arrows leave it; `editing`: opened by F2 or a double click, so they move in the text. */
export type EditMode = 'ready' | 'typing' | 'editing';

/** `edge_…`: to the edge of what is filled. */
export type Motion =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'row_start'
  | 'row_end'
  | 'grid_start'
  | 'grid_end'
  | 'page_up'
  | 'page_down'
  | 'edge_up'
  | 'edge_down'
  | 'edge_left'
  | 'edge_right';

export type KeyCommand =
  /** Selects another cell, or makes the last range end there; out of an editor, keeps what was typed first. */
  | { readonly type: 'go'; readonly motion: Motion; readonly extend: boolean }
  /** To the next cell, round inside a selection of several; out of an editor, keeps what was typed first. */
  | { readonly type: 'step'; readonly rows: -1 | 0 | 1; readonly columns: -1 | 0 | 1 }
  /** Opens the editor on what the cell holds. */
  | { readonly type: 'edit' }
  /** Leaves the editor and forgets what was typed. */
  | { readonly type: 'cancel' }
  /** Empties the selected cells. */
  | { readonly type: 'clear' }
  /** A line break inside a text. */
  | { readonly type: 'line_break' }
  | { readonly type: 'select_all' | 'select_rows' | 'select_columns' }
  /** Arrows then go to where another range begins; what is selected stays. */
  | { readonly type: 'add_range' }
  | { readonly type: 'fill'; readonly direction: 'down' | 'right' }
  /** Goes on with the series that the first filled cells of the selection begin, along its longer side. */
  | { readonly type: 'fill_series' }
  /** What was typed, or the active cell's value, into every selected cell. */
  | { readonly type: 'fill_range' }
  | { readonly type: 'today' | 'undo' | 'redo' | 'help' }
  | { readonly type: 'find'; readonly replace: boolean }
  /** Not to be taken from the browser, whose copy, cut and paste events do the work. */
  | { readonly type: 'clipboard'; readonly action: 'copy' | 'cut' | 'paste' | 'paste_values' }
  | { readonly type: 'menu' | 'column_menu' | 'explain' | 'history' }
  | { readonly type: 'move_row'; readonly by: -1 | 1 }
  /** To the next or previous part of the screen: the way out of the grid, where Tab moves between cells. */
  | { readonly type: 'leave'; readonly direction: -1 | 1 };

/** In the order of the help panel. */
export const keyGroups = ['move', 'select', 'type', 'copy', 'fill', 'find', 'rows'] as const;
type KeyGroup = (typeof keyGroups)[number];

interface KeyBinding {
  readonly id: string;
  readonly command: KeyCommand;
  /** As `chordOf` writes them; the help panel shows them in this order. */
  readonly keys: readonly string[];
  readonly modes: readonly EditMode[];
  readonly group: KeyGroup;
}

const ready = ['ready'] as const;
/** Where an arrow is not the text's. */
const arrows = ['ready', 'typing'] as const;
const editors = ['typing', 'editing'] as const;
const everywhere = ['ready', 'typing', 'editing'] as const;

function go(motion: Motion, extend = false): KeyCommand {
  return { type: 'go', motion, extend };
}

function step(rows: -1 | 0 | 1, columns: -1 | 0 | 1): KeyCommand {
  return { type: 'step', rows, columns };
}

export const keyBindings = [
  { id: 'up', command: go('up'), keys: ['ArrowUp'], modes: arrows, group: 'move' },
  { id: 'down', command: go('down'), keys: ['ArrowDown'], modes: arrows, group: 'move' },
  { id: 'left', command: go('left'), keys: ['ArrowLeft'], modes: arrows, group: 'move' },
  { id: 'right', command: go('right'), keys: ['ArrowRight'], modes: arrows, group: 'move' },
  { id: 'stepDown', command: step(1, 0), keys: ['Enter'], modes: everywhere, group: 'move' },
  { id: 'stepUp', command: step(-1, 0), keys: ['Shift+Enter'], modes: everywhere, group: 'move' },
  { id: 'stepRight', command: step(0, 1), keys: ['Tab'], modes: everywhere, group: 'move' },
  { id: 'stepLeft', command: step(0, -1), keys: ['Shift+Tab'], modes: everywhere, group: 'move' },
  { id: 'rowStart', command: go('row_start'), keys: ['Home'], modes: ready, group: 'move' },
  { id: 'rowEnd', command: go('row_end'), keys: ['End'], modes: ready, group: 'move' },
  { id: 'gridStart', command: go('grid_start'), keys: ['Ctrl+Home'], modes: ready, group: 'move' },
  { id: 'gridEnd', command: go('grid_end'), keys: ['Ctrl+End'], modes: ready, group: 'move' },
  { id: 'pageUp', command: go('page_up'), keys: ['PageUp'], modes: ready, group: 'move' },
  { id: 'pageDown', command: go('page_down'), keys: ['PageDown'], modes: ready, group: 'move' },
  { id: 'edgeUp', command: go('edge_up'), keys: ['Ctrl+ArrowUp'], modes: ready, group: 'move' },
  { id: 'edgeDown', command: go('edge_down'), keys: ['Ctrl+ArrowDown'], modes: ready, group: 'move' },
  { id: 'edgeLeft', command: go('edge_left'), keys: ['Ctrl+ArrowLeft'], modes: ready, group: 'move' },
  { id: 'edgeRight', command: go('edge_right'), keys: ['Ctrl+ArrowRight'], modes: ready, group: 'move' },
  {
    id: 'leave',
    command: { type: 'leave', direction: 1 },
    keys: ['F6'],
    modes: everywhere,
    group: 'move',
  },
  {
    id: 'leaveBack',
    command: { type: 'leave', direction: -1 },
    keys: ['Shift+F6'],
    modes: everywhere,
    group: 'move',
  },
  { id: 'extendUp', command: go('up', true), keys: ['Shift+ArrowUp'], modes: ready, group: 'select' },
  { id: 'extendDown', command: go('down', true), keys: ['Shift+ArrowDown'], modes: ready, group: 'select' },
  { id: 'extendLeft', command: go('left', true), keys: ['Shift+ArrowLeft'], modes: ready, group: 'select' },
  {
    id: 'extendRight',
    command: go('right', true),
    keys: ['Shift+ArrowRight'],
    modes: ready,
    group: 'select',
  },
  {
    id: 'extendEdgeUp',
    command: go('edge_up', true),
    keys: ['Ctrl+Shift+ArrowUp'],
    modes: ready,
    group: 'select',
  },
  {
    id: 'extendEdgeDown',
    command: go('edge_down', true),
    keys: ['Ctrl+Shift+ArrowDown'],
    modes: ready,
    group: 'select',
  },
  {
    id: 'extendEdgeLeft',
    command: go('edge_left', true),
    keys: ['Ctrl+Shift+ArrowLeft'],
    modes: ready,
    group: 'select',
  },
  {
    id: 'extendEdgeRight',
    command: go('edge_right', true),
    keys: ['Ctrl+Shift+ArrowRight'],
    modes: ready,
    group: 'select',
  },
  {
    id: 'extendRowStart',
    command: go('row_start', true),
    keys: ['Shift+Home'],
    modes: ready,
    group: 'select',
  },
  { id: 'extendRowEnd', command: go('row_end', true), keys: ['Shift+End'], modes: ready, group: 'select' },
  {
    id: 'extendGridStart',
    command: go('grid_start', true),
    keys: ['Ctrl+Shift+Home'],
    modes: ready,
    group: 'select',
  },
  {
    id: 'extendGridEnd',
    command: go('grid_end', true),
    keys: ['Ctrl+Shift+End'],
    modes: ready,
    group: 'select',
  },
  { id: 'extendPageUp', command: go('page_up', true), keys: ['Shift+PageUp'], modes: ready, group: 'select' },
  {
    id: 'extendPageDown',
    command: go('page_down', true),
    keys: ['Shift+PageDown'],
    modes: ready,
    group: 'select',
  },
  {
    id: 'selectRows',
    command: { type: 'select_rows' },
    keys: ['Shift+Space'],
    modes: ready,
    group: 'select',
  },
  {
    id: 'selectColumns',
    command: { type: 'select_columns' },
    keys: ['Ctrl+Space'],
    modes: ready,
    group: 'select',
  },
  { id: 'addRange', command: { type: 'add_range' }, keys: ['Shift+F8'], modes: ready, group: 'select' },
  { id: 'selectAll', command: { type: 'select_all' }, keys: ['Ctrl+A'], modes: ready, group: 'select' },
  { id: 'edit', command: { type: 'edit' }, keys: ['F2'], modes: ready, group: 'type' },
  { id: 'cancel', command: { type: 'cancel' }, keys: ['Escape'], modes: editors, group: 'type' },
  { id: 'clear', command: { type: 'clear' }, keys: ['Delete', 'Backspace'], modes: ready, group: 'type' },
  { id: 'lineBreak', command: { type: 'line_break' }, keys: ['Alt+Enter'], modes: editors, group: 'type' },
  { id: 'today', command: { type: 'today' }, keys: ['Ctrl+;'], modes: ready, group: 'type' },
  // An editor's text has an undo of its own, the browser's.
  { id: 'undo', command: { type: 'undo' }, keys: ['Ctrl+Z'], modes: ready, group: 'type' },
  { id: 'redo', command: { type: 'redo' }, keys: ['Ctrl+Y', 'Ctrl+Shift+Z'], modes: ready, group: 'type' },
  {
    id: 'copy',
    command: { type: 'clipboard', action: 'copy' },
    keys: ['Ctrl+C'],
    modes: ready,
    group: 'copy',
  },
  { id: 'cut', command: { type: 'clipboard', action: 'cut' }, keys: ['Ctrl+X'], modes: ready, group: 'copy' },
  {
    id: 'paste',
    command: { type: 'clipboard', action: 'paste' },
    keys: ['Ctrl+V'],
    modes: ready,
    group: 'copy',
  },
  {
    id: 'pasteValues',
    command: { type: 'clipboard', action: 'paste_values' },
    keys: ['Ctrl+Shift+V'],
    modes: ready,
    group: 'copy',
  },
  {
    id: 'fillDown',
    command: { type: 'fill', direction: 'down' },
    keys: ['Ctrl+D'],
    modes: ready,
    group: 'fill',
  },
  {
    id: 'fillRight',
    command: { type: 'fill', direction: 'right' },
    keys: ['Ctrl+R'],
    modes: ready,
    group: 'fill',
  },
  { id: 'fillSeries', command: { type: 'fill_series' }, keys: ['Ctrl+Alt+D'], modes: ready, group: 'fill' },
  {
    id: 'fillRange',
    command: { type: 'fill_range' },
    keys: ['Ctrl+Enter'],
    modes: everywhere,
    group: 'fill',
  },
  { id: 'find', command: { type: 'find', replace: false }, keys: ['Ctrl+F'], modes: ready, group: 'find' },
  { id: 'replace', command: { type: 'find', replace: true }, keys: ['Ctrl+H'], modes: ready, group: 'find' },
  {
    id: 'columnMenu',
    command: { type: 'column_menu' },
    keys: ['Ctrl+Shift+L'],
    modes: ready,
    group: 'find',
  },
  { id: 'explain', command: { type: 'explain' }, keys: ['Alt+Enter'], modes: ready, group: 'find' },
  { id: 'history', command: { type: 'history' }, keys: ['Alt+Shift+Enter'], modes: ready, group: 'find' },
  { id: 'help', command: { type: 'help' }, keys: ['F1'], modes: everywhere, group: 'find' },
  {
    id: 'rowMenu',
    command: { type: 'menu' },
    keys: ['Shift+F10', 'ContextMenu'],
    modes: ready,
    group: 'rows',
  },
  {
    id: 'rowUp',
    command: { type: 'move_row', by: -1 },
    keys: ['Alt+ArrowUp'],
    modes: ready,
    group: 'rows',
  },
  {
    id: 'rowDown',
    command: { type: 'move_row', by: 1 },
    keys: ['Alt+ArrowDown'],
    modes: ready,
    group: 'rows',
  },
] as const satisfies readonly KeyBinding[];

export type KeyBindingId = (typeof keyBindings)[number]['id'];

type Commands = ReadonlyMap<string, KeyCommand>;

function commandsOf(mode: EditMode): Commands {
  const inMode: readonly KeyBinding[] = keyBindings;
  return new Map(
    inMode
      .filter(({ modes }) => modes.includes(mode))
      .flatMap(({ keys, command }) => keys.map((chord) => [chord, command] as const)),
  );
}

const commands: Readonly<Record<EditMode, Commands>> = {
  ready: commandsOf('ready'),
  typing: commandsOf('typing'),
  editing: commandsOf('editing'),
};

export function commandOf(press: KeyPress, mode: EditMode): KeyCommand | null {
  const chord = chordOf(press);
  return chord === null ? null : (commands[mode].get(chord) ?? null);
}

/** The keypad's dot is a comma where figures are typed, whatever the keyboard's layout says. */
export function isKeypadComma(
  press: { readonly code: string; readonly key: string },
  isFigure: boolean,
): boolean {
  return isFigure && press.code === 'NumpadDecimal' && (press.key === '.' || press.key === ',');
}
