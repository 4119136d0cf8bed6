// What a new plan starts with: its rows and, for an example, its cells.
import type { CellKey, OrganisationId, RowId } from '../../src/lib/contract/ids.ts';
import { cellKey, columnId } from '../../src/lib/contract/ids.ts';
import type { Plan } from '../../src/lib/contract/plan.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import type { CellWrite } from '../../src/lib/document/apply.ts';
import type { ExamplePlan } from '../../src/lib/exchange/example-plan.ts';

export interface PlanContent {
  readonly rows: readonly Row[];
  readonly cells: readonly CellWrite[];
}

export const emptyContent: PlanContent = { rows: [], cells: [] };

/** Organisations of the example are names; those of the contract just made from it have ids. */
export function buildExampleContent(
  example: ExamplePlan,
  organisations: Plan['organisations'],
  newRowId: () => RowId,
): PlanContent {
  const rows: Row[] = [];
  const cells: CellWrite[] = [];
  const idOf = (name: string): OrganisationId => {
    const found = organisations.find((organisation) => organisation.name === name);
    if (found === undefined) throw new Error(`the example names an organisation it does not list: ${name}`);
    return found.id;
  };
  const write = (rowId: RowId, columns: Readonly<Record<string, CellWrite['value']>>): void => {
    for (const [column, value] of Object.entries(columns)) {
      const key: CellKey = cellKey(rowId, columnId(column));
      cells.push({ key, value });
    }
  };
  example.fiches.forEach((fiche, index) => {
    const { number, axis, title } = fiche;
    const base = { archived: false, originRowId: null };
    const ficheId = newRowId();
    const organisationIds = fiche.organisations.map(idOf);
    rows.push({
      ...base,
      kind: 'fiche',
      id: ficheId,
      position: index + 1,
      number,
      axis,
      title,
      organisationIds,
    });
    write(ficheId, fiche.cells);
    fiche.indicators.forEach((indicator, place) => {
      const id = newRowId();
      const { origin, key, section, label, valueKind, unit } = indicator;
      const meaning = { origin, key, section, label, valueKind, unit };
      rows.push({ ...base, kind: 'indicator', id, ficheId, position: place + 1, ...meaning });
      write(id, indicator.cells);
    });
  });
  return { rows, cells };
}
