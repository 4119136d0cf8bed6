import { describe, expect, it } from 'vitest';
import { type CellKey, cellKey, columnId, type GestureId, type RowId } from '../contract/ids.ts';
import { makeGesture, maxCellsPerFrame, newGestureId, splitForFrames, unseenWrites } from './gesture.ts';

const id = 'g' as GestureId;

function keyOf(index: number): CellKey {
  return cellKey(String(index).padStart(10, '0') as RowId, columnId('p104'));
}

describe('I9 what was typed over', () => {
  const typed = (seen: string | null) =>
    unseenWrites(id, [{ key: keyOf(1), value: '41 000', seen }], () => '42 000', 7);

  it('I9 a value its author had not seen is a conflict with both values', () => {
    expect(typed('45 800')).toEqual([
      { gestureId: id, key: keyOf(1), mine: '41 000', seen: '45 800', theirs: '42 000', at: 7 },
    ]);
    expect(typed(null)).toHaveLength(1);
  });

  it('is written when its author saw it, when the cell says the same already, and when nothing says what was seen', () => {
    expect(typed('42 000')).toEqual([]);
    expect(unseenWrites(id, [{ key: keyOf(1), value: '42 000', seen: null }], () => '42 000', 7)).toEqual([]);
    expect(unseenWrites(id, [{ key: keyOf(1), value: null }], () => '42 000', 7)).toEqual([]);
  });
});

describe('a gesture', () => {
  it('remembers what each cell held before and after', () => {
    const gesture = makeGesture(id, 'paste', [{ key: keyOf(1), value: '12' }], () => 'old');
    expect(gesture).toEqual({
      gestureId: id,
      name: 'paste',
      cells: [{ key: keyOf(1), before: 'old', after: '12' }],
    });
  });

  it('is none when nothing changes: opening and leaving a cell writes nothing', () => {
    expect(makeGesture(id, 'typing', [{ key: keyOf(1), value: 'old' }], () => 'old')).toBeNull();
    expect(makeGesture(id, 'clear', [{ key: keyOf(1), value: null }], () => null)).toBeNull();
  });

  it('holds a cell that is written twice once, with its last value', () => {
    const writes = [
      { key: keyOf(1), value: 1 },
      { key: keyOf(1), value: 2 },
    ];
    expect(makeGesture(id, 'fill', writes, () => null)?.cells).toEqual([
      { key: keyOf(1), before: null, after: 2 },
    ]);
  });

  it('fits one frame up to the limit, then takes several, losing no cell', () => {
    const cells = Array.from({ length: maxCellsPerFrame + 1 }, (_, index) => ({
      key: keyOf(index),
      before: null,
      after: index,
    }));
    expect(splitForFrames(cells.slice(1))).toHaveLength(1);
    const parts = splitForFrames(cells);
    expect(parts.map((part) => part.length)).toEqual([maxCellsPerFrame, 1]);
    expect(parts.flat()).toEqual(cells);
  });

  it('takes several frames for long texts', () => {
    const text = 'é'.repeat(20_000);
    const cells = Array.from({ length: 40 }, (_, index) => ({
      key: keyOf(index),
      before: null,
      after: text,
    }));
    const parts = splitForFrames(cells);
    expect(parts.flat()).toEqual(cells);
    for (const part of parts)
      expect(new TextEncoder().encode(JSON.stringify(part)).length).toBeLessThan(1024 * 1024);
  });

  it('has a name of printable characters that fits the wire', () => {
    expect(newGestureId((length) => new Uint8Array(length).fill(255))).toBe('f'.repeat(32));
  });
});
