import { describe, expect, it } from 'vitest';
import { exampleContent, testRowId } from '../../../../tests/helpers/example-content.ts';
import { messagesFor } from '../../i18n/messages.ts';
import type { Step, StepCommand } from '../../sync/step.ts';
import { stepLabel } from './step-label.ts';

function pasted(labels: readonly string[]): Step {
  const commands = labels.map((label): StepCommand => ({
    type: 'indicator.add',
    label,
    turn: { type: 'row.archive', rowId: testRowId(1) },
  }));
  return { id: 's', tab: 't', name: 'paste', at: 0, sequence: 1, cells: [], commands, isUndone: false };
}

describe('the name of a step', () => {
  it('GR177 a paste that wrote no cell is called by the rows that were made for it', () => {
    const label = (labels: readonly string[]) =>
      stepLabel(pasted(labels), exampleContent(), messagesFor('fr'));
    expect(label(['Visites'])).toBe('Ajouter l’indicateur «\u00a0Visites\u00a0»');
    expect(label(['Visites', 'Rencontres'])).toBe(
      'Ajouter l’indicateur «\u00a0Visites\u00a0», 1\u00a0ligne ajoutée',
    );
  });
});
