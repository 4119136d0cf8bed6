// The screen's door to the worker that reads the clipboard. Owns the worker, which starts with the first paste.
import type { ClipboardFlavours } from '../grid/clipboard/flavours.ts';
import type { ClipboardReading } from '../grid/clipboard/read-clipboard.ts';

export interface ClipboardQuestion {
  readonly id: number;
  readonly flavours: ClipboardFlavours;
  readonly valuesOnly: boolean;
}

export interface ClipboardAnswer {
  readonly id: number;
  readonly reading: ClipboardReading;
}

export class ClipboardReader {
  #worker: Worker | null = null;
  readonly #waiting = new Map<
    number,
    { resolve: (reading: ClipboardReading) => void; reject: (error: Error) => void }
  >();
  #lastId = 0;

  /** Rejects when the worker fails: nothing is pasted then. */
  read(flavours: ClipboardFlavours, valuesOnly: boolean): Promise<ClipboardReading> {
    const worker = (this.#worker ??= this.#start());
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, flavours, valuesOnly } satisfies ClipboardQuestion);
    });
  }

  destroy(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting.clear();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./clipboard.worker.ts', import.meta.url), {
      type: 'module',
      name: 'clipboard',
    });
    worker.onmessage = ({ data }: MessageEvent<ClipboardAnswer>) => {
      this.#waiting.get(data.id)?.resolve(data.reading);
      this.#waiting.delete(data.id);
    };
    worker.onerror = (event) => {
      for (const { reject } of this.#waiting.values())
        reject(new Error(event.message || 'the clipboard worker did not start'));
      this.destroy();
    };
    return worker;
  }
}
