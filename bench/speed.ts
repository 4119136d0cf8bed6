// The live part under load, beside relays that hand on the same bytes in the same run. `node bench/speed.ts [part…]`, parts
// as named at the end; `TRAME_LONG=1` takes the lengths that docs/reliability.md speaks of. Run alone: it counts processor time.
import type { ChildProcess } from 'node:child_process';
import type { LoadTarget } from './load-generator.ts';
import {
  cpuMs,
  Load,
  type LoadData,
  prepareLoad,
  residentMb,
  startRelay,
  startServer,
} from './load-scene.ts';
import { type BenchParts, isMain, runParts, quantile } from './measure.ts';

const isLong = process.env['TRAME_LONG'] === '1';

interface Side {
  readonly name: string;
  readonly process: ChildProcess;
  readonly load: Load;
}

interface Round {
  readonly p50: number;
  readonly p99: number;
  readonly ackP99: number;
  readonly cpuMsAnEdit: number;
}

type RelayFile = Parameters<typeof startRelay>[0];

/** The same load on our server and on relays, one after the other, round after round: what disturbs the machine meets all. */
export async function compare(
  clients: number,
  perSecond: number,
  { relays, rounds, seconds }: { relays: readonly RelayFile[]; rounds: number; seconds: number },
): Promise<ReadonlyMap<string, Round>> {
  const data = await prepareLoad(clients);
  const server = await startServer(data);
  const started = await Promise.all(relays.map((file) => startRelay(file)));
  const targetOf = (kind: LoadTarget['kind'], url: string): LoadTarget => ({ kind, url, ...data });
  const sides: Side[] = [
    {
      name: 'trame',
      process: server.child,
      load: await Load.connect(targetOf('trame', server.url), clients),
    },
  ];
  for (const [i, { url, child }] of started.entries())
    sides.push({
      name: relays[i] ?? '',
      process: child,
      load: await Load.connect(targetOf('relay', url), clients),
    });
  const measured = new Map<string, Round[]>(sides.map(({ name }) => [name, []]));
  // The first is the compiler's.
  for (let round = -1; round < rounds; round++) {
    for (const { name, process, load } of sides) {
      const before = cpuMs(process);
      const { edits, toOther, toAck, missing } = await load.run(perSecond, round < 0 ? 2 : seconds);
      const cpuMsAnEdit = (cpuMs(process) - before) / edits;
      if (missing > 0) throw new Error(`${name}: ${missing} edits did not arrive`);
      const one = { p50: toOther.p50, p99: toOther.p99, ackP99: toAck.p99, cpuMsAnEdit };
      if (round >= 0) measured.get(name)?.push(one);
    }
  }
  for (const { load } of sides) load.end();
  for (const { child } of started) child.kill();
  await server.end('SIGTERM');
  data.remove();
  return new Map([...measured].map(([name, list]) => [name, median(list)]));
}

function median(rounds: readonly Round[]): Round {
  const of = (field: keyof Round): number =>
    quantile(
      rounds.map((round) => round[field]),
      0.5,
    );
  return { p50: of('p50'), p99: of('p99'), ackP99: of('ackP99'), cpuMsAnEdit: of('cpuMsAnEdit') };
}

function format(name: string, { p50, p99, ackP99, cpuMsAnEdit }: Round): string {
  const ack = Number.isNaN(ackP99) ? '' : `, ack p99 ${ackP99.toFixed(2)}`;
  return `  ${name.padEnd(18)} p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)}${ack}; ${(cpuMsAnEdit * 1_000).toFixed(0)} µs of processor an edit`;
}

async function compared(clients: number, perSecond: number, relays: readonly RelayFile[]): Promise<void> {
  const lengths = isLong ? { rounds: 3, seconds: 30 } : { rounds: 3, seconds: 4 };
  const rounds = await compare(clients, perSecond, { relays, ...lengths });
  console.log(`${clients} clients, ${perSecond} edits a second`);
  for (const [name, round] of rounds) console.log(format(name, round));
  const ours = rounds.get('trame');
  for (const file of relays) {
    const relay = rounds.get(file);
    if (ours === undefined || relay === undefined) continue;
    const ms = (field: 'p50' | 'p99'): string => `${field} +${(ours[field] - relay[field]).toFixed(2)} ms`;
    const ratio = ours.cpuMsAnEdit / relay.cpuMsAnEdit;
    console.log(
      `  beside ${file}: ${ms('p50')}, ${ms('p99')}; processor an edit ×${ratio.toFixed(2)}, edits a processor second ${(100 / ratio).toFixed(0)} %`,
    );
  }
}

/** People at work: how long, and does memory stay. */
async function steady(clients: number, perSecond: number, seconds: number): Promise<void> {
  await withServer(Math.min(clients, 200), async (data, server) => {
    const load = await Load.connect({ kind: 'trame', url: server.url, ...data }, clients);
    console.log(
      `${clients} clients, ${perSecond} edits a second; connected: ${residentMb(server.child).toFixed(0)} MB`,
    );
    const parts = 6;
    for (let part = 1; part <= parts; part++) {
      const before = cpuMs(server.child);
      const { edits, toAck, toOther, missing, ms } = await load.run(perSecond, seconds / parts);
      const share = (100 * (cpuMs(server.child) - before)) / ms;
      console.log(
        `  ${((part * seconds) / parts).toFixed(0).padStart(5)} s: ack p50 ${toAck.p50.toFixed(1)} ms, p99 ${toAck.p99.toFixed(1)}; the others p50 ${toOther.p50.toFixed(1)}, p99 ${toOther.p99.toFixed(1)}; ` +
          `${residentMb(server.child).toFixed(0)} MB; processor ${share.toFixed(0)} %; ${edits} edits, ${missing} missing`,
      );
    }
    load.end();
  });
}

async function withServer(
  people: number,
  work: (data: LoadData, server: Awaited<ReturnType<typeof startServer>>) => Promise<void>,
): Promise<void> {
  const data = await prepareLoad(people);
  const server = await startServer(data);
  try {
    await work(data, server);
  } finally {
    await server.end('SIGTERM');
    data.remove();
  }
}

const bare = ['bare-relay.ts'] as const;
const parts: BenchParts = {
  idle: async () => {
    for (const clients of [5, 20, 100]) await compared(clients, 100, bare);
  },
  load20: () => compared(20, 1_000, bare),
  load100: () => compared(100, 400, ['bare-relay.ts', 'merging-relay.ts']),
  steady: () => steady(200, 200, isLong ? 1_800 : 12),
  crowd: () => steady(1_000, 200, isLong ? 300 : 12),
};

export function benchSpeed(names?: readonly string[]): Promise<void> {
  return runParts(parts, names);
}

if (isMain(import.meta.url)) await benchSpeed(process.argv.slice(2));
