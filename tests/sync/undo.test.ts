// One's own steps against the real rooms, sockets and store: other people's work stays, and the history outlives the page.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cellKey, columnId } from '../../src/lib/contract/ids.ts';
import type { PlanSession } from '../../src/lib/sync/session.ts';
import { type Direction, planStep, type StepAnswer } from '../../src/lib/sync/step.ts';
import { type Browser, isSaved, until } from '../helpers/session-client.ts';
import { openLive, cell, SessionScene } from '../helpers/session-scene.ts';
import { firstRow, secondRow, type SyncServer } from '../helpers/sync-server.ts';

const a = cellKey(firstRow, columnId('p104'));
const b = cellKey(secondRow, columnId('p104'));

let server: SyncServer;
let scene: SessionScene;

beforeEach(async () => {
  scene = await SessionScene.start();
  ({ server } = scene);
});

afterEach(() => scene.dispose());

function browserOf(name: string): Browser {
  return scene.browserOf(name);
}

/** By somebody who was shown what the cells hold now. */
function take(session: PlanSession, direction: Direction, choice: StepAnswer['choice'] = 'keep'): void {
  const [step] = session.history[direction];
  if (step === undefined) throw new Error(`nothing to ${direction}`);
  const shown = planStep(step, direction, (key) => cell(session, key)).changed;
  const { taken } = session.writeStep(step, direction, { choice, shown });
  session.stepTaken({ ...step, cells: taken }, direction);
}

describe('undo', () => {
  it('GR117 takes one gesture back as one step and makes it again, on every screen and on disk', async () => {
    const awa = await openLive(browserOf('awa'));
    const ben = await openLive(browserOf('ben'));
    awa.edit('paste', [
      { key: a, value: '1' },
      { key: b, value: '2' },
    ]);
    expect(awa.history.undo.map(({ name, cells }) => [name, cells.length])).toEqual([['paste', 2]]);
    take(awa, 'undo');
    expect([cell(awa, a), cell(awa, b), awa.history.undo.length]).toEqual([null, null, 0]);
    take(awa, 'redo');
    await until(ben, () => cell(ben, a) === '1' && cell(ben, b) === '2');
    await until(awa, isSaved);
    expect(server.cells()).toMatchObject({ [a]: '1', [b]: '2' });
    expect(server.history.map(({ gesture }) => gesture)).toEqual([
      'paste',
      'paste',
      'undo',
      'undo',
      'redo',
      'redo',
    ]);
  });

  it('GR118 what others wrote elsewhere stays; where they wrote since, it stays unless the person puts the old one back', async () => {
    const awa = await openLive(browserOf('awa'));
    const ben = await openLive(browserOf('ben'));
    awa.edit('paste', [
      { key: a, value: '1' },
      { key: b, value: '2' },
    ]);
    await until(ben, () => cell(ben, b) === '2');
    ben.edit('typing', [{ key: b, value: '77' }]);
    await until(awa, () => cell(awa, b) === '77');
    take(awa, 'undo');
    expect([cell(awa, a), cell(awa, b)]).toEqual([null, '77']);
    // The kept cell has left the step: making it again does not touch it.
    take(awa, 'redo');
    expect([cell(awa, a), cell(awa, b)]).toEqual(['1', '77']);

    awa.edit('typing', [{ key: b, value: '3' }]);
    await until(ben, () => cell(ben, b) === '3');
    ben.edit('typing', [{ key: b, value: '88' }]);
    await until(awa, () => cell(awa, b) === '88');
    take(awa, 'undo', 'restore');
    expect(cell(awa, b)).toBe('77');
  });

  it('GR119 the history outlives the page, is of one’s own steps, and of one’s own account', async () => {
    const browser = browserOf('awa');
    const ben = await openLive(browserOf('ben'));
    const first = await openLive(browser);
    first.edit('typing', [{ key: a, value: '1' }]);
    first.edit('typing', [{ key: a, value: '2' }]);
    take(first, 'undo');
    await until(first, isSaved);
    first.destroy();
    const again = await openLive(browser);
    expect([again.history.undo.length, again.history.redo.length]).toEqual([1, 1]);
    take(again, 'redo');
    expect(cell(again, a)).toBe('2');
    expect(ben.history.undo).toEqual([]);
  });

  it('GR118 what was written after the person was shown the cells is not written over, and waits in the step', async () => {
    const awa = await openLive(browserOf('awa'));
    const ben = await openLive(browserOf('ben'));
    awa.edit('paste', [
      { key: a, value: '1' },
      { key: b, value: '2' },
    ]);
    await until(ben, () => cell(ben, b) === '2');
    ben.edit('typing', [{ key: a, value: '20' }]);
    await until(awa, () => cell(awa, a) === '20');
    const [step] = awa.history.undo;
    if (step === undefined) throw new Error('no step');
    const shown = planStep(step, 'undo', (key) => cell(awa, key)).changed;
    ben.edit('paste', [
      { key: a, value: '30' },
      { key: b, value: '99' },
    ]);
    await until(awa, () => cell(awa, b) === '99');
    const { taken, left } = awa.writeStep(step, 'undo', { choice: 'restore', shown });
    expect([taken, left.map(({ key }) => key)]).toEqual([[], [a, b]]);
    expect([cell(awa, a), cell(awa, b)]).toEqual(['30', '99']);
    awa.stepTaken({ ...step, cells: taken }, 'undo', { cells: left, commands: [] });
    expect(awa.history.undo).toEqual([step]);
  });

  it('GR120 it works without a connection', async () => {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    awa.edit('typing', [{ key: a, value: '1' }]);
    await until(awa, isSaved);
    browser.goOffline();
    take(awa, 'undo');
    expect(cell(awa, a)).toBe(null);
    browser.goOnline();
    await until(awa, isSaved);
    expect(server.cells()[a] ?? null).toBe(null);
  });
  it('GR120 it survives a new epoch of the document', async () => {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    const ben = await openLive(browserOf('ben'));
    awa.edit('typing', [{ key: a, value: '1' }]);
    awa.edit('paste', [
      { key: a, value: '2' },
      { key: b, value: '3' },
    ]);
    await until(awa, isSaved);
    const before = { epoch: server.epoch, clientId: browser.lastClientId };
    await Promise.all([until(awa, (session) => !isSaved(session)), server.stop()]);
    server.beginEpoch();
    await server.startAgain();
    await until(awa, isSaved);
    expect(server.epoch).toBe(before.epoch + 1);
    expect(browser.lastClientId).not.toBe(before.clientId);
    // In the new document the same values are other items: what others write there is seen as such.
    expect([cell(awa, a), cell(awa, b)]).toEqual(['2', '3']);
    await until(ben, isSaved);
    ben.edit('typing', [{ key: b, value: '77' }]);
    await until(awa, () => cell(awa, b) === '77');
    take(awa, 'undo', 'restore');
    take(awa, 'undo');
    await until(ben, () => cell(ben, a) === null && cell(ben, b) === null);
    take(awa, 'redo');
    take(awa, 'redo');
    await until(awa, isSaved);
    expect(server.cells()).toMatchObject({ [a]: '2', [b]: '3' });
    expect([awa.conflicts, awa.refused, ben.conflicts]).toEqual([[], [], []]);
  });
});
