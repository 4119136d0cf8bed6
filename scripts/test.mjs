// Runs everything: types, lint, unit, property and server tests (vitest), browser tests (Playwright). Prints each failure
// again, each skip with its reason, and as its last line the true totals: « N passed, N failed, N skipped ». A failed type
// check or lint counts as one failure; passed, they count nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const results = mkdtempSync(join(tmpdir(), 'trame-test-'));
const chromium = await findChromium();
const environment = {
  ...process.env,
  FORCE_COLOR: '0',
  CHROMIUM_PATH: chromium?.path ?? '',
  TRAME_TEST_RESULTS: results,
};

let passed = 0;
const failed = [];
const skipped = [];

function run(title, command, args) {
  console.log(`\n── ${title}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment });
  return status === 0;
}

function check(title, script) {
  if (run(title, 'npm', ['run', '--silent', script])) return;
  failed.push(title);
}

/** Each runner's reporter leaves `{ passed, failed: [title], skipped: [{ title, reason }] }`; no file: it did not end. */
function runner(title, command, args) {
  const isClean = run(title, command, args);
  const file = join(results, `${title}.json`);
  if (!existsSync(file)) {
    failed.push(`${title} ended without a result`);
    return;
  }
  const totals = JSON.parse(readFileSync(file, 'utf8'));
  passed += totals.passed;
  // An error outside any test (a file that does not load) must not look green.
  failed.push(...(totals.failed.length > 0 || isClean ? totals.failed : [title]));
  skipped.push(...totals.skipped);
}

check('types', 'check');
check('lint', 'lint');
runner('vitest', 'vitest', ['run', '--reporter=default', '--reporter=./scripts/vitest-totals.mjs']);
runner('playwright', 'playwright', ['test', '--reporter=list,./scripts/playwright-totals.mjs']);
rmSync(results, { recursive: true, force: true });

console.log('');
for (const { title, reason } of skipped) console.log(`skipped: ${title} (${reason})`);
for (const title of failed) console.log(`failed: ${title}`);
console.log(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exitCode = failed.length > 0 ? 1 : 0;
