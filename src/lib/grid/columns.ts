// The columns of each tab of a plan, made from the template's catalogue. Pure: knows no grid library, no values.
// Official labels are French data; the words of our own columns are handed in.
import { actorFields, beneficiaryFields, budgetFields } from '../contract/catalogue.ts';
import type { Field } from '../contract/catalogue.ts';
import { type ColumnId, columnId } from '../contract/ids.ts';
import { isNumericKind } from '../contract/kinds.ts';
import type { ColumnGroup } from '../contract/permissions.ts';
import type { Phase } from '../contract/plan.ts';
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
    | 'actors'
    | 'spent'
    | 'received'
    | 'proposed'
    | 'planned'
    | 'remainder',
    string
  >
> & {
  /** A column and its side: « Subvention P104 dépensé ». */
  readonly ofSide: (column: string, side: string) => string;
};

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

/** What follows a planned column once the plan is signed: what was spent or reached, what the next amendment should say. */
type Side = Extract<ColumnGroup, 'realised' | 'spent' | 'received' | 'proposed'>;

function sideColumn(
  field: Field,
  side: Side,
  words: ColumnWords,
  parts: Partial<GridColumn> = {},
): GridColumn {
  const { source, header, ...rest } = fieldColumn(field, parts);
  const word = words[side];
  const id = `${field.key}@${side}`;
  // `cout_total@spent` is derived as `cout_total` is.
  const ofSide: ColumnSource =
    source.type === 'derived' ? { type: 'derived', key: id } : { type: 'cell', column: columnId(id) };
  return {
    ...rest,
    id,
    source: ofSide,
    header: word,
    name: words.ofSide(header, word),
    description: words.ofSide(field.label.replace(/\s*:\s*$/, ''), word),
  };
}

/** A column with its sides behind it; the first of them stays in view, unless the column itself is a detail. */
function followed(column: GridColumn, sides: readonly GridColumn[], inView = 1): readonly GridColumn[] {
  return [column, ...sides.map((side, index) => ({ ...side, isDetail: column.isDetail || index >= inView }))];
}

function budgetColumns(words: ColumnWords, isFollowed: boolean): readonly GridColumnNode[] {
  const sidesOf = (field: Field, ...sides: readonly Side[]): readonly GridColumn[] =>
    isFollowed ? sides.map((side) => sideColumn(field, side, words, { width: 104 })) : [];
  const p104 = fieldNamed(budgetFields, 'p104');
  const reliquats = fieldNamed(budgetFields, 'reliquats');
  const cost = fieldNamed(budgetFields, 'cout_total');
  const remainder = column({ type: 'derived', key: 'reliquat' }, 'reliquat', {
    header: words.remainder,
    unit: '€',
    figures: 'money',
    width: 104,
    grows: true,
  });
  const groupOf = (field: Field, sides: readonly GridColumn[], inView = 1): GridColumnNode =>
    isFollowed
      ? {
          id: `group.${field.key}`,
          header: field.shortLabel,
          columns: followed(fieldColumn(field, { header: words.planned }), sides, inView),
        }
      : fieldColumn(field);
  const dont = (parent: string): readonly Field[] => budgetFields.filter((field) => field.parent === parent);
  const group = (parent: string): GridColumnGroup => {
    const head = fieldNamed(budgetFields, parent);
    return {
      id: `group.${parent}`,
      header: head.shortLabel,
      columns: [
        ...followed(
          fieldColumn(head, { header: words.amount, width: parent === 'autres' ? 152 : 126 }),
          sidesOf(head, 'spent', 'proposed'),
        ),
        ...dont(parent).flatMap((field) =>
          followed(fieldColumn(field, { width: 96 }), sidesOf(field, 'spent', 'proposed')),
        ),
      ],
    };
  };
  return [
    fact('action', { header: words.action, width: headingWidth, pinned: true }),
    groupOf(p104, [...sidesOf(p104, 'spent', 'proposed', 'received'), ...(isFollowed ? [remainder] : [])]),
    groupOf(reliquats, sidesOf(reliquats, 'spent', 'proposed'), 0),
    group('collectivite'),
    group('autres'),
    groupOf(cost, sidesOf(cost, 'spent')),
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

function beneficiaryColumns(words: ColumnWords, isFollowed: boolean): readonly GridColumnNode[] {
  const withSides = (column: GridColumn): readonly GridColumn[] => {
    const field = [...beneficiaryFields, ...actorFields].find(({ key }) => key === column.id);
    const sides: readonly Side[] = isFollowed && field !== undefined ? ['realised', 'proposed'] : [];
    return followed(
      column,
      field === undefined ? [] : sides.map((side) => sideColumn(field, side, words, { width: 96 })),
    );
  };
  const pick = (keys: readonly string[], open: boolean): readonly GridColumn[] =>
    keys.flatMap((key) =>
      withSides(
        fieldColumn(
          fieldNamed(beneficiaryFields, key),
          open ? { isDetail: false, width: 86 } : { width: 104 },
        ),
      ).map((one) => (one.id === key ? one : { ...one, isDetail: true })),
    );
  return [
    fact('action', { header: words.action, width: headingWidth, pinned: true }),
    {
      id: 'group.beneficiaires',
      header: words.beneficiaries,
      columns: [
        ...withSides(fieldColumn(fieldNamed(beneficiaryFields, 'beneficiaires_total'), { width: 106 })),
        ...pick(['hommes', 'femmes', 'moins25'], true),
      ],
    },
    {
      id: 'group.bpi',
      header: words.bpi,
      columns: [
        ...withSides(fieldColumn(fieldNamed(beneficiaryFields, 'bpi'), { isDetail: false, width: 100 })),
        ...pick(['bpi_hommes', 'bpi_femmes', 'bpi_moins25'], false),
      ],
    },
    { id: 'group.autres_publics', header: words.otherPublics, columns: pick(['bpt', 'hors_epa'], true) },
    {
      id: 'group.acteurs',
      header: words.actors,
      columns: actorFields.flatMap((field) =>
        withSides(
          isNumericKind(field.kind)
            ? fieldColumn(field, { width: 112 })
            : fieldColumn(field, { width: 200, grows: true }),
        ),
      ),
    },
  ];
}

function indicatorColumns(words: ColumnWords, isFollowed: boolean): readonly GridColumnNode[] {
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
    ...(isFollowed ? [cell('target@proposed', { header: words.proposed, figures: 'row', width: 96 })] : []),
    cell('comment', { header: words.comment, width: 150, grows: true }),
  ];
}

/** Once a plan is signed its columns are followed by what is spent, reached and proposed. */
export function columnsOfTab(tab: PlanTab, words: ColumnWords, phase: Phase): readonly GridColumnNode[] {
  const isFollowed = phase !== 'draft';
  switch (tab) {
    case 'budget':
      return budgetColumns(words, isFollowed);
    case 'beneficiaires':
      return beneficiaryColumns(words, isFollowed);
    case 'indicateurs':
      return indicatorColumns(words, isFollowed);
    default:
      return tab satisfies never;
  }
}

export function flatColumns(nodes: readonly GridColumnNode[]): readonly GridColumn[] {
  return nodes.flatMap((node) => (isColumnGroup(node) ? node.columns : [node]));
}
