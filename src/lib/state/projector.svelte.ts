// The meeting-room display of this tab of the browser: kept over a reload, gone with the tab. The look itself is tokens.css.
// Made by the plan's layout, handed down by context.
import { createContext } from 'svelte';

const storageKey = 'trame.projector';

export class Projector {
  #isOn = $state(sessionStorage.getItem(storageKey) === '1');

  get isOn(): boolean {
    return this.#isOn;
  }

  toggle(): void {
    this.#isOn = !this.#isOn;
    if (this.#isOn) sessionStorage.setItem(storageKey, '1');
    else sessionStorage.removeItem(storageKey);
  }

  /** In an effect: puts it on the document while a plan is shown. */
  show(): () => void {
    if (this.#isOn) document.documentElement.dataset['display'] = 'projector';
    else delete document.documentElement.dataset['display'];
    return () => {
      delete document.documentElement.dataset['display'];
    };
  }
}

export const [useProjector, provideProjector] = createContext<Projector>();
