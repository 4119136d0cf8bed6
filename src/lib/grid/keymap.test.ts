import { describe, expect, it } from 'vitest';
import { commandOf, type EditMode, isKeypadComma, type KeyPress } from './keymap.ts';

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return { key, shift: false, ctrl: false, alt: false, meta: false, composing: false, ...more };
}

describe('GR30 keys when no editor is open', () => {
  it.each([
    [press('Enter'), { type: 'move', rows: 1, columns: 0 }],
    [press('Enter', { shift: true }), { type: 'move', rows: -1, columns: 0 }],
    [press('Tab'), { type: 'move', rows: 0, columns: 1 }],
    [press('Tab', { shift: true }), { type: 'move', rows: 0, columns: -1 }],
    [press('F2'), { type: 'edit' }],
    [press('Delete'), { type: 'clear' }],
    [press('Backspace'), { type: 'clear' }],
    [press('F10', { shift: true }), { type: 'menu' }],
    [press('ContextMenu'), { type: 'menu' }],
    [press('ArrowUp', { alt: true }), { type: 'move_row', by: -1 }],
    [press('ArrowDown', { alt: true }), { type: 'move_row', by: 1 }],
    [press('F6'), { type: 'leave', direction: 1 }],
    [press('F6', { shift: true }), { type: 'leave', direction: -1 }],
  ] as const)('%o', (key, command) => {
    expect(commandOf(key, 'ready')).toEqual(command);
  });

  it.each([press('ArrowDown'), press('Home'), press('PageDown'), press('a'), press('Escape'), press('F10')])(
    'GR30 leaves to the grid and the browser: %o',
    (key) => {
      expect(commandOf(key, 'ready')).toBeNull();
    },
  );
});

describe('keys in an editor', () => {
  it('GR31 arrows leave an editor opened by a character and stay in one opened by F2', () => {
    expect(commandOf(press('ArrowLeft'), 'typing')).toEqual({ type: 'move', rows: 0, columns: -1 });
    expect(commandOf(press('ArrowLeft'), 'editing')).toBeNull();
  });

  it('GR31 Shift with an arrow selects text in either', () => {
    expect(commandOf(press('ArrowLeft', { shift: true }), 'typing')).toBeNull();
  });

  it.each(['typing', 'editing'] as const)(
    'GR31 %s: Escape forgets, Enter and Tab keep, Delete is the text’s',
    (mode: EditMode) => {
      expect(commandOf(press('Escape'), mode)).toEqual({ type: 'cancel' });
      expect(commandOf(press('Enter'), mode)).toEqual({ type: 'move', rows: 1, columns: 0 });
      expect(commandOf(press('Enter', { alt: true }), mode)).toEqual({ type: 'line_break' });
      expect(commandOf(press('Tab'), mode)).toEqual({ type: 'move', rows: 0, columns: 1 });
      expect(commandOf(press('Delete'), mode)).toBeNull();
    },
  );
});

describe('keys that are not ours', () => {
  it('GR33 an input method’s, and those with Ctrl or Meta', () => {
    expect(commandOf(press('Enter', { composing: true }), 'typing')).toBeNull();
    expect(commandOf(press('Enter', { ctrl: true }), 'ready')).toBeNull();
    expect(commandOf(press('Backspace', { meta: true }), 'ready')).toBeNull();
  });
});

describe('GR32 the dot of the keypad', () => {
  it('is a comma for figures, whatever the layout sends', () => {
    expect(isKeypadComma({ code: 'NumpadDecimal', key: '.' }, true)).toBe(true);
    expect(isKeypadComma({ code: 'NumpadDecimal', key: ',' }, true)).toBe(true);
  });

  it('stays a dot in a text; the dot of the letters stays a dot; with Num Lock off it is Delete', () => {
    expect(isKeypadComma({ code: 'NumpadDecimal', key: '.' }, false)).toBe(false);
    expect(isKeypadComma({ code: 'Period', key: '.' }, true)).toBe(false);
    expect(isKeypadComma({ code: 'NumpadDecimal', key: 'Delete' }, true)).toBe(false);
  });
});
