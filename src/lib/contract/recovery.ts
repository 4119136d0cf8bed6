// That a plan was put back to an earlier state from a backup. Shape only; the words are in i18n.

export interface Recovery {
  readonly at: number;
  /** When the backup was taken. */
  readonly stateAt: number;
}
