import { describe, expect, it } from 'vitest';
import { parseCommitteeDay, parseCommitteeDays } from './committees.ts';
import { maxCommittees } from './limits.ts';

describe('a day of the committee', () => {
  it.each([
    ['05/12/2024', '2024-12-05'],
    [' 5 décembre 2024 ', '2024-12-05'],
    ['2024-12-05', '2024-12-05'],
    ['01/01/2000', '2000-01-01'],
    ['31/12/2100', '2100-12-31'],
  ])('ST18 %s is %s', (typed, day) => {
    expect(parseCommitteeDay(typed)).toEqual({ ok: true, value: day });
  });

  it.each(['', '31/02/2025', '12/2024', 'décembre', '31/12/1999', '01/01/2101', '05/12/0202'])(
    'ST18 « %s » is none',
    (typed) => {
      expect(parseCommitteeDay(typed)).toEqual({ ok: false, code: 'committee_day_invalid' });
    },
  );
});

describe('the days of a contract', () => {
  it('ST18 are ISO days, each once, the oldest first', () => {
    expect(parseCommitteeDays(['2025-06-30', '2024-12-05', '2025-06-30'])).toEqual({
      ok: true,
      value: ['2024-12-05', '2025-06-30'],
    });
    expect(parseCommitteeDays([])).toEqual({ ok: true, value: [] });
    for (const day of ['05/12/2024', '2025-02-30', '1999-12-31', '2025-1-1', ''])
      expect(parseCommitteeDays(['2024-12-05', day])).toEqual({ ok: false, code: 'committee_day_invalid' });
  });

  it('ST18 there is an end, which repetitions do not count towards', () => {
    const days = Array.from({ length: maxCommittees }, (_, index) => `${2000 + index}-06-30`);
    expect(parseCommitteeDays([...days, ...days]).ok).toBe(true);
    expect(parseCommitteeDays([...days, '2024-12-05'])).toEqual({ ok: false, code: 'too_many_committees' });
  });
});
