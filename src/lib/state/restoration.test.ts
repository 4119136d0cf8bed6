import { describe, expect, it } from 'vitest';
import type { ChangesSince } from '../contract/changes.ts';
import { type CellKey, type OrganisationId, splitCellKey } from '../contract/ids.ts';
import type { Rights } from '../contract/permissions.ts';
import { cellOf, exampleContent, ficheIdOf } from '../../../tests/helpers/example-content.ts';
import { coordinatorRights } from '../../../tests/helpers/rights.ts';
import { restorationTo } from './restoration.ts';

const content = exampleContent();
const own = cellOf(content, 2, 'p104');
const foreign = cellOf(content, 3, 'p104');
const realised = cellOf(content, 2, 'p104@realised');
const second = ficheIdOf(content, 2);
const [carrier] = (content.rows.get(second) as { organisationIds: readonly OrganisationId[] })
  .organisationIds;
const partner: Rights = { role: 'partner', organisationId: carrier ?? null };

function changes(keys: readonly CellKey[], rows: ChangesSince['rows'] = []): ChangesSince {
  const told = { at: 5, name: '', isYou: false, count: 1 };
  const cells = keys.map((key) => ({ ...told, key, before: 'then', after: 'since' }));
  return { since: 1, cells, rows, isCut: false };
}

describe('HI7 bringing back within one’s rights', () => {
  it('HI7 a partner brings back the cells of their own actions, and is told which others they may not', () => {
    const back = restorationTo(
      changes([own, foreign]),
      { type: 'plan' },
      { content, rights: partner, phase: 'draft' },
    );
    expect(back.writes).toEqual([{ key: own, value: 'then', seen: content.cells.get(own) ?? null }]);
    expect(back.lockedCells).toEqual([foreign]);
  });

  it('HI7 what is signed stays, whoever asks', () => {
    const signed = { content, rights: coordinatorRights, phase: 'signed' } as const;
    const back = restorationTo(changes([own, realised]), { type: 'plan' }, signed);
    expect([back.writes.map(({ key }) => key), back.lockedCells]).toEqual([[realised], [own]]);
  });

  it('HI7 acts on rows are a coordinator’s; others are told of the rows that stay as they are', () => {
    const archived = new Map(content.rows);
    const row = archived.get(second) ?? expect.fail();
    archived.set(second, { ...row, archived: true });
    const since = changes(
      [own],
      [
        {
          rowId: second,
          change: 'archived',
          at: 5,
          name: '',
          isYou: false,
          fromAxis: null,
          inverse: { type: 'row.restore', rowId: second },
        },
      ],
    );
    const present = { content: { ...content, rows: archived }, phase: 'draft' } as const;
    expect(
      restorationTo(since, { type: 'row', rowId: second }, { ...present, rights: coordinatorRights }),
    ).toMatchObject({
      rows: [{ rowId: second, command: { type: 'row.restore' } }],
      writes: [{ key: own }],
      lockedCells: [],
    });
    expect(
      restorationTo(since, { type: 'row', rowId: second }, { ...present, rights: partner }),
    ).toMatchObject({
      rows: [],
      writes: [],
      lockedCells: [own],
      lockedRows: [second],
    });
  });

  it('HI7 a cell that is back already is not written, nor one outside of what is asked', () => {
    const same: ChangesSince = changes([own]);
    const there = {
      ...same,
      cells: same.cells.map((one) => ({ ...one, before: content.cells.get(own) ?? null })),
    };
    const present = { content, rights: coordinatorRights, phase: 'draft' } as const;
    expect(restorationTo(there, { type: 'plan' }, present).writes).toEqual([]);
    const rowId = splitCellKey(foreign)?.rowId ?? expect.fail();
    expect(restorationTo(changes([own, foreign]), { type: 'row', rowId }, present).writes).toMatchObject([
      { key: foreign },
    ]);
    expect(restorationTo(changes([own, foreign]), { type: 'cell', key: own }, present).writes).toMatchObject([
      { key: own },
    ]);
  });
});
