// French sentences of the area « find ». The source of the keys.

export const find = {};
