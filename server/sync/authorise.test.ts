// The whole matrix of rights through the check, on updates that Yjs made: every role, row, column of the schema, phase and
// operation. What is expected stands below in words, and is not learnt from contract/permissions.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { CellKey, OrganisationId, RowId } from '../../src/lib/contract/ids.ts';
import { maxTextLength, type Scalar } from '../../src/lib/contract/kinds.ts';
import type { Rights } from '../../src/lib/contract/permissions.ts';
import type { Phase } from '../../src/lib/contract/plan.ts';
import type { FicheRow, Row, RowKind } from '../../src/lib/contract/rows.ts';
import { columnKind, columnsOf } from '../../src/lib/contract/schema.ts';
import { applyCells } from '../../src/lib/document/apply.ts';
import { cell } from '../../tests/helpers/plan-fixture.ts';
import { checkFrame } from './check.ts';

/**
 * `yes`: every action. `own`: those that their organisation carries, else `not_your_action`. Anything else is the code of the
 * refusal. What comes after the `@` of a column names its group; an indicator's column `comment` is a comment.
 */
const inWords = `
  phase   column    coordinator  partner           state           viewer
  draft   planned   yes          own               read_only_role  read_only_role
  draft   proposed  yes          own               read_only_role  read_only_role
  draft   comment   yes          own               read_only_role  read_only_role
  draft   realised  not_signed   not_signed        read_only_role  read_only_role
  draft   spent     not_signed   not_signed        read_only_role  read_only_role
  draft   received  not_signed   not_signed        read_only_role  read_only_role
  signed  planned   signed       signed            read_only_role  read_only_role
  signed  proposed  yes          own               read_only_role  read_only_role
  signed  comment   yes          own               read_only_role  read_only_role
  signed  realised  yes          own               read_only_role  read_only_role
  signed  spent     yes          own               read_only_role  read_only_role
  signed  received  yes          coordinator_only  read_only_role  read_only_role
  closed  planned   plan_closed  plan_closed       plan_closed     plan_closed
  closed  proposed  plan_closed  plan_closed       plan_closed     plan_closed
  closed  comment   plan_closed  plan_closed       plan_closed     plan_closed
  closed  realised  plan_closed  plan_closed       plan_closed     plan_closed
  closed  spent     plan_closed  plan_closed       plan_closed     plan_closed
  closed  received  plan_closed  plan_closed       plan_closed     plan_closed`;

const [head = [], ...lines] = inWords
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/));

function tableSays(phase: Phase, group: string, role: string): string {
  const line = lines.find(([linePhase, column]) => linePhase === phase && column === group);
  const said = line?.[head.indexOf(role)];
  if (said === undefined) throw new Error(`the table says nothing of ${phase}, ${group}, ${role}`);
  return said;
}

const [ours, theirs] = ['org-ours', 'org-theirs'] as OrganisationId[];
if (ours === undefined || theirs === undefined) throw new Error('no organisations');

/** Organisations give a State service or a viewer nothing, and a partner without one carries nothing. */
const people: readonly Rights[] = [
  { role: 'coordinator', organisationId: null },
  { role: 'partner', organisationId: ours },
  { role: 'partner', organisationId: theirs },
  { role: 'partner', organisationId: null },
  { role: 'state', organisationId: ours },
  { role: 'viewer', organisationId: ours },
];
const phases: readonly Phase[] = ['draft', 'signed', 'closed'];

/** A row, whose organisations carry it, and the state that closes it to everybody. */
interface Case {
  readonly row: Row;
  readonly carriers: readonly OrganisationId[];
  readonly closedBy: 'archived' | 'fiche_closed' | null;
}

const rows = new Map<RowId, Row>();
const cases: Case[] = [];

function add(row: Row, carriers: readonly OrganisationId[], closedBy: Case['closedBy']): void {
  rows.set(row.id, row);
  cases.push({ row, carriers, closedBy });
}

function addFiche(carriers: readonly OrganisationId[], state: Partial<FicheRow>): void {
  const number = rows.size + 1;
  const base = { position: number, archived: false, originRowId: null };
  const id = (letter: string, nth: number): RowId =>
    `${letter}${String(number * 10 + nth).padStart(9, '0')}` as RowId;
  const fiche: FicheRow = {
    ...base,
    kind: 'fiche',
    id: id('f', 0),
    number,
    axis: 1,
    title: `Action ${number}`,
    organisationIds: carriers,
    ...state,
  };
  const closedBy = fiche.archived ? 'archived' : fiche.closed === true ? 'fiche_closed' : null;
  add(fiche, carriers, closedBy);
  for (const [nth, archived] of [false, true].entries()) {
    const parts = { ...base, ficheId: fiche.id, archived };
    add(
      {
        ...parts,
        kind: 'indicator',
        id: id('j', nth),
        origin: 'key',
        key: null,
        section: 'cles',
        label: 'Personnes',
        valueKind: 'count',
        unit: null,
      },
      carriers,
      archived ? 'archived' : closedBy,
    );
    add(
      { ...parts, kind: 'entry', id: id('e', nth), key: 'outils' },
      carriers,
      archived ? 'archived' : closedBy,
    );
  }
}

addFiche([ours], {});
addFiche([theirs, ours], {});
addFiche([], {});
addFiche([ours], { archived: true });
addFiche([ours], { closed: true });

function groupOf(kind: RowKind, column: string): string {
  if (kind === 'indicator' && column === 'comment') return 'comment';
  return column.includes('@') ? column.slice(column.lastIndexOf('@') + 1) : 'planned';
}

function expected(
  { role, organisationId }: Rights,
  phase: Phase,
  { row, carriers, closedBy }: Case,
  column: string,
): string {
  if (closedBy === 'archived') return closedBy;
  if (phase !== 'closed' && closedBy !== null) return closedBy;
  const said = tableSays(phase, groupOf(row.kind, column), role);
  if (said !== 'own') return said;
  return organisationId !== null && carriers.includes(organisationId) ? 'yes' : 'not_your_action';
}

const clientId = 7;

/** The document of a server whose cells all hold `value`, and a tab's update that writes one of them. */
class Scene {
  readonly doc = new Y.Doc();
  readonly #whole: Uint8Array;

  constructor(keys: readonly CellKey[], value: Scalar | null) {
    this.doc.clientID = 1;
    applyCells(
      this.doc,
      keys.map((key) => ({ key, value })),
      null,
    );
    this.#whole = Y.encodeStateAsUpdate(this.doc);
  }

  /** One tab for all: what it writes is undone by forgetting the update. */
  *updates(keys: readonly CellKey[], value: Scalar | null): Iterable<readonly [CellKey, Uint8Array]> {
    for (const key of keys) {
      const tab = new Y.Doc();
      tab.clientID = clientId;
      Y.applyUpdate(tab, this.#whole);
      const before = Y.encodeStateVector(tab);
      applyCells(tab, [{ key, value }], 'local');
      yield [key, Y.encodeStateAsUpdate(tab, before)];
      tab.destroy();
    }
  }
}

const operations: readonly {
  readonly name: string;
  readonly from: Scalar | null;
  readonly to: Scalar | null;
}[] = [
  { name: 'set', from: null, to: '1' },
  { name: 'overwrite', from: 'old', to: 'new' },
  { name: 'empty', from: 'old', to: null },
];

describe('PR10 rights per cell', () => {
  for (const { name, from, to } of operations) {
    it(`PR10 every role, row, column and phase: ${name}`, () => {
      const wrong: string[] = [];
      let asked = 0;
      for (const one of cases) {
        const keys = columnsOf(one.row.kind).map((column) => cell(one.row, column));
        const scene = new Scene(keys, from);
        for (const [key, update] of scene.updates(keys, to)) {
          const column = key.slice(key.indexOf(':') + 1);
          for (const phase of phases) {
            for (const rights of people) {
              asked += 1;
              const wanted = expected(rights, phase, one, column);
              const found = checkFrame({ doc: scene.doc, rows, phase, clientId, rights }, [update]);
              const told = found.ok ? 'yes' : found.code;
              const named = found.ok ? found.value.writes.map((write) => write.key) : found.cells;
              // Of somebody who may write nothing there is no cell to name.
              const isNamed = named.join() === (wanted === 'read_only_role' ? '' : key);
              if (told !== wanted || !isNamed)
                wrong.push(
                  `${rights.role} ${rights.organisationId ?? ''} ${phase} ${key}: ${told}, not ${wanted}`,
                );
            }
          }
        }
      }
      expect(wrong.slice(0, 20)).toEqual([]);
      expect(asked).toBe(
        people.length * phases.length * cases.reduce((sum, { row }) => sum + columnsOf(row.kind).length, 0),
      );
    });
  }
});

describe('PR10 what is no cell', () => {
  const coordinator: Rights = { role: 'coordinator', organisationId: null };
  const [fiche, indicator, entry] = (['fiche', 'indicator', 'entry'] as const).map((kind) => {
    const found = cases.find(({ row, closedBy }) => row.kind === kind && closedBy === null);
    if (found === undefined) throw new Error(`no ${kind}`);
    return found.row;
  }) as [Row, Row, Row];

  function codeOf(key: string, value: Scalar): string {
    const scene = new Scene([], null);
    const [[, update] = ['', new Uint8Array()]] = [...scene.updates([key as CellKey], value)];
    const found = checkFrame({ doc: scene.doc, rows, phase: 'draft', clientId, rights: coordinator }, [
      update,
    ]);
    return found.ok ? 'yes' : found.code;
  }

  it('PR10 no row has a column of another kind of row, nor one that is derived or unknown', () => {
    const kinds = [fiche, indicator, entry];
    for (const row of kinds) {
      const own = new Set<string>(columnsOf(row.kind));
      const foreign = kinds.flatMap((other) => columnsOf(other.kind)).filter((column) => !own.has(column));
      expect(foreign.length).toBeGreaterThan(0);
      for (const column of [...foreign, 'cout_total', 'fr_cout_horaire', 'p104@nothing', 'target@spent'])
        expect(['unknown_column', 'not_a_cell']).toContain(codeOf(cell(row, column), '1'));
    }
  });

  it('PR10 no cell without its row, and no key that is no cell', () => {
    expect(codeOf('zzzzzzzzzz:p104', '1')).toBe('unknown_row');
    for (const key of [
      '',
      'plan',
      fiche.id,
      `${fiche.id}:`,
      ':p104',
      `${fiche.id}:p104:p104`,
      `${fiche.id}:P104`,
    ])
      expect(codeOf(key, '1')).toBe('not_a_cell');
  });

  it('PR10 no text beyond the length of its kind', () => {
    for (const row of [fiche, indicator, entry]) {
      for (const column of columnsOf(row.kind).filter((one) => !/@(realised|spent|received)$/.test(one))) {
        const kind = columnKind(row, column);
        if (kind === null) throw new Error(`no kind of ${column}`);
        const longest = kind === 'longtext' ? 20_000 : 4_000;
        expect(maxTextLength(kind)).toBe(longest);
        expect(codeOf(cell(row, column), 'x'.repeat(longest))).toBe('yes');
        // Above the longest of all kinds the reader of updates stops by itself.
        expect(codeOf(cell(row, column), 'x'.repeat(longest + 1))).toBe(
          kind === 'longtext' ? 'malformed' : 'text_too_long',
        );
      }
    }
  });
});

it('PR7 PR10 a paste that holds cells one may not write is refused whole, and names those alone', () => {
  const [own, other] = cases.filter(({ row, closedBy }) => row.kind === 'fiche' && closedBy === null);
  const foreign = cases.find(({ row, carriers }) => row.kind === 'fiche' && carriers.length === 0);
  if (own === undefined || other === undefined || foreign === undefined) throw new Error('no actions');
  const keys = [
    cell(own.row, 'p104'),
    cell(foreign.row, 'p104'),
    cell(other.row, 'p104'),
    cell(foreign.row, 'autres'),
  ];
  const tab = new Y.Doc();
  tab.clientID = clientId;
  applyCells(
    tab,
    keys.map((key) => ({ key, value: '1' })),
    'local',
  );
  const rights: Rights = { role: 'partner', organisationId: ours };
  const found = checkFrame({ doc: new Scene([], null).doc, rows, phase: 'draft', clientId, rights }, [
    Y.encodeStateAsUpdate(tab),
  ]);
  expect(found).toEqual({ ok: false, code: 'not_your_action', cells: [keys[1], keys[3]] });
});
