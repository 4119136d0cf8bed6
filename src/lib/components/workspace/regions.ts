// The parts of the workspace that F6 walks through, as in a desktop program: the way out of the grid by keyboard.
import { createContext } from 'svelte';

interface Regions {
  leave: (direction: -1 | 1) => void;
  /** Back to the cell where the keyboard was. */
  enterGrid: () => void;
  /** The grid has one tab stop of its own, which only it can find. Returns what takes it away. */
  provideGrid: (takeFocus: () => void) => () => void;
}

export const [useRegions, provideRegions] = createContext<Regions>();

const focusable = 'a[href], button:not([tabindex="-1"]), input, select, textarea, [tabindex="0"]';

export function createRegions(root: () => HTMLElement | null): Regions {
  let focusGrid: (() => void) | null = null;
  return {
    leave(direction) {
      const regions = [...(root()?.querySelectorAll<HTMLElement>('[data-region]') ?? [])];
      const from = regions.findIndex((region) => region.contains(document.activeElement));
      for (let step = 1; step <= regions.length; step++) {
        const region = regions[(from + direction * step + regions.length * 2) % regions.length];
        if (region?.dataset['region'] === 'grid' && focusGrid !== null) return focusGrid();
        const target = region?.querySelector<HTMLElement>(focusable);
        if (target) return target.focus();
      }
    },
    enterGrid: () => focusGrid?.(),
    provideGrid(takeFocus) {
      focusGrid = takeFocus;
      return () => {
        if (focusGrid === takeFocus) focusGrid = null;
      };
    },
  };
}
