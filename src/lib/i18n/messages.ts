// The typed dictionary of the interface. French is the source of the keys; English must have the same ones. A sentence
// with parameters is a function. Official labels of the contract are not here: they are never translated.
import type { Language } from './language.ts';
import { account as accountEn } from './en/account.ts';
import { clipboard as clipboardEn } from './en/clipboard.ts';
import { commands as commandsEn } from './en/commands.ts';
import { contracts as contractsEn } from './en/contracts.ts';
import { errors as errorsEn } from './en/errors.ts';
import { explain as explainEn } from './en/explain.ts';
import { find as findEn } from './en/find.ts';
import { formulaBar as formulaBarEn } from './en/formula-bar.ts';
import { formulaHelp as formulaHelpEn } from './en/formula-help.ts';
import { formulas as formulasEn } from './en/formulas.ts';
import { functionDescriptions as functionDescriptionsEn } from './en/function-descriptions.ts';
import { grid as gridEn } from './en/grid.ts';
import { history as historyEn } from './en/history.ts';
import { keys as keysEn } from './en/keys.ts';
import { operations as operationsEn } from './en/operations.ts';
import { reasons as reasonsEn } from './en/reasons.ts';
import { selection as selectionEn } from './en/selection.ts';
import { undo as undoEn } from './en/undo.ts';
import { people as peopleEn } from './en/people.ts';
import { rights as rightsEn } from './en/rights.ts';
import { views as viewsEn } from './en/views.ts';
import { workspace as workspaceEn } from './en/workspace.ts';
import { account } from './fr/account.ts';
import { clipboard } from './fr/clipboard.ts';
import { commands } from './fr/commands.ts';
import { contracts } from './fr/contracts.ts';
import { errors } from './fr/errors.ts';
import { explain } from './fr/explain.ts';
import { find } from './fr/find.ts';
import { formulaBar } from './fr/formula-bar.ts';
import { formulaHelp } from './fr/formula-help.ts';
import { formulas } from './fr/formulas.ts';
import { functionDescriptions } from './fr/function-descriptions.ts';
import { grid } from './fr/grid.ts';
import { history } from './fr/history.ts';
import { keys } from './fr/keys.ts';
import { operations } from './fr/operations.ts';
import { reasons } from './fr/reasons.ts';
import { selection } from './fr/selection.ts';
import { undo } from './fr/undo.ts';
import { people } from './fr/people.ts';
import { rights } from './fr/rights.ts';
import { views } from './fr/views.ts';
import { workspace } from './fr/workspace.ts';

const french = {
  account,
  clipboard,
  commands,
  contracts,
  errors,
  explain,
  find,
  formulaBar,
  formulaHelp,
  formulas,
  functionDescriptions,
  grid,
  history,
  keys,
  operations,
  reasons,
  selection,
  undo,
  people,
  rights,
  views,
  workspace,
};

export type Messages = typeof french;

const english: Messages = {
  account: accountEn,
  clipboard: clipboardEn,
  commands: commandsEn,
  contracts: contractsEn,
  errors: errorsEn,
  explain: explainEn,
  find: findEn,
  formulaBar: formulaBarEn,
  formulaHelp: formulaHelpEn,
  formulas: formulasEn,
  functionDescriptions: functionDescriptionsEn,
  grid: gridEn,
  history: historyEn,
  keys: keysEn,
  operations: operationsEn,
  reasons: reasonsEn,
  selection: selectionEn,
  undo: undoEn,
  people: peopleEn,
  rights: rightsEn,
  views: viewsEn,
  workspace: workspaceEn,
};

export function messagesFor(language: Language): Messages {
  return language === 'en' ? english : french;
}
