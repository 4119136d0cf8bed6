// A set of listeners of one event.

export class Listeners<Event> {
  #listeners = new Set<(event: Event) => void>();

  add(listener: (event: Event) => void): () => void {
    // Wrapped, so that one function added twice is told twice and removed once.
    const entry = (event: Event): void => listener(event);
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  emit(event: Event): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        // A screen's fault must not stop an edit on its way to the server, nor be hidden.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
