// One suite for the port, run on both implementations. Node has both of a browser's means.
import { describe, expect, it } from 'vitest';
import { broadcastTabRegistry, lockTabRegistry } from './tab-registry.ts';

const registries = [
  ['by locks', () => lockTabRegistry(navigator.locks)],
  ['by broadcast', () => broadcastTabRegistry({ answerWithinMs: 50, askAgainAfterMs: 10 })],
] as const;

describe.each(registries)('open tabs, told %s', (name, create) => {
  it('a tab is open from its announcement until it is gone, for itself and the others', async () => {
    const registry = create();
    expect(await registry.isOpen(`${name} a`)).toBe(false);
    const leave = await registry.announce(`${name} a`);
    expect(await create().isOpen(`${name} a`)).toBe(true);
    expect(await registry.isOpen(`${name} b`)).toBe(false);
    leave();
    await create().whenGone(`${name} a`, new AbortController().signal);
    expect(await create().isOpen(`${name} a`)).toBe(false);
  });

  it('who waits for the end of a tab is told then, and not before', async () => {
    const registry = create();
    const leave = await registry.announce(`${name} c`);
    const told: string[] = [];
    const gone = registry.whenGone(`${name} c`, new AbortController().signal).then(() => told.push('gone'));
    expect(await registry.isOpen(`${name} c`)).toBe(true);
    told.push('leaves');
    leave();
    await gone;
    expect(told).toEqual(['leaves', 'gone']);
  });

  it('who stops waiting is not told', async () => {
    const registry = create();
    const leave = await registry.announce(`${name} d`);
    const stop = new AbortController();
    let isTold = false;
    void registry.whenGone(`${name} d`, stop.signal).then(() => (isTold = true));
    stop.abort();
    leave();
    await registry.whenGone(`${name} d`, new AbortController().signal);
    expect(await registry.isOpen(`${name} d`)).toBe(false);
    expect(isTold).toBe(false);
  });
});
