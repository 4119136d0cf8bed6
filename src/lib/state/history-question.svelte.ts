// What of the history a person asks for: of what, of whom, since when, in which column. It outlives the panel: who goes to
// another tab of the plan finds it there as it was.
import { type HistoryQuery, type HistoryScope, noHistoryFilter } from '../contract/history.ts';
import type { UserId } from '../contract/ids.ts';
import { parseDate } from '../contract/parse-date.ts';
import { dayBefore, endOfDayInParis } from '../contract/paris-time.ts';

export type HistoryFilter = Omit<HistoryQuery, 'scope'>;

export class HistoryQuestion {
  scope = $state<HistoryScope['type']>('cell');
  /** As the fields hold them; empty: everybody, the beginning, every column. */
  personId = $state('');
  /** A moment, or « days » for those of the two fields. */
  since = $state('');
  columnId = $state('');
  firstDay = $state('');
  lastDay = $state('');
  #filter = $state.raw<HistoryFilter>(noHistoryFilter);

  /** First and last: null while empty, undefined while it is no day. */
  readonly days = $derived([readDay(this.firstDay), readDay(this.lastDay)] as const);
  readonly isTurned = $derived(!!this.days[0] && !!this.days[1] && this.days[1] < this.days[0]);

  /** The last that was whole. */
  get filter(): HistoryFilter {
    return this.#filter;
  }

  /** Takes what the fields hold, once it is whole. */
  ask(): void {
    const [first, last] = this.days;
    const isDays = this.since === 'days';
    if (isDays && (first === undefined || last === undefined || this.isTurned)) return;
    const moment = this.since === '' || isDays ? null : Number(this.since);
    this.#filter = {
      personId: this.personId === '' ? null : (this.personId as UserId),
      columnId: this.columnId === '' ? null : this.columnId,
      from: isDays && first ? endOfDayInParis(dayBefore(first)) : moment,
      until: isDays && last ? endOfDayInParis(last) : null,
    };
  }

  /** A moment that is chosen has lost its name: it is asked for no longer. */
  forget(at: number): void {
    if (this.since !== String(at)) return;
    this.since = '';
    this.ask();
  }
}

function readDay(text: string): string | null | undefined {
  if (text.trim() === '') return null;
  const day = parseDate(text);
  return 'value' in day ? day.value : undefined;
}
