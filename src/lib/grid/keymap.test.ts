import { describe, expect, it } from 'vitest';
import { messagesFor } from '../i18n/messages.ts';
import { chordParts } from './key-chord.ts';
import { commandOf, type EditMode, isKeypadComma, keyBindings, keyGroups, type KeyPress } from './keymap.ts';

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return { key, shift: false, ctrl: false, alt: false, meta: false, composing: false, ...more };
}

const ctrl = { ctrl: true };
const shift = { shift: true };

describe('GR30 keys when no editor is open', () => {
  it.each([
    [press('Enter'), { type: 'step', rows: 1, columns: 0 }],
    [press('Enter', shift), { type: 'step', rows: -1, columns: 0 }],
    [press('Tab'), { type: 'step', rows: 0, columns: 1 }],
    [press('Tab', shift), { type: 'step', rows: 0, columns: -1 }],
    [press('ArrowDown'), { type: 'go', motion: 'down', extend: false }],
    [press('Home'), { type: 'go', motion: 'row_start', extend: false }],
    [press('PageDown'), { type: 'go', motion: 'page_down', extend: false }],
    [press('F2'), { type: 'edit' }],
    [press('Delete'), { type: 'clear' }],
    [press('Backspace'), { type: 'clear' }],
    [press('F10', shift), { type: 'menu' }],
    [press('ContextMenu'), { type: 'menu' }],
    [press('ArrowUp', { alt: true }), { type: 'move_row', by: -1 }],
    [press('ArrowDown', { alt: true }), { type: 'move_row', by: 1 }],
    [press('F6'), { type: 'leave', direction: 1 }],
    [press('F6', shift), { type: 'leave', direction: -1 }],
    [press('F1'), { type: 'help' }],
  ] as const)('%o', (key, command) => {
    expect(commandOf(key, 'ready')).toEqual(command);
  });

  it.each([press('a'), press('?', shift), press('Escape'), press('F10'), press('Delete', shift)])(
    'GR30 leaves to the cell and the browser: %o',
    (key) => {
      expect(commandOf(key, 'ready')).toBeNull();
    },
  );
});

describe('GR50 the hands of a spreadsheet', () => {
  it.each([
    [press('ArrowRight', shift), { type: 'go', motion: 'right', extend: true }],
    [press('ArrowRight', ctrl), { type: 'go', motion: 'edge_right', extend: false }],
    [press('ArrowDown', { ...ctrl, ...shift }), { type: 'go', motion: 'edge_down', extend: true }],
    [press('End', { ...ctrl, ...shift }), { type: 'go', motion: 'grid_end', extend: true }],
    [press('a', ctrl), { type: 'select_all' }],
    [press(' ', shift), { type: 'select_rows' }],
    [press(' ', ctrl), { type: 'select_columns' }],
    [press('d', ctrl), { type: 'fill', direction: 'down' }],
    [press('r', ctrl), { type: 'fill', direction: 'right' }],
    [press('d', { ...ctrl, alt: true }), { type: 'fill_series' }],
    [press('Enter', ctrl), { type: 'fill_range' }],
    [press('z', ctrl), { type: 'undo' }],
    [press('y', ctrl), { type: 'redo' }],
    [press('Z', { ...ctrl, ...shift }), { type: 'redo' }],
    [press('f', ctrl), { type: 'find', replace: false }],
    [press('h', ctrl), { type: 'find', replace: true }],
    [press('L', { ...ctrl, ...shift }), { type: 'column_menu' }],
    [press('v', ctrl), { type: 'clipboard', action: 'paste' }],
    [press('V', { ...ctrl, ...shift }), { type: 'clipboard', action: 'paste_values' }],
  ] as const)('%o', (key, command) => {
    expect(commandOf(key, 'ready')).toEqual(command);
  });

  it('GR50 the Command key of a Mac does what Ctrl does', () => {
    expect(commandOf(press('z', { meta: true }), 'ready')).toEqual({ type: 'undo' });
  });

  it('GR50 Caps Lock changes nothing, nor does Shift where a layout needs it for the sign', () => {
    expect(commandOf(press('Z', ctrl), 'ready')).toEqual({ type: 'undo' });
    expect(commandOf(press(';', ctrl), 'ready')).toEqual({ type: 'today' });
    expect(commandOf(press(';', { ...ctrl, ...shift }), 'ready')).toEqual({ type: 'today' });
  });
});

describe('keys in an editor', () => {
  it('GR31 arrows leave an editor opened by a character and stay in one opened by F2', () => {
    const left = { type: 'go', motion: 'left', extend: false };
    expect(commandOf(press('ArrowLeft'), 'typing')).toEqual(left);
    expect(commandOf(press('ArrowLeft'), 'editing')).toBeNull();
  });

  it('GR31 Shift or Ctrl with an arrow is the text’s in either', () => {
    expect(commandOf(press('ArrowLeft', shift), 'typing')).toBeNull();
    expect(commandOf(press('ArrowLeft', ctrl), 'typing')).toBeNull();
  });

  it.each(['typing', 'editing'] as const)(
    'GR31 %s: Escape forgets, Enter and Tab keep, Ctrl+Enter fills, the rest is the text’s',
    (mode: EditMode) => {
      expect(commandOf(press('Escape'), mode)).toEqual({ type: 'cancel' });
      expect(commandOf(press('Enter'), mode)).toEqual({ type: 'step', rows: 1, columns: 0 });
      expect(commandOf(press('Enter', { alt: true }), mode)).toEqual({ type: 'line_break' });
      expect(commandOf(press('Enter', ctrl), mode)).toEqual({ type: 'fill_range' });
      expect(commandOf(press('Tab'), mode)).toEqual({ type: 'step', rows: 0, columns: 1 });
      for (const key of [
        press('Delete'),
        press('a', ctrl),
        press('z', ctrl),
        press('v', ctrl),
        press('Home'),
      ])
        expect(commandOf(key, mode)).toBeNull();
    },
  );
});

describe('keys that are not ours', () => {
  it('GR33 those of an input method', () => {
    expect(commandOf(press('Enter', { composing: true }), 'typing')).toBeNull();
    expect(commandOf(press('Process', ctrl), 'ready')).toBeNull();
    expect(commandOf(press('Dead'), 'ready')).toBeNull();
  });

  it('GR33 those with Ctrl that the table does not have, and the signs that AltGr makes', () => {
    expect(commandOf(press('s', ctrl), 'ready')).toBeNull();
    expect(commandOf(press('Backspace', { meta: true }), 'ready')).toBeNull();
    expect(commandOf(press('€', { ...ctrl, alt: true }), 'ready')).toBeNull();
    expect(commandOf(press('Control', ctrl), 'ready')).toBeNull();
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

describe('GR51 the table and its help', () => {
  it.each(['ready', 'typing', 'editing'] as const)(
    'GR51 no chord means two things in %s',
    (mode: EditMode) => {
      const modesOf = (modes: readonly EditMode[]): readonly EditMode[] => modes;
      const chords = keyBindings
        .filter(({ modes }) => modesOf(modes).includes(mode))
        .flatMap(({ keys }): readonly string[] => keys);
      expect(chords.filter((chord, index) => chords.indexOf(chord) !== index)).toEqual([]);
    },
  );

  it('GR51 each binding has an id of its own and stands in a group that is shown', () => {
    expect(new Set(keyBindings.map(({ id }) => id)).size).toBe(keyBindings.length);
    expect([...new Set(keyBindings.map(({ group }) => group))]).toEqual(keyGroups);
  });

  it.each(['fr', 'en'] as const)(
    'GR51 each binding has a label in %s, and each group and key a name',
    (language) => {
      const { labels, groups, names } = messagesFor(language).keys;
      expect(Object.keys(labels).sort()).toEqual(keyBindings.map(({ id }) => id).sort());
      expect(Object.keys(groups).sort()).toEqual([...keyGroups].sort());
      const unnamed = keyBindings
        .flatMap(({ keys }): readonly string[] => keys)
        .flatMap((chord) => chord.split('+'))
        .filter((part) => part.length > 1 && !/^F\d+$/.test(part) && !Object.hasOwn(names, part));
      expect(unnamed).toEqual([]);
    },
  );

  it('GR51 chords are written in the words of the keyboard', () => {
    expect(chordParts('Ctrl+Shift+ArrowDown', messagesFor('fr').keys.names).join('+')).toBe(
      'Ctrl+Maj+Flèche bas',
    );
    expect(chordParts('Ctrl+;', messagesFor('en').keys.names)).toEqual(['Ctrl', ';']);
  });
});
