// Which field of a form an expected failure belongs to. The sentence is shown there, or above the form when none fits.
import type { ErrorCode } from '#lib/contract/errors.ts';

export interface FormProblem {
  readonly code: ErrorCode;
  readonly retryAfterSeconds?: number;
}

const fields: Partial<Record<ErrorCode, string>> = {
  name_missing: 'name',
  email_invalid: 'email',
  email_taken: 'email',
  password_too_short: 'password',
  title_missing: 'title',
  exercise_invalid: 'exercise',
  envelope_invalid: 'envelope',
  axes_missing: 'axes',
  committee_day_invalid: 'committee',
  committee_day_known: 'committee',
  too_many_committees: 'committee',
};

/** Null: the form as a whole. */
export function fieldOf(code: ErrorCode): string | null {
  return fields[code] ?? null;
}
