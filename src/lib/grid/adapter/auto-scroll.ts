// Scrolls the grid while something is dragged beyond its edges, faster the farther out. Knows the viewport, not what is dragged.

/** Of the viewport's edge: from here on it scrolls. */
const edge = 24;
const slowest = 4;
const fastest = 40;

export class AutoScroll {
  readonly #viewport: HTMLElement | null;
  readonly #host: HTMLElement;
  readonly #onScrolled: (x: number, y: number) => void;
  #frame = 0;
  #x = 0;
  #y = 0;

  constructor(host: HTMLElement, onScrolled: (x: number, y: number) => void) {
    this.#host = host;
    this.#viewport = host.querySelector<HTMLElement>('.ag-grid-viewport');
    this.#onScrolled = onScrolled;
  }

  follow(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
    if (this.#frame === 0 && this.#speed().some((by) => by !== 0))
      this.#frame = requestAnimationFrame(this.#step);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  /** The nearest point over cells that scroll: neither headers nor what is outside. */
  inside(x: number, y: number): { x: number; y: number } {
    const { left, right, top, bottom } = this.#bounds();
    return { x: clamp(x, left + 1, right - 1), y: clamp(y, top + 1, bottom - 1) };
  }

  #bounds(): { left: number; right: number; top: number; bottom: number } {
    const box = (this.#viewport ?? this.#host).getBoundingClientRect();
    const header = this.#host.querySelector('.ag-header')?.getBoundingClientRect();
    return {
      left: box.left,
      right: box.right,
      top: Math.max(box.top, header?.bottom ?? 0),
      bottom: box.bottom,
    };
  }

  #speed(): readonly [number, number] {
    const { left, right, top, bottom } = this.#bounds();
    return [speedAt(this.#x, left, right), speedAt(this.#y, top, bottom)];
  }

  readonly #step = (): void => {
    this.#frame = 0;
    const [x, y] = this.#speed();
    if (this.#viewport === null || (x === 0 && y === 0)) return;
    this.#viewport.scrollLeft += x;
    this.#viewport.scrollTop += y;
    this.#onScrolled(this.#x, this.#y);
    this.#frame = requestAnimationFrame(this.#step);
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function speedAt(at: number, from: number, to: number): number {
  const before = from + edge - at;
  const after = at - (to - edge);
  if (before > 0) return -clamp(before / 2, slowest, fastest);
  return after > 0 ? clamp(after / 2, slowest, fastest) : 0;
}
