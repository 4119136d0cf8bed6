// Waiting for a row that the server said it has made: it answers a command and tells the room of its row on two lines, and
// either may be first, or the second may fail.
import type { RowId } from '../contract/ids.ts';
import { type Clock, systemClock } from '../sync/environment.ts';
import type { PlanSession } from '../sync/session.ts';

/** As long as people wait for a button that says it works; the row comes with the next connection. */
const longestMs = 10_000;

/** Back when the row is in the plan, or when it did not come in time: what is there is gone on with. */
export function untilRow(
  session: Pick<PlanSession, 'content' | 'onChange'>,
  rowId: RowId,
  clock: Clock = systemClock,
): Promise<void> {
  if (session.content.rows.has(rowId)) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      stop();
      cancelTimer();
      resolve();
    };
    const stop = session.onChange(() => {
      if (session.content.rows.has(rowId)) end();
    });
    const cancelTimer = clock.after(longestMs, end);
  });
}
