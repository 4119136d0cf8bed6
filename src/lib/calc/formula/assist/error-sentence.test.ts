// What people read below a formula that cannot be read.
import { expect, it } from 'vitest';
import { exampleContent, ficheIdOf } from '../../../../../tests/helpers/example-content.ts';
import { columnId } from '../../../contract/ids.ts';
import { messagesFor } from '../../../i18n/messages.ts';
import { storedFormula } from '../formula-text.ts';
import { planNames } from '../plan-names.ts';
import { errorSentence } from './error-sentence.ts';

const content = exampleContent();
const names = planNames(content, { rowId: ficheIdOf(content, 3), columnId: columnId('p104') });

it.each([
  ['=SOME([P104])', 'La fonction SOME n’existe pas. Vouliez-vous SOMME\u00a0?'],
  ['=XYZXYZ(1)', 'La fonction XYZXYZ n’existe pas.'],
  [
    '=[Cout totl]',
    'La colonne «\u00a0Cout totl\u00a0» n’existe pas sur cette ligne. Vouliez-vous Coût total\u00a0?',
  ],
  ['=ABS(1,2;3', 'Une parenthèse ouverte n’est pas fermée. Ajoutez ).'],
])('FO97 %s says what is wrong, and the nearest name when one is near', (typed, sentence) => {
  const reading = storedFormula(typed, names);
  expect(reading.ok ? '' : errorSentence(reading.error, names, messagesFor('fr').formulas)).toBe(sentence);
});
