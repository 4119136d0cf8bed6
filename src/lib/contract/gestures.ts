// What a person does to cells in one move, as a code: kept with every edit in the audit, named in the undo menu.

export const gestureNames = [
  'typing',
  'clear',
  'cut',
  'paste',
  'fill',
  'replace',
  'today',
  /** A choice between two values (mine, theirs). */
  'resolve',
  /** A refused edit, made again. */
  'reapply',
  /** Cells as they were at a moment of the history. */
  'restore',
  'undo',
  'redo',
] as const;

export type GestureName = (typeof gestureNames)[number];
