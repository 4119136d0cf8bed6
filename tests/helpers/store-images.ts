// Images of a data directory, taken while a real store lives: its files, and everything that can be read through it at that
// moment. And the ways in which a disk breaks one.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as Y from 'yjs';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import { plainView } from '../../src/lib/contract/view.ts';
import { readDocument } from '../../src/lib/document/read.ts';
import type { Store } from '../../server/store/store.ts';
import type { RandomSource } from './random-source.ts';
import { StoreFixture } from './store-fixture.ts';

const suffixes = ['', '-wal', '-pages', '-pages.next', '-last'] as const;
export type Suffix = (typeof suffixes)[number];

export interface Image {
  readonly files: ReadonlyMap<Suffix, Buffer>;
  /** What may be read: the state that was acknowledged, or the one after a commit that nobody was told of. */
  readonly truths: readonly string[];
}

/** Small, so that logs are folded, begun anew and folded again within a few commits. */
const foldEvery = 70;

/** Everything there is, as text; throws, or says which code, when something cannot be read. */
export function readEverything(store: Store): string {
  const users = store.users.list();
  const contracts = store.contracts.list().map((contract) => ({
    contract,
    axes: store.contracts.axes(contract.id),
    organisations: store.contracts.organisations(contract.id),
    members: store.memberships.members(contract.id),
    committees: store.committees.ofContract(contract.id),
  }));
  const plans = store.plans.ids().map((planId) => {
    const loaded = store.planStore.load(planId);
    if (!loaded.ok) throw new Error(loaded.code);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, loaded.value.snapshot);
    for (const { bytes } of loaded.value.updates) Y.applyUpdate(doc, bytes);
    const { cells, rows } = readDocument(doc);
    doc.destroy();
    return {
      record: store.plans.byId(planId),
      rows: store.rows.ofPlan(planId),
      cells: [...cells],
      projected: [...rows],
      history: store.audit.ofPlan(planId),
      changed: store.audit.changedCells(planId, 0, 1_000),
      commands: store.audit.commandsSince(planId, 0),
      versions: store.versions.ofPlan(planId).map(({ number }) => {
        const content = store.versions.content(planId, number);
        if (!content.ok) throw new Error(content.code);
        return Buffer.from(content.value).toString();
      }),
      views: users.map(({ id }) => store.views.ofUser(planId, id)),
      visits: users.map(({ id }) => store.visits.previousEnd(planId, id, 5_000, true)),
    };
  });
  return JSON.stringify({ users, contracts, plans });
}

/** A life of commits, with its images from the first to the last. */
export async function liveAndTakeImages(): Promise<readonly Image[]> {
  const fixture = new StoreFixture(foldEvery);
  const images: Image[] = [];
  try {
    const { planId, user } = fixture;
    const [contract] = fixture.store.contracts.list();
    if (contract === undefined) throw new Error('no contract');
    fixture.store.committees.replace(contract.id, ['2025-03-12']);
    fixture.store.views.putCurrent(planId, user.id, 'budget', plainView, 1_000);
    fixture.store.visits.seen(planId, user.id, 2_000, false);
    const take = (): Image => {
      const image = { files: readFiles(fixture.file), truths: [readEverything(fixture.store)] };
      images.push(image);
      return image;
    };
    const columns = ['p104', 'reliquats', 'collectivite', 'autres'];
    const fiches = fixture.store.rows.ofPlan(planId).filter(({ kind }) => kind === 'fiche');
    for (let step = 0; step < 40; step += 1) {
      const fiche = fiches[step % fiches.length];
      const key = `${fiche?.id ?? ''}:${columns[step % columns.length] ?? ''}` as CellKey;
      const commit = fixture.commitOf(key, `${step} 000`);
      fixture.store.planStore.commit(step % 5 === 1 ? withCommand(fixture, commit) : commit);
      if (step % 9 === 4) await fixture.store.planStore.fold(planId);
      const [before, after] = [images.at(-1), take()];
      // Killed between the commit and its witness; killed in the middle of writing it.
      if (before !== undefined && step % 3 === 0) images.push(...unacknowledged(before, after));
      if (step === 17) {
        fixture.store.close();
        images.push({ files: readFiles(fixture.file), truths: after.truths });
        fixture.reopen();
        take();
      }
    }
    return images;
  } finally {
    fixture.dispose();
  }
}

function withCommand(fixture: StoreFixture, commit: ReturnType<StoreFixture['commitOf']>): typeof commit {
  const row = fixture.store.rows.ofPlan(fixture.planId).find(({ kind }) => kind === 'fiche');
  if (row?.kind !== 'fiche') throw new Error('no action');
  const { id: rowId, title } = row;
  const command = { type: 'row.rename', rowId, label: `Action ${commit.update.length}` } as const;
  const inverse = { type: 'row.rename', rowId, label: title } as const;
  return { ...commit, commands: [{ at: 2_000, userId: fixture.user.id, rowId, command, inverse }] };
}

function unacknowledged(before: Image, after: Image): Image[] {
  const wal = after.files.get('-wal');
  const old = before.files.get('-wal');
  if (wal === undefined || old === undefined) return [];
  // Only where the log went on: its frames so far are the same.
  if (!wal.subarray(0, 32).equals(old.subarray(0, 32)) || wal.length <= old.length) return [];
  if (!wal.subarray(0, old.length).equals(old)) return [];
  const truths = [...before.truths, ...after.truths];
  const cut = wal.subarray(0, Math.floor((old.length + wal.length) / 2));
  return [wal, cut].map((log) => ({ files: new Map([...before.files, ['-wal', log]]), truths }));
}

function readFiles(file: string): Map<Suffix, Buffer> {
  const present = suffixes.filter((suffix) => existsSync(file + suffix));
  return new Map(present.map((suffix) => [suffix, readFileSync(file + suffix)]));
}

export function writeFiles(folder: string, files: ReadonlyMap<Suffix, Buffer>): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [suffix, bytes] of files) writeFileSync(`${folder}/trame.db${suffix}`, bytes);
  return `${folder}/trame.db`;
}

const pageBytes = 4_096;

interface Damage {
  readonly what: string;
  readonly files: ReadonlyMap<Suffix, Buffer>;
}

/** One file of the image, broken in one way. */
export function damaged(images: readonly Image[], index: number, random: RandomSource): Damage {
  const image = images[index];
  if (image === undefined) throw new Error('no such image');
  const present = [...image.files].filter(([, { length }]) => length > 0);
  // The two large ones mostly.
  const large = present.filter(([suffix]) => suffix === '' || suffix === '-wal');
  const [suffix, original] = random.pick(random.below(8) === 0 ? present : large);
  const bytes = Buffer.from(original);
  const older = images.slice(0, index).flatMap(({ files }) => files.get(suffix) ?? []);
  const with_ = (what: string, content: Buffer | null): Damage => {
    const files = new Map(image.files);
    if (content === null) files.delete(suffix);
    else files.set(suffix, content);
    return { what: `${what} of trame.db${suffix}`, files };
  };
  const pages = Math.max(1, Math.floor(bytes.length / pageBytes));
  switch (random.below(older.length === 0 ? 4 : 7)) {
    case 0:
    case 1: {
      const flips = 1 + random.below(3);
      for (let flip = 0; flip < flips; flip += 1) {
        const at = random.below(bytes.length);
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 + random.below(255)), at);
      }
      return with_(`${flips} flipped bytes`, bytes);
    }
    case 2:
      return suffix !== '' && random.below(12) === 0
        ? with_('all is gone', null)
        : with_('the tail is torn', bytes.subarray(0, random.below(bytes.length)));
    case 3: {
      const page = random.below(pages);
      return with_(
        `page ${page + 1} is zero`,
        bytes.fill(0, page * pageBytes, Math.min((page + 1) * pageBytes, bytes.length)),
      );
    }
    case 4:
      return with_('an older state', Buffer.from(random.pick(older)));
    default: {
      const old = random.pick(older);
      const page = random.below(Math.max(1, Math.min(pages, Math.floor(old.length / pageBytes))));
      old.copy(bytes, page * pageBytes, page * pageBytes, (page + 1) * pageBytes);
      return with_(`page ${page + 1} is an older one`, bytes);
    }
  }
}
