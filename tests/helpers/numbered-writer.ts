// One tab that writes 1, 2, 3… into a cell of its own and does what a client must when the connection is lost, so that what is
// on disk afterwards tells whether an edit was lost or applied twice.
import { expect } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import type { CellKey, PlanId } from '../../src/lib/contract/ids.ts';
import { type ClientTarget, type Heard, TestClient } from './test-client.ts';

/** How far it runs ahead of the acks. */
const framesInFlight = 3;

export class NumberedWriter {
  readonly key: CellKey;
  sent = 0;
  acknowledged = 0;
  #client: TestClient | null = null;
  /** The number that the lease's first frame carried. */
  #firstOfLease = 1;

  constructor(key: CellKey) {
    this.key = key;
  }

  /** Opens a new connection; an edit that the server has is not sent again. */
  async connect(target: ClientTarget): Promise<void> {
    const client = await TestClient.open(target, this.#client?.lease.leaseId);
    const { previousLastFrame } = client.lease;
    if (this.#client !== null) {
      const onDisk = this.#firstOfLease - 1 + (previousLastFrame ?? Number.NaN);
      expect(onDisk).toBeGreaterThanOrEqual(this.acknowledged);
      expect(onDisk).toBeLessThanOrEqual(this.sent);
      expect(client.value(this.key)).toBe(onDisk === 0 ? null : onDisk);
      this.sent = onDisk;
      this.acknowledged = onDisk;
    }
    this.#client = client;
    this.#firstOfLease = this.sent + 1;
  }

  get isGone(): boolean {
    return this.#count('closed') > 0;
  }

  /** Of this connection. */
  get acks(): number {
    return this.#count('ack');
  }

  /** Writes until so many acks came on this connection or it is gone, some edits ahead of the acks. */
  async write(acks = Number.POSITIVE_INFINITY): Promise<void> {
    const client = this.#client;
    if (client === null) throw new Error('not connected');
    const inFlight = (): number => this.sent - (this.#firstOfLease - 1 + this.acks);
    while (!this.isGone && this.acks < acks) {
      client.write([{ key: this.key, value: ++this.sent }]);
      client.sendFrame();
      await client.until(() => this.isGone || inFlight() < framesInFlight);
    }
    await client.until(() => this.isGone || inFlight() === 0);
    this.acknowledged = this.#firstOfLease - 1 + this.acks;
  }

  async reached(acks: number): Promise<void> {
    await this.#client?.until(() => this.isGone || this.acks >= acks);
  }

  async close(): Promise<void> {
    await this.#client?.close();
  }

  #count(type: Heard['type']): number {
    return this.#client?.heard.filter((one) => one.type === type).length ?? 0;
  }
}

/** Each edit once, in order, without a hole, and at least what was acknowledged. */
export function expectNothingLost(store: Store, planId: PlanId, writers: readonly NumberedWriter[]): void {
  const history = store.audit.ofPlan(planId);
  for (const { key, acknowledged, sent } of writers) {
    const values = history.filter((entry) => entry.key === key).map(({ after }) => after);
    expect(values).toEqual(values.map((_, i) => i + 1));
    expect(values.length).toBeGreaterThanOrEqual(acknowledged);
    expect(values.length).toBeLessThanOrEqual(sent);
  }
}
