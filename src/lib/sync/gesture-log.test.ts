import { describe, expect, it } from 'vitest';
import { type CellKey, cellKey, columnId, type RowId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import { GestureLog, type LogChange, maxStepCells, maxSteps } from './gesture-log.ts';
import { planStep, type Step } from './step.ts';

const key = (column: string): CellKey => cellKey('aaaaaaaaaa' as RowId, columnId(column));

function step(id: string, at: number, parts: Partial<Step> = {}): Step {
  const cells = [{ key: key('p104'), before: null, after: id }];
  return { id, tab: 'a', name: 'typing', at, sequence: at, cells, commands: [], isUndone: false, ...parts };
}

function logWith(...steps: readonly Step[]): { log: GestureLog; kept: Map<string, Step> } {
  const kept = new Map<string, Step>();
  const log = new GestureLog(() => undefined);
  log.keepIn(({ putSteps, removeSteps }: LogChange) => {
    for (const id of removeSteps) kept.delete(id);
    for (const one of putSteps) kept.set(one.id, one);
  });
  for (const one of steps) log.add(one);
  return { log, kept };
}

const ids = (steps: readonly Step[]): string[] => steps.map(({ id }) => id);

describe('a person’s own history', () => {
  it('GR110 steps are taken back latest first, and made again in the order they were done', () => {
    const { log, kept } = logWith(step('x', 1), step('y', 2), step('z', 3));
    for (const one of log.undoable.slice(0, 2)) log.turned(one, 'undo');
    expect(ids(log.undoable)).toEqual(['x']);
    expect(ids(log.redoable)).toEqual(['y', 'z']);
    expect([...kept.values()].filter(({ isUndone }) => isUndone).map(({ id }) => id)).toEqual(['y', 'z']);
  });

  it('GR111 a new step lets go of those that were taken back, here and on the device', () => {
    const { log, kept } = logWith(step('x', 1), step('y', 2));
    log.turned(step('y', 2), 'undo');
    log.add(step('z', 3));
    expect(ids(log.redoable)).toEqual([]);
    expect(ids(log.undoable)).toEqual(['z', 'x']);
    expect([...kept.keys()].sort()).toEqual(['x', 'z']);
  });

  it('GR112 a step of which nothing is left goes', () => {
    const { log, kept } = logWith(step('x', 1));
    log.turned(step('x', 1, { cells: [] }), 'undo');
    expect([log.undoable, log.redoable, kept.size]).toEqual([[], [], 0]);
  });

  it('GR112 what gave way to somebody else’s value leaves its step, and a step of nothing else goes', () => {
    const other = { key: key('autres'), before: null, after: 'other' };
    const both = step('y', 2, { cells: [{ key: key('p104'), before: 'x', after: 'y' }, other] });
    const { log, kept } = logWith(step('x', 1), both);
    log.forget([{ key: key('p104'), after: 'y' }]);
    expect(log.undoable.map(({ cells }) => cells)).toEqual([[other], step('x', 1).cells]);
    log.forget([{ key: key('p104'), after: 'x' }]);
    expect(ids(log.undoable)).toEqual(['y']);
    expect([...kept.values()].map(({ cells }) => cells)).toEqual([[other]]);
  });

  it('GR113 the oldest steps go beyond the limits of steps and of cells; the latest stays whatever its size', () => {
    const many = logWith(...Array.from({ length: maxSteps + 3 }, (_, index) => step(`s${index}`, index)));
    expect(many.log.undoable.length).toBe(maxSteps);
    expect(many.kept.size).toBe(maxSteps);
    expect(many.log.undoable.at(-1)?.id).toBe('s3');
    const one = { key: key('p104'), before: null, after: 1 };
    const huge = step('huge', 9, { cells: Array.from({ length: maxStepCells + 1 }, () => one) });
    const large = logWith(step('small', 1), huge);
    expect(ids(large.log.undoable)).toEqual(['huge']);
    expect([...large.kept.keys()]).toEqual(['huge']);
  });

  it('GR114 what a closed tab left comes in its order; a step taken back before a later one was done is let go', () => {
    const { log, kept } = logWith(step('mine', 5));
    log.adopt([step('old', 1), step('gone', 2, { isUndone: true }), step('open', 6, { isUndone: true })]);
    expect(ids(log.undoable)).toEqual(['mine', 'old']);
    expect(ids(log.redoable)).toEqual(['open']);
    expect(kept.has('gone')).toBe(false);
  });
});

describe('what taking a step back would meet', () => {
  const cells = [
    { key: key('p104'), before: null, after: '12' },
    { key: key('reliquats'), before: 'x', after: null },
  ];

  function planned(present: Readonly<Record<string, Scalar>>, direction: 'undo' | 'redo' = 'undo'): unknown {
    const { writes, changed } = planStep(step('s', 1, { cells }), direction, (one) => present[one] ?? null);
    return { writes: writes.map(({ value }) => value), changed: changed.map(({ present: now }) => now) };
  }

  it('GR115 a value goes back where the step’s own value stands (I7); what is back already is left alone', () => {
    expect(planned({ [key('p104')]: '12' })).toEqual({ writes: [null, 'x'], changed: [] });
    expect(planned({ [key('reliquats')]: 'x' })).toEqual({ writes: [], changed: [] });
    expect(planned({ [key('reliquats')]: 'x' }, 'redo')).toEqual({ writes: ['12', null], changed: [] });
  });

  it('GR116 what somebody has put there since is a question, the rest is not', () => {
    expect(planned({ [key('p104')]: '99' })).toEqual({ writes: ['x'], changed: ['99'] });
  });
});
