// A plan of the size the benches speak of: 60 actions × 120 indicators, every budget line and every target filled in.
import {
  columnId,
  cellKey,
  type CellKey,
  type ContractId,
  type PlanId,
  type RowId,
} from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import type { DocumentContent } from '../../src/lib/document/read.ts';
import { beneficiaryFields, budgetFields } from '../../src/lib/contract/catalogue.ts';
import { testRowId } from './example-content.ts';

export interface PlanSize {
  readonly fiches: number;
  readonly indicators: number;
}

export const largePlanSize: PlanSize = { fiches: 60, indicators: 120 };

export function largeFicheId(index: number): RowId {
  return testRowId((index + 1) * 1000);
}

export function largeIndicatorId(ficheIndex: number, index: number): RowId {
  return testRowId((ficheIndex + 1) * 1000 + index + 1);
}

export function largePlan({ fiches, indicators }: PlanSize = largePlanSize): DocumentContent {
  const rows = new Map<RowId, Row>();
  const cells = new Map<CellKey, Scalar>();
  const fields = [...budgetFields, ...beneficiaryFields].filter(({ mode }) => mode !== 'derived');
  const base = { archived: false, originRowId: null };
  for (let fiche = 0; fiche < fiches; fiche += 1) {
    const id = largeFicheId(fiche);
    const axis = 1 + (fiche % 6);
    rows.set(id, {
      ...base,
      kind: 'fiche',
      id,
      position: fiche,
      number: fiche + 1,
      axis,
      title: `Action ${fiche + 1}`,
      organisationIds: [],
    });
    fields.forEach(({ key }, index) =>
      cells.set(cellKey(id, columnId(key)), `${1000 + fiche * 10 + index},50`),
    );
    for (let index = 0; index < indicators; index += 1) {
      const rowId = largeIndicatorId(fiche, index);
      rows.set(rowId, {
        ...base,
        kind: 'indicator',
        id: rowId,
        ficheId: id,
        position: index,
        ...(index === 0
          ? {
              origin: 'template',
              key: 'fr_heures',
              section: 'apprentissage_francais',
              label: null,
              valueKind: 'hours',
              unit: 'h',
            }
          : {
              origin: 'key',
              key: null,
              section: 'cles',
              label: `Indicateur ${index}`,
              valueKind: 'count',
              unit: 'personnes',
            }),
      });
      cells.set(cellKey(rowId, columnId('target')), String(100 + index));
      cells.set(cellKey(rowId, columnId('target@realised')), String(50 + index));
    }
  }
  return {
    plan: {
      id: 'plan-large' as PlanId,
      contractId: 'contract-large' as ContractId,
      contractTitle: 'Grand contrat',
      title: 'Plan 2024-2025',
      exercise: '2024-2025',
      startsOn: '2024-09-01',
      endsOn: '2025-06-30',
      envelope: 10_000_000,
      phase: 'draft',
      axes: [1, 2, 3, 4, 5, 6].map((number) => ({ number, title: `Axe ${number}` })),
      organisations: [],
    },
    rows,
    cells,
  };
}
