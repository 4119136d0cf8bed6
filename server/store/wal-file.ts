// Reads a write-ahead log as SQLite does, and further: SQLite takes the first bad frame for the end of the log, so what was
// committed after it would be gone without a word. Knows the bytes of the file format, nothing of tables.
// https://www.sqlite.org/fileformat2.html#the_write_ahead_log
import { endianness } from 'node:os';

/** What a frame's checksum makes of everything before it and itself. */
export type RunningSum = readonly [number, number];

export interface WalScan {
  /** Tells one life of the log from the next: SQLite draws them anew when it begins again at the start of the file. */
  readonly salts: string;
  /** Frames up to the end of the last whole transaction: what SQLite will read. */
  readonly frames: number;
  readonly pageSize: number;
  /** Pages of the database after that transaction; 0 without one. */
  readonly databasePages: number;
  /** The newest content of each page. */
  readonly pages: ReadonlyMap<number, Buffer>;
  sumOf(frame: number): RunningSum | null;
  /** A frame is bad, and a transaction that was written after its own is there: it was on disk before, and is lost. */
  readonly hasHole: boolean;
}

const headerBytes = 32;
const frameHeaderBytes = 24;
const littleEndianMagic = 0x377f0682;
const bigEndianMagic = 0x377f0683;

/** `limit`: what stands after that many frames was never committed, however sound it is. */
export function scanWal(bytes: Buffer, limit = Number.POSITIVE_INFINITY): WalScan {
  const reader = new WalReader(bytes);
  const count = Math.min(reader.count, limit);
  let sound = 0;
  let frames = 0;
  let sum = reader.headerSum();
  while (sum !== null && sound < count && reader.isCurrent(sound)) {
    const next = reader.addFrame(sum, sound);
    if (!isSame(next, reader.storedSum(sound))) break;
    sum = next;
    sound += 1;
    if (reader.commitSize(sound - 1) > 0) frames = sound;
  }
  const pages = new Map<number, Buffer>();
  for (let frame = 0; frame < frames; frame += 1) pages.set(reader.page(frame), reader.content(frame));
  return {
    salts: reader.salts,
    frames,
    pageSize: reader.pageSize,
    databasePages: frames === 0 ? 0 : reader.commitSize(frames - 1),
    pages,
    sumOf: (frame) => (frame > 0 && frame <= frames ? reader.storedSum(frame - 1) : null),
    hasHole: hasHole(reader, sound),
  };
}

/** Each frame's sum begins with the one stored before it, so a frame after a bad one can still prove itself. */
function hasHole(reader: WalReader, firstBad: number): boolean {
  let isAfterCommit = false;
  for (let frame = firstBad; frame < reader.count; frame += 1) {
    if (!reader.isCurrent(frame)) continue;
    if (isAfterCommit && isSame(reader.addFrame(reader.storedSum(frame - 1), frame), reader.storedSum(frame)))
      return true;
    isAfterCommit ||= reader.commitSize(frame) > 0;
  }
  return false;
}

class WalReader {
  readonly pageSize: number;
  readonly count: number;
  readonly salts: string;
  readonly #bytes: Buffer;
  readonly #view: DataView;
  /** Where the machine and the log read words the same way: five times as fast. Frames stand at multiples of eight. */
  readonly #words: Int32Array | null;
  readonly #isLittleEndian: boolean;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const size = bytes.length < headerBytes ? 0 : bytes.readUInt32BE(8);
    const isPageSize = size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;
    this.pageSize = isPageSize ? size : 4_096;
    this.count = Math.max(0, Math.floor((bytes.length - headerBytes) / (this.pageSize + frameHeaderBytes)));
    this.#isLittleEndian = bytes.length < headerBytes || bytes.readUInt32BE(0) !== bigEndianMagic;
    const isReadable = this.#isLittleEndian === (endianness() === 'LE') && bytes.byteOffset % 4 === 0;
    this.#words = isReadable ? new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2) : null;
    this.salts = bytes.length < headerBytes ? '' : bytes.toString('hex', 16, 24);
  }

  /** Null when the header is no header. */
  headerSum(): RunningSum | null {
    if (this.#bytes.length < headerBytes) return null;
    const magic = this.#bytes.readUInt32BE(0);
    if (magic !== littleEndianMagic && magic !== bigEndianMagic) return null;
    const stored: RunningSum = [this.#bytes.readUInt32BE(24), this.#bytes.readUInt32BE(28)];
    return isSame(this.#add([0, 0], 0, 24), stored) ? stored : null;
  }

  isCurrent(frame: number): boolean {
    const at = this.#at(frame);
    return this.page(frame) > 0 && this.#bytes.toString('hex', at + 8, at + 16) === this.salts;
  }

  page(frame: number): number {
    return this.#bytes.readUInt32BE(this.#at(frame));
  }

  /** Pages of the database when the frame ends a transaction, else 0. */
  commitSize(frame: number): number {
    return this.#bytes.readUInt32BE(this.#at(frame) + 4);
  }

  content(frame: number): Buffer {
    const from = this.#at(frame) + frameHeaderBytes;
    return this.#bytes.subarray(from, from + this.pageSize);
  }

  storedSum(frame: number): RunningSum {
    const at = this.#at(frame) + 16;
    return [this.#bytes.readUInt32BE(at), this.#bytes.readUInt32BE(at + 4)];
  }

  addFrame(sum: RunningSum, frame: number): RunningSum {
    const at = this.#at(frame);
    return this.#add(
      this.#add(sum, at, at + 8),
      at + frameHeaderBytes,
      at + frameHeaderBytes + this.pageSize,
    );
  }

  #at(frame: number): number {
    return headerBytes + frame * (frameHeaderBytes + this.pageSize);
  }

  #add([first, second]: RunningSum, from: number, to: number): RunningSum {
    const [view, isLittleEndian] = [this.#view, this.#isLittleEndian];
    let a = first | 0;
    let b = second | 0;
    const words = this.#words;
    if (words !== null) {
      const end = to >> 2;
      for (let at = from >> 2; at < end; at += 2) {
        a = (a + (words[at] ?? 0) + b) | 0;
        b = (b + (words[at + 1] ?? 0) + a) | 0;
      }
      return [a >>> 0, b >>> 0];
    }
    for (let at = from; at < to; at += 8) {
      a = (a + view.getInt32(at, isLittleEndian) + b) | 0;
      b = (b + view.getInt32(at + 4, isLittleEndian) + a) | 0;
    }
    return [a >>> 0, b >>> 0];
  }
}

export function isSame(one: RunningSum, other: RunningSum | null): boolean {
  return other !== null && one[0] === other[0] && one[1] === other[1];
}
