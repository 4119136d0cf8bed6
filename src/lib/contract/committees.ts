// The days on which a contract's steering committee meets: which texts are such a day, and how many there may be.
import { failure, type Result, success } from './errors.ts';
import { maxCommittees } from './limits.ts';
import { parseDate } from './parse-date.ts';

/** As people type it (`05/12/2024`), or an ISO day; gives the ISO day. */
export function parseCommitteeDay(typed: string): Result<string> {
  const read = parseDate(typed);
  if (!('value' in read)) return failure('committee_day_invalid');
  const year = Number(read.value.slice(0, 4));
  // Outside, it is a slip of the keyboard.
  return year >= 2000 && year <= 2100 ? success(read.value) : failure('committee_day_invalid');
}

/** ISO days, each once, the oldest first. */
export function parseCommitteeDays(days: readonly string[]): Result<readonly string[]> {
  for (const day of days) {
    const read = parseCommitteeDay(day);
    if (!read.ok) return read;
    if (read.value !== day) return failure('committee_day_invalid');
  }
  const sorted = [...new Set(days)].sort();
  return sorted.length > maxCommittees ? failure('too_many_committees') : success(sorted);
}
