// Holds what look.md promises of the tokens: 4.5:1 for text at least, 7:1 in projector mode and for the axes' text, 3:1 for
// the edges of controls and for marks that mean something.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The hex colours of the first block that opens with `opening`. */
function colours(opening: string): Map<string, string> {
  const from = css.indexOf(opening);
  if (from < 0) throw new Error(`no block ${opening}`);
  const block = css.slice(from, css.indexOf('}', from));
  return new Map(
    [...block.matchAll(/(--[a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  );
}

const light = colours(':root {');
const modes = {
  light,
  dark: new Map([...light, ...colours(":root:not([data-display='projector']) {")]),
  projector: new Map([...light, ...colours("\n:root[data-display='projector'] {")]),
};

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(mode: Map<string, string>, above: string, below: string): number {
  const [a, b] = [above, below].map((name) => {
    const hex = mode.get(name);
    if (hex === undefined) throw new Error(`no colour ${name}`);
    return luminance(hex) + 0.05;
  });
  return a === undefined || b === undefined ? 0 : Math.max(a, b) / Math.min(a, b);
}

const grounds = ['ground', 'surface', 'surface-sunken', 'surface-hover'];
const cellGrounds = [
  'surface',
  'derived-ground',
  'locked-ground',
  'subtotal-ground',
  'total-ground',
  'flash',
  'search',
];
const axes = ['1', '2', '3', '4', '5', '6'];

const textPairs: [string, string][] = [
  ...[...grounds, ...cellGrounds, 'accent-soft', 'doubtful-soft', 'wrong-soft', 'saved-soft'].map(
    (ground): [string, string] => ['--color-text', `--color-${ground}`],
  ),
  ...['ground', 'surface', 'surface-sunken', 'surface-hover', 'locked-ground', 'total-ground'].map(
    (ground): [string, string] => ['--color-text-quiet', `--color-${ground}`],
  ),
  ...['ground', 'surface', 'surface-sunken', 'accent-soft', 'total-ground'].map(
    (ground): [string, string] => ['--color-accent', `--color-${ground}`],
  ),
  ['--color-text-on-accent', '--color-accent'],
  ['--color-text-on-accent', '--color-accent-hover'],
  ['--color-derived-text', '--color-derived-ground'],
  ...['doubtful', 'wrong', 'saved'].flatMap((state): [string, string][] => [
    [`--color-${state}`, '--color-surface'],
    [`--color-${state}`, '--color-ground'],
    [`--color-${state}`, '--color-total-ground'],
    [`--color-${state}`, `--color-${state}-soft`],
  ]),
];

describe('tokens', () => {
  for (const [name, mode] of Object.entries(modes)) {
    const least = name === 'projector' ? 7 : 4.5;
    it(`${name}: text reads at ${least}:1 at least on every ground it meets`, () => {
      const poor = textPairs.filter(([above, below]) => contrast(mode, above, below) < least);
      expect(poor.map(([a, b]) => `${a} on ${b}: ${contrast(mode, a, b).toFixed(2)}`)).toEqual([]);
    });

    it(`${name}: an axis' text reads at 7:1 on the surface, and its stripe shows at 3:1`, () => {
      const poor = axes.filter(
        (n) =>
          contrast(mode, `--axis-${n}-text`, '--color-surface') < 7 ||
          contrast(mode, `--axis-${n}`, '--color-surface') < 3,
      );
      expect(poor).toEqual([]);
    });

    it(`${name}: edges of controls and the focus ring show at 3:1`, () => {
      const edges = ['--color-line-control', '--color-focus', '--color-selection-edge'];
      const poor = edges.filter((edge) =>
        ['--color-surface', '--color-ground'].some((ground) => contrast(mode, edge, ground) < 3),
      );
      expect(poor).toEqual([]);
    });
  }
});
