// Reads the repository's own source as text, for the tests that execute the rules of the architecture.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** Path from the root for our own files; null for a package. */
  readonly file: string | null;
  readonly typeOnly: boolean;
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const importPattern =
  /(?:^|[\n;>])\s*(?:import|export)\s+(type\s+)?((?:[\w*${},\s]|\btype\b)*?\sfrom\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|new URL\(\s*['"](\.[^'"]+)['"]/g;

function resolve(from: string, specifier: string): string | null {
  if (specifier.startsWith('#lib/')) return posix.join('src/lib', specifier.slice(5));
  if (specifier.startsWith('#server/')) return posix.join('server', specifier.slice(8));
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''));
  return null;
}

/** True when every name of the clause is marked `type`. */
function namesOnlyTypes(clause: string): boolean {
  const names = /\{([^}]*)\}/.exec(clause)?.[1];
  if (names === undefined) return false;
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .every((name) => name.startsWith('type '));
}

function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(importPattern)].map((match) => {
    const specifier = match[3] ?? match[4] ?? match[5] ?? '';
    const typeOnly = match[1] !== undefined || (match[2] !== undefined && namesOnlyTypes(match[2]));
    return { specifier, file: resolve(path, specifier), typeOnly };
  });
}

/** Tracked and new files that git does not ignore. */
export function listFiles(): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => path !== '');
}

export function readSources(pattern: RegExp): SourceFile[] {
  return listFiles()
    .filter((path) => pattern.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
}
