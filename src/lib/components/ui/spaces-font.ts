// Builds « Trame Spaces », a TrueType font of one glyph: the narrow no-break space (U+202F) of French numbers. No slice of
// Inter published for the web has it, and each browser would make up another width. The result stands in fonts.css as a
// data address; spaces-font.test.ts says how to renew it.

const unitsPerEm = 1000;
/** Inter's word space is 281, its thin space 182: parted at 12 px still, and one number still. */
const narrowSpaceWidth = 220;
/** Inter's own, so that a line that mixes both keeps its height. */
const ascender = 969;
const descender = -241;

type Table = readonly [tag: string, bytes: Uint8Array];

function pack(fields: readonly (readonly [size: 1 | 2 | 4 | 8, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 1) view.setUint8(at, value & 0xff);
    else if (size === 2) view.setUint16(at, value & 0xffff);
    else if (size === 4) view.setUint32(at, value >>> 0);
    else view.setBigUint64(at, BigInt(value));
    at += size;
  }
  return bytes;
}

const u16 = (...values: number[]) => values.map((value) => [2, value] as const);
const u32 = (...values: number[]) => values.map((value) => [4, value] as const);

/** Format 4, one segment for U+202F -> glyph 1, and the closing one. */
function cmap(): Uint8Array {
  const subtable = [4, 32, 0, 4, 4, 1, 0, 0x202f, 0xffff, 0, 0x202f, 0xffff, 1 - 0x202f, 1, 0, 0];
  return pack([...u16(0, 1, 3, 1), ...u32(12), ...u16(...subtable)]);
}

function nameTable(): Uint8Array {
  const texts: [number, string][] = [
    [1, 'Trame Spaces'],
    [2, 'Regular'],
    [4, 'Trame Spaces'],
    [6, 'TrameSpaces'],
  ];
  let offset = 0;
  const records = texts.flatMap(([id, text]) => {
    const record = u16(3, 1, 0x409, id, text.length * 2, offset);
    offset += text.length * 2;
    return record;
  });
  const strings = texts.flatMap(([, text]) => u16(...[...text].map((letter) => letter.charCodeAt(0))));
  return pack([...u16(0, texts.length, 6 + texts.length * 12), ...records, ...strings]);
}

function tables(): readonly Table[] {
  const os2 = [
    ...u16(4, narrowSpaceWidth, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0),
    ...Array.from({ length: 10 }, () => [1, 0] as const),
    ...u32(0, 0, 0, 0, 0x20202020),
    ...u16(0x40, 0x202f, 0x202f, ascender, descender, 0, ascender, -descender),
    ...u32(1, 0),
    ...u16(546, 728, 0, 0x202f, 0),
  ];
  return [
    ['OS/2', pack(os2)],
    ['cmap', cmap()],
    ['glyf', new Uint8Array(4)],
    // The checksum (third field) is filled in once the whole file stands.
    [
      'head',
      pack([
        ...u16(1, 0, 1, 0),
        ...u32(0, 0x5f0f3cf5),
        ...u16(0, unitsPerEm),
        [8, 0],
        [8, 0],
        ...u16(0, 0, 0, 0, 0, 8, 2, 0, 0),
      ]),
    ],
    ['hhea', pack(u16(1, 0, ascender, descender, 0, narrowSpaceWidth, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2))],
    ['hmtx', pack(u16(500, 0, narrowSpaceWidth, 0))],
    ['loca', pack(u16(0, 0, 0))],
    ['maxp', pack([...u32(0x10000), ...u16(2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)])],
    ['name', nameTable()],
    ['post', pack([...u32(0x30000, 0), ...u16(-100, 50), ...u32(0, 0, 0, 0, 0)])],
  ];
}

function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(i, i + 4);
    sum = (sum + (((a << 24) | (b << 16) | (c << 8) | d) >>> 0)) >>> 0;
  }
  return sum;
}

export function spacesFont(): Uint8Array {
  const all = tables();
  const directory: (readonly [2 | 4, number])[] = [
    ...u32(0x10000),
    ...u16(all.length, 128, 3, all.length * 16 - 128),
  ];
  let offset = 12 + all.length * 16;
  const places: number[] = [];
  for (const [tag, bytes] of all) {
    const name = [...tag].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0);
    directory.push(...u32(name, checksum(bytes), offset, bytes.length));
    places.push(offset);
    offset += Math.ceil(bytes.length / 4) * 4;
  }
  const file = new Uint8Array(offset);
  file.set(pack(directory));
  all.forEach(([, bytes], index) => file.set(bytes, places[index] ?? 0));
  const head = places[all.findIndex(([tag]) => tag === 'head')] ?? 0;
  new DataView(file.buffer).setUint32(head + 8, 0xb1b0afba - checksum(file));
  return file;
}
