// Puts flavours on the real clipboard of a browser, as another program would: raw, by a copy event of a page.
import type { Page } from '@playwright/test';

export interface Flavours {
  readonly text?: string;
  readonly html?: string;
}

export async function putOnClipboard(page: Page, flavours: Flavours): Promise<void> {
  const carrier = await page.context().newPage();
  await carrier.goto('about:blank');
  await carrier.bringToFront();
  await carrier.evaluate(({ text, html }) => {
    document.addEventListener(
      'copy',
      (event) => {
        event.preventDefault();
        if (text !== undefined) event.clipboardData?.setData('text/plain', text);
        if (html !== undefined) event.clipboardData?.setData('text/html', html);
      },
      { once: true },
    );
    document.execCommand('copy');
  }, flavours);
  await carrier.close();
  await page.bringToFront();
}

/** What a copy of the page has put on the clipboard. Needs the permission `clipboard-read`. */
export async function clipboardOf(page: Page): Promise<{ text: string; html: string }> {
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type: string): Promise<string> => (await item?.getType(type))?.text() ?? '';
    return { text: await read('text/plain'), html: await read('text/html') };
  });
}
