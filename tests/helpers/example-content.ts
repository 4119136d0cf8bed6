// An example plan as the content of a document, with row ids that are the same at every run. For tests that need a plan and
// no server: the server gives its own random ids.
import type {
  CellKey,
  ColumnId,
  ContractId,
  OrganisationId,
  PlanId,
  RowId,
} from '../../src/lib/contract/ids.ts';
import { cellKey, columnId, isRowId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import type { DocumentContent } from '../../src/lib/document/read.ts';
import { metzExample } from '../../src/lib/exchange/example-metz.ts';
import type { ExampleCells, ExamplePlan } from '../../src/lib/exchange/example-plan.ts';

/** `0000000000`, `0000000001`…: well-formed, and in order. */
export function testRowId(number: number): RowId {
  const id = String(number).padStart(10, '0');
  if (!isRowId(id)) throw new Error(`not a row id: ${id}`);
  return id;
}

/** Action n has the id n × 1000; its indicators follow. */
export function exampleContent(example: ExamplePlan = metzExample): DocumentContent {
  const { contract } = example;
  const rows = new Map<RowId, Row>();
  const cells = new Map<CellKey, Scalar>();
  const organisationId = (name: string): OrganisationId =>
    `org-${contract.organisations.indexOf(name)}` as OrganisationId;
  const add = (row: Row, ownCells: ExampleCells): void => {
    rows.set(row.id, row);
    for (const [column, value] of Object.entries(ownCells))
      cells.set(cellKey(row.id, columnId(column)), value);
  };
  for (const [
    position,
    { number, axis, title, organisations, cells: ownCells, indicators },
  ] of example.fiches.entries()) {
    const id = testRowId(number * 1000);
    const base = { archived: false, originRowId: null };
    const organisationIds = organisations.map(organisationId);
    add({ ...base, kind: 'fiche', id, position, number, axis, title, organisationIds }, ownCells);
    for (const [index, { cells: targets, ...indicator }] of indicators.entries()) {
      const indicatorId = testRowId(number * 1000 + index + 1);
      add(
        { ...base, kind: 'indicator', id: indicatorId, ficheId: id, position: index, ...indicator },
        targets,
      );
    }
  }
  return {
    plan: {
      id: 'plan-example' as PlanId,
      contractId: 'contract-example' as ContractId,
      contractTitle: contract.title,
      title: contract.planTitle,
      exercise: contract.exercise,
      startsOn: contract.startsOn,
      endsOn: contract.endsOn,
      envelope: contract.envelope,
      phase: 'draft',
      axes: contract.axes,
      organisations: contract.organisations.map((name) => ({ id: organisationId(name), name })),
    },
    rows,
    cells,
  };
}

export function ficheIdOf(content: DocumentContent, number: number): RowId {
  for (const row of content.rows.values()) if (row.kind === 'fiche' && row.number === number) return row.id;
  throw new Error(`no action ${number}`);
}

export function cellOf(content: DocumentContent, number: number, column: string): CellKey {
  return cellKey(ficheIdOf(content, number), column as ColumnId);
}

/** The same plan once it was signed. */
export function signed(content: DocumentContent): DocumentContent {
  return { ...content, plan: content.plan === null ? null : { ...content.plan, phase: 'signed' } };
}
