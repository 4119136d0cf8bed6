// English sentences of the area « rights ».
import type { Messages } from '../messages.ts';

const roleNames: Messages['rights']['help']['roles'] = {
  coordinator: 'Coordinator',
  partner: 'Partner',
  state: 'State',
  viewer: 'Viewer',
};

export const rights: Messages['rights'] = {
  phases: { draft: 'In preparation', signed: 'Signed', closed: 'Closed' },
  phaseSentences: {
    draft: 'The plan is being prepared: what is planned is written here.',
    signed: 'The plan is signed: what is planned is frozen; what is reached and spent is followed.',
    closed: 'The plan is closed: it can be read, nothing changes in it any more.',
  },
  version: (number) => `version ${number}`,
  menu: (phase) => `Phase of the plan and rights: ${phase}`,
  signedBy: (number, moment, name) => `Version ${number} signed on ${moment} by ${name}.`,
  sign: 'Sign the plan…',
  signAmendment: 'Sign an amendment…',
  who: 'Who edits what',
  readOnly: 'Read only',
  roleFor: (role, organisation) => `${role} · ${organisation}`,
  roleSentence: (role, organisation) => {
    if (role === 'coordinator') return 'You coordinate: you edit all actions, sign and invite.';
    if (role === 'partner')
      return organisation === null
        ? 'You are a partner without an organisation: ask a coordinator to name it.'
        : `You are a partner for ${organisation}: you edit the actions that it carries.`;
    return 'You are reading this plan; you cannot change it.';
  },
  signing: {
    title: (number) => (number === 1 ? 'Sign the plan' : `Sign an amendment (version ${number})`),
    freezes:
      'All that is planned (budget, people, targets, texts) is frozen for everybody, coordinators included.',
    proposals: (count) =>
      count === 0
        ? 'No proposed value is waiting: the plan is signed as it is.'
        : count === 1
          ? '1 proposed value becomes what is planned.'
          : `${count} proposed values become what is planned.`,
    unreadable: (count) =>
      count === 1
        ? '1 proposed value is no number: it stays a proposal.'
        : `${count} proposed values are no numbers: they stay proposals.`,
    nothingNew: 'This amendment would change no value.',
    opens: 'What is reached and spent can be typed from now on. A change is proposed for the next amendment.',
    kept: 'The version is kept: each cell as it is written, and its value.',
    withoutCarrier: (count) =>
      count === 1
        ? 'Nobody carries 1 action: only coordinators will follow its figures.'
        : `Nobody carries ${count} actions: only coordinators will follow their figures.`,
    unseen: (count) =>
      count === 1
        ? '1 of your edits is not in the plan: look at it before you sign.'
        : `${count} of your edits are not in the plan: look at them before you sign.`,
    final: 'A signature cannot be taken back.',
    submit: (number) => (number === 1 ? 'Sign the plan' : `Sign version ${number}`),
  },
  carriers: {
    title: (number) => `Who carries action ${number}`,
    hint: 'Partners of these organisations edit the figures of the action, as the phase of the plan allows.',
    legend: 'Organisations of the contract',
    none: 'The contract has no organisation yet.',
    manage: 'Add or rename organisations',
    submit: 'Save',
  },
  help: {
    title: 'Who edits what',
    intro:
      'Everybody sees the whole plan. What each may edit depends on their role, the action and the phase of the plan. The server applies this table to every edit, and the grid shows it before one tries.',
    phase: (name) => `Phase: ${name}`,
    rows: 'Rows',
    cells: 'Cells',
    kinds: { fiche: 'Action', indicator: 'Indicator', entry: 'Tool or method' },
    groups: {
      planned: 'Planned',
      proposed: 'Proposed (next amendment)',
      realised: 'Realised',
      spent: 'Spent',
      received: 'Received from the State',
      comment: 'Comment',
    },
    roles: roleNames,
    reach: { all: 'all actions', own: 'the actions of their organisation', none: 'no' },
    nobody: 'Nobody edits anything in this phase.',
    moreTitle: 'Also good to know',
    more: [
      'An archived row or a closed action cannot be edited, whatever the phase.',
      'Rows, carriers, closing an action, signing: for coordinators.',
      'Another role holds at once, even in a plan that is open. What is refused stays with you, under “Edits to look at”, with the reason.',
      'Several organisations may carry an action: the partners of each edit it.',
    ],
  },
};
