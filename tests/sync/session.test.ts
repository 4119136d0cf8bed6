// The browser's session against the real rooms, sockets and store: what a person sees and what is on disk.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CellKey, cellKey, columnId, type RowId } from '../../src/lib/contract/ids.ts';
import { messageAck } from '../../src/lib/protocol/messages.ts';
import { type Browser, isSaved, until } from '../helpers/session-client.ts';
import { openLive, type, cell, shows, SessionScene } from '../helpers/session-scene.ts';
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

function auditOf(key: CellKey) {
  return server.history.filter((entry) => entry.key === key);
}

/** Of two writes at the same moment Yjs keeps that of the higher client id. */
async function lowAndHigh(one: Browser, other: Browser) {
  const [low, high] = [
    { browser: one, session: await openLive(one) },
    { browser: other, session: await openLive(other) },
  ].sort((first, second) => first.browser.lastClientId - second.browser.lastClientId);
  if (low === undefined || high === undefined) throw new Error('two sessions');
  return { low, high };
}

describe('two people in one plan', () => {
  it('edit different cells: both screens and the disk agree', async () => {
    const awa = await openLive(browserOf('awa'));
    const ben = await openLive(browserOf('ben'));
    type(awa, a, '12 000');
    type(ben, b, 300);
    expect(cell(awa, a)).toBe('12 000');
    await Promise.all([
      until(awa, shows(b, 300)),
      until(ben, shows(a, '12 000')),
      until(awa, isSaved),
      until(ben, isSaved),
    ]);
    expect(server.cells()).toEqual({ [a]: '12 000', [b]: 300 });
    expect(awa.content.rows.get(firstRow)).toMatchObject({ title: 'Action 1' });
    expect(awa.content.plan?.exercise).toBe('2024-2025');
  });

  it('I9 edit the same cell at the same time: one value everywhere, and whose edit lost sees both', async () => {
    const { low, high } = await lowAndHigh(browserOf('awa'), browserOf('ben'));
    low.browser.hold();
    type(high.session, a, 'high');
    await until(high.session, isSaved);
    type(low.session, a, 'low');
    low.browser.release();
    await until(low.session, ({ conflicts }) => conflicts.length === 1);
    expect(low.session.conflicts).toMatchObject([{ key: a, mine: 'low', seen: null, theirs: 'high' }]);
    expect(cell(low.session, a)).toBe('high');
    expect(server.cell(a)).toBe('high');
    low.session.resolveConflicts(low.session.conflicts, 'mine');
    await until(high.session, shows(a, 'low'));
    await until(low.session, isSaved);
    expect(low.session.conflicts).toEqual([]);
    expect(server.cell(a)).toBe('low');
  });

  it('PR30 what one had acknowledged is overwritten by somebody who had not seen it: one is told, and sees both', async () => {
    const { low, high } = await lowAndHigh(browserOf('awa'), browserOf('ben'));
    type(low.session, a, 'before');
    await until(high.session, shows(a, 'before'));
    await until(low.session, isSaved);
    high.browser.hold();
    type(low.session, a, 'low');
    await until(low.session, isSaved);
    type(high.session, a, 'high');
    high.browser.release();
    await until(low.session, ({ conflicts }) => conflicts.length === 1);
    expect(low.session.conflicts).toMatchObject([{ key: a, mine: 'low', seen: 'before', theirs: 'high' }]);
    await until(high.session, isSaved);
    expect(high.session.conflicts).toEqual([]);
    expect(auditOf(a).map(({ after, kept, unseen }) => [after, kept, unseen])).toEqual([
      ['before', true, false],
      ['low', true, false],
      ['high', true, true],
    ]);
    // Seen first, and then written over: nobody is told.
    type(high.session, a, 'again');
    await until(low.session, shows(a, 'again'));
    await until(high.session, isSaved);
    expect(low.session.conflicts).toHaveLength(1);
    expect(auditOf(a).at(-1)).toMatchObject({ after: 'again', unseen: false });
  });

  it('PR30 one person in two tabs is not told of oneself', async () => {
    const browser = browserOf('awa');
    const { low, high } = await lowAndHigh(browser, scene.anotherOf(browser));
    high.browser.hold();
    type(low.session, a, 'low');
    await until(low.session, isSaved);
    type(high.session, a, 'high');
    high.browser.release();
    await until(high.session, isSaved);
    await until(low.session, shows(a, 'high'));
    expect(low.session.conflicts).toEqual([]);
  });

  it('I9 typed over a value that came while the editor was open: nothing is written, and its author sees both', async () => {
    const awa = await openLive(browserOf('awa'));
    const ben = await openLive(browserOf('ben'));
    type(ben, a, '42 000');
    type(ben, b, '7');
    await Promise.all([until(awa, shows(b, '7')), until(ben, isSaved)]);
    awa.edit('typing', [
      { key: a, value: '41 000', seen: null },
      { key: b, value: '8', seen: '7' },
    ]);
    expect(awa.conflicts).toMatchObject([{ key: a, mine: '41 000', seen: null, theirs: '42 000' }]);
    await until(awa, isSaved);
    expect(server.cells()).toEqual({ [a]: '42 000', [b]: '8' });
  });

  it('a listener that answers a change with an edit is served after it, in order', async () => {
    const awa = await openLive(browserOf('awa'));
    const stop = awa.onChange((change) => {
      stop();
      expect(change.local).toBe(true);
      type(awa, b, 'answer');
    });
    type(awa, a, 'question');
    await until(awa, shows(b, 'answer'));
    await until(awa, isSaved);
    expect(server.history.map(({ after }) => after)).toEqual(['question', 'answer']);
    expect(server.refusals).toEqual([]);
  });

  it('see each other: name, cell, and that somebody is editing; the one who leaves is gone', async () => {
    const awa = await openLive(browserOf('awa'));
    const browserB = browserOf('ben');
    const ben = await openLive(browserB);
    ben.setPresence({ cell: a, editing: true, range: null });
    await until(awa, ({ peers }) => peers[0]?.editing === true);
    expect(awa.peers).toMatchObject([{ name: 'ben', userId: browserB.userId, cell: a, editing: true }]);
    await until(ben, ({ peers }) => peers.length === 1);
    ben.destroy();
    await until(awa, ({ peers }) => peers.length === 0);
  });

  it('a line that breaks leaves no ghost of oneself', async () => {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    const ben = await openLive(browserOf('ben'));
    await until(ben, ({ peers }) => peers.length === 1);
    browser.cut();
    await until(awa, ({ save }) => save.state === 'offline');
    await until(awa, ({ save, peers }) => save.state === 'saved' && peers.length === 1);
    expect(awa.peers).toMatchObject([{ name: 'ben' }]);
  });
});

describe('a line that breaks', () => {
  it('editing goes on offline and is sent on return; another cell of another person is untouched', async () => {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    const ben = await openLive(browserOf('ben'));
    browser.goOffline();
    expect(awa.save).toMatchObject({ state: 'offline', count: 0 });
    type(awa, a, '1');
    type(awa, a, '12');
    expect(awa.save).toMatchObject({ state: 'offline', count: 2 });
    expect(cell(awa, a)).toBe('12');
    type(ben, b, 'theirs');
    await until(ben, isSaved);
    browser.goOnline();
    await until(awa, (one) => isSaved(one) && cell(one, b) === 'theirs');
    expect(awa.conflicts).toEqual([]);
    expect(server.cells()).toEqual({ [a]: '12', [b]: 'theirs' });
  });

  it('I9 a cell that somebody else changed meanwhile is shown, not overwritten', async () => {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    const ben = await openLive(browserOf('ben'));
    type(awa, a, 'before');
    await until(ben, shows(a, 'before'));
    await until(awa, isSaved);
    browser.goOffline();
    awa.edit('paste', [
      { key: a, value: 'mine' },
      { key: b, value: 'mine too' },
    ]);
    type(ben, a, 'theirs');
    await until(ben, isSaved);
    browser.goOnline();
    await until(awa, (one) => isSaved(one) && one.conflicts.length === 1);
    expect(awa.conflicts).toMatchObject([{ key: a, mine: 'mine', seen: 'before', theirs: 'theirs' }]);
    expect(cell(awa, a)).toBe('theirs');
    expect(server.cells()).toEqual({ [a]: 'theirs', [b]: 'mine too' });
    // The other side of the conflict stays true while it waits.
    type(ben, a, 'theirs, again');
    await until(awa, ({ conflicts }) => conflicts[0]?.theirs === 'theirs, again');
    awa.resolveConflicts(awa.conflicts, 'theirs');
    expect(awa.conflicts).toEqual([]);
    expect(awa.save).toEqual({ state: 'saved' });
  });

  it('I9 an edit whose acknowledgement was lost is not sent a second time', async () => {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    browser.cutAtMessage(messageAck);
    type(awa, a, '12');
    await until(awa, ({ save }) => save.state === 'offline');
    expect(awa.unsent).toBe(1);
    // Somebody empties the cell meanwhile: sending it again would bring it back.
    const ben = await openLive(browserOf('ben'));
    type(ben, a, null);
    await until(ben, isSaved);
    await until(awa, (one) => isSaved(one) && cell(one, a) === null);
    expect(server.history.map(({ after }) => after)).toEqual(['12', null]);
    expect(awa.conflicts).toEqual([]);
  });

  it('HI4 a tie that was lost while the line broke is told all the same, once one is back', async () => {
    const { low, high } = await lowAndHigh(browserOf('awa'), browserOf('ben'));
    low.session.onAckMissed((ids) => low.session.showLost(server.lost(low.browser.userId, ids)));
    low.browser.hold();
    type(high.session, a, 'high');
    await until(high.session, isSaved);
    type(low.session, a, 'low');
    low.browser.cutAtMessage(messageAck);
    low.browser.release();
    await until(low.session, ({ conflicts }) => conflicts.length === 1);
    expect(low.session.conflicts).toMatchObject([{ key: a, mine: 'low', seen: null, theirs: 'high' }]);
    await until(low.session, isSaved);
    expect(server.history.map(({ after, kept }) => [after, kept])).toEqual([
      ['high', true],
      ['low', false],
    ]);
  });

  it('the server restarts in between: everybody comes back, nothing is lost or doubled', async () => {
    const awa = await openLive(browserOf('awa'));
    const ben = await openLive(browserOf('ben'));
    type(awa, a, 'kept');
    await until(awa, isSaved);
    await server.stop();
    await Promise.all([awa, ben].map((one) => until(one, ({ save }) => save.state === 'offline')));
    type(awa, a, 'while away');
    type(ben, b, 'also');
    await server.startAgain();
    await Promise.all([
      until(awa, shows(b, 'also')),
      until(ben, shows(a, 'while away')),
      until(awa, isSaved),
      until(ben, isSaved),
    ]);
    expect(server.cells()).toEqual({ [a]: 'while away', [b]: 'also' });
    expect(server.history).toHaveLength(3);
  });

  it('the fresh document is told to the grid as its difference only', async () => {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    type(awa, a, 'same');
    await until(awa, isSaved);
    const told: unknown[] = [];
    awa.onChange((change) => told.push(change));
    browser.goOffline();
    type(awa, b, 'mine');
    browser.goOnline();
    await until(awa, isSaved);
    expect(told).toEqual([
      {
        cells: [{ key: b, before: null, after: 'mine' }],
        rowsChanged: false,
        planChanged: false,
        local: true,
      },
    ]);
  });
});

describe('what stays on the device', () => {
  it('I9 unsent edits survive closing the browser and are sent by the next session', async () => {
    const browser = browserOf('awa');
    const first = await openLive(browser);
    browser.goOffline();
    type(first, a, 'unsent');
    expect(first.unsent).toBe(1);
    first.destroy();
    browser.goOnline();
    const second = browser.open();
    await until(second, (one) => isSaved(one) && cell(one, a) === 'unsent');
    expect(server.cell(a)).toBe('unsent');
    second.destroy();
    const third = await openLive(browser);
    expect(third.unsent).toBe(0);
    expect(server.history).toHaveLength(1);
  });

  it('a plan opens offline from the copy, with the unsent edits on top, and catches up', async () => {
    const browser = browserOf('awa');
    const first = await openLive(browser);
    type(first, b, 'confirmed');
    await until(first, isSaved);
    browser.goOffline();
    type(first, a, 'unsent');
    first.destroy();
    const second = browser.open();
    await until(second, shows(a, 'unsent'));
    expect(second.save).toMatchObject({ state: 'offline', count: 1 });
    expect(cell(second, b)).toBe('confirmed');
    expect(second.content.rows.size).toBe(2);
    const ben = await openLive(browserOf('ben'));
    type(ben, a, 'theirs');
    await until(ben, isSaved);
    type(second, a, 'unsent, again');
    browser.goOnline();
    await until(second, ({ conflicts }) => conflicts.length === 1);
    expect(second.conflicts).toMatchObject([{ mine: 'unsent, again', seen: null, theirs: 'theirs' }]);
    expect(server.cell(a)).toBe('theirs');
    // A conflict nobody has decided on is still there after closing.
    second.destroy();
    const third = await openLive(browser);
    expect(third.conflicts).toMatchObject([{ mine: 'unsent, again', theirs: 'theirs' }]);
  });

  it('I9 two tabs of one person: each sends its own edits, and what a closed one left goes to the other at once', async () => {
    const browser = browserOf('awa');
    const one = await openLive(browser);
    browser.goOffline();
    type(one, a, 'of the first tab');
    const two = browser.open();
    await until(two, ({ save }) => save.state === 'offline');
    expect(two.unsent).toBe(0);
    one.destroy();
    await until(two, ({ unsent }) => unsent === 1);
    browser.goOnline();
    await until(two, isSaved);
    expect(server.cell(a)).toBe('of the first tab');
    expect(server.history).toHaveLength(1);
  });

  it('a window that keeps nothing says so and works', async () => {
    const browser = browserOf('awa');
    browser.indexedDb = null;
    const session = await openLive(browser);
    expect(session.isDurable).toBe(false);
    type(session, a, 1);
    await until(session, isSaved);
    expect(server.cell(a)).toBe(1);
    expect((await openLive(browserOf('ben'))).isDurable).toBe(true);
  });
});

describe('what the server does not take', () => {
  it('refused cells wait in the tray, the rest of the gesture is sent again', async () => {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    browser.goOffline();
    awa.edit('paste', [
      { key: a, value: 'fine' },
      { key: b, value: 'late' },
    ]);
    await server.archive(secondRow);
    browser.goOnline();
    await until(awa, (one) => isSaved(one) && one.refused.length === 1);
    expect(awa.refused).toMatchObject([{ key: b, mine: 'late', code: 'archived' }]);
    expect(server.cells()).toEqual({ [a]: 'fine' });
    expect(cell(awa, b)).toBeNull();
    awa.dismissRefused(awa.refused[0] ?? expect.fail());
    expect(awa.refused).toEqual([]);
  });

  it('one refused edit does not hold up the next ones', async () => {
    const awa = await openLive(browserOf('awa'));
    type(awa, cellKey('zzzzzzzzzz' as RowId, columnId('p104')), 'nowhere');
    type(awa, a, 'fine');
    await until(awa, (one) => isSaved(one) && one.refused.length === 1);
    expect(awa.refused).toMatchObject([{ mine: 'nowhere', code: 'unknown_row' }]);
    expect(server.cells()).toEqual({ [a]: 'fine' });
  });

  it('I1 a full disk: the edit waits, the screen says so, and it is saved once there is room', async () => {
    const awa = await openLive(browserOf('awa'));
    server.isDiskFull = true;
    type(awa, a, 'waits');
    await until(awa, ({ save }) => save.state === 'read_only');
    expect(awa.save).toEqual({ state: 'read_only', count: 1 });
    expect(cell(awa, a)).toBe('waits');
    type(awa, b, 'waits too');
    expect(awa.unsent).toBe(2);
    server.isDiskFull = false;
    await until(awa, isSaved);
    expect(server.cells()).toEqual({ [a]: 'waits', [b]: 'waits too' });
    // Nothing was tried while it could only be refused.
    expect(server.refusals).toEqual([]);
    expect(awa.refused).toEqual([]);
  });

  it('signed out elsewhere: the session ends and keeps what was not sent; it is sent after signing in again', async () => {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    browser.goOffline();
    type(awa, a, 'not sent yet');
    await server.revoke(browser.userId, 'session');
    browser.goOnline();
    await until(awa, ({ save }) => save.state === 'ended');
    expect(awa.save).toEqual({ state: 'ended', code: 'not_signed_in', count: 1 });
    awa.destroy();
    server.signInAgain(browser.userId);
    await until(browser.open(), (one) => isSaved(one) && cell(one, a) === 'not sent yet');
    expect(server.cell(a)).toBe('not sent yet');
  });

  it('a session that ends while connected says why', async () => {
    const browser = browserOf('awa');
    const awa = await openLive(browser);
    await server.revoke(browser.userId, 'session');
    await until(awa, ({ save }) => save.state === 'ended');
    expect(awa.save).toEqual({ state: 'ended', code: 'not_signed_in', count: 0 });
  });

  it('no right any more: the copy of the plan goes from this device', async () => {
    const browser = browserOf('awa');
    const first = await openLive(browser);
    type(first, a, 'secret');
    await until(first, isSaved);
    first.destroy();
    expect((await browser.storedCopy(server.planId))?.cells).toEqual([[a, 'secret']]);
    const second = await openLive(browser);
    await server.revoke(browser.userId, 'membership');
    await until(second, ({ save }) => save.state === 'ended');
    expect(second.save).toMatchObject({ code: 'forbidden' });
    expect(await browser.storedCopy(server.planId)).toBeNull();
    second.destroy();
    expect(await browser.storedCopy(server.planId)).toBeNull();
  });
});
