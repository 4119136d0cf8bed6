// Who is kept on the screen between two links: when the server asks everybody to start afresh nobody has left, and the list of
// people must not empty and fill again. Knows people, not connections.
import type { Clock } from './environment.ts';
import type { Peer } from './session.ts';

/** Far longer than everybody's return takes, too short to mislead. */
const lingerMs = 3_000;

export class LingeringPeers {
  readonly #clock: Clock;
  readonly #onOver: () => void;
  #absent: readonly Peer[] = [];
  #cancel: () => void = () => undefined;

  constructor(clock: Clock, onOver: () => void) {
    this.#clock = clock;
    this.#onOver = onOver;
  }

  /** Those who were there a moment ago. */
  keep(peers: readonly Peer[]): void {
    this.#cancel();
    this.#absent = peers;
    this.#cancel = this.#clock.after(lingerMs, () => {
      this.#absent = [];
      this.#onOver();
    });
  }

  forget(): void {
    this.#cancel();
    this.#absent = [];
  }

  /** With those who are not back yet, by person: their tabs come back under other client ids. */
  with(present: readonly Peer[]): readonly Peer[] {
    const back = new Set(present.map(({ userId }) => userId));
    return [...present, ...this.#absent.filter(({ userId }) => !back.has(userId))];
  }
}
