// The French descriptions of functions stand in the table of functions (calc/formula/functions.ts): there is nothing to add.

export const functions: Readonly<Record<string, string>> = {};
