// The meeting-room display of this tab of the browser: kept over a reload, gone with the tab. The look itself is tokens.css.

const storageKey = 'trame.projector';

let isOn = $state(typeof sessionStorage !== 'undefined' && sessionStorage.getItem(storageKey) === '1');

export const projector = {
  get isOn(): boolean {
    return isOn;
  },

  toggle(): void {
    isOn = !isOn;
    if (isOn) sessionStorage.setItem(storageKey, '1');
    else sessionStorage.removeItem(storageKey);
  },

  /** In an effect: puts it on the document while a plan is shown. */
  show(): () => void {
    if (isOn) document.documentElement.dataset['display'] = 'projector';
    else delete document.documentElement.dataset['display'];
    return () => {
      delete document.documentElement.dataset['display'];
    };
  },
};
