// Several updates of a flat map as one, from what the bounded reader found in them: structs are copied as they stand, ranges
// of deletions are joined. Yjs' own merging decodes and sorts every struct again, a third of the cost of a busy moment.
import * as encoding from 'lib0/encoding';
import type { DeleteRange, UpdateContent, UpdateSection } from './update-reader.ts';

/** In the order in which they were made. Null when a client's structs do not follow each other: nothing of this kind then. */
export function mergeContents(contents: readonly UpdateContent[]): Uint8Array | null {
  const byClient = new Map<number, UpdateSection[]>();
  for (const section of contents.flatMap(({ sections }) => sections)) {
    const own = byClient.get(section.client);
    const last = own?.at(-1);
    if (last !== undefined && endOf(last) !== section.clock) return null;
    if (own === undefined) byClient.set(section.client, [section]);
    else own.push(section);
  }
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, byClient.size);
    for (const [client, sections] of byClient) {
      encoding.writeVarUint(
        encoder,
        sections.reduce((sum, { items }) => sum + items.length, 0),
      );
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, sections[0]?.clock ?? 0);
      for (const { bytes } of sections) encoding.writeUint8Array(encoder, bytes);
    }
    writeDeletes(
      encoder,
      contents.flatMap(({ deletes }) => deletes),
    );
  });
}

function endOf({ clock, items }: UpdateSection): number {
  const last = items.at(-1);
  return last === undefined ? clock : last.clock + last.length;
}

function writeDeletes(encoder: encoding.Encoder, deletes: readonly DeleteRange[]): void {
  const byClient = new Map<number, DeleteRange[]>();
  for (const range of deletes) {
    const own = byClient.get(range.client);
    if (own === undefined) byClient.set(range.client, [range]);
    else own.push(range);
  }
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, ranges] of byClient) {
    const joined = joinedRanges(ranges);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, joined.length);
    for (const { clock, length } of joined) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
}

/** Neighbours and ranges that overlap are one. */
function joinedRanges(ranges: DeleteRange[]): readonly DeleteRange[] {
  const joined: DeleteRange[] = [];
  for (const range of ranges.sort((one, other) => one.clock - other.clock)) {
    const last = joined.at(-1);
    if (last === undefined || range.clock > last.clock + last.length) joined.push(range);
    else {
      const length = Math.max(last.length, range.clock + range.length - last.clock);
      joined[joined.length - 1] = { ...last, length };
    }
  }
  return joined;
}
