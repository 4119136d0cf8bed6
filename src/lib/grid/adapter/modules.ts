// Registers the grid library's modules that Trame uses, once, and nothing else: each one is weight on the wire.
import {
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  CustomEditorModule,
  EventApiModule,
  LocaleModule,
  ModuleRegistry,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowDragModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
  ValidationModule,
} from 'ag-grid-community';

let isDone = false;

export function registerModules(): void {
  if (isDone) return;
  isDone = true;
  ModuleRegistry.registerModules([
    CellStyleModule,
    ClientSideRowModelModule,
    ColumnApiModule,
    ColumnAutoSizeModule,
    CustomEditorModule,
    EventApiModule,
    LocaleModule,
    PinnedRowModule,
    RenderApiModule,
    RowApiModule,
    RowDragModule,
    RowStyleModule,
    ScrollApiModule,
    TooltipModule,
  ]);
  // Names missing modules and misspelt options in the console; left out of what is built.
  if (import.meta.env.DEV) ModuleRegistry.registerModules([ValidationModule]);
}
