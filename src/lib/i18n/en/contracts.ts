// English sentences of the area « contracts ».
import type { contracts as French } from '../fr/contracts.ts';

export const contracts: typeof French = {
  title: 'Contracts',
  empty: 'No contract yet',
  emptyText:
    'Your contracts and their action plans will appear here. Open the example to see a real plan, or create your contract.',
  emptyInvitedText:
    'Your contracts will appear here. Ask the person who coordinates yours for an invitation link, then open it in this browser.',
  create: 'New contract',
  openExample: 'Open the example',
  openExampleNamed: 'Open the example: CTAI de Metz, avenant n°\u00a02',
  exampleHint:
    'Eleven actions, six axes, the real figures of 2024-2025. A copy of your own: change it freely.',
  createHint: 'Title, parties, exercise, envelope and axes: one minute.',

  plan: 'Plan',
  exercise: 'Exercise',
  phase: 'Stage',
  phases: { draft: 'In preparation', signed: 'Signed', closed: 'Closed' },
  actions: 'Actions',
  lastEdit: 'Last change',
  neverEdited: 'Never changed',
  members: 'Members',
  membersAndInvitations: 'Members and invitations',
  roles: { coordinator: 'coordinator', viewer: 'viewer' },
  roleNames: { coordinator: 'Coordinator', viewer: 'Viewer' },
  roleHints: {
    coordinator: 'Edits the plan, invites other people.',
    viewer: 'Sees the whole plan live, changes nothing.',
  },

  new: {
    title: 'New contract',
    cancel: 'Cancel',
    name: 'Title of the contract',
    namePlaceholder: 'CTAI de Metz',
    parties: 'Signing parties',
    partiesHint: 'One per line: the State, the city, the CCAS…',
    exercise: 'Exercise',
    exerciseHint: 'The funding year. The first plan covers it.',
    envelope: 'State envelope',
    envelopeHint: 'In euros, for this exercise, for example 246\u202f000. Leave empty while it is not known.',
    optional: 'optional',
    axes: 'Axes',
    axesHint: 'Each action of the plan belongs to one axis.',
    axis: (number) => `Axis ${number}`,
    addAxis: 'Add an axis',
    removeAxis: (number) => `Remove axis ${number}`,
    moveAxisUp: (number) => `Move axis ${number} up`,
    moveAxisDown: (number) => `Move axis ${number} down`,
    axisMoved: (number) => `Axis moved to place ${number}`,
    submit: 'Create the contract',
  },

  contract: {
    plans: 'Plans',
    noPlans: 'This contract has no plan yet.',
    memberName: 'Name',
    memberEmail: 'E-mail address',
    memberRole: 'Role',
    you: 'you',
    resetPassword: 'Password link',
    resetPasswordFor: (name) => `Password link for ${name}`,
    resetLink: (name) => `New password link for ${name}`,
    resetLinkHint: (until) =>
      `Hand it to this person only: whoever opens it chooses the password. Works once, until ${until}.`,
    invite: 'Invite a person',
    inviteIntro: 'Trame sends no e-mail: create a link and pass it on yourself.',
    role: 'Role of the invited person',
    createLink: 'Create the invitation link',
    invitationLink: (role) => `Invitation link (${role})`,
    invitationLinkHint: (until) => `Works for one person, until ${until}.`,
    copy: 'Copy',
    copied: 'Copied',
    coordinatorsOnly: 'Invitations are made by a coordinator of the contract.',
  },
};
