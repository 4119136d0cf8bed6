// French sentences of the area « keys ». The source of the keys.

export const keys = {};
