// What signing makes of a plan: proposals become what is planned, every row is part of the version, the phase is « signed ».
// Works on a copy of the document, so that the version can be computed before anything is decided. Knows no disk, no peers.
import * as Y from 'yjs';
import type { Result } from '../../src/lib/contract/errors.ts';
import type { CellKey, GestureId, UserId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import { isFormula } from '../../src/lib/contract/parse.ts';
import type { Plan, Signature } from '../../src/lib/contract/plan.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import { applyCells, applyRows, type CellWrite } from '../../src/lib/document/apply.ts';
import { plannedOf, proposalsOf } from '../../src/lib/document/proposals.ts';
import { readCell, readDocument } from '../../src/lib/document/read.ts';
import type { AuditEntry, LoadedPlan } from '../store/ports.ts';
import type { PlanDocument } from './plan-document.ts';

/** The values of formulas, by cell; null when one gives none. */
export type FormulaValues = ReadonlyMap<CellKey, Scalar | null>;

/** Computes what a version says: the JSON of the plan as UTF-8, and what its formulas give. */
export type VersionComputer = (
  plan: LoadedPlan,
) => Promise<Result<{ readonly content: Uint8Array; readonly formulas: FormulaValues }>>;

/** For a plan whose proposals are all typed. */
export const noFormulas = { ok: true, value: { formulas: new Map() } } as const;

export function hasProposedFormula(doc: Y.Doc): boolean {
  return proposalsOf(readDocument(doc)).some((key) => isFormula(readCell(doc, key)));
}

interface PreparedSigning {
  readonly plan: Plan;
  readonly rows: readonly Row[];
  readonly audit: readonly AuditEntry[];
  /** From the document as it is to the document as it is signed. */
  readonly update: Uint8Array;
  /** The whole of the signed document. */
  readonly whole: Uint8Array;
}

export function prepareSigning(
  document: Pick<PlanDocument, 'doc' | 'plan' | 'rows' | 'encodeWhole'>,
  signature: Signature,
  userId: UserId,
  formulas: FormulaValues,
): PreparedSigning {
  const copy = new Y.Doc();
  try {
    Y.applyUpdate(copy, document.encodeWhole());
    const before = Y.encodeStateVector(copy);
    const plan: Plan = { ...document.plan, phase: 'signed', signature };
    const rows = [...document.rows.values()].flatMap((row): Row[] =>
      row.signed === true ? [] : [{ ...row, signed: true }],
    );
    const writes = proposalsOf(readDocument(copy)).flatMap((key) => adoption(copy, key, formulas));
    const audit = writes.map(({ key, value }): AuditEntry => ({
      at: signature.signedAt,
      userId,
      gestureId: `sign-${document.plan.id}-${signature.number}` as GestureId,
      gesture: 'sign',
      key,
      before: readCell(copy, key),
      after: value,
      kept: true,
      madeAt: null,
      unseen: false,
    }));
    applyRows(copy, rows, plan, 'signing');
    applyCells(copy, writes, 'signing');
    const update = Y.encodeStateAsUpdate(copy, before);
    return { plan, rows, audit, update, whole: Y.encodeStateAsUpdate(copy) };
  } finally {
    copy.destroy();
  }
}

/** A proposal that is a formula is agreed as the figure it gives, for it may read what moves; one that gives none stays. */
function adoption(doc: Y.Doc, key: CellKey, formulas: FormulaValues): CellWrite[] {
  const planned = plannedOf(key);
  const proposed = readCell(doc, key);
  if (planned === null) return [];
  const value = isFormula(proposed) ? (formulas.get(key) ?? null) : proposed;
  return value === null
    ? []
    : [
        { key: planned, value },
        { key, value: null },
      ];
}
