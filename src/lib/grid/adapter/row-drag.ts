// Reordering rows with the mouse: the library drags, we say where the row would land and hand the move on. The keyboard's
// way is Alt with an arrow (keyboard.ts).
import type { GridOptions, RowDragEndEvent, RowDragMoveEvent } from 'ag-grid-community';
import { rowName } from '../notes.ts';
import type { GridRow } from '../row-model.ts';
import type { GridHost } from './grid-host.ts';

type DragEvent = RowDragMoveEvent<GridRow> | RowDragEndEvent<GridRow>;

interface Landing {
  readonly row: GridRow;
  readonly over: GridRow;
  readonly after: boolean;
}

/** On an axis row a row lands below it, as the first of that axis. */
function landingOf({ node, overNode, y }: DragEvent): Landing | null {
  const row = node.data;
  const over = overNode?.data;
  if (row === undefined || over === undefined || row === over || !('axis' in over)) return null;
  const middle = (overNode?.rowTop ?? 0) + (overNode?.rowHeight ?? 0) / 2;
  return { row, over, after: over.type === 'axis' || y > middle };
}

export function rowDragOptions(host: GridHost): GridOptions<GridRow> {
  return {
    suppressMoveWhenRowDragging: true,
    rowDragText: ({ rowNode }) => {
      const row: GridRow | undefined = rowNode?.data;
      return row === undefined ? '' : rowName(row, host.messages.grid);
    },
    onRowDragMove: (event) => {
      const landing = landingOf(event);
      event.api.setRowDropPositionIndicator({
        row: landing === null ? null : event.overNode,
        dropIndicatorPosition: landing === null ? null : landing.after ? 'below' : 'above',
      });
    },
    onRowDragLeave: ({ api }) => api.setRowDropPositionIndicator(null),
    onRowDragCancel: ({ api }) => api.setRowDropPositionIndicator(null),
    onRowDragEnd: (event) => {
      event.api.setRowDropPositionIndicator(null);
      const landing = landingOf(event);
      if (landing !== null) host.moveRow(landing.row, { over: landing.over, after: landing.after });
    },
  };
}
