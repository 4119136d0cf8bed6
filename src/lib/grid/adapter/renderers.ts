// Plain DOM for what is more than a text: the heading of a row with its menu button, and a column's name with its unit.
// A mounted component for each cell would be too dear.
import type {
  ICellRendererComp,
  ICellRendererParams,
  IHeaderParams,
  IInnerHeaderComponent,
} from 'ag-grid-community';
import type { GridRow } from '../row-model.ts';
import type { GridHost } from './grid-host.ts';

function element(name: 'span' | 'button', className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** The tab stop of the grid is its active cell; the button is reached with Shift+F10 there, or by the mouse. */
function menuButton(host: GridHost, row: GridRow, name: string): HTMLElement {
  const button = element('button', 'trame-row-menu');
  button.setAttribute('type', 'button');
  button.tabIndex = -1;
  button.ariaLabel = host.messages.grid.rowMenu(name);
  button.title = host.messages.grid.rowMenu(name);
  button.ariaHasPopup = 'menu';
  button.addEventListener('click', (event) => {
    event.stopPropagation();
    host.openRowMenu(row, button);
  });
  return button;
}

export class RowHeading implements ICellRendererComp<GridRow> {
  readonly #root = element('span', 'trame-heading');
  #host!: GridHost;

  init(params: ICellRendererParams<GridRow> & { host: GridHost }): void {
    this.#host = params.host;
    this.#fill(params.data);
  }

  getGui(): HTMLElement {
    return this.#root;
  }

  refresh(params: ICellRendererParams<GridRow>): boolean {
    this.#fill(params.data);
    return true;
  }

  #fill(row: GridRow | undefined): void {
    if (row === undefined) return;
    this.#root.replaceChildren(...this.#parts(row));
  }

  #parts(row: GridRow): HTMLElement[] {
    const words = this.#host.messages.grid;
    switch (row.type) {
      case 'axis': {
        const parts = [element('span', 'name', words.axisTitle(row.axis.number, row.axis.title))];
        if (row.ficheCount === 0) parts.push(element('span', 'aside', words.emptyAxis));
        return parts;
      }
      case 'total': {
        const parts = [element('span', 'name', words.total)];
        if (this.#host.tab === 'beneficiaires') parts.push(element('span', 'aside', words.cumulated));
        return parts;
      }
      case 'fiche': {
        const { fiche } = row;
        const parts = [element('span', 'number', String(fiche.number)), element('span', 'name', fiche.title)];
        if (fiche.archived) parts.push(element('span', 'aside', words.archived));
        parts.push(menuButton(this.#host, row, fiche.title));
        return parts;
      }
      case 'indicator': {
        const parts = [element('span', 'name', row.label)];
        if (row.indicator.archived || row.fiche.archived)
          parts.push(element('span', 'aside', words.archived));
        parts.push(menuButton(this.#host, row, row.label));
        return parts;
      }
      case 'hourly_cost':
        return [element('span', 'name', row.label)];
      case 'aggregate':
        return [element('span', 'name', row.group.label)];
      case 'no_indicator':
        return [element('span', 'aside', words.noIndicator)];
      default:
        return row satisfies never;
    }
  }
}

/** The column's name, then its unit in a quieter voice. */
export class UnitHeader implements IInnerHeaderComponent {
  readonly #root = element('span', 'trame-header');

  init(params: IHeaderParams & { unit: string | null }): void {
    this.#root.append(element('span', 'name', params.displayName));
    if (params.unit !== null) this.#root.append(' ', element('span', 'unit', params.unit));
  }

  /** A column keeps its name and unit: nothing to do. */
  refresh(): boolean {
    return true;
  }

  getGui(): HTMLElement {
    return this.#root;
  }
}
