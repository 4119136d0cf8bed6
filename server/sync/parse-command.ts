// Reads a command from untrusted JSON. What the command means for the plan is for commands.ts to say.
import * as v from 'valibot';
import type { Command } from '../../src/lib/contract/commands.ts';
import { failure, type Result, success } from '../../src/lib/contract/errors.ts';
import { isRowId, type OrganisationId, type RowId } from '../../src/lib/contract/ids.ts';
import { maxOrganisations, maxUnitLength } from '../../src/lib/contract/limits.ts';
import { indicatorAggregations } from '../../src/lib/contract/rows.ts';
import { cellKinds } from '../../src/lib/contract/kinds.ts';

const rowId = v.pipe(
  v.string(),
  v.check(isRowId),
  v.transform((text) => text as RowId),
);
const text = v.pipe(v.string(), v.maxLength(2_000));
const axis = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000));
const number = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9_999));
/** `choice` needs options, which only the template has. */
const valueKind = v.picklist(cellKinds.filter((kind) => kind !== 'choice'));

const organisationIds = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.regex(/^[0-9a-z]{1,32}$/),
      v.transform((id) => id as OrganisationId),
    ),
  ),
  v.maxLength(maxOrganisations),
);

const aggregation = v.nullable(v.picklist(indicatorAggregations));

const command = v.variant('type', [
  v.strictObject({ type: v.literal('fiche.add'), axis, title: text, number: v.exactOptional(number) }),
  v.strictObject({
    type: v.literal('indicator.add'),
    ficheId: rowId,
    indicator: v.variant('origin', [
      v.strictObject({ origin: v.literal('template'), key: text }),
      v.strictObject({
        origin: v.picklist(['key', 'added']),
        section: text,
        label: text,
        valueKind,
        unit: v.nullable(v.pipe(v.string(), v.maxLength(maxUnitLength))),
        aggregation: v.exactOptional(aggregation),
      }),
    ]),
  }),
  v.strictObject({ type: v.literal('row.rename'), rowId, label: text }),
  v.strictObject({ type: v.literal('indicator.aggregate'), rowId, aggregation }),
  v.strictObject({
    type: v.literal('row.move'),
    rowId,
    beforeRowId: v.nullable(rowId),
    axis: v.exactOptional(axis),
  }),
  v.strictObject({ type: v.literal('row.archive'), rowId }),
  v.strictObject({ type: v.literal('row.restore'), rowId }),
  v.strictObject({ type: v.literal('fiche.assign'), rowId, organisationIds }),
  v.strictObject({ type: v.literal('fiche.close'), rowId }),
  v.strictObject({ type: v.literal('fiche.reopen'), rowId }),
]);

export function parseCommand(json: unknown): Result<Command> {
  const parsed = v.safeParse(command, json);
  return parsed.success ? success(parsed.output) : failure('bad_request');
}
