import { describe, expect, it } from 'vitest';
import { cellKey, columnId, type PlanId, type RowId } from '../contract/ids.ts';
import { fetchCellAuthors } from './cell-authors.ts';

const key = cellKey('aaaaaaaaaa' as RowId, columnId('p104'));

describe('who wrote cells last', () => {
  it('GR122 the names of the server’s answer, by cell', async () => {
    const author = { key, name: 'Awa', at: 1, isYou: false };
    const send = () => Promise.resolve(Response.json({ ok: true, value: [author] }));
    expect(await fetchCellAuthors('p' as PlanId, [key], send)).toEqual(new Map([[key, author]]));
  });

  it('GR158 an answer that does not come in time is none', async () => {
    const tooLate = new AbortController();
    const hanging: typeof fetch = (_url, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('too late', 'TimeoutError')));
      });
    const answer = fetchCellAuthors('p' as PlanId, [key], hanging, tooLate.signal);
    tooLate.abort();
    expect(await answer).toEqual(new Map());
  });
});
