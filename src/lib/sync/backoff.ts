// How long to wait before the next attempt to connect. Pure.

/** After a server restart everybody should be back within seconds (design §5). */
export const maxBackoffMs = 4_000;
const firstBackoffMs = 250;

/** `attempt` counts failures in a row from 0; `random` in [0, 1) spreads the clients, which would else return all at once. */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(maxBackoffMs, firstBackoffMs * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling * (0.5 + random / 2));
}
