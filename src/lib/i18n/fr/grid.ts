// French sentences of the area « grid ». The source of the keys.

export const grid = {};
