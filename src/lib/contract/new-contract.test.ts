import { describe, expect, it } from 'vitest';
import { parseNewContract, type NewContract } from './new-contract.ts';

const typed: NewContract = {
  title: ' CTAI de Nancy ',
  parties: ['Ville de Nancy', ' ', 'État'],
  exercise: '2025-2026',
  envelope: '120 000,50 €',
  axes: ['Langue', '', 'Emploi'],
};

describe('what was typed to begin a contract', () => {
  it('is kept without empty lines, with the days of its exercise', () => {
    expect(parseNewContract(typed)).toEqual({
      ok: true,
      value: {
        title: 'CTAI de Nancy',
        parties: ['Ville de Nancy', 'État'],
        axes: ['Langue', 'Emploi'],
        exercise: '2025-2026',
        startsOn: '2025-09-01',
        endsOn: '2026-08-31',
        envelope: 120_000.5,
      },
    });
  });

  it.each(['2025/2026', '2025 – 2026', '2025—2026', '2025\u20112026', ' 2025\u22122026 '])(
    'reads the exercise « %s »',
    (exercise) => {
      expect(parseNewContract({ ...typed, exercise })).toMatchObject({ value: { exercise: '2025-2026' } });
    },
  );

  it.each([
    ['', null],
    ['0', 0],
    ['120 k€', 120_000],
  ])('reads the envelope « %s »', (envelope, amount) => {
    expect(parseNewContract({ ...typed, envelope })).toMatchObject({ value: { envelope: amount } });
  });

  it.each<[Partial<NewContract>, string]>([
    [{ title: '  ' }, 'title_missing'],
    [{ title: 'x'.repeat(501) }, 'label_too_long'],
    [{ parties: ['x'.repeat(501)] }, 'label_too_long'],
    [{ axes: [' '] }, 'axes_missing'],
    [{ exercise: '2024' }, 'exercise_invalid'],
    [{ exercise: '2024-2026' }, 'exercise_invalid'],
    [{ exercise: '2025-2024' }, 'exercise_invalid'],
    [{ envelope: '-1' }, 'envelope_invalid'],
    [{ envelope: 'beaucoup' }, 'envelope_invalid'],
    [{ envelope: '1000000000001' }, 'envelope_invalid'],
  ])('%j is refused', (change, code) => {
    expect(parseNewContract({ ...typed, ...change })).toEqual({ ok: false, code });
  });
});
