// Compiles disk-shim.c and speaks to it: the environment of a server's process that runs on it, what it wrote down, and the
// faults that it is asked for.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './source-tree.ts';

const faults = ['none', 'no_space', 'io_error', 'half_write', 'sync_error'] as const;
export type DiskFault = Exclude<(typeof faults)[number], 'none'>;

const controlBytes = 20;

export interface DiskShim {
  readonly environment: Readonly<Record<string, string>>;
  /** W: bytes to the log; S: it was synced; A: an ack left. */
  events(): string;
  /** Fails after so many calls more; `times` calls, or until `lift`. */
  fail(fault: DiskFault, after: number, times?: number): void;
  lift(): void;
  failed(): number;
}

/** Null where there is no C compiler, or no Linux. */
export function compileDiskShim(folder: string): DiskShim | null {
  const library = join(folder, 'disk-shim.so');
  const words = ['-shared', '-fPIC', '-O1', '-o', library, join(root, 'tests/helpers/disk-shim.c'), '-ldl'];
  if (process.platform !== 'linux' || spawnSync('cc', words, { stdio: 'ignore' }).status !== 0) return null;
  const [log, control] = [join(folder, 'shim.log'), join(folder, 'shim.control')];
  writeFileSync(control, Buffer.alloc(controlBytes));
  const write = (values: readonly number[]): void => {
    const bytes = Buffer.alloc(4 * values.length);
    values.forEach((value, index) => bytes.writeInt32LE(value, 4 * index));
    const fd = openSync(control, 'r+');
    // What fails is written last: until then nothing does.
    writeSync(fd, bytes, 4, bytes.length - 4, 4);
    writeSync(fd, bytes, 0, 4, 0);
    closeSync(fd);
  };
  return {
    environment: { LD_PRELOAD: library, TRAME_SHIM_LOG: log, TRAME_SHIM_CONTROL: control },
    events: () => (existsSync(log) ? readFileSync(log, 'latin1') : ''),
    fail: (fault, after, times = 0) => write([faults.indexOf(fault), after, times, 0]),
    lift: () => write([0]),
    failed: () => {
      const bytes = Buffer.alloc(controlBytes);
      const fd = openSync(control, 'r');
      readSync(fd, bytes, 0, controlBytes, 0);
      closeSync(fd);
      return bytes.readInt32LE(12);
    },
  };
}
