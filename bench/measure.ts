// A figure of the bench: median and 95th percentile of what was measured, with what to compare it to; and how its parts are run.
import { pathToFileURL } from 'node:url';

export interface Measure {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
  readonly unit: string;
  readonly note: string;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function measure(name: string, values: readonly number[], note = '', unit = 'ms'): Measure {
  return { name, p50: quantile(values, 0.5), p95: quantile(values, 0.95), unit, note };
}

export function formatMeasure({ name, p50, p95, unit, note }: Measure): string {
  const figures =
    unit === 'ms' ? `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms` : `${p50.toFixed(1)} ${unit}`;
  return `${name.padEnd(48)} ${figures}${note === '' ? '' : `   (${note})`}`;
}

export type BenchParts = Readonly<Record<string, () => Promise<void>>>;

/** These parts one after the other; without names all of them. */
export async function runParts(parts: BenchParts, names: readonly string[] = []): Promise<void> {
  for (const name of names.length === 0 ? Object.keys(parts) : names) {
    const part = parts[name];
    if (part === undefined) throw new Error(`one of ${Object.keys(parts).join(', ')}`);
    await part();
  }
}

/** Is this the file that `node` was given? */
export function isMain(url: string): boolean {
  return url === pathToFileURL(process.argv[1] ?? '').href;
}
