import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, forgetFiles } from '../../tests/helpers/store-fixture.ts';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import { exportPlan } from '../plan-export.ts';
import { openAdminSocket } from '../admin-socket.ts';
import { LocalAccounts } from '../auth/accounts.ts';
import { LocalContracts } from '../auth/contracts.ts';
import { openDataDir } from '../store/data-dir.ts';
import type { InstanceFacts } from '../store/instance-facts.ts';
import { schemaVersion } from '../store/migrations.ts';
import { openStore } from '../store/store.ts';
import { commands } from './commands.ts';
import { answerRequest } from './requests.ts';
import { runCommandLine } from './run.ts';

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;
let stopServer: () => Promise<void>;

interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder.path, 'data');
  stopServer = async () => undefined;
});
afterEach(async () => {
  await stopServer();
  folder.remove();
});

async function trame(
  words: readonly string[],
  options: { input?: string; environment?: Record<string, string> } = {},
): Promise<Outcome> {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = {
    words,
    environment: { DATA_DIR: dataDir, ...options.environment },
    directory: folder.path,
    print: (text: string) => out.push(text),
    printError: (text: string) => err.push(text),
    readInput: async () => options.input ?? '',
  };
  const exitCode = await runCommandLine(terminal, 10);
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}

async function json<Value>(words: readonly string[]): Promise<Value> {
  const { exitCode, out, err } = await trame([...words, '--json']);
  if (exitCode !== 0) throw new Error(err);
  return JSON.parse(out) as Value;
}

/** What main-process.ts does for the command line, without a port. */
async function startServer(): Promise<void> {
  const owned = openDataDir(dataDir);
  if (!owned.ok) throw new Error(owned.code);
  const opened = openStore(owned.value.databaseFile);
  if (!opened.ok) throw new Error(opened.code);
  const store = opened.value;
  const context = {
    store,
    dataDir: owned.value,
    accounts: new LocalAccounts(store),
    contracts: new LocalContracts(store),
    plans: { exportPlan: (planId: PlanId) => Promise.resolve(exportPlan(store.planStore, planId)) },
    baseUrl: 'https://trame.metz.fr',
  };
  const socket = await openAdminSocket(
    owned.value.socketFile,
    (request) => answerRequest(context, request),
    (error) => {
      throw error;
    },
  );
  stopServer = async () => {
    stopServer = async () => undefined;
    await socket.close();
    store.close();
    owned.value.close();
  };
}

const addAna = ['user', 'add', 'ana@metz.fr', '--name', 'Ana Dupont'];

describe.each([
  ['with a running server', true, 'https://trame.metz.fr'],
  ['without a server', false, 'http://localhost:3000'],
])('the command line %s', (_what, hasServer, baseUrl) => {
  beforeEach(async () => {
    if (hasServer) await startServer();
  });

  it('adds, lists, resets, disables and enables accounts', async () => {
    const added = await trame(addAna);
    expect(added).toMatchObject({ exitCode: 0, err: '' });
    expect(added.out).toContain(`${baseUrl}/reset/`);
    expect(await trame([...addAna.slice(0, 3), '--name', 'Other'])).toMatchObject({ exitCode: 1, out: '' });
    expect(
      await trame(['user', 'add', 'bob@metz.fr', '--name', 'Bob', '--password-stdin'], { input: 'court\n' }),
    ).toMatchObject({ exitCode: 1 });
    const bob = await trame(['user', 'add', 'bob@metz.fr', '--name', 'Bob', '--password-stdin'], {
      input: 'une phrase assez longue\n',
    });
    expect(bob).toMatchObject({ exitCode: 0 });
    expect(bob.out).not.toContain('/reset/');
    expect((await trame(['user', 'reset', 'bob@metz.fr'])).out).toContain(`${baseUrl}/reset/`);
    expect(await trame(['user', 'disable', 'bob@metz.fr'])).toMatchObject({ exitCode: 0 });
    expect(await json<object[]>(['user', 'list'])).toMatchObject([
      { email: 'ana@metz.fr', name: 'Ana Dupont', isAdmin: true, disabled: false },
      { email: 'bob@metz.fr', isAdmin: false, disabled: true },
    ]);
    expect((await trame(['user', 'list'])).out.split('\n')).toHaveLength(3);
    expect(await trame(['user', 'enable', 'bob@metz.fr'])).toMatchObject({ exitCode: 0 });
    expect(await trame(['user', 'reset', 'nobody@metz.fr'])).toMatchObject({ exitCode: 1, out: '' });
    expect((await trame(['user', 'disable', 'nobody@metz.fr'])).err).toContain('nobody@metz.fr');
  });

  it('creates contracts, loads the example, invites, lists and exports plans', async () => {
    expect(await trame(['user', 'list'])).toMatchObject({ exitCode: hasServer ? 0 : 1 });
    await trame(addAna);
    expect((await trame(['plan', 'list'])).out).toBe('Rien à afficher.');
    const words = [
      'contract',
      'create',
      '--title',
      'CTAI de Nancy',
      '--exercise',
      '2025-2026',
      '--axis',
      'Langue',
      '--axis',
      'Emploi',
    ];
    const created = await json<{ contractId: string }>([...words, '--envelope', '120 k€']);
    const example = await json<{ planId: string }>([
      'contract',
      'load-example',
      'metz',
      '--coordinator',
      'ana@metz.fr',
    ]);
    expect(await json<object[]>(['contract', 'list'])).toMatchObject([
      { id: created.contractId, title: 'CTAI de Nancy', plans: [{ exercise: '2025-2026' }] },
      { plans: [{ id: example.planId }] },
    ]);
    expect(await json<object[]>(['plan', 'list'])).toMatchObject([
      { ficheCount: 0, editedAt: null },
      { id: example.planId, ficheCount: 11 },
    ]);
    const invited = await json<{ url: string; role: string }>([
      'invite',
      '--contract',
      created.contractId,
      '--role',
      'viewer',
    ]);
    expect(invited.role).toBe('viewer');
    expect(invited.url).toMatch(new RegExp(`^${baseUrl}/invitations/[\\w-]{43}$`));

    const exported = await trame(['plan', 'export', example.planId, '--format', 'json']);
    expect(JSON.parse(exported.out)).toMatchObject({
      plan: { id: example.planId },
      envelope: { planned: 242_877 },
      totals: { overall: { cout_total: { value: 297_075 } } },
    });
    // Relative to where the person is, whichever process runs the command; an older export is replaced.
    const file = join(folder.path, 'plan.json');
    writeFileSync(file, 'older');
    expect(
      (await trame(['plan', 'export', example.planId, '--format', 'json', '--out', 'plan.json'])).exitCode,
    ).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(`${exported.out}\n`);
    expect(
      await trame(['plan', 'export', example.planId, '--format', 'json', '--out', 'nowhere/plan.json']),
    ).toMatchObject({ exitCode: 1, out: '' });

    expect((await trame(['plan', 'export', 'nothing', '--format', 'json'])).err).toContain('nothing');
    expect(await trame(['invite', '--contract', 'nothing', '--role', 'viewer'])).toMatchObject({
      exitCode: 1,
    });
    expect(await trame([...words, '--envelope', 'beaucoup'])).toMatchObject({ exitCode: 1, out: '' });
    expect(await trame([...words, '--coordinator', 'nobody@metz.fr'])).toMatchObject({
      exitCode: 1,
      out: '',
    });
  });

  it('ST7 backs up once, and a backup is not replaced', async () => {
    await trame(addAna);
    expect(await trame(['backup', 'copy.db'])).toMatchObject({ exitCode: 0 });
    const file = join(folder.path, 'copy.db');
    expect(existsSync(file)).toBe(true);
    const again = await trame(['backup', 'copy.db']);
    expect(again).toMatchObject({ exitCode: 1, out: '' });
    expect(again.err).toContain(file);
  });

  it('ST3 doctor is content with a sound database, and names a flipped bit in words', async () => {
    await trame(addAna);
    const { planId } = await json<{ planId: string }>(['contract', 'load-example', 'metz']);
    expect(await trame(['doctor'])).toMatchObject({ exitCode: 0, err: '' });
    const database = new SqliteDatabase(join(dataDir, 'trame.db'));
    const bytes = database.prepare<[], Buffer>('SELECT bytes FROM snapshots').pluck().get();
    if (bytes === undefined) throw new Error('no snapshot');
    bytes.writeUInt8(bytes.readUInt8(1000) ^ 1, 1000);
    database.prepare('UPDATE snapshots SET bytes = ?').run(bytes);
    database.close();
    forgetFiles(join(dataDir, 'trame.db'));
    const found = await trame(['doctor']);
    expect(found.exitCode).toBe(1);
    expect(found.out).toContain(planId);
    const problems = [{ kind: 'snapshot_damaged', planId, seq: 0 }];
    const raw = await trame(['doctor', '--json']);
    expect({ exitCode: raw.exitCode, value: JSON.parse(raw.out) as object }).toMatchObject({
      exitCode: 1,
      value: { plans: 1, problems },
    });
    expect(await trame(['plan', 'export', planId, '--format', 'json'])).toMatchObject({
      exitCode: 1,
      out: '',
    });
  });
});

describe('upkeep', () => {
  it('OP12 doctor tells the folder, the schema, sizes and the last backup before what it found', async () => {
    await trame(addAna);
    await trame(['contract', 'load-example', 'metz']);
    const none = await trame(['doctor']);
    expect(none.out).toContain(dataDir);
    expect(none.out).toContain('Aucune sauvegarde automatique.');
    mkdirSync(join(dataDir, 'backups'));
    expect(await trame(['backup', 'data/backups/trame-20261128T130000Z.db'])).toMatchObject({ exitCode: 0 });
    expect((await trame(['doctor'])).out).toContain('Dernière sauvegarde automatique\u00a0: 28');
    const { facts } = await json<{ facts: InstanceFacts }>(['doctor']);
    const at = Date.parse('2026-11-28T13:00:00Z');
    expect(facts).toMatchObject({
      dataDir,
      schemaVersion,
      lastBackupAt: at,
      backups: 1,
      plans: [{ epoch: 1 }],
    });
    expect([facts.databaseBytes, facts.freeBytes].every((bytes) => bytes > 0)).toBe(true);
    expect((await trame(['backups'])).out).toContain('trame-20261128T130000Z.db');
  });

  it('OP6 backups are listed without a database, and beside one that is damaged', async () => {
    expect(await trame(['backups'])).toMatchObject({ exitCode: 1 });
    expect(existsSync(dataDir)).toBe(false);
    mkdirSync(join(dataDir, 'backups'), { recursive: true });
    const name = 'trame-20261128T130000Z.db';
    writeFileSync(join(dataDir, 'backups', name), 'copy');
    expect((await trame(['backups'])).out).toContain(name);
    writeFileSync(join(dataDir, 'trame.db'), 'no database any more');
    expect((await trame(['backups'])).out).toContain(name);
  });

  it('OP6 restore asks for a server to be stopped, and names the backup that is none', async () => {
    await startServer();
    await trame(addAna);
    await trame(['backup', 'copy.db']);
    expect(await trame(['restore', 'copy.db'])).toMatchObject({ exitCode: 1, out: '' });
    await stopServer();
    const missing = await trame(['restore', 'nothing.db']);
    expect(missing).toMatchObject({ exitCode: 1, out: '' });
    expect(missing.err).toContain('nothing.db');
    expect(await trame(['restore', 'copy.db'])).toMatchObject({ exitCode: 0, err: '' });
    expect(await json<object[]>(['user', 'list'])).toMatchObject([{ email: 'ana@metz.fr' }]);
  });
});

describe('what stands in the way', () => {
  it('needs an account before a contract, and a database before anything but the first account', async () => {
    expect((await trame(['contract', 'list'])).err).toContain(dataDir);
    expect(existsSync(dataDir)).toBe(false);
    await startServer();
    const refused = await trame(['contract', 'load-example', 'metz']);
    expect(refused).toMatchObject({ exitCode: 1, out: '' });
    expect(refused.err).toContain('user add');
  });

  it('says that the folder is held by somebody who does not answer', async () => {
    await trame(addAna);
    const owned = openDataDir(dataDir);
    if (!owned.ok) throw new Error(owned.code);
    expect(await trame(['user', 'list'])).toMatchObject({ exitCode: 1, out: '' });
    owned.value.close();
    expect(await trame(['user', 'list'])).toMatchObject({ exitCode: 0 });
  });

  it('says that the folder cannot be written', async () => {
    writeFileSync(dataDir, '');
    expect(await trame(addAna)).toMatchObject({ exitCode: 1, out: '' });
  });

  it('says that the database is damaged, with what SQLite found', async () => {
    await trame(addAna);
    writeFileSync(join(dataDir, 'trame.db'), 'nonsense '.repeat(1000));
    const found = await trame(['doctor']);
    expect(found).toMatchObject({ exitCode: 1, out: '' });
    expect(found.err).toContain('file is not a database');
  });

  it('says which variable of the environment is off', async () => {
    const refused = await trame(['user', 'list'], { environment: { PORT: 'http' } });
    expect(refused.exitCode).toBe(1);
    expect(refused.err).toContain('PORT');
  });

  it('tells a server of another version from a refusal', async () => {
    const answer = await openAdminSocketOfAnotherVersion();
    expect((await trame(['user', 'list'])).err).toContain('autre version');
    await answer.close();
  });

  async function openAdminSocketOfAnotherVersion() {
    const owned = openDataDir(dataDir);
    if (!owned.ok) throw new Error(owned.code);
    stopServer = async () => owned.value.close();
    return openAdminSocket(
      owned.value.socketFile,
      async () => 'what?',
      () => undefined,
    );
  }
});

describe('words', () => {
  it.each([
    [['user', 'add', 'ana@metz.fr'], 'user add'],
    [['user', 'add', '--name', 'Ana'], 'user add'],
    [['user', 'add', 'ana@metz.fr', '--name', '--admin'], '--name'],
    [['user', 'list', '--color'], '--color'],
    [['user', 'list', 'all'], 'user list'],
    [['user', 'list', '--json=yes'], '--json'],
    [['user', 'list', '--lang', 'de'], 'de'],
    [['invite', '--contract', 'x', '--role', 'owner'], 'invite'],
    [['plan', 'export', 'x', '--format', 'pdf'], 'plan export'],
    [['contract', 'load-example', 'nancy'], 'contract load-example'],
    [['doctor', 'now'], 'doctor'],
    [['user', 'remove', 'x'], 'user remove'],
    [['nonsense'], 'nonsense'],
    [[], 'user add'],
  ])('%j are off: exit code 2 and what is expected', async (words, expected) => {
    const refused = await trame(words);
    expect(refused).toMatchObject({ exitCode: 2, out: '' });
    expect(refused.err).toContain(expected);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('--help lists every command, or tells one, in both languages', async () => {
    for (const [language, word] of [
      ['fr', 'Liste les comptes'],
      ['en', 'Lists the accounts'],
    ] as const) {
      const all = await trame(['--help', '--lang', language]);
      expect(all.exitCode).toBe(0);
      for (const { name } of commands) expect(all.out).toContain(`-- ${name} `);
      const one = await trame(['user', 'list', '--help', '--lang', language]);
      expect(one).toMatchObject({ exitCode: 0, err: '' });
      expect(one.out).toContain(word);
    }
  });

  it('speak the language of the terminal', async () => {
    const asked = await trame(['user', 'list', '--help'], { environment: { LANG: 'en_GB.UTF-8' } });
    expect(asked.out).toContain('Lists');
  });
});
