// Data directories that a disk has broken: flipped bytes, torn tails, zeroed and stale pages of the database, its log and what
// vouches for them. TRAME_DAMAGED_IMAGES makes it long, TRAME_IMAGES_SEED repeats one; a failure names its seed.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../server/store/store.ts';
import { RandomSource } from '../helpers/random-source.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import {
  damaged,
  type Image,
  liveAndTakeImages,
  readEverything,
  writeFiles,
} from '../helpers/store-images.ts';

const count = Number(process.env['TRAME_DAMAGED_IMAGES'] ?? 300);
const firstSeed = Number(process.env['TRAME_IMAGES_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

let folder: ReturnType<typeof temporaryFolder>;
let images: readonly Image[];

beforeAll(async () => {
  folder = temporaryFolder();
  images = await liveAndTakeImages();
});
afterAll(() => folder.remove());

type Verdict = 'refused to open' | 'told at reading' | 'changes nothing';

async function judge(
  files: Image['files'],
  truths: readonly string[],
): Promise<Verdict | 'WRONG' | 'UNSEEN'> {
  const file = writeFiles(join(folder.path, 'image'), files);
  const verdict = await judgeFile(file, truths);
  // Opened and closed, the log was folded: damage that lay still must not come to life.
  return verdict === 'changes nothing' ? judgeFile(file, truths) : verdict;
}

async function judgeFile(file: string, truths: readonly string[]): Promise<Verdict | 'WRONG' | 'UNSEEN'> {
  const opened = openStore(file);
  if (!opened.ok) {
    expect(['database_damaged', 'database_too_new']).toContain(opened.code);
    return 'refused to open';
  }
  try {
    let read: string;
    try {
      read = readEverything(opened.value);
    } catch {
      // The doctor says what a reader would run into.
      const { problems } = await opened.value.examine();
      return problems.length > 0 ? 'told at reading' : 'UNSEEN';
    }
    return truths.includes(read) ? 'changes nothing' : 'WRONG';
  } finally {
    opened.value.close();
  }
}

describe('images', () => {
  it('ST20 ST21 what no disk has touched opens, as it was acknowledged, wherever the process was killed', async () => {
    for (const { files, truths } of images) expect(await judge(files, truths)).toBe('changes nothing');
  });

  it(
    `ST20 ST21 of ${count} broken images none gives a wrong value, and none is opened as if nothing was (seed ${firstSeed})`,
    async () => {
      const tally = new Map<string, number>();
      const startedAt = performance.now();
      for (let index = 0; index < count; index += 1) {
        const seed = firstSeed + index;
        const random = new RandomSource(seed);
        const at = random.below(images.length);
        const { what, files } = damaged(images, at, random);
        const verdict = await judge(files, images[at]?.truths ?? []);
        expect(['WRONG', 'UNSEEN'], `seed ${seed}: image ${at}, ${what}`).not.toContain(verdict);
        tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
        // Thousands of them in one turn of the loop would keep what each has left.
        await new Promise(setImmediate);
      }
      const milliseconds = ((performance.now() - startedAt) / count).toFixed(1);
      console.log(
        `images: ${count} from seed ${firstSeed}, ${milliseconds} ms each`,
        Object.fromEntries(tally),
      );
      expect(tally.get('refused to open')).toBeGreaterThan(count / 3);
    },
    60_000 + count * 200,
  );
});
