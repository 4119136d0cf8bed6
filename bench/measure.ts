// A figure of the bench: median and 95th percentile of what was measured, with what to compare it to.

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
