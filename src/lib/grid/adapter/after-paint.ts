// Work that must not delay what a key just changed on the screen: done once the next frame is painted, when the browser has
// nothing more urgent to do.

/** Longer, people would see that it comes late. */
const latestMs = 100;

export class AfterPaint {
  readonly #work: () => void;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #idle = 0;
  #isPlanned = false;

  constructor(work: () => void) {
    this.#work = work;
  }

  /** Once, however often it is planned until then: changes that never stop must not put it off for ever. */
  plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    // A hidden page paints nothing, and Safari has no idle callbacks.
    if (document.hidden) this.#timer = setTimeout(this.#run, 0);
    else
      this.#frame = requestAnimationFrame(() => {
        if (typeof requestIdleCallback === 'function')
          this.#idle = requestIdleCallback(this.#run, { timeout: latestMs });
        else this.#timer = setTimeout(this.#run, 0);
      });
  }

  cancel(): void {
    this.#isPlanned = false;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    if (this.#idle !== 0) cancelIdleCallback(this.#idle);
    this.#idle = 0;
  }

  readonly #run = (): void => {
    this.#isPlanned = false;
    this.#idle = 0;
    this.#work();
  };
}
