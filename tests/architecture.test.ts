// Executes the rules of docs/architecture.md: one direction of imports, one owner a library, names and sizes of files.
// A failure's message says which file breaks which rule and what to do.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SourceFile, listFiles, readSources, root } from './helpers/source-tree.ts';

const sources = readSources(/^(src|server)\/.*\.(ts|svelte)$/);
const productSources = sources.filter((file) => !/\.test\.ts$/.test(file.path));

/** By value: what Node loads with a file. */
const loadedBy = new Map(
  productSources.map((file) => [file.path, file.imports.filter((one) => !one.typeOnly)]),
);

/** Lower may be imported by higher, never the reverse; folders of one rank do not know each other. */
const ranks: Readonly<Record<string, number>> = {
  contract: 0,
  i18n: 1,
  document: 1,
  calc: 2,
  protocol: 3,
  exchange: 3,
  sync: 4,
  grid: 4,
  state: 5,
  components: 6,
};
const pureFolders = ['contract', 'i18n', 'document', 'calc', 'protocol', 'exchange'];
/** All of the grid but its adapter. */
const pureGridFiles = /^src\/lib\/grid\/(?!adapter\/)/;

function libFolder(path: string): string | null {
  return /^src\/lib\/([^/]+)\//.exec(path)?.[1] ?? null;
}

function isPure(path: string): boolean {
  return pureFolders.includes(libFolder(path) ?? '') || pureGridFiles.test(path);
}

/** Our files' imports that break a rule, as sentences. */
function breaches(
  files: readonly SourceFile[],
  rule: (file: SourceFile, imported: SourceFile['imports'][number]) => string | null,
) {
  return files.flatMap((file) =>
    file.imports.flatMap((imported) => {
      const sentence = rule(file, imported);
      return sentence === null ? [] : [`${file.path} imports ${imported.specifier}: ${sentence}`];
    }),
  );
}

describe('AR1 imports run one way', () => {
  it('AR1 inside src/lib: contract <- i18n, document <- calc <- protocol, exchange <- sync, grid <- state <- components', () => {
    const found = breaches(productSources, (file, imported) => {
      const from = libFolder(file.path);
      if (from === null || imported.file === null) return null;
      if (imported.file.startsWith('src/routes/') || imported.file.startsWith('server/'))
        return 'src/lib knows neither routes nor server';
      const to = libFolder(imported.file);
      if (to === null || to === from) return null;
      const fromRank = ranks[from];
      const toRank = ranks[to];
      if (fromRank === undefined || toRank === undefined)
        return 'a folder without a rank: give it one in tests/architecture.test.ts';
      return toRank < fromRank ? null : `${to} stands above or beside ${from}: move what both need down`;
    });
    expect(found).toEqual([]);
  });

  it('AR1 routes and hooks import server code as types only: Kit bundles its own copy of what they import', () => {
    const pages = productSources.filter((file) =>
      /^src\/(routes\/|hooks|app\.d\.ts|service-worker)/.test(file.path),
    );
    const found = breaches(pages, (_file, imported) =>
      imported.file?.startsWith('server/') && !imported.typeOnly
        ? 'use event.locals.app and `import type`'
        : null,
    );
    expect(found).toEqual([]);
  });

  it('AR1 server imports pure folders only', () => {
    const server = productSources.filter((file) => file.path.startsWith('server/'));
    const found = breaches(server, (_file, imported) =>
      imported.file?.startsWith('src/') && !isPure(imported.file)
        ? 'the server may use contract, i18n, document, calc, protocol, exchange'
        : null,
    );
    expect(found).toEqual([]);
  });

  it('AR1 inside server: store <- auth, sync <- http <- app <- main', () => {
    const layerOf = (path: string): number => {
      if (path.startsWith('server/store/')) return 0;
      if (/^server\/(auth|sync)\//.test(path)) return 1;
      if (
        /^server\/(http|metrics|admin|plan-export|export-|plan-|signed-version|view-routes|contract-routes|version-routes|recovery-routes|history-routes|route|automatic-backups|unwritable)/.test(
          path,
        )
      )
        return 2;
      if (/^server\/(app)\.ts$/.test(path)) return 3;
      if (/^server\/(main|dev|cli)/.test(path)) return 4;
      return -1; // config, app-services: shapes and settings that every layer may know
    };
    const server = productSources.filter((file) => file.path.startsWith('server/'));
    const found = breaches(server, (file, imported) => {
      if (!imported.file?.startsWith('server/') || imported.typeOnly) return null;
      const from = layerOf(file.path);
      const to = layerOf(imported.file);
      const beside = /^server\/(auth|sync)\//;
      if (to > from) return 'that stands above it';
      if (
        beside.test(file.path) &&
        beside.test(imported.file) &&
        file.path.split('/')[1] !== imported.file.split('/')[1]
      )
        return 'auth and sync do not know each other';
      return null;
    });
    expect(found).toEqual([]);
  });

  it('AR1 sentences stay out of the store, auth and sync: only codes travel', () => {
    const inner = productSources.filter((file) => /^server\/(store|auth|sync)\//.test(file.path));
    expect(
      breaches(inner, (_file, imported) =>
        imported.file?.startsWith('src/lib/i18n/') ? 'give a code' : null,
      ),
    ).toEqual([]);
  });

  it('AR2 there are no cycles', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === 'done' || !loadedBy.has(path)) return;
      if (state.get(path) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
        return;
      }
      state.set(path, 'open');
      for (const { file } of loadedBy.get(path) ?? []) if (file !== null) visit(file, [...trail, path]);
      state.set(path, 'done');
    };
    for (const path of loadedBy.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });
});

describe('AR3 pure folders run in Node, browser and worker alike', () => {
  it('AR3 they import no Svelte, no node:, no $app', () => {
    const found = breaches(
      sources.filter((file) => isPure(file.path) && !/\.test\.ts$/.test(file.path)),
      (_file, imported) =>
        /^(svelte|node:|\$app|\$env|@sveltejs)/.test(imported.specifier) ? 'keep it pure' : null,
    );
    expect(found).toEqual([]);
  });

  it('AR3 they touch no DOM', () => {
    const dom =
      /(?<![#.\w])((window|localStorage|sessionStorage|navigator)\.[a-zA-Z]|document\.(querySelector|getElementById|createElement|body|activeElement|addEventListener)\b)/;
    const found = productSources
      .filter((file) => isPure(file.path) && dom.test(file.text))
      .map((file) => file.path);
    expect(found).toEqual([]);
  });
});

describe('AR4 one owner a library', () => {
  const owners: readonly (readonly [RegExp, RegExp])[] = [
    [/^ag-grid-community$|^@ag-grid-community\//, /^src\/lib\/grid\//],
    [/^hyperformula/, /^src\/lib\/calc\//],
    [/^better-sqlite3$/, /^server\/store\//],
    [/^ws$/, /^server\/(sync\/|http\.ts$)/],
    [/^lucia$|^@node-rs\/argon2$/, /^server\/auth\//],
    [/^y-websocket$/, /^src\/lib\/sync\//],
    [/^idb$/, /^src\/lib\/sync\//],
    [/^bits-ui$/, /^src\/lib\/components\//],
  ];
  it.each(owners)('AR4 %s stays in %s', (library, owner) => {
    const found = breaches(productSources, (file, imported) =>
      library.test(imported.specifier) && !owner.test(file.path) ? `only ${owner.source} may` : null,
    );
    expect(found).toEqual([]);
  });

  it('AR4 the process that people wait for does not load the engine: it computes in a thread', () => {
    const reached = new Set<string>();
    const reach = (path: string): void => {
      // A thread has memory of its own.
      if (reached.has(path) || path.endsWith('-worker.ts')) return;
      reached.add(path);
      for (const { file } of loadedBy.get(path) ?? []) if (file !== null) reach(file);
    };
    reach('server/main.ts');
    expect(reached.size).toBeGreaterThan(50);
    expect([...reached].filter((path) => path.startsWith('src/lib/calc/plan-engine'))).toEqual([]);
  });

  it('AR4 only document/ names the roots of the Y.Doc', () => {
    const found = productSources
      .filter(
        (file) =>
          libFolder(file.path) !== 'document' && /\.getMap\(|\.getArray\(|\.getText\(/.test(file.text),
      )
      .map((file) => file.path);
    expect(found).toEqual([]);
  });

  it('AR5 one global, written by main and dev, read by hooks.server.ts alone', () => {
    const found = productSources
      .filter(
        (file) =>
          /Symbol\.for\(/.test(file.text) &&
          !/^(server\/(main|dev|serve|app)\.ts|src\/hooks\.server\.ts)$/.test(file.path),
      )
      .map((file) => file.path);
    expect(found).toEqual([]);
  });
});

describe('AR6 files', () => {
  const ours = listFiles().filter((path) =>
    /^(src|server|tests|bench|scripts)\/.*\.(ts|mjs|svelte|css)$/.test(path),
  );

  it('AR6 are kebab-case, and none has a name that says nothing', () => {
    const kitNames = /^(\+[a-z]+(\.server)?\.(ts|svelte)|.*\[.*)$/;
    const found = ours.filter((path) => {
      const name = basename(path);
      if (kitNames.test(name)) return false;
      return (
        !/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(name) ||
        /^(utils?|helpers?|common|misc|data|.*manager)\./.test(name)
      );
    });
    expect(found).toEqual([]);
  });

  it('AR6 hold at most 600 lines', () => {
    const found = ours.filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > 601);
    expect(found).toEqual([]);
  });

  it('AR6 that are TypeScript open by saying what they own', () => {
    const found = productSources
      .filter(
        (file) =>
          file.path.endsWith('.ts') && !basename(file.path).startsWith('+') && !file.path.endsWith('.d.ts'),
      )
      .filter((file) => !/^\s*(\/\/|\/\*)/.test(file.text))
      .map((file) => file.path);
    expect(found).toEqual([]);
  });
});

describe('AR8 packages', () => {
  it('AR8 each dependency of the program is imported somewhere, or is a tool that a script runs', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const tools = [
      'node',
      'vite',
      '@sveltejs/adapter-node',
      '@sveltejs/vite-plugin-svelte',
      '@sveltejs/kit',
      'svelte',
    ];
    const everything = [
      ...sources.map((file) => file.text),
      ...listFiles()
        .filter((path) => path.endsWith('.css'))
        .map((path) => readFileSync(join(root, path), 'utf8')),
    ].join('\n');
    const unused = Object.keys(manifest.dependencies).filter(
      (name) =>
        !tools.includes(name) &&
        !everything.includes(`'${name}`) &&
        !everything.includes(`"${name}`) &&
        !everything.includes(`/${name}/`),
    );
    expect(unused).toEqual([]);
  });
});

describe('AR7 rules with ids', () => {
  it('AR7 every rule of docs/ is recited by a test title', () => {
    const rules = listFiles()
      .filter((path) => /^docs\/[^/]+\.md$/.test(path))
      .flatMap((path) =>
        [
          ...readFileSync(join(root, path), 'utf8').matchAll(
            /^(?:[-*]\s+|\|\s*)\*{0,2}`?([A-Z]{1,2}\d+[a-z]?)`?\*{0,2}[\s|.:]/gm,
          ),
        ].map((match) => ({ path, id: match[1] ?? '' })),
      );
    const tests = readSources(/\.test\.ts$|^tests\/e2e\/.*\.ts$/)
      .map((file) => file.text)
      .join('\n');
    const missing = rules.filter(({ id }) => !new RegExp(`['"\`(\\s,]${id}[\\s,:)'"\`-]`).test(tests));
    expect(missing).toEqual([]);
    expect(rules.length).toBeGreaterThan(0);
  });
});
