// What the check of a frame costs at 30 000 cells, beside Yjs' own apply of the same updates, in one run; and how long the
// worst frames that can be crafted hold the server, in processor time. Run alone with `node bench/check.ts`.
import { pathToFileURL } from 'node:url';
import * as Y from 'yjs';
import { type CellKey, cellKey, columnId, type OrganisationId, type RowId } from '../src/lib/contract/ids.ts';
import type { Rights } from '../src/lib/contract/permissions.ts';
import type { Row } from '../src/lib/contract/rows.ts';
import { applyCells, applyRows, type CellWrite } from '../src/lib/document/apply.ts';
import type { DocumentContent } from '../src/lib/document/read.ts';
import { checkFrame, type FrameContext } from '../server/sync/check.ts';
import { applyChecked } from '../server/sync/oracle.ts';
import { largePlan } from '../tests/helpers/large-plan.ts';
import { quantile } from './measure.ts';
import { type WorstFrame, worstFrames } from './worst-frames.ts';

const clientId = 3_000_000_000;
/** A partner, for whom most is asked. */
const organisationId = 'org-bench' as OrganisationId;
const rights: Rights = { role: 'partner', organisationId };
const columns = ['target', 'target@realised', 'target@proposed', 'comment'].map(columnId);

/** 30 000 cells of 7 260 rows that the partner carries; half of them were overwritten once, by other people. */
export class BenchPlan {
  readonly rows: ReadonlyMap<RowId, Row>;
  readonly keys: readonly CellKey[];
  readonly whole: Uint8Array;

  constructor() {
    const { rows, plan, cells }: DocumentContent = largePlan();
    this.rows = new Map(
      [...rows].map(([id, row]) => [
        id,
        row.kind === 'fiche' ? { ...row, organisationIds: [organisationId] } : row,
      ]),
    );
    const indicators = [...rows.values()].filter(({ kind }) => kind === 'indicator');
    const ofIndicators = indicators.flatMap(({ id }) => columns.map((column) => cellKey(id, column)));
    this.keys = [...new Set([...cells.keys(), ...ofIndicators])];
    const doc = new Y.Doc();
    doc.clientID = 1;
    applyRows(doc, this.rows.values(), plan, null);
    const writes = this.keys.map((key, index): CellWrite => ({ key, value: `${index} 000` }));
    applyCells(doc, writes, null);
    for (let person = 2; person < 12; person++) {
      doc.clientID = person;
      applyCells(
        doc,
        writes.filter((_, index) => index % 20 === person).map(({ key }) => ({ key, value: 'x' })),
        null,
      );
    }
    this.whole = Y.encodeStateAsUpdate(doc);
    doc.destroy();
  }

  /** As the server has it. */
  open(clientID = 12): Y.Doc {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, this.whole);
    doc.clientID = clientID;
    return doc;
  }

  contextOf(doc: Y.Doc): FrameContext {
    return { doc, rows: this.rows, phase: 'draft', clientId, rights };
  }

  /** Updates of one tab, each of `size` cells. */
  updates(count: number, size: number): readonly Uint8Array[] {
    const tab = this.open(clientId);
    const updates: Uint8Array[] = [];
    tab.on('update', (update: Uint8Array) => updates.push(update));
    // Of those a phase of draft leaves open.
    const keys = this.keys.filter((key) => !/@(realised|spent|received)$/.test(key));
    for (let edit = 0; edit < count; edit++) {
      const writes = Array.from({ length: size }, (_, index): CellWrite => {
        const key = keys[(edit * 7_919 + index) % keys.length];
        if (key === undefined) throw new Error('no key');
        return { key, value: `${edit} ${index}` };
      });
      applyCells(tab, writes, null);
    }
    tab.destroy();
    return updates;
  }
}

export interface CheckCost {
  readonly name: string;
  readonly check: { readonly p50: number; readonly p99: number };
  readonly apply: { readonly p50: number; readonly p99: number };
  /** Of the 99th percentiles. */
  readonly ratio: number;
}

interface Durations {
  /** Microseconds, of each update. */
  readonly checks: readonly number[];
  readonly applies: readonly number[];
}

/** Both see the same updates in the same order, one after the other, on documents of their own. */
function measureRound(plan: BenchPlan, updates: readonly Uint8Array[]): Durations {
  const [server, bare] = [plan.open(), plan.open()];
  const context = plan.contextOf(server);
  const [checks, applies]: [number[], number[]] = [[], []];
  for (const update of updates) {
    const startedAt = performance.now();
    const checked = checkFrame(context, [update]);
    const checkedAt = performance.now();
    Y.applyUpdate(bare, update);
    const appliedAt = performance.now();
    if (!checked.ok) throw new Error(`refused: ${checked.code}`);
    Y.applyUpdate(server, checked.value.update);
    checks.push((checkedAt - startedAt) * 1_000);
    applies.push((appliedAt - checkedAt) * 1_000);
  }
  server.destroy();
  bare.destroy();
  return { checks, applies };
}

/**
 * Each update counts with its quickest round: what a round adds is the compiler's, the collector's and the neighbours'. With
 * the quickest of whole rounds instead, the same code gave ratios from 0.5 to 1.3.
 */
export function measureCheck(
  plan: BenchPlan,
  name: string,
  count: number,
  size: number,
  rounds: number,
): CheckCost {
  const updates = plan.updates(count, size);
  const measured = Array.from({ length: rounds }, () => measureRound(plan, updates));
  const figures = (side: keyof Durations) => {
    const quickest = updates.map((_, index) =>
      Math.min(...measured.map((round) => round[side][index] ?? Number.POSITIVE_INFINITY)),
    );
    return { p50: quantile(quickest, 0.5), p99: quantile(quickest, 0.99) };
  };
  const [check, apply] = [figures('checks'), figures('applies')];
  return { name, check, apply, ratio: check.p99 / apply.p99 };
}

export function bestStall(plan: BenchPlan, worst: WorstFrame, rounds: number): Stall {
  const stalls = Array.from({ length: rounds }, () => measureStall(plan, worst));
  return stalls.reduce((best, stall) => (stall.ms < best.ms ? stall : best));
}

export interface Stall {
  readonly name: string;
  readonly kibibytes: number;
  readonly code: string;
  /** Processor time of check, apply and oracle. */
  readonly ms: number;
}

function measureStall(plan: BenchPlan, worst: WorstFrame): Stall {
  const doc = plan.open();
  if (worst.before !== undefined) worst.before(doc);
  const updates = worst.updates({ doc, clientId, keys: plan.keys });
  const before = process.cpuUsage();
  const checked = checkFrame(plan.contextOf(doc), updates);
  const disagreement = checked.ok ? applyChecked(doc, clientId, checked.value, 'bench') : null;
  const { user, system } = process.cpuUsage(before);
  if (disagreement !== null) throw new Error(`${worst.name}: ${disagreement}`);
  doc.destroy();
  return {
    name: worst.name,
    kibibytes: updates.reduce((sum, update) => sum + update.length, 0) / 1024,
    code: checked.ok ? 'accepted' : checked.code,
    ms: (user + system) / 1_000,
  };
}

function formatCost({ name, check, apply, ratio }: CheckCost): string {
  const of = ({ p50, p99 }: CheckCost['check']): string =>
    `p50 ${p50.toFixed(1)} µs, p99 ${p99.toFixed(1)} µs`;
  return `${name.padEnd(28)} check ${of(check)}; Yjs' apply ${of(apply)}; p99 ×${ratio.toFixed(2)}`;
}

function formatStall({ name, kibibytes, code, ms }: Stall): string {
  return `${name.padEnd(52)} ${kibibytes.toFixed(0).padStart(5)} KiB  ${ms.toFixed(0).padStart(5)} ms  ${code}`;
}

export function benchCheck(): readonly string[] {
  const plan = new BenchPlan();
  return [
    `${plan.keys.length} cells`,
    formatCost(measureCheck(plan, 'one cell', 5_000, 1, 5)),
    formatCost(measureCheck(plan, 'paste of 20 cells', 2_000, 20, 5)),
    formatCost(measureCheck(plan, 'paste of 1 000 cells', 150, 1_000, 5)),
    ...worstFrames.map((worst) => formatStall(bestStall(plan, worst, 3))),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const line of benchCheck()) console.log(line);
}
