// How the service worker answers: the network first, and what this device keeps when the network does not answer. Plans open
// only for who was signed in when the server last said (signed-in-person.ts). Knows no event of the worker and no cache
// but through `kept`.
import type { PlanId } from '../contract/ids.ts';
import type { Clock } from './environment.ts';
import { type KeptPlan, listKeptPlans, readKeptPlan } from './kept-plan.ts';
import {
  isServerAway,
  isToldOfSignOut,
  offlineAddress,
  offlinePath,
  pageOfData,
  readRequest,
} from './offline-request.ts';
import { pageData, pageRedirect } from './page-data.ts';
import { withinPatience } from './patience.ts';
import { type DeviceRecord, readDevice, type SignedInPerson, writeDevice } from './signed-in-person.ts';

/** A person who waits for a page looks at nothing: after so long a plan opens from its copy, and goes live when it can. */
const planPagePatienceMs = 4_000;
/** The page is there already, and empty. */
const dataPatienceMs = 2_500;
/** Other pages have nothing to show in their place but the way to the kept plans. */
const pagePatienceMs = 10_000;

interface OfflineAnswersOptions {
  readonly origin: string;
  /** The paths of the build's files. */
  readonly assets: ReadonlySet<string>;
  readonly fetch: typeof fetch;
  /** What was stored for a path when this build came: its files and the empty frame of a plan's page. */
  readonly kept: (path: string) => Promise<Response | undefined>;
  readonly indexedDb: IDBFactory | null;
  readonly clock: Clock;
}

export class OfflineAnswers {
  readonly #options: OfflineAnswersOptions;

  constructor(options: OfflineAnswersOptions) {
    this.#options = options;
  }

  /** Null: not the worker's business. */
  answer(request: Request): Promise<Response> | null {
    const { origin, assets } = this.#options;
    const asked = readRequest(request, origin, assets);
    switch (asked.kind) {
      case 'asset':
        return this.#asset(request);
      case 'plan-page':
        return this.#planPage(request, asked.planId);
      case 'plan-data':
        return this.#planData(request, asked.planId);
      case 'offline-page':
        return this.#frame(request);
      case 'offline-data':
        return this.#offlineData(request);
      case 'page-data':
        return this.#pageData(request);
      case 'sign-out':
        return this.#signOut(request);
      case 'page':
        return this.#page(request);
      case 'other':
        return null;
      default:
        return asked satisfies never;
    }
  }

  async #asset(request: Request): Promise<Response> {
    return (await this.#options.kept(new URL(request.url).pathname)) ?? this.#options.fetch(request);
  }

  async #planPage(request: Request, planId: PlanId): Promise<Response> {
    const { plan } = await this.#keptFor(planId);
    const fresh = await this.#fresh(request, plan === null ? null : planPagePatienceMs);
    if (fresh !== null) return fresh;
    return plan === null ? redirectTo(offlineAddress(request.url)) : this.#frame(request);
  }

  async #planData(request: Request, planId: PlanId): Promise<Response> {
    const { device, person, plan } = await this.#keptFor(planId);
    const fresh = await this.#fresh(request, plan === null ? null : dataPatienceMs);
    if (fresh !== null) return fresh;
    if (person === null || plan === null) return redirectPageOf(request);
    const { id, name, email } = person;
    const layout = { plan: plan.plan, rights: plan.rights, me: { id, name, email } };
    return dataResponse(pageData([rootData(device), layout, null]));
  }

  async #offlineData(request: Request): Promise<Response> {
    const fresh = await this.#fresh(request, dataPatienceMs);
    return fresh ?? dataResponse(pageData([rootData(await this.#device()), null]));
  }

  /** SvelteKit has its own way when the network fails: it asks for the whole page. */
  async #pageData(request: Request): Promise<Response> {
    const isOurs = await this.#paySignOut(dataPatienceMs);
    return isOurs ? this.#options.fetch(request) : redirectPageOf(request);
  }

  async #page(request: Request): Promise<Response> {
    const { indexedDb, clock } = this.#options;
    const { person } = await this.#device();
    const plans = person === null ? [] : await listKeptPlans(indexedDb, person.id, clock);
    const fresh = await this.#fresh(request, plans.length === 0 ? null : pagePatienceMs);
    return fresh ?? redirectTo(offlineAddress(request.url));
  }

  /** The empty frame that every page drawn in the browser has in common. */
  async #frame(request: Request): Promise<Response> {
    return (await this.#options.kept(offlinePath)) ?? this.#options.fetch(request);
  }

  /** Nothing of this person is shown or sent any more, though the server does not know yet. */
  async #signOut(request: Request): Promise<Response> {
    const { indexedDb, clock } = this.#options;
    const told = await this.#network(request, null);
    if (told !== null && isToldOfSignOut(told)) return told;
    await writeDevice(indexedDb, { person: null, owesSignOut: true }, clock);
    return redirectTo(`${offlinePath}?sortie`);
  }

  /** False while a sign-out is owed and the server does not take it: what it answered would be of the account that left. */
  async #paySignOut(patienceMs: number): Promise<boolean> {
    if (!(await this.#device()).owesSignOut) return true;
    const { origin, indexedDb, clock } = this.#options;
    const request = new Request(`${origin}/logout`, {
      method: 'POST',
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
      redirect: 'manual',
      credentials: 'same-origin',
    });
    const told = await this.#network(request, patienceMs);
    if (told === null || !isToldOfSignOut(told)) return false;
    await writeDevice(indexedDb, { owesSignOut: false }, clock);
    return true;
  }

  #device(): Promise<DeviceRecord> {
    return readDevice(this.#options.indexedDb, this.#options.clock);
  }

  async #keptFor(planId: PlanId): Promise<{
    readonly device: DeviceRecord;
    readonly person: SignedInPerson | null;
    readonly plan: KeptPlan | null;
  }> {
    const { indexedDb, clock } = this.#options;
    const device = await this.#device();
    const { person } = device;
    const plan = person === null ? null : await readKeptPlan(indexedDb, person.id, planId, clock);
    return { device, person, plan };
  }

  /** OF7: no page and no data of one is asked for before the server knows who left. */
  async #fresh(request: Request, patienceMs: number | null): Promise<Response | null> {
    const isOurs = await this.#paySignOut(request.mode === 'navigate' ? pagePatienceMs : dataPatienceMs);
    return isOurs ? this.#network(request, patienceMs) : null;
  }

  /** Null when no server answers, or none in time; `patienceMs` null waits as long as the browser does. */
  async #network(request: Request, patienceMs: number | null): Promise<Response | null> {
    const { fetch: send, clock } = this.#options;
    const answer = send(request).then(
      (response) => (isServerAway(response.status) ? null : response),
      () => null, // fetch tells every network failure by an exception
    );
    return patienceMs === null ? answer : withinPatience(answer, patienceMs, null, clock);
  }
}

function rootData({ person, language }: DeviceRecord): object {
  return { language, user: person };
}

function redirectTo(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path } });
}

function redirectPageOf(request: Request): Response {
  return dataResponse(pageRedirect(offlineAddress(pageOfData(request.url))));
}

function dataResponse(text: string): Response {
  return new Response(text, {
    headers: { 'content-type': 'application/json', 'cache-control': 'private, no-store' },
  });
}
