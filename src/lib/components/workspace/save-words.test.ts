import { expect, it } from 'vitest';
import { messagesFor } from '#lib/i18n/messages.ts';
import type { SaveState } from '#lib/sync/session.ts';
import { saveWords } from './save-words.ts';

const since = Date.UTC(2026, 2, 12, 13, 5);
const say = (save: SaveState): string =>
  saveWords(save, messagesFor('fr').workspace.save).replaceAll('\u00a0', ' ');

it('OF13 the state is said in words: since when there is no line, how much waits here, how far the sending is', () => {
  expect(say({ state: 'offline', count: 0, since })).toBe('Hors ligne depuis 14 h 05');
  expect(say({ state: 'offline', count: 1, since })).toBe(
    'Hors ligne depuis 14 h 05 : 1 modification gardée sur ce poste',
  );
  expect(say({ state: 'saving', count: 210, total: 210 })).toBe('Envoi de 1 sur 210 modifications');
  expect(say({ state: 'saving', count: 174, total: 210 })).toBe('Envoi de 37 sur 210 modifications');
  expect(say({ state: 'saving', count: 1, total: 210 })).toBe('Envoi de 210 sur 210 modifications');
  expect(say({ state: 'saving', count: 2, total: null })).toBe('Enregistrement… (2)');
  expect(say({ state: 'read_only', count: 2 })).toBe(
    'Enregistrement suspendu par le serveur : 2 modifications en attente',
  );
});
