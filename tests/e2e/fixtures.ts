// What every browser test starts from: the real server as a process, the Metz example in a contract of its own, people
// with accounts and signed-in browser contexts. Rows and cells are found by what the plan's JSON calls them.
import {
  test as base,
  type Browser,
  type BrowserContext,
  expect,
  type Locator,
  type Page,
} from '@playwright/test';
import type { Role } from '../../src/lib/contract/permissions.ts';
import { type ServerProcess, startServer } from '../helpers/server-process.ts';

export { expect };

export const password = 'une phrase assez longue';

export interface PlanRow {
  readonly id: string;
  readonly kind: string;
  readonly number: number | null;
  readonly ficheId: string | null;
  readonly key: string | null;
  readonly label: string | null;
  readonly archived?: boolean;
  readonly cells: Readonly<Record<string, { typed: unknown; value: unknown }>>;
  readonly derived: Readonly<Record<string, { value: number | null; reason: string | null }>>;
}

export interface PlanJson {
  readonly plan: { readonly id: string };
  readonly rows: readonly PlanRow[];
  readonly totals: {
    readonly overall: Readonly<Record<string, { value: number | null; ignored: number }>>;
    readonly indicators: readonly { readonly target: { readonly value: number | null } }[];
  };
  readonly envelope: { readonly amount: number; readonly planned: number; readonly rest: number };
}

/** A person at a browser of their own. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly context: BrowserContext;
  readonly page: Page;
}

export class MetzPlan {
  readonly server: ServerProcess;
  readonly contractId: string;
  readonly planId: string;
  readonly #browser: Browser;
  readonly #contexts: BrowserContext[] = [];
  /** What no code of the pages caught, of whichever person. */
  readonly uncaught: string[] = [];

  constructor(server: ServerProcess, browser: Browser, contractId: string, planId: string) {
    this.server = server;
    this.#browser = browser;
    this.contractId = contractId;
    this.planId = planId;
  }

  url(tab: 'budget' | 'beneficiaires' | 'indicateurs'): string {
    return `${this.server.url}/plans/${this.planId}/${tab}`;
  }

  /** What the server has on disk. */
  async json(): Promise<PlanJson> {
    return JSON.parse(
      await this.server.trame(['plan', 'export', this.planId, '--format', 'json']),
    ) as PlanJson;
  }

  async ficheId(number: number): Promise<string> {
    const row = (await this.json()).rows.find((one) => one.kind === 'fiche' && one.number === number);
    if (row === undefined) throw new Error(`no action ${number}`);
    return row.id;
  }

  async newContext(): Promise<BrowserContext> {
    const context = await this.#browser.newContext({
      locale: 'fr-FR',
      viewport: { width: 1280, height: 800 },
      serviceWorkers: 'block',
    });
    context.on('weberror', (event) => this.uncaught.push(event.error().stack ?? event.error().message));
    this.#contexts.push(context);
    return context;
  }

  /** Invited, and signed in in a context of their own; the pages of it all have specs of their own (accounts, people). */
  async person(
    name: string,
    role: Role,
    { admin = false, organisation }: { admin?: boolean; organisation?: string } = {},
  ): Promise<Person> {
    const email = emailOf(name);
    const words = ['invite', '--contract', this.contractId, '--role', role, '--json'];
    const output = await this.server.trame(
      organisation === undefined ? words : [...words, '--organisation', organisation],
    );
    const invitation = new URL(linkIn(output)).pathname;
    const context = await this.newContext();
    if (admin) {
      const account = ['user', 'add', email, '--name', name, '--password-stdin', '--admin'];
      await this.server.trame(account, `${password}\n`);
      await this.#post(context, '/login', { email, password });
      await this.#post(context, `${invitation}?/join`, {});
    } else await this.#post(context, `${invitation}?/create`, { name, email, password });
    return { name, email, context, page: await context.newPage() };
  }

  /** As the page's form does. */
  async #post(context: BrowserContext, path: string, form: Record<string, string>): Promise<void> {
    const { url } = this.server;
    const answer = await context.request.post(url + path, {
      form,
      headers: { origin: url, accept: 'text/html' },
      maxRedirects: 0,
    });
    expect(answer.status(), path).toBe(303);
  }

  async close(): Promise<void> {
    for (const context of this.#contexts) await context.close();
  }
}

let people = 0;

function emailOf(name: string): string {
  people += 1;
  return `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${people}@ville.example`;
}

export function linkIn(text: string): string {
  const link = /https?:\/\/[^\s"]+/.exec(text)?.[0];
  if (link === undefined) throw new Error(`no link in: ${text}`);
  return link;
}

export async function signIn(page: Page, url: string, email: string, secret = password): Promise<void> {
  await page.goto(`${url}/login`);
  await page.getByLabel('Adresse électronique').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL((address) => address.pathname !== '/login');
}

/** Opens a tab and waits until its grid shows the plan. */
export async function openTab(
  page: Page,
  plan: MetzPlan,
  tab: 'budget' | 'beneficiaires' | 'indicateurs',
): Promise<void> {
  await page.goto(plan.url(tab));
  await expect(saveState(page)).toHaveText('Enregistré');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
}

/** Two coordinators, each at a browser of their own, with the budget open. */
export async function bothAtBudget(plan: MetzPlan): Promise<{ anne: Person; jean: Person }> {
  const anne = await plan.person('Anne Martin', 'coordinator');
  const jean = await plan.person('Jean Lopez', 'coordinator');
  await openTab(anne.page, plan, 'budget');
  await openTab(jean.page, plan, 'budget');
  return { anne, jean };
}

/** One cell of the grid by row id (or `total`) and column id. */
export function cell(page: Page, rowId: string, columnId: string): Locator {
  return page.locator(`.ag-row[row-id="${rowId}"] [role="gridcell"][col-id="${columnId}"]`);
}

/** A cell of the total row, which stays in view. */
export function totalCell(page: Page, columnId: string): Locator {
  return page.locator(`.ag-row-pinned [role="gridcell"][col-id="${columnId}"]`);
}

export function saveState(page: Page): Locator {
  return page.locator('[data-save]');
}

/** Types into a cell as a person does: click, type, Enter. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await target.click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Figures as the grid shows them, with plain spaces. */
export function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f\u2009]/g, ' ').trim();
}

export async function expectFigure(target: Locator, figure: string): Promise<void> {
  await expect.poll(async () => plain((await target.textContent()) ?? '')).toBe(figure);
}

export const test = base.extend<{ plan: MetzPlan }, { server: ServerProcess }>({
  server: [
    async ({ browserName: _ }, use) => {
      const server = await startServer();
      await use(server);
      await server.dispose();
    },
    { scope: 'worker' },
  ],
  plan: async ({ server, browser }, use) => {
    const email = emailOf('Porteur du contrat');
    await server.trame(
      ['user', 'add', email, '--name', 'Porteur du contrat', '--password-stdin'],
      `${password}\n`,
    );
    const output = await server.trame(['contract', 'load-example', 'metz', '--coordinator', email, '--json']);
    const created = JSON.parse(output) as { contractId: string; planId: string };
    const plan = new MetzPlan(server, browser, created.contractId, created.planId);
    await use(plan);
    await plan.close();
    expect(plan.uncaught).toEqual([]);
  },
});
