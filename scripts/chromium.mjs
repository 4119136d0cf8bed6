// Finds a Chromium for the browser tests: CHROMIUM_PATH, one on the PATH, Playwright's own download, else Debian's package.
// Plain JavaScript: ready.mjs runs it on the machine's Node.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Generous: the first start of a browser on a slow disk. */
const versionTimeoutMs = 20_000;

/** What a person runs when we cannot install one. */
export const manualCommand =
  'sudo apt-get install -y chromium   (or set CHROMIUM_PATH to a Chromium you have)';

/** A program that says its version: a folder, or the stub that Ubuntu puts in place of a snap, does not. */
function isChromium(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: versionTimeoutMs }).status === 0;
}

/** `{ path, source }`, or null when the machine has none. Throws when CHROMIUM_PATH names something that cannot be run. */
export async function findChromium() {
  const wished = process.env.CHROMIUM_PATH;
  if (wished !== undefined && wished !== '') {
    if (!isChromium(wished)) {
      console.error(`trame: CHROMIUM_PATH is « ${wished} », which is not a program that can be run.`);
      process.exit(1);
    }
    return { path: wished, source: 'CHROMIUM_PATH' };
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      if (folder !== '' && isChromium(path)) return { path, source: 'found on the PATH' };
    }
  }
  const { chromium } = await import('@playwright/test');
  const own = chromium.executablePath();
  return own !== '' && isChromium(own) ? { path: own, source: "Playwright's own download" } : null;
}

/** Debian's package, through apt-get; null when that cannot be done here. */
export async function installChromium() {
  const isRoot = process.getuid?.() === 0;
  const prefix = isRoot ? [] : ['sudo', '-n'];
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const step of [
    ['apt-get', 'update'],
    ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
  ]) {
    const [command, ...args] = [...prefix, ...step];
    console.log(`trame: ${step.join(' ')}…`);
    const result = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
    if (result.status !== 0) return null;
  }
  const found = await findChromium();
  return found === null ? null : { path: found.path, source: "Debian's package, just installed" };
}
