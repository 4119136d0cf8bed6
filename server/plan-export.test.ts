import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PlanJson } from '../src/lib/exchange/plan-json.ts';
import { StoreFixture } from '../tests/helpers/store-fixture.ts';
import { exportLog } from './plan-export.ts';

let fixture: StoreFixture;

beforeEach(() => {
  fixture = new StoreFixture();
});
afterEach(() => {
  fixture.dispose();
});

it('FO71 without formulas each says that it is too costly, and the rest is as it was', () => {
  const { planStore } = fixture.store;
  planStore.commit(fixture.commitOf(fixture.firstCell(), '=1+1'));
  const loaded = planStore.load(fixture.planId);
  if (!loaded.ok) throw new Error(loaded.code);
  const cellOf = (formulas: 'on' | 'off'): unknown => {
    const json = exportLog(loaded.value, formulas);
    if (!json.ok) throw new Error(json.code);
    const { rows } = JSON.parse(new TextDecoder().decode(json.value)) as PlanJson;
    return rows[0]?.cells['p104'];
  };
  expect(cellOf('on')).toMatchObject({ typed: '=1+1', value: 2 });
  expect(cellOf('off')).toMatchObject({ typed: '=1+1', value: null, problem: 'too_costly' });
});
