// The return after work without network: what is sent, in which order, what the person is told, and what waits for a choice.
// The browser's session against the real rooms, sockets and store.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cellKey, columnId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import { messageAck } from '../../src/lib/protocol/messages.ts';
import type { PlanSession } from '../../src/lib/sync/session.ts';
import { readDevice, writeDevice } from '../../src/lib/sync/signed-in-person.ts';
import { type Browser, isSaved, until } from '../helpers/session-client.ts';
import { openLive, type, shows, SessionScene } from '../helpers/session-scene.ts';
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

describe('what waited is sent', () => {
  it('OF10 OF13 one frame a gesture, in the order of making, what is typed meanwhile last; the count only rises', async () => {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    browser.goOffline();
    for (let value = 1; value <= 210; value++) type(awa, value % 2 === 0 ? a : b, value);
    const done: number[] = [];
    const shown: (Scalar | null)[] = [];
    awa.onChange(({ cells }) => shown.push(...cells.map(({ after }) => after)));
    awa.onState(() => {
      const { save } = awa;
      if (save.state !== 'saving' || save.total === null) return;
      done.push(save.total - save.count);
      if (done.length === 1) type(awa, a, 'meanwhile');
    });
    browser.goOnline();
    await until(awa, (one) => isSaved(one) && server.history.length === 211);
    expect(server.history.map(({ after }) => after)).toEqual([
      ...Array.from({ length: 210 }, (_, index) => index + 1),
      'meanwhile',
    ]);
    expect(new Set(server.history.map(({ gestureId }) => gestureId)).size).toBe(211);
    expect(done).toEqual(done.toSorted((one, other) => one - other));
    expect(done.length).toBeGreaterThan(5);
    // The screen does not go through it all again.
    expect(shown).toEqual(['meanwhile']);
    expect(awa.save).toEqual({ state: 'saved' });
  });

  it('HI10 says how long it waited, whatever the clock of its device', async () => {
    const browser = browserOf('awa');
    browser.clockShiftMs = -9 * 3_600_000;
    const awa = await openLive(browser);
    browser.goOffline();
    type(awa, a, 1);
    browser.clockShiftMs += 3 * 3_600_000;
    type(awa, b, 2);
    browser.goOnline();
    await until(awa, (one) => isSaved(one) && server.history.length === 2);
    const [first, second] = server.history;
    const waited = ((first?.at ?? 0) - (first?.madeAt ?? 0)) / 3_600_000;
    expect(waited).toBeCloseTo(3, 1);
    expect(second?.madeAt).toBeNull();
  });

  it('OF10 a line that breaks in the middle loses nothing and sends nothing twice', async () => {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    browser.goOffline();
    for (let value = 1; value <= 100; value++) type(awa, a, value);
    browser.cutAtMessage(messageAck);
    browser.goOnline();
    await until(awa, ({ save }) => save.state === 'offline');
    await until(awa, isSaved);
    expect(server.history.map(({ after }) => after)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
  });

  it('OF11 what somebody writes while it is being sent is met too: the screen keeps what waits, then shows both', async () => {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    const ben = await openLive(browserOf('ben'));
    browser.goOffline();
    for (let value = 1; value <= 45; value++) type(awa, a, value);
    type(awa, b, 'mine, early');
    for (let value = 46; value <= 120; value++) type(awa, a, value);
    type(awa, b, 'mine');
    browser.goOnline();
    // Its answers wait here, so that the last edits wait for their turn.
    await until(awa, ({ save }) => save.state === 'saving');
    browser.hold();
    type(ben, b, 'theirs');
    await until(ben, isSaved);
    expect(awa.content.cells.get(b)).toBe('mine');
    browser.release();
    await until(awa, (one) => isSaved(one) && one.conflicts.length === 1);
    expect(awa.conflicts).toMatchObject([{ key: b, mine: 'mine', seen: null, theirs: 'theirs' }]);
    expect(awa.content.cells.get(b)).toBe('theirs');
    expect(server.cells()).toEqual({ [a]: 120, [b]: 'theirs' });
  });

  it('OF12 rows archived meanwhile: hundreds of refusals are told at once, without a new line for each', async () => {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    browser.goOffline();
    for (let value = 1; value <= 100; value++) awa.edit('typing', [{ key: b, value }]);
    type(awa, a, 'goes');
    await server.archive(secondRow);
    browser.goOnline();
    await until(awa, (one) => isSaved(one) && one.refused.length === 1);
    expect(awa.refused).toMatchObject([{ key: b, mine: 100, seen: null, code: 'archived' }]);
    expect(server.refusals).toEqual([]);
    expect(server.cells()).toEqual({ [a]: 'goes' });
  });
});

describe('OF14 what changed meanwhile is chosen', () => {
  async function twoConflicts(): Promise<{ awa: PlanSession; ben: PlanSession }> {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    const ben = await openLive(browserOf('ben'));
    browser.goOffline();
    type(awa, a, 'mine a');
    type(awa, b, 'mine b');
    type(ben, a, 'theirs a');
    type(ben, b, 'theirs b');
    await until(ben, isSaved);
    browser.goOnline();
    await until(awa, (one) => isSaved(one) && one.conflicts.length === 2);
    return { awa, ben };
  }

  it('OF14 all of mine at once: one gesture, one step of undo', async () => {
    const { awa } = await twoConflicts();
    awa.resolveConflicts(awa.conflicts, 'mine');
    await until(awa, isSaved);
    expect(awa.conflicts).toEqual([]);
    expect(server.cells()).toEqual({ [a]: 'mine a', [b]: 'mine b' });
    expect(new Set(server.history.slice(-2).map(({ gestureId }) => gestureId)).size).toBe(1);
    expect(awa.history.undo[0]?.cells.map(({ before }) => before)).toEqual(['theirs a', 'theirs b']);
  });

  it('OF14 all of theirs at once writes nothing', async () => {
    const { awa } = await twoConflicts();
    awa.resolveConflicts(awa.conflicts, 'theirs');
    expect(awa.conflicts).toEqual([]);
    expect(awa.save).toEqual({ state: 'saved' });
    expect(server.cells()).toEqual({ [a]: 'theirs a', [b]: 'theirs b' });
  });

  it('OF14 I9 a choice stands for the values that were shown: what came since is a conflict anew', async () => {
    const { awa, ben } = await twoConflicts();
    const shown = awa.conflicts;
    type(ben, b, 'newer');
    await until(awa, shows(b, 'newer'));
    awa.resolveConflicts(shown, 'mine');
    await until(awa, isSaved);
    expect(awa.conflicts).toMatchObject([{ key: b, mine: 'mine b', theirs: 'newer' }]);
    expect(server.cells()).toEqual({ [a]: 'mine a', [b]: 'newer' });
  });
});

it('OF3 a session that the server has ended: nobody is signed in on this device any more, and what was typed stays', async () => {
  const browser = browserOf('awa');
  const awa = await openLive(browser);
  await writeDevice(browser.indexedDb, {
    person: { id: browser.userId, name: 'Awa', email: 'awa@test', isAdmin: false },
  });
  browser.goOffline();
  type(awa, a, 'unsent');
  await server.revoke(browser.userId, 'session');
  browser.goOnline();
  await until(awa, ({ save }) => save.state === 'ended' && save.count === 1);
  expect(await readDevice(browser.indexedDb)).toMatchObject({ person: null });
});

it('OF16 gestures whose acknowledgement a broken line took are named', async () => {
  const browser = browserOf('awa');
  const awa = await openLive(browser);
  const missed: string[] = [];
  awa.onAckMissed((gestureIds) => missed.push(...gestureIds));
  type(awa, a, 'acknowledged');
  await until(awa, isSaved);
  browser.cutAtMessage(messageAck);
  type(awa, a, 'not acknowledged');
  await until(awa, ({ save }) => save.state === 'offline');
  await until(awa, isSaved);
  expect(missed).toEqual([server.history[1]?.gestureId]);
});

it('OF13 OF17 a plan opened from the copy says of which moment it is, until the server has given it', async () => {
  const browser = browserOf('awa');
  const first = await openLive(browser);
  browser.hide();
  const hidden = await browser.storedCopy(server.planId);
  while (Date.now() === hidden?.at) await new Promise((resolve) => setImmediate(resolve));
  browser.goOffline();
  first.destroy();
  const kept = await browser.storedCopy(server.planId);
  // Nothing had changed since the copy before: what is new is till when that was so.
  expect(kept?.at).toBeGreaterThan(hidden?.at ?? Infinity);
  expect(kept?.rights).toEqual({ role: 'coordinator', organisationId: null });
  const second = browser.open();
  await until(second, ({ save, copyAt }) => save.state === 'offline' && copyAt === kept?.at);
  browser.goOnline();
  await until(second, ({ save, copyAt }) => save.state === 'saved' && copyAt === null);
});
