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

  /** Shows what is asked instead of what was. */
  async ask(query: HistoryQuery): Promise<void> {
    this.#query = query;
    this.#entries = [];
    this.#next = null;
    this.#state = 'asking';
    await this.#read(query.until, (found, next) => this.#show(found, next));
  }

  /** The same again: what is new comes before what is known, and older pages stay. */
  async refresh(): Promise<void> {
    const query = this.#query;
    if (query === null || this.#state === 'asking') return;
    await this.#read(query.until, (found, next) => {
      // The stretch of time that was read again is told anew; what is older than it stays.
      const known = next === null ? [] : this.#entries.filter(({ at }) => at < next);
      if (known.length === 0) this.#show(found, next);
      else this.#show([...found, ...known], this.#next);
    });
  }

  /** Older ones. */
  async more(): Promise<void> {
    const from = this.#next;
    if (from === null || this.#state !== 'known') return;
    await this.#read(from, (found, next) =>
      this.#show([...this.#entries.filter(({ at }) => at >= from), ...found], next),
    );
  }

  nameMoment(name: string, at: number | null): Promise<Result<{ readonly id: string }>> {
    return postJson(`${this.#path}/moments`, { name, at }, this.#send);
  }

  removeMoment(id: string): Promise<Result<unknown>> {
    return sendJson('DELETE', `${this.#path}/moments/${encodeURIComponent(id)}`, {}, this.#send);
  }

  #show(entries: readonly HistoryEntry[], next: number | null): void {
    this.#entries = entries;
    this.#next = next;
    this.#state = 'known';
  }

  async #read(
    from: number | null,
    show: (found: readonly HistoryEntry[], next: number | null) => void,
  ): Promise<void> {
    const query = this.#query;
    if (query === null) return;
    const found: HistoryEntry[] = [];
    let until = from;
    for (let page = 0; page < pagesAtOnce; page++) {
      const answer = await getJson<HistoryPage>(
        `${this.#path}/history?${parametersOf({ ...query, until })}`,
        this.#send,
      );
      // Something else is asked by now.
      if (this.#query !== query) return;
      if (answer === null) {
        // What is known stays: the next change asks again.
        if (this.#state === 'asking') this.#state = 'failed';
        return;
      }
      found.push(...answer.entries);
      until = answer.next;
      if (until === null || found.length >= enoughEntries) break;
    }
    show(found, until);
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
