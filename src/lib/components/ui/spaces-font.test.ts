// fonts.css must carry exactly what spaces-font.ts builds; the failure message shows the address to paste there.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { spacesFont } from './spaces-font.ts';

it('fonts.css carries the font of the narrow no-break space as it is built', () => {
  const css = readFileSync(new URL('./fonts.css', import.meta.url), 'utf8');
  const address = `data:font/ttf;base64,${Buffer.from(spacesFont()).toString('base64')}`;
  expect(/data:font\/ttf;base64,[A-Za-z0-9+/=]+/.exec(css)?.[0]).toBe(address);
});
