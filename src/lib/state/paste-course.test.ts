import { describe, expect, it } from 'vitest';
import { exampleContent, testRowId } from '../../../tests/helpers/example-content.ts';
import { gridTable } from '../../../tests/helpers/grid-table.ts';
import type { Command } from '../contract/commands.ts';
import { type Result, failure, success } from '../contract/errors.ts';
import { type CellKey, cellKey, columnId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { EditWrite } from '../document/apply.ts';
import type { PastePlan } from '../grid/clipboard/paste-plan.ts';
import { type ClipboardReading, readClipboard } from '../grid/clipboard/read-clipboard.ts';
import type { PlanTab } from '../grid/columns.ts';
import { type CellPlace, selectCell } from '../grid/selection.ts';
import type { StepCommand } from '../sync/step.ts';
import { PasteCourse, type PasteOutcome } from './paste-course.ts';

interface Written {
  readonly writes: readonly EditWrite[];
  readonly added: readonly StepCommand[];
}

/** A desk whose clipboard and server answer when the test says so. */
function desk(tab: PlanTab = 'budget') {
  const content = exampleContent();
  const cells = new Map<CellKey, Scalar>(content.cells);
  const table = gridTable(tab, { ...content, cells });
  const edits: Written[] = [];
  const outcomes: PasteOutcome[] = [];
  const selected: (readonly [CellPlace, CellPlace])[] = [];
  const readings: { text: string; answer: (reading?: ClipboardReading) => void; fail: () => void }[] = [];
  const rows: { label: string; answer: (result: Result<StepCommand>) => void }[] = [];
  const course = new PasteCourse({
    read: (flavours, valuesOnly) =>
      new Promise((resolve, reject) =>
        readings.push({
          text: flavours.text,
          answer: (reading = readClipboard(flavours, valuesOnly)) => resolve(reading),
          fail: () => reject(new Error('no worker')),
        }),
      ),
    table: () => table,
    allRows: () => table.rows,
    nextFrame: () => Promise.resolve(),
    addRow: (_command: Command, label) => new Promise((answer) => rows.push({ label, answer })),
    edit: (writes, added) => edits.push({ writes, added }),
    done: (outcome) => outcomes.push(outcome),
    select: (from, to) => selected.push([from, to]),
    changed: () => undefined,
  });
  const paste = (text: string, place: CellPlace) =>
    course.paste({ text, html: '', own: '' }, false, selectCell(place));
  return { course, cells, table, edits, outcomes, selected, readings, rows, paste };
}

/** Lets everything go on that waits for nothing. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

const at = (number: number, column = 'p104'): CellPlace => ({
  rowId: testRowId(number * 1000),
  columnId: column,
});
const key = (number: number, column = 'p104'): CellKey => cellKey(testRowId(number * 1000), columnId(column));

function shownPlan(course: PasteCourse): PastePlan {
  const plan = course.plan();
  if (plan === null) throw new Error('nothing waits');
  return plan;
}

function created(label: string): Result<StepCommand> {
  const turn: Command = { type: 'row.archive', rowId: testRowId(77_000) };
  return success({ type: 'indicator.add', label, turn });
}

const twoMissing = 'Action\tIndicateur\tObjectif\n2\tVisites\t12\n2\tRencontres\t6';

async function confirmedWithMissing() {
  const made = desk('indicateurs');
  const { course, readings, paste, table } = made;
  void paste(twoMissing, { rowId: table.order.rows[2] ?? '', columnId: 'target' });
  await settled();
  readings[0]?.answer();
  await settled();
  const confirmed = course.confirm(shownPlan(course), true);
  await settled();
  return { ...made, confirmed };
}

describe('the course of a paste', () => {
  it('GR90 goes straight in without a doubt, is planned first with one, and written when the person says so', async () => {
    const { course, readings, paste, edits, outcomes, selected } = desk();
    void paste('61\n62', at(2));
    await settled();
    readings[0]?.answer();
    await settled();
    expect(edits[0]?.writes.map((write) => write.key)).toEqual([key(2), key(3)]);
    expect(selected).toEqual([[at(2), at(3)]]);
    void paste('7\nbeaucoup', at(4));
    await settled();
    readings[1]?.answer();
    await settled();
    expect(edits).toHaveLength(1);
    expect(shownPlan(course).doubtful).toBe(1);
    await course.confirm(shownPlan(course), false);
    expect(edits[1]?.writes.map(({ value }) => value)).toEqual(['7', 'beaucoup']);
    expect(course.state.waiting).toBeNull();
    expect(outcomes.map(({ type }) => type)).toEqual(['pasted', 'pasted']);
  });

  it('GR126 cancelled, nothing is written and nothing said', async () => {
    const { course, readings, paste, edits, outcomes } = desk();
    void paste('7\nbeaucoup', at(4));
    await settled();
    readings[0]?.answer();
    await settled();
    course.cancel();
    expect([course.state.waiting, edits, outcomes]).toEqual([null, [], []]);
  });

  it('GR176 a second paste waits for the first, and leaves what the person changed there alone', async () => {
    const { course, readings, paste, edits } = desk();
    void paste('7\nbeaucoup', at(4));
    void paste('1\n2', at(2));
    await settled();
    expect(readings.map(({ text }) => text)).toEqual(['7\nbeaucoup']);
    readings[0]?.answer();
    await settled();
    const [, doubtful] = shownPlan(course).entries;
    if (doubtful === undefined) throw new Error('no entry');
    course.fix(doubtful, '8');
    void paste('9', at(2));
    await settled();
    expect(readings).toHaveLength(1);
    expect(course.fixOf(doubtful)).toBe('8');
    await course.confirm(shownPlan(course), false);
    await settled();
    expect(edits[0]?.writes.map(({ value }) => value)).toEqual(['7', '8']);
    readings[1]?.answer();
    await settled();
    readings[2]?.answer();
    await settled();
    expect(edits.map(({ writes }) => writes.map(({ value }) => value))).toEqual([
      ['7', '8'],
      ['1', '2'],
      ['9'],
    ]);
  });

  it('GR176 a clipboard that cannot be read is said, and the next paste goes on', async () => {
    const { readings, paste, edits, outcomes } = desk();
    void paste('1\n2', at(2));
    void paste('3\n4', at(2));
    await settled();
    readings[0]?.fail();
    await settled();
    expect(outcomes).toEqual([{ type: 'unread', code: 'failed' }]);
    readings[1]?.answer();
    await settled();
    expect(edits[0]?.writes.map(({ value }) => value)).toEqual(['3', '4']);
  });

  it('GR177 stopped while indicators are created, nothing is written: those that were made are a step of their own', async () => {
    const { course, rows, edits, outcomes, confirmed } = await confirmedWithMissing();
    expect(rows.map(({ label }) => label)).toEqual(['Visites']);
    expect(course.state.isWriting).toBe(true);
    course.cancel();
    expect([course.state.waiting, course.state.isWriting]).toEqual([null, false]);
    rows[0]?.answer(created('Visites'));
    await confirmed;
    expect(rows).toHaveLength(1);
    expect(edits.map(({ writes, added }) => [writes, added.map(({ label }) => label)])).toEqual([
      [[], ['Visites']],
    ]);
    expect(outcomes).toEqual([{ type: 'stopped', rows: 1 }]);
  });

  it('GR177 stopped before anything was made, there is no step', async () => {
    const { course, rows, edits, outcomes, confirmed } = await confirmedWithMissing();
    course.cancel();
    rows[0]?.answer(failure('internal'));
    await confirmed;
    expect([edits, outcomes]).toEqual([[], []]);
  });

  it('GR178 an indicator that the server refuses is said with its reason, beside what was pasted', async () => {
    const { rows, edits, outcomes, confirmed } = await confirmedWithMissing();
    rows[0]?.answer(created('Visites'));
    await settled();
    rows[1]?.answer(failure('row_archived'));
    await confirmed;
    expect(edits[0]?.added.map(({ label }) => label)).toEqual(['Visites']);
    expect(outcomes).toMatchObject([
      { type: 'pasted', refusedRow: { label: 'Rencontres', code: 'row_archived' } },
    ]);
  });

  it('GR98 what the person saw when they said yes goes with each value, whatever others write while rows are created (I9)', async () => {
    const { course, cells, table, rows, edits, readings, paste } = desk('indicateurs');
    const known = table.rows.find((row) => row.type === 'indicator' && row.fiche.number === 2);
    if (known?.type !== 'indicator') throw new Error('action 2 has no indicator');
    const target = cellKey(known.indicator.id, columnId('target'));
    cells.set(target, '1');
    void paste(`Action\tIndicateur\tObjectif\n2\t${known.label}\t5\n2\tVisites\t12`, {
      rowId: known.id,
      columnId: 'target',
    });
    await settled();
    readings[0]?.answer();
    await settled();
    const confirmed = course.confirm(shownPlan(course), true);
    await settled();
    cells.set(target, '40');
    rows[0]?.answer(created('Visites'));
    await confirmed;
    expect(edits[0]?.writes).toContainEqual({ key: target, value: '5', seen: '1' });
  });

  it('GR101 the choice of names stays while the preview is open', async () => {
    const { course, readings, paste, table } = desk();
    void paste('N°\tSubvention P104\n3\t5', at(1));
    await settled();
    readings[0]?.answer();
    await settled();
    expect(course.state).toMatchObject({ match: 'names', waiting: { canMatchNames: true } });
    course.match('place');
    expect(shownPlan(course).match).toBe('place');
    expect(table.rows.length).toBeGreaterThan(0);
  });

  it('GR93 nothing can be written anywhere: said at once, unless the pasted lines have names here', async () => {
    const { course, outcomes, readings, paste } = desk();
    const done = paste('1\n2', at(2, 'cout_total'));
    await settled();
    readings[0]?.answer();
    await done;
    expect(outcomes).toMatchObject([
      { type: 'refused', entry: { doubt: { type: 'locked', lock: 'derived' } } },
    ]);
    const named = paste('N°\tSubvention P104\n2\t5', at(1, 'row.action'));
    await settled();
    readings[1]?.answer();
    await settled();
    expect(course.state.waiting?.canMatchNames).toBe(true);
    course.cancel();
    await named;
  });
});
