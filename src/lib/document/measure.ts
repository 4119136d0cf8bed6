// How much history a document carries beside its values: what loading it and writing into it costs.
import type * as Y from 'yjs';
import { cellsOf, planOf, rowsOf } from './layout.ts';

interface DocumentSize {
  readonly cells: number;
  /** Yjs' own pieces, deleted ones included. */
  readonly structs: number;
  /** Writes of the key that was written most often: each is a step that a concurrent write of it may have to walk. */
  readonly longestChain: number;
}

export function measureDocument(doc: Y.Doc): DocumentSize {
  let structs = 0;
  for (const list of doc.store.clients.values()) structs += list.length;
  let longestChain = 0;
  for (const root of [cellsOf(doc), rowsOf(doc), planOf(doc)]) {
    for (const last of root._map.values()) {
      let length = 0;
      for (let item: Y.Item | null = last; item !== null; item = item.left) length += 1;
      longestChain = Math.max(longestChain, length);
    }
  }
  return { cells: cellsOf(doc).size, structs, longestChain };
}
