// What a server command changes: checks it against the plan's rows and answers with the rows as they will be and the
// command that undoes it. Pure: the room writes and projects.
import { keySection, sections, templateIndicator } from '../../src/lib/contract/catalogue.ts';
import type { Command, CommandOutcome } from '../../src/lib/contract/commands.ts';
import { type ErrorCode, failure, type Result, success } from '../../src/lib/contract/errors.ts';
import type { OrganisationId, RowId } from '../../src/lib/contract/ids.ts';
import { isNumericKind } from '../../src/lib/contract/kinds.ts';
import { maxLabelLength } from '../../src/lib/contract/limits.ts';
import { commandRefusal, type Role } from '../../src/lib/contract/permissions.ts';
import type { Plan } from '../../src/lib/contract/plan.ts';
import { ficheOf, type FicheRow, type IndicatorRow, type Row } from '../../src/lib/contract/rows.ts';
import { isArchived } from '../../src/lib/contract/authorise.ts';
import { lastPosition, nextSibling, placeRow, siblingsOf } from './row-order.ts';

export interface CommandContext {
  readonly role: Role;
  readonly plan: Plan;
  readonly rows: ReadonlyMap<RowId, Row>;
  readonly newRowId: () => RowId;
}

export interface PreparedCommand {
  /** Rows added or changed, whole. */
  readonly rows: readonly Row[];
  readonly outcome: CommandOutcome;
}

type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>;

export function prepareCommand(context: CommandContext, command: Command): Result<PreparedCommand> {
  const refusal = commandRefusal(context.role, command, placeOf(context, command));
  if (refusal !== null) return failure(refusal);
  switch (command.type) {
    case 'fiche.add':
      return addFiche(context, command);
    case 'indicator.add':
      return addIndicator(context, command);
    case 'row.rename':
      return renameRow(context, command);
    case 'indicator.aggregate':
      return aggregateIndicator(context, command);
    case 'row.move':
      return moveRow(context, command);
    case 'row.archive':
      return archiveRow(context, command.rowId);
    case 'row.restore':
      return restoreRow(context, command.rowId);
    case 'fiche.assign':
      return assignFiche(context, command);
    case 'fiche.close':
    case 'fiche.reopen':
      return closeFiche(context, command);
    default:
      return command satisfies never;
  }
}

/** The row that the command is about, and the action it belongs to. */
function placeOf({ plan, rows }: CommandContext, command: Command): Parameters<typeof commandRefusal>[2] {
  const row =
    command.type === 'fiche.add'
      ? null
      : (rows.get(command.type === 'indicator.add' ? command.ficheId : command.rowId) ?? null);
  return { phase: plan.phase, row, fiche: row === null ? null : (ficheOf(row, rows) ?? null) };
}

function addFiche(
  { plan, rows, newRowId }: CommandContext,
  command: CommandOf<'fiche.add'>,
): Result<PreparedCommand> {
  const title = readLabel(command.title);
  if (!title.ok) return title;
  if (!plan.axes.some((axis) => axis.number === command.axis)) return failure('axis_unknown');
  const fiches = [...rows.values()].filter((row) => row.kind === 'fiche');
  const number = command.number ?? fiches.reduce((last, fiche) => Math.max(last, fiche.number), 0) + 1;
  // Archived ones keep their number: they may come back.
  if (fiches.some((fiche) => fiche.number === number)) return failure('number_taken');
  const row: FicheRow = {
    kind: 'fiche',
    id: newRowId(),
    number,
    axis: command.axis,
    title: title.value,
    organisationIds: [],
    position: lastPosition(fiches) + 1,
    archived: false,
    originRowId: null,
  };
  return success({
    rows: [row],
    outcome: { rowId: row.id, inverse: { type: 'row.archive', rowId: row.id } },
  });
}

function addIndicator(context: CommandContext, command: CommandOf<'indicator.add'>): Result<PreparedCommand> {
  const { rows, newRowId } = context;
  const fiche = rows.get(command.ficheId);
  if (fiche?.kind !== 'fiche') return failure('row_unknown');
  if (fiche.archived) return failure('row_archived');
  const indicators = [...rows.values()].filter((row) => row.kind === 'indicator' && row.ficheId === fiche.id);
  const described = describeIndicator(command.indicator);
  if (!described.ok) return described;
  const { key } = described.value;
  const present = indicators.find((row) => row.kind === 'indicator' && key !== null && row.key === key);
  if (present !== undefined) {
    if (!present.archived) return failure('indicator_already_there');
    // A template row stands once in a fiche: adding it again after it was archived brings it back with its figures.
    const restoring: Command = { type: 'row.restore', rowId: present.id };
    const refusal = commandRefusal(context.role, restoring, placeOf(context, restoring));
    return refusal === null ? restoreRow(context, present.id) : failure(refusal);
  }
  const row: IndicatorRow = {
    kind: 'indicator',
    id: newRowId(),
    ficheId: fiche.id,
    ...described.value,
    position: lastPosition(indicators) + 1,
    archived: false,
    originRowId: null,
  };
  return success({
    rows: [row],
    outcome: { rowId: row.id, inverse: { type: 'row.archive', rowId: row.id } },
  });
}

type IndicatorDescription = Pick<
  IndicatorRow,
  'origin' | 'key' | 'section' | 'label' | 'valueKind' | 'unit' | 'aggregation'
>;

function describeIndicator(wanted: CommandOf<'indicator.add'>['indicator']): Result<IndicatorDescription> {
  if (wanted.origin === 'template') {
    const template = templateIndicator(wanted.key);
    // Derived ones (hourly costs) are virtual rows: they show by themselves.
    if (template === null || template.mode === 'derived') return failure('template_key_unknown');
    const { key, section, kind, unit } = template;
    return success({
      origin: 'template',
      key,
      section,
      label: null,
      valueKind: kind,
      unit,
    });
  }
  const label = readLabel(wanted.label);
  if (!label.ok) return label;
  const isSectionRight =
    wanted.origin === 'key'
      ? wanted.section === keySection
      : sections.some(({ key }) => key === wanted.section);
  if (!isSectionRight) return failure('bad_request');
  const unit = wanted.unit?.trim() ?? '';
  const aggregation = wanted.aggregation ?? null;
  if (aggregation !== null && !isNumericKind(wanted.valueKind)) return failure('bad_request');
  return success({
    origin: wanted.origin,
    key: null,
    section: wanted.section,
    label: label.value,
    valueKind: wanted.valueKind,
    unit: unit === '' ? null : unit,
    ...(aggregation === null ? {} : { aggregation }),
  });
}

function renameRow({ rows }: CommandContext, command: CommandOf<'row.rename'>): Result<PreparedCommand> {
  const found = liveRow(rows, command.rowId);
  if (!found.ok) return found;
  const label = readLabel(command.label);
  if (!label.ok) return label;
  const row = found.value;
  if (row.kind === 'fiche') return renamed({ ...row, title: label.value }, row.title);
  // The words of a template row are the catalogue's.
  if (row.kind === 'indicator' && row.label !== null)
    return renamed({ ...row, label: label.value }, row.label);
  return failure('bad_request');
}

function renamed(row: Row, oldLabel: string): Result<PreparedCommand> {
  const inverse: Command = { type: 'row.rename', rowId: row.id, label: oldLabel };
  return success({ rows: [row], outcome: { rowId: row.id, inverse } });
}

function aggregateIndicator(
  { rows }: CommandContext,
  { rowId, aggregation }: CommandOf<'indicator.aggregate'>,
): Result<PreparedCommand> {
  const found = liveRow(rows, rowId);
  if (!found.ok) return found;
  const row = found.value;
  // What the template's own indicators mean for the plan is the template's to say.
  if (row.kind !== 'indicator' || row.origin === 'template') return failure('bad_request');
  if (aggregation !== null && !isNumericKind(row.valueKind)) return failure('bad_request');
  const inverse: Command = {
    type: 'indicator.aggregate',
    rowId,
    aggregation: row.aggregation ?? null,
  };
  const { aggregation: _, ...bare } = row;
  const changed: Row = aggregation === null ? bare : { ...bare, aggregation };
  return success({ rows: [changed], outcome: { rowId, inverse } });
}

function moveRow({ plan, rows }: CommandContext, command: CommandOf<'row.move'>): Result<PreparedCommand> {
  const found = liveRow(rows, command.rowId);
  if (!found.ok) return found;
  const row = found.value;
  const before = command.beforeRowId === null ? null : (rows.get(command.beforeRowId) ?? undefined);
  if (before === undefined) return failure('row_unknown');
  const siblings = siblingsOf(row, rows);
  const axis = row.kind === 'fiche' ? (command.axis ?? row.axis) : null;
  if (axis === null && command.axis !== undefined) return failure('position_invalid');
  if (axis !== null && !plan.axes.some(({ number }) => number === axis)) return failure('axis_unknown');
  if (before !== null && (before.id === row.id || !siblings.includes(before)))
    return failure('position_invalid');
  if (before?.kind === 'fiche' && before.axis !== axis) return failure('position_invalid');
  // The axis of an action is part of what was signed; its place in the list is not.
  if (row.kind === 'fiche' && row.signed === true && plan.phase === 'signed' && axis !== row.axis)
    return failure('signed_row');
  const moved: Row = row.kind === 'fiche' && axis !== null ? { ...row, axis } : row;
  const inverse: Command = {
    type: 'row.move',
    rowId: row.id,
    beforeRowId: nextSibling(row, siblings)?.id ?? null,
    ...(row.kind === 'fiche' ? { axis: row.axis } : {}),
  };
  return success({ rows: placeRow(moved, before, siblings), outcome: { rowId: row.id, inverse } });
}

function archiveRow({ rows }: CommandContext, rowId: RowId): Result<PreparedCommand> {
  const found = liveRow(rows, rowId);
  if (!found.ok) return found;
  const inverse: Command = { type: 'row.restore', rowId };
  return success({ rows: [{ ...found.value, archived: true }], outcome: { rowId, inverse } });
}

function restoreRow({ rows }: CommandContext, rowId: RowId): Result<PreparedCommand> {
  const row = rows.get(rowId);
  if (row === undefined) return failure('row_unknown');
  if (row.kind !== 'fiche' && rows.get(row.ficheId)?.archived !== false) return failure('row_archived');
  // Two people may restore the same row at once: the second finds it as wished.
  const inverse: Command = { type: 'row.archive', rowId };
  return success({ rows: row.archived ? [{ ...row, archived: false }] : [], outcome: { rowId, inverse } });
}

function assignFiche(
  { plan, rows }: CommandContext,
  { rowId, organisationIds }: CommandOf<'fiche.assign'>,
): Result<PreparedCommand> {
  const found = liveRow(rows, rowId);
  if (!found.ok) return found;
  const row = found.value;
  if (row.kind !== 'fiche') return failure('bad_request');
  const wanted = [...new Set(organisationIds)];
  const isKnown = (id: OrganisationId): boolean => plan.organisations.some((one) => one.id === id);
  if (!wanted.every(isKnown)) return failure('organisation_unknown');
  const inverse: Command = { type: 'fiche.assign', rowId, organisationIds: row.organisationIds };
  const isSame = JSON.stringify(wanted) === JSON.stringify(row.organisationIds);
  return success({
    rows: isSame ? [] : [{ ...row, organisationIds: wanted }],
    outcome: { rowId, inverse },
  });
}

function closeFiche(
  { rows }: CommandContext,
  { type, rowId }: CommandOf<'fiche.close' | 'fiche.reopen'>,
): Result<PreparedCommand> {
  const found = liveRow(rows, rowId);
  if (!found.ok) return found;
  const row = found.value;
  if (row.kind !== 'fiche') return failure('bad_request');
  const closes = type === 'fiche.close';
  const { closed = false, ...open } = row;
  // As with restoring: whoever comes second finds it as wished.
  const rest: readonly FicheRow[] = closed === closes ? [] : [closes ? { ...open, closed: true } : open];
  return success({
    rows: rest,
    outcome: { rowId, inverse: { type: closes ? 'fiche.reopen' : 'fiche.close', rowId } },
  });
}

function liveRow(rows: ReadonlyMap<RowId, Row>, rowId: RowId): Result<Row> {
  const row = rows.get(rowId);
  if (row === undefined) return failure('row_unknown');
  return isArchived(row, rows) ? failure('row_archived') : success(row);
}

function readLabel(text: string): Result<string> {
  const label = text.trim();
  const refused: ErrorCode | null =
    label === '' ? 'label_missing' : label.length > maxLabelLength ? 'label_too_long' : null;
  return refused === null ? success(label) : failure(refused);
}
