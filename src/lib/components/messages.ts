// Hands the dictionary of the person's language down the component tree. The root layout sets it.
import { createContext } from 'svelte';
import type { Messages } from '#lib/i18n/messages.ts';

const [read, write] = createContext<() => Messages>();

/** In the root layout: a getter, so that a change of language is followed. */
export function provideMessages(get: () => Messages): void {
  write(get);
}

/** Call at component initialisation; call the result inside markup or a derived to follow the language. */
export function useMessages(): () => Messages {
  return read();
}
