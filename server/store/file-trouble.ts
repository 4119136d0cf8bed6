// What is told of the database's files while the store is open. By kind and by name: what an error says quotes paths.

export interface FileTrouble {
  /** `log_damaged`: nothing more is written until a backup is put back; `made_anew`: it could not be read and vouches for nothing; `not_written`: the disk did not take what vouches. */
  readonly kind: 'log_damaged' | 'made_anew' | 'not_written';
  /** Without its folder. */
  readonly file: string;
  readonly error?: unknown;
}

export type TellTrouble = (trouble: FileTrouble) => void;
