// What a page of a long history holds the server for: 60 000 writes of 20 people on as many cells as a plan has. Run alone with
// `node bench/history.ts`.
import { noHistoryFilter, type HistoryQuery } from '../src/lib/contract/history.ts';
import { type CellKey, cellKey, columnId, type GestureId, type UserId } from '../src/lib/contract/ids.ts';
import { readHistory } from '../server/plan-history.ts';
import { addUser, StoreFixture } from '../tests/helpers/store-fixture.ts';
import { formatMeasure, isMain, type Measure, measure } from './measure.ts';

const writes = 60_000;
const people = 20;
const rounds = 20;

interface LongHistory {
  readonly fixture: StoreFixture;
  readonly userIds: readonly UserId[];
  /** Wrote once, at the beginning. */
  readonly rareUserId: UserId;
  readonly key: CellKey;
}

function prepare(): LongHistory {
  const fixture = new StoreFixture();
  const { store, planId } = fixture;
  const userIds = Array.from({ length: people }, (_, index) => addUser(store, `p${index}@metz.fr`).id);
  const rareUserId = addUser(store, 'rare@metz.fr').id;
  const rows = store.rows.ofPlan(planId);
  const columns = ['p104', 'collectivite', 'target', 'target@realised', 'comment'].map(columnId);
  const keys = rows.flatMap(({ id }) => columns.map((column) => cellKey(id, column)));
  const keyAt = (index: number): CellKey => keys[(index * 7_919) % keys.length] ?? fixture.firstCell();
  store.transaction(() => {
    for (let index = 0; index < writes; index++)
      store.audit.add(
        { planId, epoch: 1, seq: index + 1 },
        {
          at: 10_000 + index * 1_000,
          userId: index === 0 ? rareUserId : (userIds[index % people] ?? rareUserId),
          gestureId: `g${index}` as GestureId,
          gesture: 'typing',
          key: keyAt(index),
          before: `${index}`,
          after: `${index + 1}`,
          kept: true,
          unseen: false,
          madeAt: null,
        },
      );
  });
  return { fixture, userIds, rareUserId, key: keyAt(1) };
}

export function benchHistory(): readonly Measure[] {
  const { fixture, userIds, rareUserId, key } = prepare();
  const { store, planId } = fixture;
  const [asker = rareUserId] = userIds;
  const page = (name: string, query: Partial<HistoryQuery>, note = ''): Measure => {
    const whole = { scope: { type: 'plan' }, ...noHistoryFilter, ...query } as const;
    const times = Array.from({ length: rounds }, () => {
      const startedAt = performance.now();
      readHistory(store, planId, asker, whole);
      return performance.now() - startedAt;
    });
    return measure(name, times, note);
  };
  const measures = [
    page('the newest page of the plan', {}),
    page('of one person among 20', { personId: asker }),
    page('of a person who wrote once, first page', { personId: rareUserId }, 'looks at 10 000 writes'),
    page('of a column', { columnId: 'p104' }),
    page('of one cell', { scope: { type: 'cell', key } }),
  ];
  fixture.dispose();
  return measures;
}

if (isMain(import.meta.url)) for (const one of benchHistory()) console.log(formatMeasure(one));
