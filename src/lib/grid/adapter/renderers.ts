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

/** The tab stop of the grid is its active cell: a button inside is for the mouse, and a key of the cell does the same. */
function mouseButton(className: string, label: string, act: (button: HTMLElement) => void): HTMLElement {
  const button = element('button', className);
  button.setAttribute('type', 'button');
  button.tabIndex = -1;
  button.ariaLabel = label;
  button.title = label;
  button.addEventListener('click', (event) => {
    event.stopPropagation();
    act(button);
  });
  return button;
}

/** Shift+F10 on the row. */
function menuButton(host: GridHost, row: GridRow, name: string): HTMLElement {
  const button = mouseButton('trame-row-menu', host.messages.grid.rowMenu(name), (anchor) =>
    host.openRowMenu(row, anchor),
  );
  button.ariaHasPopup = 'menu';
  return button;
}

/** Space on the axis' row. */
function axisButton(host: GridHost, axis: number, isClosed: boolean): HTMLElement {
  const words = host.messages.grid;
  const button = mouseButton(
    'trame-axis-toggle',
    isClosed ? words.openAxis(axis) : words.closeAxis(axis),
    () => host.toggleAxis(axis),
  );
  button.ariaExpanded = String(!isClosed);
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
        const isClosed = this.#host.isAxisClosed(row.axis.number);
        const parts = [
          axisButton(this.#host, row.axis.number, isClosed),
          element('span', 'name', words.axisTitle(row.axis.number, row.axis.title)),
        ];
        if (isClosed && row.ficheCount > 0)
          parts.push(element('span', 'aside', words.closedAxis(row.ficheCount)));
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
        else if (fiche.closed === true) parts.push(element('span', 'aside', words.closed));
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
      case 'shown_total':
        return [element('span', 'name', words.shownTotal(row.shown, row.all))];
      case 'aggregate':
        return [element('span', 'name', row.group.label)];
      case 'no_indicator':
        return [element('span', 'aside', words.noIndicator)];
      default:
        return row satisfies never;
    }
  }
}

type HeaderParams = IHeaderParams & { readonly unit: string | null; readonly host: GridHost };

/** The column's name, its unit in a quieter voice, what the view does with it, and the menu of what it may do. */
export class UnitHeader implements IInnerHeaderComponent {
  readonly #root = element('span', 'trame-header');

  init(params: HeaderParams): void {
    this.#fill(params);
  }

  refresh(params: HeaderParams): boolean {
    this.#fill(params);
    return true;
  }

  getGui(): HTMLElement {
    return this.#root;
  }

  #fill({ host, displayName, unit, column }: HeaderParams): void {
    const words = host.messages.grid;
    const id = column.getColId();
    const { direction, isFiltered } = host.columnMarks(id);
    const name = element('span', 'name', displayName);
    const text = element('span', 'words');
    text.append(name);
    if (unit !== null) text.append(' ', element('span', 'unit', unit));
    const marks: HTMLElement[] = [];
    if (direction !== null) {
      const arrow = element('span', 'mark', direction === 'ascending' ? '↑' : '↓');
      arrow.setAttribute('aria-hidden', 'true');
      marks.push(arrow);
    }
    if (isFiltered) {
      const funnel = element('span', 'mark is-filter', '');
      funnel.append(element('span', 'visually-hidden', words.filteredColumn));
      marks.push(funnel);
    }
    this.#root.replaceChildren(text, ...marks, columnButton(host, id, displayName));
    // The cell around it is there with the next frame.
    requestAnimationFrame(() => {
      const cell = this.#root.closest('.ag-header-cell');
      if (direction === null) cell?.removeAttribute('aria-sort');
      else cell?.setAttribute('aria-sort', direction);
    });
  }
}

/** Enter on the header, or its key on any cell of the column. */
function columnButton(host: GridHost, id: string, name: string): HTMLElement {
  const button = mouseButton('trame-column-menu', host.messages.grid.columnMenu(name), (anchor) =>
    host.openColumnMenu(id, anchor),
  );
  button.ariaHasPopup = 'menu';
  return button;
}
