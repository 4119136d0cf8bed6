// Makes the folder ready to run: dependencies, a browser (for tests), a build. Each step is skipped when a stamp says that
// nothing it depends on has changed. Runs on whatever Node the machine has, before anything is installed: plain
// JavaScript, no dependency.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, installChromium, manualCommand } from './chromium.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const goal = process.argv[2] ?? 'build';

function filesUnder(path) {
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function hashOf(files) {
  const hash = createHash('sha256').update(process.platform + process.arch);
  for (const file of files)
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function isStamped(stamp, hash) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

function run(command, args) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.error !== undefined) {
    console.error(`trame: could not run ${command}: ${result.error.message}`);
    process.exit(1);
  }
  if (result.status !== 0) {
    console.error(
      `trame: « ${command} ${args.join(' ')} » failed (exit ${result.status ?? result.signal}); see above.`,
    );
    process.exit(1);
  }
}

const lock = join(root, 'package-lock.json');
const manifest = join(root, 'package.json');

const dependenciesHash = hashOf([manifest, lock]);
const dependenciesStamp = join(root, 'node_modules', '.trame-dependencies');
if (!isStamped(dependenciesStamp, dependenciesHash)) {
  console.log('trame: installing dependencies…');
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
  writeFileSync(dependenciesStamp, dependenciesHash);
}

if (goal === 'test') {
  const found = (await findChromium()) ?? (await installChromium());
  if (found === null) {
    console.error(
      `trame: no Chromium for the browser tests, and none could be installed. Run: ${manualCommand}`,
    );
    process.exit(1);
  }
  console.log(`trame: browser tests use ${found.path} (${found.source})`);
}

const sources = ['src', 'static'].flatMap(filesUnder);
const buildHash = hashOf([
  ...sources,
  lock,
  manifest,
  join(root, 'vite.config.ts'),
  join(root, 'svelte.config.js'),
]);
const buildStamp = join(root, 'build', '.trame-build');
if (!isStamped(buildStamp, buildHash)) {
  console.log('trame: building the pages…');
  // The Node of the project, not the machine's: the build must see the same platform as the server.
  run(join(root, 'node_modules', '.bin', 'node'), [
    join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
    'build',
  ]);
  mkdirSync(dirname(buildStamp), { recursive: true });
  writeFileSync(buildStamp, buildHash);
}
