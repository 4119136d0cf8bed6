// How fast a plan of 30 000 cells is there again: opened from disk beside the bare bytes, after a kill with 2 000 rows in its
// log, with 200 people coming back at once; and what memory 100 000 edits leave. `node bench/recovery.ts [part…]`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as Y from 'yjs';
import type { CellKey, GestureId, UserId } from '../src/lib/contract/ids.ts';
import { applyCells } from '../src/lib/document/apply.ts';
import { readDocument } from '../src/lib/document/read.ts';
import { openStore } from '../server/store/store.ts';
import { PlanDocument } from '../server/sync/plan-document.ts';
import { Load, type LoadData, prepareLoad, residentMb, startServer } from './load-scene.ts';
import { type BenchParts, isMain, runParts, quantile } from './measure.ts';

const isLong = process.env['TRAME_LONG'] === '1';

function timed(work: () => void): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

/** Reading, checking and applying, beside reading and applying the bytes of the snapshot alone. */
async function coldLoad(): Promise<void> {
  const data = await prepareLoad(1);
  const file = join(data.folder, 'trame.db');
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < (isLong ? 40 : 10); round++) {
    const opened = openStore(file);
    if (!opened.ok) throw new Error(opened.code);
    const { planStore } = opened.value;
    ours.push(
      timed(() => {
        const loaded = PlanDocument.load(planStore, data.planId);
        if (!loaded.ok) throw new Error(loaded.code);
      }),
    );
    opened.value.close();
    bare.push(
      timed(() => {
        const doc = new Y.Doc();
        doc.transact(() => Y.applyUpdate(doc, readFileSync(data.documentFile)));
      }),
    );
  }
  data.remove();
  const [a, b] = [quantile(ours, 0.5), quantile(bare, 0.5)];
  console.log(
    `cold load of the plan ${a.toFixed(0)} ms; bare snapshot ${b.toFixed(0)} ms; ×${(a / b).toFixed(2)}`,
  );
}

/** The clock runs from the start of the new process to the ack of an edit. */
async function kill(): Promise<void> {
  const data = await prepareLoad(20);
  lengthenLog(data, 2_000);
  const before = await startServer(data);
  const load = await Load.connect({ kind: 'trame', url: before.url, ...data }, 20);
  await load.run(100, 1);
  await before.end('SIGKILL');
  load.end();
  console.log('killed under way, 2 000 rows in the log of 30 000 cells');
  for (let round = 0; round < (isLong ? 10 : 3); round++) {
    const startedAt = performance.now();
    const server = await startServer(data);
    const startedMs = performance.now() - startedAt;
    const one = await Load.connect({ kind: 'trame', url: server.url, ...data }, 1);
    // What the generator's own process took to start is not the server's.
    const readyAt = performance.now();
    const { ms } = await one.returnAll();
    const { toAck } = await one.run(500, 0.02);
    console.log(
      `  listens after ${startedMs.toFixed(0)} ms; lease and whole plan ${ms.toFixed(0)} ms (opened before: ${(readyAt - startedAt - startedMs).toFixed(0)} ms with the start of the tab's process); edit on disk ${toAck.p50.toFixed(1)} ms`,
    );
    await server.end('SIGKILL');
    one.end();
  }
  data.remove();
}

/** One cell after the other, each a commit of its own. */
function lengthenLog(data: LoadData, rows: number): void {
  const opened = openStore(join(data.folder, 'trame.db'));
  if (!opened.ok) throw new Error(opened.code);
  const { planStore, users } = opened.value;
  const userId = users.list()[1]?.id as UserId;
  const lease = planStore.grantLease(data.planId, userId);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, data.document);
  doc.clientID = lease.clientId;
  let update: Uint8Array = new Uint8Array();
  doc.on('update', (bytes: Uint8Array) => (update = bytes));
  const keys = [...readDocument(doc).cells.keys()];
  for (let frame = 1; frame <= rows; frame++) {
    const key = keys[(frame * 7_919) % keys.length] as CellKey;
    applyCells(doc, [{ key, value: `${frame}` }], null);
    const at = Date.now();
    const gestureId = `g${frame}` as GestureId;
    const audit = [
      {
        at,
        userId,
        gestureId,
        gesture: 'typing',
        key,
        before: null,
        after: `${frame}`,
        kept: true,
        unseen: false,
        madeAt: null,
      },
    ];
    const leaseFrames = [{ leaseId: lease.id, frame }];
    planStore.commit({
      planId: data.planId,
      epoch: lease.epoch,
      at,
      update,
      audit,
      leaseFrames,
      rows: [],
      commands: [],
    });
  }
  opened.value.close();
}

/** Everybody's connection is lost and taken up again at once, with a lease each and the whole document. */
async function comeBack(): Promise<void> {
  const people = 200;
  const data = await prepareLoad(people);
  const server = await startServer(data);
  const load = await Load.connect({ kind: 'trame', url: server.url, ...data }, people);
  for (let round = 0; round < (isLong ? 5 : 2); round++) {
    const { ms } = await load.returnAll();
    console.log(
      `${people} people come back at once: all have the plan after ${ms.toFixed(0)} ms; server ${residentMb(server.child).toFixed(0)} MB`,
    );
  }
  load.end();
  await server.end('SIGTERM');
  data.remove();
}

async function memory(): Promise<void> {
  const data = await prepareLoad(100);
  // The first start of a program that has changed compiles it, and needs more.
  await (await startServer(data)).end('SIGTERM');
  const server = await startServer(data);
  const started = residentMb(server.child);
  const load = await Load.connect({ kind: 'trame', url: server.url, ...data }, 100);
  console.log(
    `server started ${started.toFixed(0)} MB; 100 clients ${residentMb(server.child).toFixed(0)} MB`,
  );
  const edits = isLong ? 100_000 : 5_000;
  for (let part = 1; part <= 5; part++) {
    const { missing, toAck } = await load.run(1_000, edits / 5_000);
    console.log(
      `  after ${(part * edits) / 5} edits ${residentMb(server.child).toFixed(0)} MB; ack p99 ${toAck.p99.toFixed(0)} ms; ${missing} missing`,
    );
  }
  load.end();
  await server.end('SIGTERM');
  data.remove();
}

const parts: BenchParts = { coldLoad, kill, comeBack, memory };

export function benchRecovery(names?: readonly string[]): Promise<void> {
  return runParts(parts, names);
}

if (isMain(import.meta.url)) await benchRecovery(process.argv.slice(2));
