// The columns of each tab of a plan, made from the template's catalogue. Pure: knows no grid library, no values.
// Official labels are French data; the words of our own columns are handed in.
import { actorFields, beneficiaryFields, budgetFields } from '../contract/catalogue.ts';
import type { Field } from '../contract/catalogue.ts';
import { type ColumnId, columnId } from '../contract/ids.ts';
import { isNumericKind } from '../contract/kinds.ts';
import { type ViewTab, viewTabs } from '../contract/view.ts';

export const planTabs = viewTabs;
export type PlanTab = ViewTab;

export function isPlanTab(text: string): text is PlanTab {
  return (planTabs as readonly string[]).includes(text);
}

/** Facts of the row itself, shown in columns of their own. */
type RowFact = 'action' | 'axis' | 'section' | 'label' | 'unit';

/** Where the cells of a column get what they show. */
type ColumnSource =
  | { readonly type: 'cell'; readonly column: ColumnId }
  | { readonly type: 'derived'; readonly key: string }
  | { readonly type: 'fact'; readonly fact: RowFact };

/** How the figures of a column are written: `row` asks each row's own kind. */
export type Figures = 'money' | 'cents' | 'count' | 'percent' | 'row' | 'none';

export interface GridColumn {
  readonly id: string;
  readonly source: ColumnSource;
  readonly header: string;
  /** The header where its group does not stand above it. */
  readonly name: string;
  /** The official label in full, for tooltips and the status line. */
  readonly description: string;
  readonly unit: string | null;
  readonly figures: Figures;
  readonly width: number;
  /** Takes the width that is left. */
  readonly grows: boolean;
  readonly pinned: boolean;
  /** A « dont » line: shown only while its group is open. */
  readonly isDetail: boolean;
}

interface GridColumnGroup {
  readonly id: string;
  readonly header: string;
  readonly columns: readonly GridColumn[];
}

export type GridColumnNode = GridColumn | GridColumnGroup;

export function isColumnGroup(node: GridColumnNode): node is GridColumnGroup {
  return 'columns' in node;
}

/** The words of the columns that the template does not name (`grid.columns` of the dictionary). */
type ColumnWords = Readonly<
  Record<
    | 'action'
    | 'axis'
    | 'section'
    | 'label'
    | 'unit'
    | 'target'
    | 'realised'
    | 'rate'
    | 'comment'
    | 'cofinancing'
    | 'cofinancingLong'
    | 'envelopeShare'
    | 'envelopeShareLong'
    | 'beneficiaries'
    | 'amount'
    | 'bpi'
    | 'otherPublics'
    | 'actors',
    string
  >
>;

function column(
  source: ColumnSource,
  id: string,
  parts: Partial<GridColumn> & { header: string },
): GridColumn {
  return {
    id,
    source,
    name: parts.header,
    description: parts.header,
    unit: null,
    figures: 'none',
    width: 110,
    grows: false,
    pinned: false,
    isDetail: false,
    ...parts,
  };
}

function fact(name: RowFact, parts: Partial<GridColumn> & { header: string }): GridColumn {
  return column({ type: 'fact', fact: name }, `row.${name}`, parts);
}

/** Of a row's heading at least; the adapter gives it what is left of the window. */
const headingWidth = 300;

function fieldColumn(field: Field, parts: Partial<GridColumn> = {}): GridColumn {
  const source: ColumnSource =
    field.mode === 'derived'
      ? { type: 'derived', key: field.key }
      : { type: 'cell', column: columnId(field.key) };
  return column(source, field.key, {
    header: field.shortLabel,
    name: field.shortLabel,
    description: field.label,
    unit: field.kind === 'money' ? field.unit : null,
    figures: !isNumericKind(field.kind) ? 'none' : field.kind === 'money' ? 'money' : 'count',
    grows: true,
    isDetail: field.level > 0,
    ...parts,
  });
}

function fieldNamed(fields: readonly Field[], key: string): Field {
  const found = fields.find((field) => field.key === key);
  if (found === undefined) throw new Error(`the catalogue has no field ${key}`);
  return found;
}

function budgetColumns(words: ColumnWords): readonly GridColumnNode[] {
  const dont = (parent: string): readonly Field[] => budgetFields.filter((field) => field.parent === parent);
  const group = (parent: string): GridColumnGroup => {
    const head = fieldNamed(budgetFields, parent);
    return {
      id: `group.${parent}`,
      header: head.shortLabel,
      columns: [
        fieldColumn(head, { header: words.amount, width: parent === 'autres' ? 152 : 126 }),
        ...dont(parent).map((field) => fieldColumn(field, { width: 96 })),
      ],
    };
  };
  return [
    fact('action', { header: words.action, width: headingWidth, pinned: true }),
    fieldColumn(fieldNamed(budgetFields, 'p104')),
    fieldColumn(fieldNamed(budgetFields, 'reliquats')),
    group('collectivite'),
    group('autres'),
    fieldColumn(fieldNamed(budgetFields, 'cout_total')),
    fieldColumn(fieldNamed(budgetFields, 'cout_unitaire'), { figures: 'cents' }),
    column({ type: 'derived', key: 'taux_cofinancement' }, 'taux_cofinancement', {
      header: words.cofinancing,
      description: words.cofinancingLong,
      unit: '%',
      figures: 'percent',
      width: 104,
      grows: true,
    }),
    column({ type: 'derived', key: 'part_enveloppe' }, 'part_enveloppe', {
      header: words.envelopeShare,
      description: words.envelopeShareLong,
      unit: '%',
      figures: 'percent',
      width: 104,
      grows: true,
    }),
  ];
}

function beneficiaryColumns(words: ColumnWords): readonly GridColumnNode[] {
  const pick = (keys: readonly string[], open: boolean): readonly GridColumn[] =>
    keys.map((key) =>
      fieldColumn(fieldNamed(beneficiaryFields, key), open ? { isDetail: false, width: 86 } : { width: 104 }),
    );
  return [
    fact('action', { header: words.action, width: headingWidth, pinned: true }),
    {
      id: 'group.beneficiaires',
      header: words.beneficiaries,
      columns: [
        fieldColumn(fieldNamed(beneficiaryFields, 'beneficiaires_total'), { width: 106 }),
        ...pick(['hommes', 'femmes', 'moins25'], true),
      ],
    },
    {
      id: 'group.bpi',
      header: words.bpi,
      columns: [
        fieldColumn(fieldNamed(beneficiaryFields, 'bpi'), { isDetail: false, width: 100 }),
        ...pick(['bpi_hommes', 'bpi_femmes', 'bpi_moins25'], false),
      ],
    },
    { id: 'group.autres_publics', header: words.otherPublics, columns: pick(['bpt', 'hors_epa'], true) },
    {
      id: 'group.acteurs',
      header: words.actors,
      columns: actorFields.map((field) =>
        isNumericKind(field.kind)
          ? fieldColumn(field, { width: 112 })
          : fieldColumn(field, { width: 200, grows: true }),
      ),
    },
  ];
}

function indicatorColumns(words: ColumnWords): readonly GridColumnNode[] {
  const cell = (id: string, parts: Partial<GridColumn> & { header: string }): GridColumn =>
    column({ type: 'cell', column: columnId(id) }, id, parts);
  return [
    fact('axis', { header: words.axis, width: 50 }),
    fact('action', { header: words.action, width: 170, grows: true }),
    fact('section', { header: words.section, width: 150, grows: true }),
    fact('label', { header: words.label, width: 300, grows: true }),
    fact('unit', { header: words.unit, width: 116 }),
    cell('target', { header: words.target, figures: 'row', width: 96 }),
    cell('target@realised', { header: words.realised, figures: 'row', width: 96 }),
    column({ type: 'derived', key: 'taux_realisation' }, 'taux_realisation', {
      header: words.rate,
      unit: '%',
      figures: 'percent',
      width: 78,
    }),
    cell('comment', { header: words.comment, width: 150, grows: true }),
  ];
}

export function columnsOfTab(tab: PlanTab, words: ColumnWords): readonly GridColumnNode[] {
  switch (tab) {
    case 'budget':
      return budgetColumns(words);
    case 'beneficiaires':
      return beneficiaryColumns(words);
    case 'indicateurs':
      return indicatorColumns(words);
    default:
      return tab satisfies never;
  }
}

export function flatColumns(nodes: readonly GridColumnNode[]): readonly GridColumn[] {
  return nodes.flatMap((node) => (isColumnGroup(node) ? node.columns : [node]));
}
