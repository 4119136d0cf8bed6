import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellOf, exampleContent } from '../../../../tests/helpers/example-content.ts';
import { computed, typedInto } from '../../../../tests/helpers/formula-plan.ts';
import { planAndEdits } from '../../../../tests/helpers/random-plans.ts';
import { ViewScene } from '../../../../tests/helpers/view-scene.ts';
import { shownTotals } from './shown-totals.ts';

const metz = exampleContent();

describe('« dont affiché »', () => {
  it('GR194 adds up what is shown by the rules of the plan’s own totals', () => {
    const scene = new ViewScene('budget', metz);
    const { rows } = scene.see({
      filters: { p104: { type: 'number', operator: 'at_least', value: 29_537, upTo: null } },
    });
    const shown = shownTotals(rows, scene.context);
    expect(shown['p104']).toEqual({ value: 56_000 + 45_800 + 29_537 + 40_000, ignored: 0 });
    // Actions 1 and 8 have no beneficiaries: their cost is in no mean.
    expect(shown['cout_unitaire']?.value).toBeCloseTo((54_700 + 31_000) / (35 + 50), 9);
    expect(shown['taux_cofinancement']?.value).toBeCloseTo(
      (100 * (14_000 + 8_900 + 1_463 + 5_000)) / (70_000 + 54_700 + 31_000 + 45_000),
      9,
    );
  });

  it('GR194 counts the texts it leaves out, and is exact', () => {
    const content = typedInto(metz, [
      [cellOf(metz, 2, 'p104'), 'environ 9 600'],
      [cellOf(metz, 3, 'reliquats'), '0,1'],
      [cellOf(metz, 4, 'reliquats'), '0,2'],
    ]);
    const scene = new ViewScene('budget', content);
    const shown = shownTotals(scene.all(), scene.context);
    expect(shown['p104']).toEqual({ value: 242_877 - 45_800, ignored: 1 });
    expect(shown['reliquats']).toEqual({ value: 0.3, ignored: 0 });
  });

  it('GR195 of everything it is the plan’s total, on random plans', () => {
    fc.assert(
      fc.property(planAndEdits, ({ content }) => {
        const scene = new ViewScene('budget', content);
        const shown = shownTotals(scene.all(), scene.context);
        for (const [key, total] of Object.entries(computed(content).overall)) {
          const mine = shown[key];
          expect(mine?.ignored, key).toBe(total.ignored);
          if (total.value === null) expect(mine?.value, key).toBeNull();
          else expect(mine?.value, key).toBeCloseTo(total.value, 6);
        }
      }),
      { numRuns: 60 },
    );
  });
});
