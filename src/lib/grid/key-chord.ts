// A key press as the text that the keymap's table is written in, such as `Ctrl+Shift+ArrowDown`. Pure: no DOM, no words.

export interface KeyPress {
  readonly key: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  /** An input method is composing: its keys are its own. */
  readonly composing: boolean;
}

/** As browsers tell it. */
interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
}

export function pressOf(event: PressedKey): KeyPress {
  const { key, shiftKey, ctrlKey, altKey, metaKey, isComposing } = event;
  return { key, shift: shiftKey, ctrl: ctrlKey, alt: altKey, meta: metaKey, composing: isComposing };
}

/** Keys of an input method: they make a character together with the next ones. */
const composingKeys: ReadonlySet<string> = new Set(['Process', 'Dead', 'Compose', 'Unidentified']);
const modifierKeys: ReadonlySet<string> = new Set(['Control', 'Alt', 'AltGraph', 'Shift', 'Meta']);

/** Shift belongs to the chord of a letter or a named key; of any other sign it depends on the layout (`;` on QWERTZ). */
function saysShift(key: string): boolean {
  return key.length > 1 || key === ' ' || /\p{L}/u.test(key);
}

/** Null when no chord is finished: an input method composes, or only a modifier is down. */
export function chordOf(press: KeyPress): string | null {
  const { key, shift, ctrl, alt, meta, composing } = press;
  if (composing || composingKeys.has(key) || modifierKeys.has(key)) return null;
  const name = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key;
  return [
    // The Command key of a Mac does what Ctrl does elsewhere.
    ...(ctrl || meta ? ['Ctrl'] : []),
    ...(alt ? ['Alt'] : []),
    ...(shift && saysShift(key) ? ['Shift'] : []),
    name,
  ].join('+');
}

/** `Maj+Flèche bas`: a key without a name of its own is called by its sign. */
export function chordParts(chord: string, names: Readonly<Record<string, string>>): readonly string[] {
  return chord.split('+').map((part) => (Object.hasOwn(names, part) ? (names[part] ?? part) : part));
}
