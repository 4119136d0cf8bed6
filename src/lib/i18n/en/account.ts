// English sentences of the area « account ».
import type { account as French } from '../fr/account.ts';

export const account: typeof French = {
  language: 'Language',
  french: 'Français',
  english: 'English',
  tagline: 'The shared grid of the territorial contract for reception and integration (CTAI)',

  name: 'Full name',
  email: 'E-mail address',
  password: 'Password',
  newPassword: 'New password',
  passwordRule: (length) => `At least ${length} characters. A few words in a row do very well.`,
  showPassword: 'Show the password',
  hidePassword: 'Hide the password',
  tooManyAttempts: (seconds) =>
    seconds >= 120
      ? `Too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`
      : `Too many attempts. Try again in ${seconds} second${seconds > 1 ? 's' : ''}.`,

  setup: {
    title: 'Set up Trame',
    intro: 'Create the first account: it administers this installation and opens contracts.',
    submit: 'Create the account',
    done: 'Your account is ready',
    doneIntro: 'You are signed in. Where would you like to start?',
    linkNeeded: 'Open the link printed at start-up',
    linkNeededText:
      'Trame is waiting for its first account. When it started, the server printed a set-up link in its console: open that link.',
    linkInvalid: 'This set-up link is not valid',
    linkInvalidText:
      'Each start of the server prints a new link and replaces the old one. Open the last one printed in the console.',
    alreadyDone: 'Trame is already set up',
    alreadyDoneText: 'The first account exists: this link has been used. Sign in, or ask for an invitation.',
  },

  login: {
    title: 'Sign in',
    submit: 'Sign in',
    forgotten: 'Forgotten your password? Ask the coordinator of your contract for a link.',
    noAccount: 'No account yet? One is made from an invitation link.',
    continue: 'Sign in to open this page.',
  },
  logout: 'Sign out',
  logoutQuestion: 'Sign out before everything is sent?',
  logoutLoses: (count) =>
    count === 1
      ? '1 change kept on this device is not saved yet. It will be erased.'
      : `${count} changes kept on this device are not saved yet. They will be erased.`,
  logoutAnyway: 'Sign out anyway',
  stay: 'Stay signed in',
  accountMenu: (name) => `Account: ${name}`,

  invitation: {
    title: (contract) => `Join “${contract}”`,
    from: (name, role) => `${name} invites you as ${role}.`,
    fromNobody: (role) => `You are invited as ${role}.`,
    withAccount: 'Already have an account?',
    signInFirst: 'Sign in, then join the contract',
    create: 'Create my account and join',
    join: 'Join the contract',
    joinAs: (name) => `You will join this contract with your account, ${name}.`,
    unusable: 'This invitation cannot be used',
    askAgain: 'Ask the person who invited you for a new link.',
  },

  reset: {
    title: 'Choose a new password',
    intro: 'It replaces the old one. Other devices signed in to this account will be signed out.',
    submit: 'Save and sign in',
    unusable: 'This link cannot be used',
    askAgain: 'It has expired or has been used. Ask the coordinator of your contract for another.',
  },

  error: {
    notFound: 'This page does not exist',
    notFoundText: 'The address may be incomplete, or this contract is not open to you.',
    forbidden: 'This page is not open to you',
    forbiddenText: 'An administrator of Trame creates contracts; the coordinator of one invites you to it.',
    failed: 'Trame could not answer',
    failedText:
      'The server failed and noted it in its log. What was shown as “Saved” still is. Reload the page; if the failure lasts, tell the administrator.',
    backHome: 'Go to the contracts',
    reload: 'Reload the page',
  },
};
