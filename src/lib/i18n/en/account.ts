// English sentences of the area « account ».
import type { account as French } from '../fr/account.ts';

export const account: typeof French = {};
