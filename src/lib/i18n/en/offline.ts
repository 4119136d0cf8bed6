// English sentences of the area « offline ».
import type { offline as French } from '../fr/offline.ts';

export const offline: typeof French = {
  title: 'Offline',
  text: (hasPlans) =>
    hasPlans
      ? 'The server does not answer. The plans below are kept on this device: open them and go on, your changes are sent when the connection returns.'
      : 'The server does not answer, and no plan is kept on this device. A plan is, once you have opened it with a connection.',
  nobody:
    'The server does not answer, and nobody is signed in to Trame on this device. Nothing opens before somebody signs in with address and password.',
  signedOut: 'You are signed out of this device',
  signedOutText:
    'Your plans and your changes are erased from it. The server could not be told: it will be before this browser asks it for another page.',
  wanted: 'The page you asked for needs the server.',
  retry: 'Try again',
  isBack: 'The server answers again',
  goOn: 'Continue',
  plans: 'Plans kept on this device',
  plan: 'Plan',
  copy: 'Copy of',
  unsent: 'To send',
  none: 'nothing',
  edits: (count) => (count === 1 ? '1 change' : `${count} changes`),
  copyShown: (moment) =>
    `You are working on the copy of ${moment}, kept on this device. What others have typed since is not in it; your changes are sent when the connection returns.`,
};
