// Asks the server who wrote cells last: their names are in the history, not in the document.
import type { CellKey, PlanId } from '../contract/ids.ts';

export interface CellAuthor {
  readonly key: CellKey;
  readonly name: string;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  readonly isYou: boolean;
}

/** The server answers for so many at once. */
export const maxAuthorCells = 500;

/** The names come late or not at all; a question is soon answered without them. */
const authorsWithinMs = 10_000;

/** Empty without a connection or in time: the question is asked all the same, without names. */
export async function fetchCellAuthors(
  planId: PlanId,
  keys: readonly CellKey[],
  send: typeof fetch = fetch,
  signal: AbortSignal = AbortSignal.timeout(authorsWithinMs),
): Promise<ReadonlyMap<CellKey, CellAuthor>> {
  try {
    const response = await send(`/api/plans/${encodeURIComponent(planId)}/cell-authors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ cells: keys.slice(0, maxAuthorCells) }),
      credentials: 'same-origin',
      signal,
    });
    const body = (await response.json()) as { ok?: boolean; value?: readonly CellAuthor[] };
    return new Map((body.ok === true ? (body.value ?? []) : []).map((author) => [author.key, author]));
  } catch (error) {
    // fetch tells every network failure, and a body that is no JSON, by an exception.
    if (error instanceof Error) return new Map();
    throw error;
  }
}
