import { describe, expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { ManualClock } from '../../../tests/helpers/manual-clock.ts';
import { cellKey, columnId, type RowId } from '../contract/ids.ts';
import { PresenceSender, readPeers } from './presence.ts';

const cell = cellKey('aaaaaaaaaa' as RowId, columnId('p104'));

function awarenessOf(clientId: number): Awareness {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  return new Awareness(doc);
}

describe('own presence', () => {
  it('goes out at once, then at most every 50 ms, and the last one always', () => {
    const clock = new ManualClock();
    const sender = new PresenceSender(clock);
    const awareness = awarenessOf(1);
    sender.sendTo(awareness);
    const sent: unknown[] = [];
    awareness.on('update', () => sent.push(awareness.getLocalState()?.['editing']));
    sender.set({ cell, editing: false, range: null });
    sender.set({ cell, editing: true, range: null });
    sender.set({ cell: null, editing: false, range: null });
    expect(sent).toEqual([false]);
    sender.set({ cell: null, editing: true, range: null });
    clock.pass(50);
    expect(sent).toEqual([false, true]);
    clock.pass(50);
    sender.set({ cell: null, editing: true, range: null });
    clock.pass(50);
    expect(sent).toEqual([false, true]);
    awareness.destroy();
  });

  it('is told again to a new connection', () => {
    const sender = new PresenceSender(new ManualClock());
    sender.set({ cell, editing: true, range: null });
    const awareness = awarenessOf(1);
    sender.sendTo(awareness);
    expect(awareness.getLocalState()).toEqual({ cell, editing: true, range: null });
    awareness.destroy();
  });
});

describe('the others', () => {
  it('are those with the stamp of the server, without the tabs this one has been', () => {
    const awareness = awarenessOf(1);
    const user = { id: 'u', name: 'Awa', color: '#0b6e99' };
    awareness.states.set(9, { user, cell: null, editing: false, range: null });
    awareness.states.set(5, { user, cell, editing: true, range: null });
    awareness.states.set(2, { user, cell, editing: true, range: null });
    awareness.states.set(6, { cell, editing: true, range: null });
    awareness.states.set(7, { user, cell: 'nowhere', editing: 'yes', range: null });
    const peer = { userId: 'u', name: 'Awa', color: '#0b6e99' };
    expect(readPeers(awareness, new Set([1, 2]))).toEqual([
      { clientId: 5, ...peer, cell, editing: true, range: null },
      { clientId: 7, ...peer, cell: null, editing: false, range: null },
      { clientId: 9, ...peer, cell: null, editing: false, range: null },
    ]);
    awareness.destroy();
  });
});
