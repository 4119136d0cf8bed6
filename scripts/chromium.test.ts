// Which program the browser tests are given.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findChromium } from './chromium.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trame-chromium-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it('takes the first on the PATH that runs: no folder, no stub that only says how to install it', async () => {
  const [asFolder, stub, real] = ['a', 'b', 'c'].map((name) => join(folder, name));
  if (asFolder === undefined || stub === undefined || real === undefined) throw new Error('three folders');
  mkdirSync(join(asFolder, 'chromium'), { recursive: true });
  for (const [place, status] of [
    [stub, 1],
    [real, 0],
  ] as const) {
    mkdirSync(place);
    writeFileSync(join(place, 'chromium'), `#!/bin/sh\nexit ${status}\n`);
    chmodSync(join(place, 'chromium'), 0o755);
  }
  vi.stubEnv('CHROMIUM_PATH', '');
  vi.stubEnv('PATH', [asFolder, stub, real].join(delimiter));
  expect(await findChromium()).toEqual({ path: join(real, 'chromium'), source: 'found on the PATH' });
});
