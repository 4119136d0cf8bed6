// Puts a text on the clipboard, also over plain http on a local network, where the clipboard API does not exist.

export async function copyText(text: string): Promise<void> {
  // Typed as always there; it is not.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard !== undefined) return clipboard.writeText(text);
  const before = document.activeElement;
  const carrier = document.createElement('textarea');
  carrier.value = text;
  carrier.readOnly = true;
  carrier.className = 'visually-hidden';
  document.body.append(carrier);
  carrier.select();
  document.execCommand('copy');
  carrier.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
}
