// What the live part costs at protocol level, beside a bare relay of the same bytes: from the author's send to the other
// tab's message, and to the ack; and the server's memory with 50 tabs. Run alone with `node bench/relay.ts`.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WebSocket } from 'ws';
import type { CellKey } from '../src/lib/contract/ids.ts';
import { encodeSync, syncUpdate } from '../src/lib/protocol/codec.ts';
import { startHeadless } from '../tests/helpers/headless-process.ts';
import { prepareData } from '../tests/helpers/prepared-data.ts';
import { type ClientTarget, TestClient } from '../tests/helpers/test-client.ts';

export interface Latency {
  readonly p50: number;
  readonly p95: number;
}

export interface RelayReport {
  /** Author's send to the other tab's message, in milliseconds: through the server (commit included), through a bare relay. */
  readonly editToOther: { readonly ours: Latency; readonly bare: Latency };
  readonly editToAck: Latency;
  /** Mean of one commit, fsync included, in milliseconds: the part of the way that a relay does not go. */
  readonly commitMs: number;
  /** The same with `crowd` tabs open. */
  readonly editToOtherInCrowd: { readonly ours: Latency; readonly bare: Latency };
  readonly crowd: number;
  /** Resident memory of the server's process, in bytes. */
  readonly memory: { readonly idle: number; readonly onePlan: number; readonly crowd: number };
}

interface RelayOptions {
  readonly edits: number;
  readonly crowd: number;
}

const warmUpEdits = 30;
/** People do not type back to back: without a pause the commit queue merges, which is another measure. */
const pauseMs = 15;

export async function benchRelay(
  { edits, crowd }: RelayOptions = { edits: 300, crowd: 50 },
): Promise<RelayReport> {
  const folder = mkdtempSync(join(tmpdir(), 'trame-bench-'));
  const { planId, cookie, ficheId } = await prepareData(folder, 'example');
  const server = await startHeadless({ DATA_DIR: folder, METRICS_PORT: '0', NODE_ENV: 'production' });
  const relay = await startBareRelay();
  try {
    const metricsUrl = /http:\S+\/metrics/.exec(server.output())?.[0] ?? '';
    const target: ClientTarget = { url: server.url, planId, cookie };
    const key = `${ficheId}:p104` as CellKey;
    const idle = await residentBytes(metricsUrl);
    const [author, other] = [await TestClient.open(target), await TestClient.open(target)];
    const messages: Uint8Array[] = [];
    author.doc.on('update', (update: Uint8Array) => messages.push(encodeSync(syncUpdate, update)));
    const ours = await measureOurs(author, other, key, edits);
    const onePlan = await residentBytes(metricsUrl);
    const bare = await measureBare(relay.url, messages.slice(0, edits), 2);

    const others = await Promise.all(Array.from({ length: crowd - 2 }, () => TestClient.open(target)));
    const inCrowd = await measureOurs(author, other, key, edits);
    const withCrowd = await residentBytes(metricsUrl);
    const bareInCrowd = await measureBare(relay.url, messages.slice(0, edits), crowd);
    const commitMs = await meanCommitMs(metricsUrl);
    await Promise.all([author, other, ...others].map((client) => client.close()));
    return {
      editToOther: { ours: ours.toOther, bare },
      editToAck: ours.toAck,
      commitMs,
      editToOtherInCrowd: { ours: inCrowd.toOther, bare: bareInCrowd },
      crowd,
      memory: { idle, onePlan, crowd: withCrowd },
    };
  } finally {
    await server.end('SIGTERM');
    relay.child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureOurs(
  author: TestClient,
  other: TestClient,
  key: CellKey,
  edits: number,
): Promise<{ toOther: Latency; toAck: Latency }> {
  const toOther: number[] = [];
  const toAck: number[] = [];
  for (let i = 0; i < edits + warmUpEdits; i++) {
    const value = `${i} ${Math.random()}`;
    author.write([{ key, value }]);
    const sentAt = performance.now();
    const frame = author.sendFrame();
    const arrived = other.until(() => other.value(key) === value).then(() => performance.now() - sentAt);
    const acked = author.answerTo(frame).then(() => performance.now() - sentAt);
    const [arrivedMs, ackedMs] = await Promise.all([arrived, acked]);
    if (i >= warmUpEdits) {
      toOther.push(arrivedMs);
      toAck.push(ackedMs);
    }
    author.heard.length = 0;
    other.heard.length = 0;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return { toOther: latencyOf(toOther), toAck: latencyOf(toAck) };
}

async function measureBare(
  url: string,
  messages: readonly Uint8Array[],
  connections: number,
): Promise<Latency> {
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = new WebSocket(url.replace('http', 'ws'));
      await once(socket, 'open');
      return socket;
    }),
  );
  const [author, other] = sockets;
  if (author === undefined || other === undefined) throw new Error('two sockets');
  const times: number[] = [];
  for (const [i, message] of messages.entries()) {
    const sentAt = performance.now();
    author.send(message);
    await once(other, 'message');
    if (i >= warmUpEdits) times.push(performance.now() - sentAt);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  for (const socket of sockets) socket.terminate();
  return latencyOf(times);
}

async function startBareRelay(): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare-relay.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: printed.toString().trim(), child };
}

async function readMetric(metricsUrl: string, name: string): Promise<number> {
  const text = await (await fetch(metricsUrl)).text();
  return Number(new RegExp(`^trame_${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

function residentBytes(metricsUrl: string): Promise<number> {
  return readMetric(metricsUrl, 'resident_memory_bytes');
}

async function meanCommitMs(metricsUrl: string): Promise<number> {
  const seconds = await readMetric(metricsUrl, 'commit_duration_seconds_sum');
  return (1000 * seconds) / (await readMetric(metricsUrl, 'commit_duration_seconds_count'));
}

function latencyOf(times: readonly number[]): Latency {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

export function formatRelayReport(report: RelayReport): string {
  const { editToOther, editToAck, commitMs, editToOtherInCrowd, crowd, memory } = report;
  const ms = ({ p50, p95 }: Latency): string => `p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms`;
  const ratio = (ours: Latency, bare: Latency): string => `×${(ours.p50 / bare.p50).toFixed(1)}`;
  const mb = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
  return [
    `edit to the other tab, on disk before   ${ms(editToOther.ours)}`,
    `  bare relay of the same bytes          ${ms(editToOther.bare)}  (${ratio(editToOther.ours, editToOther.bare)})`,
    `edit to ack                             ${ms(editToAck)}`,
    `  of it one commit, fsync included      mean ${commitMs.toFixed(2)} ms`,
    `edit to the other tab, ${crowd} tabs open     ${ms(editToOtherInCrowd.ours)}`,
    `  bare relay of the same bytes          ${ms(editToOtherInCrowd.bare)}  (${ratio(editToOtherInCrowd.ours, editToOtherInCrowd.bare)})`,
    `server memory: idle ${mb(memory.idle)}, one plan open ${mb(memory.onePlan)}, ${crowd} tabs ${mb(memory.crowd)}`,
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(`${formatRelayReport(await benchRelay())}\n`);
}
