import { describe, expect, it } from 'vitest';
import { cellKey, columnId, type RowId } from '#lib/contract/ids.ts';
import { messagesFor } from '#lib/i18n/messages.ts';
import type { Step, StepCommand } from '#lib/sync/step.ts';
import { stepLabel } from './step-label.ts';

const row = 'aaaaaaaaaa' as RowId;
const content = { plan: null, rows: new Map(), cells: new Map() };
const cells = ['p104', 'reliquats'].map((column) => ({
  key: cellKey(row, columnId(column)),
  before: null,
  after: '1',
}));
const added: StepCommand = {
  type: 'indicator.add',
  label: 'Heures',
  turn: { type: 'row.archive', rowId: row },
};

function label(parts: Pick<Step, 'cells' | 'commands'>): string {
  const step: Step = { id: 's', tab: 't', name: 'paste', at: 1, sequence: 1, isUndone: false, ...parts };
  return stepLabel(step, content, messagesFor('fr')).replaceAll('\u00a0', ' ');
}

describe('GR121 the name of a step', () => {
  it('GR121 says what the gesture did, with its rows', () => {
    expect(label({ cells, commands: [] })).toBe('Coller 2 cellules');
    expect(label({ cells, commands: [added] })).toBe('Coller 2 cellules, 1 ligne ajoutée');
  });

  it('GR121 says the rows alone when its cells are back already', () => {
    expect(label({ cells: [], commands: [added] })).toBe('Ajouter l’indicateur « Heures »');
  });

  it('GR177 a paste that was stopped is called by the rows that were made for it', () => {
    expect(label({ cells: [], commands: [added, { ...added, label: 'Visites' }] })).toBe(
      'Ajouter l’indicateur « Heures », 1 ligne ajoutée',
    );
  });
});
