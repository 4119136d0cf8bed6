// Waits for an answer so long and no longer. Knows no storage and no network.
import type { Clock } from './environment.ts';

/** `otherwise` when the answer fails, or does not come in time. */
export function withinPatience<Value, Otherwise>(
  answer: Promise<Value>,
  patienceMs: number,
  otherwise: Otherwise,
  clock: Clock,
): Promise<Value | Otherwise> {
  return new Promise((resolve) => {
    const cancel = clock.after(patienceMs, () => resolve(otherwise));
    const end = (value: Value | Otherwise): void => {
      cancel();
      resolve(value);
    };
    answer.then(end, () => end(otherwise));
  });
}
