// Counts what the live part does and tells it in Prometheus' text format, on a port of its own that only this machine
// reaches. The names are documented in docs/operations.md.
import { createServer, type Server } from 'node:http';
import type { ErrorCode } from '../src/lib/contract/errors.ts';
import type { BackupObserver, BackupOutcome } from './automatic-backups.ts';
import type { DatabaseSize } from './store/database-size.ts';
import type { SyncObserver } from './sync/sync-observer.ts';

/** What is read at the moment of asking. */
interface Gauges {
  readonly connections: number;
  readonly openPlans: number;
  readonly readOnlyPlans: number;
}

/** Seconds; a commit is one fsync: a millisecond on a good disk, a hundred on a bad one. */
const durationBuckets: readonly number[] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

export class Metrics implements SyncObserver, BackupObserver {
  readonly #refused = new Map<ErrorCode, number>();
  readonly #durationCounts = durationBuckets.map(() => 0);
  #durationSum = 0;
  #commits = 0;
  #commitFailures = 0;
  readonly #backups: Record<BackupOutcome, number> = { done: 0, unchanged: 0, failed: 0 };
  #lastBackup = { at: 0, durationMs: 0, bytes: 0 };
  #compactions = 0;
  #compactionSeconds = 0;
  #framesAccepted = 0;
  #bytesCommitted = 0;
  #bytesReceived = 0;
  #bytesSent = 0;

  frameRefused(code: ErrorCode): void {
    this.#refused.set(code, (this.#refused.get(code) ?? 0) + 1);
  }

  committed({ durationMs, frames, bytes }: { durationMs: number; frames: number; bytes: number }): void {
    const seconds = durationMs / 1000;
    this.#commits++;
    this.#durationSum += seconds;
    this.#framesAccepted += frames;
    this.#bytesCommitted += bytes;
    durationBuckets.forEach((bound, i) => {
      if (seconds <= bound) this.#durationCounts[i] = (this.#durationCounts[i] ?? 0) + 1;
    });
  }

  commitFailed(): void {
    this.#commitFailures++;
  }

  compacted(durationMs: number): void {
    this.#compactions++;
    this.#compactionSeconds += durationMs / 1000;
  }

  received(bytes: number): void {
    this.#bytesReceived += bytes;
  }

  sent(bytes: number): void {
    this.#bytesSent += bytes;
  }

  backedUp(outcome: BackupOutcome, backup?: { at: number; durationMs: number; bytes: number }): void {
    this.#backups[outcome]++;
    if (backup !== undefined) this.#lastBackup = backup;
  }

  format(gauges: Gauges, size: DatabaseSize): string {
    const lines: string[] = [];
    const add = (
      name: string,
      type: string,
      help: string,
      samples: readonly (readonly [string, number])[],
    ): void => {
      lines.push(`# HELP trame_${name} ${help}`, `# TYPE trame_${name} ${type}`);
      for (const [suffix, value] of samples) lines.push(`trame_${name}${suffix} ${value}`);
    };
    add('connections', 'gauge', 'Open WebSocket connections.', [['', gauges.connections]]);
    add('open_plans', 'gauge', 'Plans in memory.', [['', gauges.openPlans]]);
    add('read_only_plans', 'gauge', 'Plans that cannot be written just now.', [['', gauges.readOnlyPlans]]);
    add('frames_accepted_total', 'counter', 'Frames and commands on disk.', [['', this.#framesAccepted]]);
    add(
      'frames_refused_total',
      'counter',
      'Frames refused, by code.',
      [...this.#refused].map(([code, count]) => [`{code="${code}"}`, count]),
    );
    add('commit_failures_total', 'counter', 'Transactions that could not be written.', [
      ['', this.#commitFailures],
    ]);
    add('commit_duration_seconds', 'histogram', 'Time of one transaction, fsync included.', [
      ...durationBuckets.map((bound, i): [string, number] => [
        `_bucket{le="${bound}"}`,
        this.#durationCounts[i] ?? 0,
      ]),
      ['_bucket{le="+Inf"}', this.#commits],
      ['_sum', this.#durationSum],
      ['_count', this.#commits],
    ]);
    add('compactions_total', 'counter', 'New epochs begun to drop a long history.', [
      ['', this.#compactions],
    ]);
    add('compaction_seconds_total', 'counter', 'Time spent writing new epochs.', [
      ['', this.#compactionSeconds],
    ]);
    add('committed_bytes_total', 'counter', 'Bytes of updates on disk.', [['', this.#bytesCommitted]]);
    add('received_bytes_total', 'counter', 'Bytes received on WebSockets.', [['', this.#bytesReceived]]);
    add('sent_bytes_total', 'counter', 'Bytes sent on WebSockets.', [['', this.#bytesSent]]);
    add(
      'backups_total',
      'counter',
      'Automatic backups, by outcome.',
      Object.entries(this.#backups).map(([outcome, count]) => [`{outcome="${outcome}"}`, count]),
    );
    const { at, durationMs, bytes } = this.#lastBackup;
    add('last_backup_timestamp_seconds', 'gauge', 'When the last one of this process was begun; 0: none.', [
      ['', at / 1000],
    ]);
    add('last_backup_duration_seconds', 'gauge', 'Time it took, verification included.', [
      ['', durationMs / 1000],
    ]);
    add('last_backup_bytes', 'gauge', 'Its size.', [['', bytes]]);
    add('database_bytes', 'gauge', 'Size of the database file.', [['', size.database]]);
    add('wal_bytes', 'gauge', 'Size of its write-ahead log.', [['', size.wal]]);
    add('resident_memory_bytes', 'gauge', 'Resident memory of the process.', [
      ['', process.memoryUsage.rss()],
    ]);
    return `${lines.join('\n')}\n`;
  }
}

/** Serves `GET /metrics` on 127.0.0.1. Rejects when the port is taken. */
export function serveMetrics(port: number, read: () => string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/metrics') {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(read());
    } else response.writeHead(404).end();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}
