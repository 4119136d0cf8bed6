// A connection that vouches for its files: after each commit it says how far the log is durable (witness), and it folds the log
// into the database itself, because only there can the pages' sums be made from what was really committed. Knows no tables.
import { closeSync, constants, fsyncSync, ftruncateSync, openSync } from 'node:fs';
import { basename } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { TellTrouble } from './file-trouble.ts';
import { isReadable, pageDamage, scanLog, walFileOf } from './file-check.ts';
import * as pageSums from './page-sums.ts';
import { isSame, type WalScan } from './wal-file.ts';
import { type LogPosition, newRecord, readPosition, witnessFileOf, writeWitness } from './witness.ts';

/**
 * 16 MB of log: folding it holds everybody up for a tenth of a second, and the fuller the log, the more of its pages are
 * versions of one page. A quarter of it is folded as soon as nobody has written for a moment.
 */
const framesBeforeFolding = 4_000;
const shareWhenQuiet = 4;
const quietMs = 250;

const noSalts = '0000000000000000';

/** SQLite loses its locks on a file when any descriptor of this process on it is closed: these live as long as it does. */
interface OpenFiles {
  readonly database: number;
  readonly shm: number;
  readonly witness: number;
}

export class DurableDatabase extends SqliteDatabase {
  readonly #file: string;
  readonly #tell: TellTrouble;
  readonly #record = newRecord();
  readonly #closeAtExit = (): void => void this.close();
  #files: OpenFiles | null = null;
  /** Once seen, for as long as the process lives: what follows a bad frame is lost at the next start. */
  #isLogDamaged = false;
  readonly #framesBeforeFolding: number;
  #foldAt: number;
  #quietTimer: ReturnType<typeof setTimeout> | null = null;
  #lastFrames = 0;
  /** The list that describes the file has not got its name yet. */
  #isNextDue = false;

  /** `tell` is for what loses nothing yet: the log that goes on growing, a file beside it that must be made anew. */
  constructor(file: string, tell: TellTrouble, foldEvery = framesBeforeFolding) {
    super(file);
    this.#file = file;
    this.#tell = tell;
    this.#framesBeforeFolding = foldEvery;
    this.#foldAt = foldEvery;
    // Before anything else: what SQLite folds by itself leaves pages that no list of sums describes.
    this.pragma('wal_autocheckpoint = 0');
    this.#guard();
  }

  /** To be called once the database was examined; `vouchedBy` is what that found. */
  begin(vouchedBy: 'current' | 'next' | null): void {
    // The index of the log is there once something was read.
    this.pragma('schema_version');
    this.#files = {
      database: openSync(this.#file, 'r'),
      shm: openSync(`${this.#file}-shm`, 'r'),
      witness: openSync(witnessFileOf(this.#file), constants.O_RDWR | constants.O_CREAT, 0o600),
    };
    // SQLite folds the log when the process ends in good order, even where nobody closed the database.
    process.on('exit', this.#closeAtExit);
    // A log that is yet to be made gets salts that nobody can foresee.
    if (readPosition(this.#files.shm, this.#record) === null) this.#forgetLog(this.#files);
    if (vouchedBy === 'next') pageSums.takeNextSums(this.#file);
    if (vouchedBy === null) this.#vouchAnew(this.#files);
  }

  /** ST21: whichever table it is for, what writes is refused once the log is damaged, and witnessed. */
  #guard(): void {
    // Proxies, because these methods have types of the library's own.
    this.prepare = new Proxy(this.prepare, {
      apply: (prepare, self, words): unknown => {
        const statement = Reflect.apply(prepare, self, words) as SqliteDatabase.Statement;
        if (statement.readonly) return statement;
        statement.run = this.#guarded(statement.run.bind(statement), true);
        // With RETURNING.
        statement.get = this.#guarded(statement.get.bind(statement), true);
        statement.all = this.#guarded(statement.all.bind(statement), true);
        return statement;
      },
    });
    this.transaction = new Proxy(this.transaction, {
      apply: (transaction, self, words): unknown =>
        new Proxy(Reflect.apply(transaction, self, words) as (...words: unknown[]) => unknown, {
          // One that only reads is for people to see what there is.
          apply: (work, that, given): unknown => this.#guarded(work.bind(that), false)(...given),
        }),
    });
  }

  #guarded<Words extends unknown[], Value>(
    work: (...words: Words) => Value,
    writes: boolean,
  ): (...words: Words) => Value {
    return (...words) => {
      // Before and not after: what throws was not written.
      if (!this.inTransaction && this.#lastFrames >= this.#foldAt) this.#tryFold();
      // The code with which SQLite's own checksum layer says it.
      if (writes && this.#isLogDamaged)
        throw new SqliteDatabase.SqliteError(this.#logDamage(), 'SQLITE_IOERR_DATA');
      const value = work(...words);
      this.#attempt(() => this.#afterCommit());
      return value;
    };
  }

  /** What it cannot write only makes it see less. */
  #afterCommit(): void {
    const files = this.#files;
    // Inside a transaction nothing is committed yet.
    if (files === null || this.inTransaction) return;
    const position = readPosition(files.shm, this.#record);
    if (position === null) return;
    if (position.frames < this.#lastFrames) this.#foldAt = this.#framesBeforeFolding;
    this.#lastFrames = position.frames;
    writeWitness(files.witness, this.#record);
    if (position.frames >= this.#foldAt - this.#framesBeforeFolding * (1 - 1 / shareWhenQuiet))
      this.#foldWhenQuiet();
  }

  #tryFold(): void {
    const files = this.#files;
    if (files === null) return;
    this.#attempt(() => {
      const position = readPosition(files.shm, this.#record);
      if (position === null) return;
      this.#foldAt = position.frames + this.#framesBeforeFolding;
      this.#fold(files, position);
    });
  }

  #foldWhenQuiet(): void {
    if (this.#quietTimer !== null) {
      this.#quietTimer.refresh();
      return;
    }
    this.#quietTimer = setTimeout(() => {
      this.#quietTimer = null;
      this.#tryFold();
    }, quietMs);
    this.#quietTimer.unref();
  }

  /** ST20, ST21: the files as they are on disk now; empty when all is as it was written. */
  examineFiles(): readonly string[] {
    if (this.#files === null) return [];
    const position = readPosition(this.#files.shm, this.#record);
    const wal = position === null ? null : this.#readLog(position);
    if (position !== null && wal === null) return [this.#logDamage()];
    const candidates = [
      pageSums.readSums(pageSums.sumsFileOf(this.#file)),
      pageSums.readSums(pageSums.nextSumsFileOf(this.#file)),
    ].filter(isReadable);
    return pageDamage(this.#file, this.#files.database, candidates, wal?.pages ?? new Map()).damage;
  }

  override close(): this {
    const files = this.#files;
    // A start that failed half-way.
    if (files === null) return this.open ? this.#closeUnfolded() : this;
    this.#files = null;
    if (this.#quietTimer !== null) clearTimeout(this.#quietTimer);
    process.off('exit', this.#closeAtExit);
    let isFolded = false;
    this.#attempt(() => {
      const position = readPosition(files.shm, this.#record);
      isFolded = position === null || this.#fold(files, position);
    });
    if (isFolded) super.close();
    else this.#closeUnfolded();
    for (const fd of Object.values(files) as number[]) closeSync(fd);
    return this;
  }

  /**
   * SQLite folds the log when the last connection closes, sums or no sums. One that may only read, and goes last, cannot: a
   * damaged log, or one that a full disk did not take, is left as it is for the next start.
   */
  #closeUnfolded(): this {
    this.#attempt(() => {
      const last = new SqliteDatabase(this.#file, { readonly: true });
      try {
        // Takes its place beside us.
        last.pragma('schema_version');
        super.close();
      } finally {
        last.close();
      }
    });
    return super.close();
  }

  /** True when the file holds all. Sums first and on disk, then SQLite's checkpoint, then their name: at no moment is the file described by neither. */
  #fold({ witness }: OpenFiles, position: LogPosition): boolean {
    const wal = this.#readLog(position);
    if (wal === null) return false;
    // The witness of an older log than the sums know would tell of a log that was lost.
    writeWitness(witness, this.#record);
    fsyncSync(witness);
    if (this.#isNextDue) this.#takeNext();
    const known = pageSums.readSums(pageSums.sumsFileOf(this.#file));
    if (!isReadable(known)) throw new Error(`${pageSums.sumsFileOf(this.#file)} is gone`);
    const { salts, frames, databasePages } = position;
    const sums = new Uint32Array(databasePages).fill(pageSums.unknownSum);
    sums.set(known.sums.subarray(0, databasePages));
    for (const [page, sum] of wal.pages) if (page <= databasePages) sums[page - 1] = sum;
    pageSums.writeNextSums(this.#file, { salts, frames, pageSize: wal.pageSize, sums });
    if (!this.#checkpoint()) return false;
    this.#isNextDue = true;
    this.#takeNext();
    return true;
  }

  /** For a database that comes without sums: of an older program, from a backup, or they were lost. */
  #vouchAnew(files: OpenFiles): void {
    this.#forgetLog(files);
    if (!this.#checkpoint()) throw new Error(`${this.#file} is in use elsewhere`);
    const position = readPosition(files.shm, this.#record);
    const pageSize = this.pragma('page_size', { simple: true }) as number;
    pageSums.writeNextSums(this.#file, {
      salts: position?.salts ?? noSalts,
      frames: position?.frames ?? 0,
      pageSize,
      sums: pageSums.sumsOfFile(files.database, pageSize),
    });
    pageSums.takeNextSums(this.#file);
  }

  #forgetLog({ witness }: OpenFiles): void {
    ftruncateSync(witness, 0);
    fsyncSync(witness);
  }

  #takeNext(): void {
    pageSums.takeNextSums(this.#file);
    this.#isNextDue = false;
  }

  /** False while somebody reads an older state: the log stays as it is then. */
  #checkpoint(): boolean {
    const [done] = this.pragma('wal_checkpoint(PASSIVE)') as {
      busy: number;
      log: number;
      checkpointed: number;
    }[];
    return done?.busy === 0 && done.log === done.checkpointed;
  }

  /** Null when the file does not hold what SQLite believes it does. */
  #readLog(position: LogPosition): WalScan | null {
    const wal = scanLog(this.#file, position.frames);
    if (wal.salts === position.salts && isSame(position.sum, wal.sumOf(position.frames))) return wal;
    if (!this.#isLogDamaged) this.#tell({ kind: 'log_damaged', file: basename(walFileOf(this.#file)) });
    this.#isLogDamaged = true;
    return null;
  }

  #logDamage(): string {
    return `${walFileOf(this.#file)} is damaged`;
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#tell({ kind: 'not_written', file: basename(this.#file), error });
    }
  }
}
