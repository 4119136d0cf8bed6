import { describe, expect, it } from 'vitest';
import type { PlanId } from '../contract/ids.ts';
import { RecoveryNews } from './recovery-news.svelte.ts';

const day = 24 * 60 * 60 * 1000;
const recovery = { at: 100 * day, stateAt: 99 * day };

class Memory {
  readonly #values = new Map<string, string>();
  getItem(key: string): string | null {
    return this.#values.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#values.set(key, value);
  }
}

function newsAt(now: number, storage: Memory | null, value: object | null = recovery): RecoveryNews {
  const send = (): Promise<Response> => Promise.resolve(Response.json({ ok: true, value }));
  return new RecoveryNews({ planId: 'p' as PlanId, storage, send, now: () => now });
}

describe('news of a restored plan', () => {
  it('OP8 are told until one says that one knows, on this computer', async () => {
    const storage = new Memory();
    const first = newsAt(101 * day, storage);
    await first.ask();
    expect(first.current).toEqual(recovery);
    first.dismiss();
    expect(first.current).toBeNull();
    const second = newsAt(101 * day, storage);
    await second.ask();
    expect(second.current).toBeNull();
    const later = newsAt(102 * day, storage, { at: 102 * day, stateAt: 101 * day });
    await later.ask();
    expect(later.current).not.toBeNull();
  });

  it('OP8 are told for a month, and not at all of a plan that never was', async () => {
    for (const news of [newsAt(131 * day, null), newsAt(101 * day, null, null)]) {
      await news.ask();
      expect(news.current).toBeNull();
    }
  });
});
