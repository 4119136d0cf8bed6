// The history of a plan as one asks for it: a scope, filters, page after page, and what came since. Asked of the server while
// the panel is open. A view with the life of that panel.
import type { Result } from '../contract/errors.ts';
import type { HistoryEntry, HistoryPage, HistoryPerson, HistoryQuery } from '../contract/history.ts';
import type { PlanId } from '../contract/ids.ts';
import { getJson } from './get-json.ts';
import { postJson, sendJson } from './post-json.ts';

type Known = 'asking' | 'failed' | 'known';

/** Pages may be empty where a filter finds little: so many are asked for in one go before the person is asked to go on. */
const pagesAtOnce = 8;
const enoughEntries = 20;

export class PlanHistoryView {
  readonly #path: string;
  readonly #send: typeof fetch;
  #query: HistoryQuery | null = null;
  /** What is asked now; an answer to anything else is late. */
  #asked: object = {};
  #entries = $state.raw<readonly HistoryEntry[]>([]);
  #next = $state.raw<number | null>(null);
  #state = $state<Known>('asking');
  #people = $state.raw<readonly HistoryPerson[]>([]);

  constructor(planId: PlanId, send: typeof fetch) {
    this.#path = `/api/plans/${encodeURIComponent(planId)}`;
    this.#send = send;
  }

  get state(): Known {
    return this.#state;
  }

  get entries(): readonly HistoryEntry[] {
    return this.#entries;
  }

  /** False at the beginning of the plan. */
  get hasMore(): boolean {
    return this.#next !== null;
  }

  get people(): readonly HistoryPerson[] {
    return this.#people;
  }

  async loadPeople(): Promise<void> {
    const people = await getJson<readonly HistoryPerson[]>(`${this.#path}/history/people`, this.#send);
    if (people !== null) this.#people = people;
  }

  /** Shows what is asked instead of what was; the old lines stay until the new ones are there when it is the same question. */
  async ask(query: HistoryQuery): Promise<void> {
    const isSame = JSON.stringify(query) === JSON.stringify(this.#query);
    this.#query = query;
    if (!isSame) {
      this.#entries = [];
      this.#next = null;
      this.#state = 'asking';
    }
    await this.#read(query.until, isSame ? [] : null);
  }

  /** Older ones. */
  async more(): Promise<void> {
    if (this.#next !== null && this.#state === 'known') await this.#read(this.#next, this.#entries);
  }

  nameMoment(name: string, at: number | null): Promise<Result<{ readonly id: string }>> {
    return postJson(`${this.#path}/moments`, { name, at }, this.#send);
  }

  removeMoment(id: string): Promise<Result<unknown>> {
    return sendJson('DELETE', `${this.#path}/moments/${encodeURIComponent(id)}`, {}, this.#send);
  }

  /** `before`: what stands before the answer; null: nothing is shown yet. */
  async #read(from: number | null, before: readonly HistoryEntry[] | null): Promise<void> {
    const query = this.#query;
    if (query === null) return;
    const asked = {};
    this.#asked = asked;
    const found: HistoryEntry[] = [];
    let until = from;
    for (let page = 0; page < pagesAtOnce; page++) {
      const answer = await getJson<HistoryPage>(
        `${this.#path}/history?${parametersOf({ ...query, until })}`,
        this.#send,
      );
      if (this.#asked !== asked) return;
      if (answer === null) {
        this.#state = 'failed';
        return;
      }
      found.push(...answer.entries);
      until = answer.next;
      if (until === null || found.length >= enoughEntries) break;
    }
    this.#entries = [...(before ?? []), ...found];
    this.#next = until;
    this.#state = 'known';
  }
}

function parametersOf({ scope, personId, columnId, from, until }: HistoryQuery): string {
  const parts: readonly (readonly [string, string | number | null])[] = [
    ['cell', scope.type === 'cell' ? scope.key : null],
    ['row', scope.type === 'row' ? scope.rowId : null],
    ['person', personId],
    ['column', columnId],
    ['from', from],
    ['until', until],
  ];
  return parts
    .flatMap(([name, value]) => (value === null ? [] : `${name}=${encodeURIComponent(value)}`))
    .join('&');
}
