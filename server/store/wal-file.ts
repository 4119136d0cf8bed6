// Reads a write-ahead log as SQLite does, and further: SQLite takes the first bad frame for the end of the log, so what was
// committed after it would be gone without a word. Knows the bytes of the file format, nothing of tables.
// https://www.sqlite.org/fileformat2.html#the_write_ahead_log
import { endianness } from 'node:os';
import { sumOfPage } from './page-sums.ts';

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
  /** Each page's sum, of its newest content. */
  readonly pages: ReadonlyMap<number, number>;
  /** The newest content of the page with the database's own header. */
  readonly firstPage: Buffer | null;
  sumOf(frame: number): RunningSum | null;
  /** A frame is bad, and a transaction that was written after its own is there: it was on disk before, and is lost. */
  readonly hasHole: boolean;
}

/** Where a log is read from, part by part: whole it would be a tenth of the server's memory. */
export interface LogSource {
  readonly length: number;
  /** Fills as much of `into` as there is from that byte on; returns how many bytes. */
  read(into: Buffer, from: number): number;
}

export function sourceOf(bytes: Buffer): LogSource {
  return { length: bytes.length, read: (into, from) => bytes.copy(into, 0, from) };
}

const headerBytes = 32;
const frameHeaderBytes = 24;
/** Read at once. */
const windowBytes = 256 * 1_024;
const littleEndianMagic = 0x377f0682;
const bigEndianMagic = 0x377f0683;

/** `limit`: what stands after that many frames was never committed, however sound it is, and is not looked at. */
export function scanWal(source: LogSource, limit = Number.POSITIVE_INFINITY): WalScan {
  const reader = new WalReader(source);
  const count = Math.min(reader.count, limit);
  const sums: RunningSum[] = [];
  const pages = new Map<number, number>();
  const ofTransaction = new Map<number, number>();
  let firstPage: Buffer | null = null;
  let firstOfTransaction: Buffer | null = null;
  let [sound, frames, databasePages] = [0, 0, 0];
  let sum = reader.headerSum();
  while (sum !== null && sound < count && reader.isCurrent(sound)) {
    sum = reader.addFrame(sum, sound);
    if (!isSame(sum, reader.storedSum(sound))) break;
    sums.push(sum);
    // Of the very bytes that were just found sound: SQLite copies them without looking again.
    const page = reader.page(sound);
    ofTransaction.set(page, sumOfPage(reader.content(sound)));
    if (page === 1) firstOfTransaction = Buffer.from(reader.content(sound));
    const commitSize = reader.commitSize(sound);
    sound += 1;
    if (commitSize === 0) continue;
    for (const [page, sumOfContent] of ofTransaction) pages.set(page, sumOfContent);
    ofTransaction.clear();
    firstPage = firstOfTransaction ?? firstPage;
    firstOfTransaction = null;
    [frames, databasePages] = [sound, commitSize];
  }
  return {
    salts: reader.salts,
    frames,
    pageSize: reader.pageSize,
    databasePages,
    pages,
    firstPage,
    sumOf: (frame) => (frame <= frames ? (sums[frame - 1] ?? null) : null),
    hasHole: hasHole(reader, sound, count),
  };
}

/** Each frame's sum begins with the one stored before it, so a frame after a bad one can still prove itself. */
function hasHole(reader: WalReader, firstBad: number, count: number): boolean {
  let isAfterCommit = false;
  for (let frame = firstBad; frame < count; frame += 1) {
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
  readonly #source: LogSource;
  readonly #header = Buffer.alloc(headerBytes);
  readonly #frameBytes: number;
  /** Some frames in a row. */
  readonly #window: Window;
  #firstInWindow = 0;
  #inWindow = 0;
  readonly #isLittleEndian: boolean;

  constructor(source: LogSource) {
    this.#source = source;
    source.read(this.#header, 0);
    const size = this.#header.readUInt32BE(8);
    const isPageSize = size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;
    this.pageSize = isPageSize ? size : 4_096;
    this.#frameBytes = frameHeaderBytes + this.pageSize;
    this.count = Math.max(0, Math.floor((source.length - headerBytes) / this.#frameBytes));
    this.#isLittleEndian = this.#header.readUInt32BE(0) !== bigEndianMagic;
    const frames = Math.min(this.count, Math.max(2, Math.floor(windowBytes / this.#frameBytes)));
    this.#window = windowOf(Buffer.allocUnsafeSlow(frames * this.#frameBytes));
    this.salts = source.length < headerBytes ? '' : this.#header.toString('hex', 16, 24);
  }

  /** Null when the header is no header. */
  headerSum(): RunningSum | null {
    if (this.#source.length < headerBytes) return null;
    const magic = this.#header.readUInt32BE(0);
    if (magic !== littleEndianMagic && magic !== bigEndianMagic) return null;
    const stored: RunningSum = [this.#header.readUInt32BE(24), this.#header.readUInt32BE(28)];
    return isSame(this.#add(windowOf(this.#header), [0, 0], 0, 24), stored) ? stored : null;
  }

  isCurrent(frame: number): boolean {
    const at = this.#at(frame) + 8;
    return this.page(frame) > 0 && this.#window.bytes.compare(this.#header, 16, 24, at, at + 8) === 0;
  }

  page(frame: number): number {
    return this.#window.bytes.readUInt32BE(this.#at(frame));
  }

  /** Pages of the database when the frame ends a transaction, else 0. */
  commitSize(frame: number): number {
    return this.#window.bytes.readUInt32BE(this.#at(frame) + 4);
  }

  /** Good until another frame is asked for. */
  content(frame: number): Buffer {
    const at = this.#at(frame) + frameHeaderBytes;
    return this.#window.bytes.subarray(at, at + this.pageSize);
  }

  storedSum(frame: number): RunningSum {
    const at = this.#at(frame) + 16;
    return [this.#window.bytes.readUInt32BE(at), this.#window.bytes.readUInt32BE(at + 4)];
  }

  addFrame(sum: RunningSum, frame: number): RunningSum {
    const at = this.#at(frame);
    const withHead = this.#add(this.#window, sum, at, at + 8);
    return this.#add(this.#window, withHead, at + frameHeaderBytes, at + this.#frameBytes);
  }

  /** Where it begins in the window, which is moved there. */
  #at(frame: number): number {
    const index = frame - this.#firstInWindow;
    if (index >= 0 && index < this.#inWindow) return index * this.#frameBytes;
    const read = this.#source.read(this.#window.bytes, headerBytes + frame * this.#frameBytes);
    this.#firstInWindow = frame;
    this.#inWindow = Math.floor(read / this.#frameBytes);
    return 0;
  }

  #add({ view, words }: Window, [first, second]: RunningSum, from: number, to: number): RunningSum {
    const isLittleEndian = this.#isLittleEndian;
    let a = first | 0;
    let b = second | 0;
    if (isLittleEndian === isLittleEndianMachine) {
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

/** Bytes, and their words: where machine and log read words the same way, those are five times as fast as the view. */
interface Window {
  readonly bytes: Buffer;
  readonly view: DataView;
  readonly words: Int32Array;
}

/** Of memory that begins at a whole word. */
function windowOf(bytes: Buffer): Window {
  const { buffer, byteOffset, length } = bytes;
  return {
    bytes,
    view: new DataView(buffer, byteOffset, length),
    words: new Int32Array(buffer, byteOffset, length >> 2),
  };
}

const isLittleEndianMachine = endianness() === 'LE';

export function isSame(one: RunningSum, other: RunningSum | null): boolean {
  return other !== null && one[0] === other[0] && one[1] === other[1];
}
